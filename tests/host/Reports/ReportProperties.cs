using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.UnitTests.Iec61850;
using Xunit;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.HostTests.Reports;

/// <summary>Random sequences of changes, services, time and losses: server and rules say the same, step by step and report by report.</summary>
public sealed class ReportProperties
{
    private const int UnbufferedBytes = 150;
    private const int BufferedBytes = 300;
    private static readonly string[] Clients = ["a@x/1", "b@x/1"];
    private static readonly string[] Blocks = [ReportScript.U, ReportScript.B];
    private static readonly string[] DataSets = ["", "LD0/LLN0$DS", "LD0/LLN0$Two"];

    [Property(Arbitrary = [typeof(ReportProperties)], MaxTest = 1500, EndSize = 150)]
    public void DoesWhatTheRulesSay(ReportStep[] steps)
    {
        var script = new ReportScript(new MemoryPlan { ReportBytes = UnbufferedBytes, BufferedReportBytes = BufferedBytes }, 9000, ReportScript.Blocks);
        ReportRules[] rules = [new(false, UnbufferedBytes), new(true, BufferedBytes)];
        var values = new ReportRules.Values();
        bool[] here = [true, true];
        long received = 0;
        foreach (ReportStep step in steps)
        {
            if (Client(step) is { } client && !here[client])
            {
                continue;
            }

            switch (step)
            {
                case ReportStep.Change s:
                    values.Set(s.Which, s.Value);
                    Set(script, s.Which, s.Value);
                    break;
                case ReportStep.Pass s:
                    script.Tick(s.Milliseconds);
                    Array.ForEach(rules, r => r.Pass(script.Now, values));
                    values.Seen();
                    break;
                case ReportStep.Enable s:
                    Assert.Equal(rules[s.Block].Enable(s.Client, s.On), Write(s.Client, s.Block, "RptEna", Kind.Boolean, s.On ? 1 : 0));
                    break;
                case ReportStep.Interrogate s:
                    Assert.Equal(rules[s.Block].Interrogate(s.Client, values), Write(s.Client, s.Block, "GI", Kind.Boolean, 1));
                    break;
                case ReportStep.Triggers s:
                    Assert.Equal(rules[s.Block].Triggers(s.Client, s.Bits), Write(s.Client, s.Block, "TrgOps", Kind.BitString, s.Bits));
                    break;
                case ReportStep.BufferTime s:
                    Assert.Equal(rules[s.Block].BufferTime(s.Client, s.Milliseconds), Write(s.Client, s.Block, "BufTm", Kind.Unsigned, s.Milliseconds));
                    break;
                case ReportStep.Period s:
                    Assert.Equal(rules[s.Block].Period(s.Client, s.Milliseconds), Write(s.Client, s.Block, "IntgPd", Kind.Unsigned, s.Milliseconds));
                    break;
                case ReportStep.DataSet s:
                    byte[] name = System.Text.Encoding.ASCII.GetBytes(DataSets[s.Number]);
                    Assert.Equal(rules[s.Block].DataSet(s.Client, s.Number), script.Write(Clients[s.Client], Blocks[s.Block] + "$DatSet", Kind.VisibleString, name));
                    break;
                case ReportStep.Reserve s:
                    int reserved = s.Block == 0 ? Write(s.Client, 0, "Resv", Kind.Boolean, s.Seconds == 0 ? 0 : 1) : Write(s.Client, 1, "ResvTms", Kind.Integer, s.Seconds);
                    Assert.Equal(rules[s.Block].Reserve(s.Client, s.Seconds), reserved);
                    break;
                case ReportStep.Purge s:
                    Assert.Equal(rules[1].Purge(s.Client), Write(s.Client, 1, "PurgeBuf", Kind.Boolean, 1));
                    break;
                case ReportStep.Resynchronise s:
                    long id = s.Which == 0 ? 0 : s.Which == 1 ? received : 5;
                    Assert.Equal(rules[1].Resynchronise(s.Client, id), script.Resynchronise(Clients[s.Client], id));
                    break;
                case ReportStep.Gone s:
                    script.Close(Clients[s.Client]);
                    here[s.Client] = false;
                    Array.ForEach(rules, r => r.Gone(s.Client));
                    break;
                case ReportStep.Come s:
                    // One who is here already begins anew.
                    script.Server.Open(Clients[s.Client]);
                    Array.ForEach(here[s.Client] ? rules : [], r => r.Gone(s.Client));
                    here[s.Client] = true;
                    break;
                case ReportStep.Deliver s:
                    Deliver(s.Count);
                    break;
            }
        }

        Deliver(int.MaxValue);

        int Write(int client, int block, string attribute, int kind, int value) => script.Write(Clients[client], $"{Blocks[block]}${attribute}", kind, value);

        void Deliver(int count)
        {
            for (int i = 0; i < count && script.Next() is { } peer; i++)
            {
                bool buffered = script.TextOf(0) != "one";
                ReportRules.Report found = Read(script, peer, buffered);
                ReportRules.Report? expected = rules[buffered ? 1 : 0].Next();
                Assert.Equal(buffered ? expected : expected == null ? null : expected with { Id = 0, Lost = false }, found);
                received = buffered ? found.Id : received;
            }

            if (count == int.MaxValue)
            {
                Assert.All(rules, r => Assert.Null(r.Next()));
            }
        }
    }

