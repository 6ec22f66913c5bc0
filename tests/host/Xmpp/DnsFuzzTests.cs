using System.Text;
using nanoDer.Core;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Xmpp;

/// <summary>Answers from good to garbage: whatever comes, the client ends with a status and a bounded list, and allocates nothing.</summary>
public class DnsFuzzTests
{
    private static readonly byte[] Domain = Encoding.ASCII.GetBytes("der.local");

    /// <summary>Good answers with bytes changed, cut and doubled, behind a header and a question that are right.</summary>
    [Fact]
    public void Broken_answers()
    {
        var random = new Random(20261122);
        var targets = new ServerTargets(99);
        var client = new DnsClient(targets);
        var message = new byte[DnsClient.MaxDatagram];
        var ends = new Dictionary<DerStatus, int>();
        long allocated = 0;
        for (int round = 0; round < 100_000; round++)
        {
            bool lookup = random.Next(3) == 0;
            if (lookup)
            {
                client.Lookup(Domain, 0, Domain.Length, 0);
            }
            else
            {
                client.Resolve(Domain, 0, Domain.Length, 0);
            }

            for (int guard = 0; !client.IsDone; guard++)
            {
                Assert.True(guard < 20, "questions without end");
                int length = Answer(message, client, random, lookup);
                long before = GC.GetAllocatedBytesForCurrentThread();
                client.Sent();
                client.Feed(message, length, 0);
                if (!client.IsDone && client.OutputCount == 0)
                {
                    client.Tick(client.NextDeadline);
                }

                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Assert.InRange(targets.Count, 0, ServerTargets.Capacity);
            Assert.InRange(client.AddressCount, 0, DnsClient.MaxAddresses);
            Assert.Equal(client.Status == DerStatus.Ok, lookup ? client.AddressCount > 0 : targets.Count > 0);
            for (int walked = 0; targets.Next(); walked++)
            {
                Assert.True(walked < ServerTargets.Capacity && targets.HostLength <= 253);
            }

            ends[client.Status] = ends.GetValueOrDefault(client.Status) + 1;
        }

        Assert.Equal(0, allocated);
        Assert.True(ends.Count == 5, string.Join(", ", ends));
    }

    private static int Answer(byte[] message, DnsClient client, Random random, bool lookup)
    {
        int length = client.OutputCount;
        client.Output.AsSpan(0, length).CopyTo(message);
        int body = length;
        message[2] = (byte)(0x80 | (random.Next(40) == 0 ? 2 : 0));
        message[3] = (byte)(random.Next(20) == 0 ? random.Next(16) : 0);
        int records = random.Next(5);
        message[7] = (byte)records;
        for (int i = 0; i < records; i++)
        {
            int kind = random.Next(4);
            ReadOnlySpan<byte> head = [0xC0, 12, 0, (byte)(kind == 0 ? 5 : lookup ? kind == 1 ? 28 : 1 : 33), 0, 1, 0, 0, 1, 0, 0];
            ReadOnlySpan<byte> data = kind == 0 ? [4, 1, (byte)'a', 0xC0, 12]
                : lookup ? kind == 1 ? [16, 0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] : [4, 192, 0, 2, 1]
                : kind == 1 ? [7, 0, 0, 0, 0, 0, 0, 0] : [11, 0, 1, 0, 2, 0x14, 0x66, 2, (byte)'x', (byte)'y', 0xC0, 30];
            head.CopyTo(message.AsSpan(length));
            data.CopyTo(message.AsSpan(length + head.Length));
            length += head.Length + data.Length;
        }

        for (int changes = random.Next(4); changes > 0 && length > body; changes--)
        {
            int at = random.Next(body, length);
            switch (random.Next(4))
            {
                case 0:
                    length = at;
                    break;
                case 1:
                    message[at] = (byte)(0xC0 | random.Next(4));
                    break;
                case 2:
                    message[6 + random.Next(2)] = (byte)random.Next(256);
                    break;
                default:
                    message[at] = (byte)random.Next(256);
                    break;
            }
        }

        return length;
    }
}
