using System.Buffers.Binary;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>What Wireshark's dissector makes of our packets: ISAKMP to the end, and nothing to complain of.</summary>
public sealed class DissectorTests
{
    [SkippableFact]
    public async Task Finds_nothing_malformed()
    {
        Skip.IfNot(File.Exists("/usr/bin/tshark"), "tshark is not installed");
        using TemporaryFolder folder = new();
        using GroupSite site = new(GroupSite.Plain("CN=der1") with { Ack = 1 });
        GroupSite.Member member = site.Join("CN=der1");
        List<byte[]> datagrams = [];
        member.Network = (datagram, _) =>
        {
            datagrams.Add(datagram);
            return datagram;
        };
        member.Pull();
        member.Push(site.Group.PushTeks(0, site.Group.Rekey(0)));
        Assert.Equal(12, datagrams.Count);
        using (BinaryWriter file = new(File.Create(folder["gdoi.pcap"])))
        {
            Write(file, 0xA1B2C3D4, 0x00040002, 0, 0, 65535, 101); // raw IP
            foreach (byte[] datagram in datagrams)
            {
                byte[] packet = Packet(datagram);
                Write(file, 0, 0, (uint)packet.Length, (uint)packet.Length);
                file.Write(packet);
            }
        }

        (int code, string output, string error) = await TranscriptTests.RunAsync(
            "/usr/bin/tshark", ["-n", "-r", folder["gdoi.pcap"], "-d", "udp.port==848,isakmp", "-V"], "");
        Assert.True(code == 0, error);
        Assert.Equal(12, output.Split("Internet Security Association and Key Management Protocol").Length - 1);
        Assert.DoesNotContain("alformed", output);
        Assert.DoesNotContain("Expert Info", output);
        Assert.Equal(6, output.Split("Identity Protection (Main Mode) (2)").Length - 1);
        Assert.Equal(2, output.Split("Domain of interpretation: GDOI (2)").Length - 1);
    }

    private static void Write(BinaryWriter file, params uint[] values) => Array.ForEach(values, file.Write);

    private static byte[] Packet(byte[] datagram)
    {
        byte[] packet = new byte[28 + datagram.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[8] = 64;
        packet[9] = 17;
        new byte[] { 127, 0, 0, 1, 127, 0, 0, 1 }.CopyTo(packet, 12);
        int sum = 0;
        for (int i = 0; i < 20; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(i));
        }

        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), (ushort)~((sum & 0xFFFF) + (sum >> 16)));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(20), 848);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(22), 848);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(24), (ushort)(8 + datagram.Length));
        datagram.CopyTo(packet, 28);
        return packet;
    }
}