    public static Arbitrary<ReportStep> Steps()
    {
        Gen<int> client = Gen.Choose(0, 1);
        Gen<int> block = Gen.Choose(0, 1);
        Gen<int> bits = Gen.Frequency((2, Gen.Constant(0x1F)), (1, Gen.Choose(0, 0x1F)));
        Gen<bool> on = Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)));
        return Gen.Frequency<ReportStep>(
            (12, from w in Gen.Choose(0, 3) from v in Gen.Choose(0, 9) select (ReportStep)new ReportStep.Change(w, v)),
            (10, Gen.Choose(0, 60).Select(t => (ReportStep)new ReportStep.Pass(t))),
            (1, Gen.Choose(1000, 20000).Select(t => (ReportStep)new ReportStep.Pass(t))),
            (6, from c in client from b in block from o in @on select (ReportStep)new ReportStep.Enable(c, b, o)),
            (2, from c in client from b in block select (ReportStep)new ReportStep.Interrogate(c, b)),
            (1, from c in client from b in block from t in bits select (ReportStep)new ReportStep.Triggers(c, b, t)),
            (1, from c in client from b in block from t in Gen.Elements(0, 20, 50) select (ReportStep)new ReportStep.BufferTime(c, b, t)),
            (1, from c in client from b in block from t in Gen.Elements(0, 30, 70) select (ReportStep)new ReportStep.Period(c, b, t)),
            (1, from c in client from b in block from n in Gen.Choose(0, 2) select (ReportStep)new ReportStep.DataSet(c, b, n)),
            (1, from c in client from b in block from s in Gen.Elements(0, 1, 5) select (ReportStep)new ReportStep.Reserve(c, b, s)),
            (1, client.Select(c => (ReportStep)new ReportStep.Purge(c))),
            (3, from c in client from w in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Constant(1)), (1, Gen.Constant(2))) select (ReportStep)new ReportStep.Resynchronise(c, w)),
            (2, client.Select(c => (ReportStep)new ReportStep.Gone(c))),
            (3, client.Select(c => (ReportStep)new ReportStep.Come(c))),
            (8, Gen.Choose(1, 4).Select(n => (ReportStep)new ReportStep.Deliver(n)))).ToArbitrary();
    }

    /// <summary>The client that a step needs to be associated.</summary>
    private static int? Client(ReportStep step) => step switch
    {
        ReportStep.Enable s => s.Client,
        ReportStep.Interrogate s => s.Client,
        ReportStep.Triggers s => s.Client,
        ReportStep.BufferTime s => s.Client,
        ReportStep.Period s => s.Client,
        ReportStep.DataSet s => s.Client,
        ReportStep.Reserve s => s.Client,
        ReportStep.Purge s => s.Client,
        ReportStep.Resynchronise s => s.Client,
        _ => null,
    };

    private static void Set(ReportScript script, int which, int value)
    {
        switch (which)
        {
            case 0:
                script.Values.SetFloat(script.TotW, value);
                break;
            case 1:
                script.Values.SetSmall(script.TotWQ, value);
                break;
            case 2:
                script.Values.SetFloat(script.Hz, value);
                break;
            default:
                script.SetText(0, value);
                break;
        }
    }

    /// <summary>The last report, as the rules tell theirs.</summary>
    private static ReportRules.Report Read(ReportScript script, string peer, bool buffered)
    {
        MmsTree report = script.Report;
        int at = buffered ? 7 : 5;
        int inclusion = script.Item(at + 1);
        int members = Enumerable.Range(0, report.ValueLength(inclusion)).Count(bit => report.Bit(inclusion, bit));
        int[] data = [.. Enumerable.Range(at + 2 + members, members).Select(script.Item)];
        int[] reasons = [.. Enumerable.Range(at + 2 + (2 * members), members).Select(script.Item)];
        Assert.Equal(at + 2 + (3 * members), script.Items());
        return new ReportRules.Report(
            Array.IndexOf(Clients, peer), report.Int32(script.Item(2)), buffered ? script.IdOf(6) : 0, buffered && report.Boolean(script.Item(5)),
            report.Int32(script.Item(at)), script.Included(at + 1), string.Join(' ', data.Select(Text)), string.Join(' ', reasons.Select(r => report.Bits(r, 6))));

        string Text(int node) => report.Kind(node) == Kind.VisibleString ? $"{report.ValueLength(node)}"
            : report.Single(report.First(report.Kind(report.First(node)) == Kind.Structure ? report.First(node) : node))
                + (report.ChildCount(node) == 3 ? $"/{report.Bits(report.Next(report.First(node)), 13)}" : "");
    }
}
