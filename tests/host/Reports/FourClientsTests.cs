using nanoDer.Core;
using nanoDer.UnitTests.Iec61850;
using Xunit;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.HostTests.Reports;

/// <summary>
/// Four clients, each with a buffered control block of its own, for ten minutes of the emulated clock: values change every 100 ms, and one of
/// the clients is cut off now and then.
/// </summary>
public sealed class FourClientsTests
{
    private const int Clients = 4;
    private const int Period = 100;
    private const int Minutes = 10;
    private const int Cuts = 20;

    // Until then .NET still makes its own tables of what runs here.
    private const int WarmUp = 100;

    [Fact]
    public void Nothing_is_lost_across_disconnects_and_nothing_is_allocated()
    {
        var plan = new MemoryPlan { Associations = Clients, BufferedReportBytes = 4096 };
        var script = new ReportScript(plan, 9000, Model());
        Client[] clients = [.. Enumerable.Range(0, Clients).Select(i => new Client(script, i))];
        script.Close("a@x/1");
        script.Close("b@x/1");
        Array.ForEach(clients, c => c.Connect());
        var random = new Random(61850);
        int ticks = Minutes * 60 * 1000 / Period;
        int[] cuts = [.. Enumerable.Range(0, Cuts).Select(i => ((i * ticks) + random.Next(ticks)) / Cuts)];
        long allocated = 0;
        for (int tick = 1; tick <= ticks; tick++)
        {
            allocated = tick == WarmUp ? 0 : allocated;
            long before = GC.GetAllocatedBytesForCurrentThread();
            script.Values.SetFloat(script.TotW, tick);
            script.Tick(Period);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            foreach (Client client in clients)
            {
                client.Poll(tick);
            }

            for (bool more = true; more;)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                more = script.TryNext();
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                if (more)
                {
                    clients.Single(c => c.IsRecipient()).Receive(tick);
                }
            }

            if (cuts.Contains(tick))
            {
                clients[random.Next(Clients)].Cut(tick + random.Next(1, 50));
            }
        }

        Array.ForEach(clients, c => c.Connect());
        while (script.TryNext())
        {
            clients.Single(c => c.IsRecipient()).Receive(ticks);
        }

        Assert.All(clients, c => Assert.Equal(ticks, c.Received));
        Assert.Equal(Cuts, clients.Sum(c => c.Cuts));
        Assert.Equal(ticks * Clients, clients.Sum(c => c.Reads) + clients.Sum(c => c.Missed));
        Assert.Equal(0, allocated);
    }

    /// <summary>The model of the unit tests with four buffered control blocks.</summary>
    private static string Model()
    {
        string blocks = ReportScript.Blocks;
        int start = blocks.IndexOf("b{RptID", StringComparison.Ordinal);
        int end = blocks.IndexOf("LG{", StringComparison.Ordinal);
        string block = blocks[start..(end - 1)];
        return blocks[..start] + string.Concat(Enumerable.Range(0, Clients).Select(i => $"b{i}" + block[1..])) + "}" + blocks[end..];
    }

    private sealed class Client(ReportScript script, int number)
    {
        private readonly string _peer = $"client{number}@x/1";
        private readonly string _block = $"LLN0$BR$b{number}";
        private readonly byte[] _id = new byte[8];
        private bool _isHere;
        private int _returns;
        private long _lastId;

        public int Received { get; private set; }

        public int Cuts { get; private set; }

        public int Reads { get; private set; }

        public int Missed { get; private set; }

        public bool IsRecipient() => System.Text.Encoding.ASCII.GetString(script.Server.Server.Recipient, 0, script.Server.Server.RecipientLength) == _peer;

        public void Connect()
        {
            if (_isHere)
            {
                return;
            }

            script.Server.Open(_peer);
            Assert.Equal(-1, script.Write(_peer, _block + "$EntryID", Kind.OctetString, _id));
            Assert.Equal(-1, script.Enable(_peer, _block));
            _isHere = true;
        }

        public void Cut(int returns)
        {
            Cuts++;
            if (_isHere)
            {
                script.Close(_peer);
                _isHere = false;
            }

            _returns = returns;
        }

        /// <summary>Comes back when it is time, and reads a value.</summary>
        public void Poll(int tick)
        {
            if (!_isHere && tick >= _returns)
            {
                Connect();
            }

            if (!_isHere)
            {
                Missed++;
                return;
            }

            script.Server.BeginRead(tick);
            script.Server.AddVariable("LD0", "MMXU1$MX$TotW$mag$f");
            script.Server.Send(_peer);
            int result = script.Server.Response.First(script.Server.Response.First(script.Server.Service()));
            Assert.Equal(tick, script.Server.Response.Single(script.Server.Response.First(result)));
            Reads++;
        }

        public void Receive(int tick)
        {
            Assert.True(_isHere, $"a report for a client that is gone, at {tick}");
            long id = script.IdOf(6);
            Assert.False(script.Report.Boolean(script.Item(5)));
            Assert.True(_lastId == 0 || id == _lastId + 1, $"EntryID {id} after {_lastId}");
            Received++;
            Assert.Equal(Received, script.Report.Single(script.Report.First(script.Report.First(script.Item(10)))));
            _lastId = id;
            Array.Copy(script.Report.Values, script.Report.ValueOffset(script.Item(6)), _id, 0, 8);
        }
    }
}
