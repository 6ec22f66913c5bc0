using System.Diagnostics;
using System.Reflection;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using nanoDer.Platform;
using nanoFramework.TestFramework;

namespace nanoDer.TestAdapter;

/// <summary>
/// Runs tests of one class: its set-up once, the tests, its clean-up once, on a board of their own. A set-up that skips, skips
/// all of them; a set-up or clean-up that fails, fails tests, since it has no place of its own in the results.
/// </summary>
public sealed class ClassRun
{
    private readonly DeviceTestClass _class;
    private readonly TimeSpan _limit;
    private readonly EmulatedBoard _board = new();

    /// <summary>Prepares a run.</summary>
    /// <param name="testClass">The class.</param>
    /// <param name="limit">How long one method may take before its test has failed.</param>
    public ClassRun(DeviceTestClass testClass, TimeSpan limit)
    {
        _class = testClass;
        _limit = limit;
    }

    /// <summary>Runs tests.</summary>
    /// <param name="tests">Which ones of the class.</param>
    /// <param name="started">Called before each.</param>
    /// <param name="ended">Called after each; for the last one after the clean-up.</param>
    /// <param name="cancelled">Says whether to stop.</param>
    public void Run(IReadOnlyList<DeviceTest> tests, Action<DeviceTest> started, Action<DeviceTest, Outcome> ended, Func<bool> cancelled)
    {
        Outcome setup = RunAll(_class.Setup);
        for (int i = 0; i < tests.Count && !cancelled(); i++)
        {
            started(tests[i]);
            Outcome outcome = setup.Result == TestOutcome.Passed ? RunTest(tests[i]) : setup;
            if (i == tests.Count - 1 && setup.Result != TestOutcome.Skipped)
            {
                Outcome cleanup = RunAll(_class.Cleanup);
                outcome = cleanup.Result == TestOutcome.Failed ? cleanup : outcome;
            }

            ended(tests[i], outcome);
        }
    }

    private Outcome RunTest(DeviceTest test)
        => test.Problem != null ? new Outcome(TestOutcome.Failed, test.Problem) : Call(test.Method, test.Arguments);

    private Outcome RunAll(IReadOnlyList<MethodInfo> methods)
    {
        foreach (MethodInfo method in methods)
        {
            Outcome outcome = method.IsPublic && method.GetParameters().Length == 0
                ? Call(method, [])
                : new Outcome(TestOutcome.Failed, "It must be public and take no arguments.");
            if (outcome.Result != TestOutcome.Passed)
            {
                return outcome with { Message = $"{_class.Type.Name}.{method.Name}: {outcome.Message}" };
            }
        }

        return new Outcome(TestOutcome.Passed);
    }

    private Outcome Call(MethodInfo method, object?[] arguments)
    {
        Action call = DeviceCall.Bind(method, arguments);
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            _board.Enter();
            try
            {
                call();
            }
            catch (Exception e)
            {
                thrown = e;
            }
        })
        { IsBackground = true, Name = method.Name };

        TextWriter console = Console.Out;
        var output = new StringWriter();
        var clock = Stopwatch.StartNew();
        Outcome outcome;
        try
        {
            Console.SetOut(TextWriter.Synchronized(output));
            thread.Start();
            outcome = thread.Join(_limit)
                ? Outcome.Of(thrown, !method.IsStatic)
                : new Outcome(TestOutcome.Failed, $"It still runs after {_limit.TotalSeconds} s.");
        }
        finally
        {
            Console.SetOut(console);
        }

        return outcome with { Output = output.ToString(), Duration = clock.Elapsed };
    }
}
