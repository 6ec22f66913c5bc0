using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using nanoDer.Iec61850;
using Xunit;

namespace nanoDer.HostTests.Control;

/// <summary>Random sequences of services, time, losses and process events: the machine does what the rules say, step by step.</summary>
public sealed class ControlProperties
{
    // Each control model, the selectable ones for one operation and for many, each with a process that ends at once and with one that takes time.
    private static readonly (int Model, bool Many, bool Slow)[] Objects =
    [
        (1, false, false), (1, false, true), (2, false, false), (2, false, true), (2, true, false), (2, true, true),
        (3, false, false), (3, false, true), (4, false, false), (4, false, true), (4, true, false), (4, true, true),
    ];

    [Property(Arbitrary = [typeof(ControlProperties)], MaxTest = 3000, EndSize = 120)]
    public void DoesWhatTheRulesSay(ControlStep[] steps)
    {
        var target = new Process();
        var machine = new ControlMachine(Objects.Length, target);
        ControlRules[] rules = [.. Objects.Select(o => new ControlRules(o.Model, o.Many, o.Slow))];
        var terminations = new List<string>[Objects.Length];
        for (int i = 0; i < Objects.Length; i++)
        {
            terminations[i] = [];
        }

        long now = 1_000_000;
        foreach (ControlStep step in steps)
        {
            switch (step)
            {
                case ControlStep.Select s when Objects[s.Object].Model is 2 or 4:
                    Assert.Equal(rules[s.Object].Select(s.Client, s.Number, now), machine.Select(Command(s.Object, s.Client, s.Number), now));
                    break;
                case ControlStep.Operate o:
                    ControlCommand operate = Command(o.Object, o.Client, o.Number);
                    operate.Time = o.Sent;
                    operate.IsTest = o.IsTest;
                    operate.OperTime = o.After == 0 ? 0 : Utc(now + o.After);
                    Assert.Equal(rules[o.Object].Operate(o.Client, o.Number, o.Sent, o.After, o.IsTest, now), machine.Operate(operate, now, Utc(now)));
                    break;
                case ControlStep.Cancel c:
                    Assert.Equal(rules[c.Object].Cancel(c.Client, c.Number, now), machine.Cancel(Command(c.Object, c.Client, c.Number), now));
                    break;
                case ControlStep.Pass p:
                    now += p.Milliseconds;
                    machine.Tick(now, Utc(now));
                    Array.ForEach(rules, r => r.Pass(now));
                    Assert.Equal(rules.Select(r => r.IsSelected(now)), target.IsSelected);
                    break;
                case ControlStep.Sleep d:
                    now += d.Milliseconds;
                    break;
                case ControlStep.Gone g:
                    machine.Closed(g.Client);
                    Array.ForEach(rules, r => r.Gone(g.Client));
                    break;
                case ControlStep.Finish f:
                    rules[f.Object].Ready = target.Result[f.Object] = f.Well ? AddCause.None : AddCause.AbortionByTrip;
                    break;
                case ControlStep.Block b:
                    rules[b.Object].Blocked = target.Blocked[b.Object] = b.Blocked;
                    break;
                case ControlStep.Deliver:
                    while (machine.Due() is { } due)
                    {
                        terminations[due.Object].Add($"{due.Number} {due.Cause}");
                        machine.Terminated(due, now);
                    }

                    Array.ForEach(rules, r => r.Deliver(now));
                    break;
            }

            for (int i = 0; i < Objects.Length; i++)
            {
                Assert.Equal(rules[i].Executions, target.Executions[i]);
                Assert.Equal(rules[i].Terminations, terminations[i]);
            }
        }
    }

    public static Arbitrary<ControlStep> Steps()
    {
        Gen<int> anObject = Gen.Choose(0, Objects.Length - 1);
        Gen<int> client = Gen.Choose(0, 2);
        Gen<int> number = Gen.Choose(1, 2);
        Gen<int> time = Gen.Choose(1, 60);
        Gen<bool> yes = Gen.Elements(false, true);
        Gen<int> delay = Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(-20, 60)));
        Gen<bool> test = Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)));
        return Gen.Frequency<ControlStep>(
            (6, anObject.SelectMany(o => client.SelectMany(c => number.Select(n => (ControlStep)new ControlStep.Select(o, c, n))))),
            (12, from o in anObject from c in client from n in number from s in Gen.Choose(1, 3) from d in delay from t in test
                 select (ControlStep)new ControlStep.Operate(o, c, n, s, d, t)),
            (4, from o in anObject from c in client from n in number select (ControlStep)new ControlStep.Cancel(o, c, n)),
            (4, time.Select(t => (ControlStep)new ControlStep.Pass(t))),
            (2, time.Select(t => (ControlStep)new ControlStep.Sleep(t))),
            (1, client.Select(c => (ControlStep)new ControlStep.Gone(c))),
            (2, from o in anObject from w in yes select (ControlStep)new ControlStep.Finish(o, w)),
            (1, from o in anObject from b in yes select (ControlStep)new ControlStep.Block(o, b)),
            (4, Gen.Constant((ControlStep)new ControlStep.Deliver()))).ToArbitrary();
    }

    private static ControlCommand Command(int anObject, int client, int number) => new()
    {
        Object = anObject,
        Client = client,
        Number = number,
        Category = 2,
        Model = Objects[anObject].Model,
        OperateMany = Objects[anObject].Many,
        SelectTimeout = ControlRules.SelectTimeout,
        OperateTimeout = ControlRules.OperateTimeout,
    };

    /// <summary>Milliseconds as a timestamp; a thousandth of a second is not exact in binary, so a second stands for it.</summary>
    private static long Utc(long now) => now << 32;

    private sealed class Process : ControlTarget
    {
        public AddCause?[] Result { get; } = new AddCause?[Objects.Length];

        public bool[] Blocked { get; } = new bool[Objects.Length];

        public bool[] IsSelected { get; } = new bool[Objects.Length];

        public int[] Executions { get; } = new int[Objects.Length];

        public override AddCause Check(ControlCommand command) => Blocked[command.Object] ? AddCause.BlockedByProcess : AddCause.None;

        public override AddCause Execute(ControlCommand command)
        {
            Executions[command.Object]++;
            Result[command.Object] = null;
            return Objects[command.Object].Slow ? Pending : AddCause.None;
        }

        public override AddCause Poll(ControlCommand command) => Result[command.Object] ?? Pending;

        public override bool Cancel(ControlCommand command) => true;

        public override void Selected(ControlCommand command, bool selected) => IsSelected[command.Object] = selected;
    }
}
