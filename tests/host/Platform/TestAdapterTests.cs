using Xunit;

namespace nanoDer.HostTests.Platform;

/// <summary>The adapter under the real vstest: what runs, in which order, and that nothing that went wrong looks right.</summary>
public class TestAdapterTests
{
    private const string Good = """
        using nanoFramework.TestFramework;
        namespace Sample
        {
            [TestClass]
            public class Order
            {
                private static string s_log = "";

                [Setup] public void Setup() { s_log += "setup "; }
                [TestMethod, DataRow(1, "a"), DataRow(2, null)] public void Row(int number, string text) { s_log += "row" + number + text + " "; OutputHelper.WriteLine(s_log); }
                [TestMethod] public void First() { s_log += "first "; OutputHelper.Write("printed by First"); }
                [TestMethod] public static void Static() { s_log += "static "; }
                [Cleanup] public void Cleanup() { OutputHelper.WriteLine("too late"); }
            }

            [TestClass]
            public class SkipAll
            {
                [Setup] public void Setup() { Assert.SkipTest("not on this board"); }
                [TestMethod] public void Never() { throw new System.Exception("must not run"); }
                [Cleanup] public void Cleanup() { throw new System.Exception("must not run either"); }
            }

            [TestClass]
            public class SkipOne
            {
                [TestMethod] public void Skipped() { Assert.SkipTest("no such pin"); }
                [TestMethod] public void Passed() { }
            }
        }
        """;

    private const string Bad = """
        using nanoFramework.TestFramework;
        namespace Sample
        {
            [TestClass]
            public class Fails
            {
                private int _state;

                [TestMethod] public void ByAssertion() { Assert.AreEqual(1, 2); }
                [TestMethod] public void ByException() { throw new System.InvalidOperationException("by itself"); }
                [TestMethod] public void ByInstanceState() { _state++; }
                [TestMethod] private void BecauseItIsHidden() { }
                [TestMethod] public void BecauseOfItsParameter(int number) { }
                [TestMethod, DataRow(1)] public void BecauseOfTheRowsType(byte number) { }
                [TestMethod] public int BecauseOfItsResult() { return 1; }
                [TestMethod] public void NotAtAll() { }
            }

            [TestClass]
            public class FailsInSetup
            {
                [Setup] public void Setup() { throw new System.Exception("no network"); }
                [TestMethod] public void One() { }
                [TestMethod] public void Two() { }
            }

            [TestClass]
            public class FailsInCleanup
            {
                [TestMethod] public void One() { }
                [TestMethod] public void Two() { }
                [Cleanup] public void Cleanup() { throw new System.Exception("left open"); }
            }

            public class NoTestClass
            {
                [TestMethod] public void WouldNeverRun() { }
            }
        }
        """;

    [Fact]
    public void Good_tests_pass_in_the_launchers_order()
    {
        TestRun run = TestRun.Of(Good);
        Assert.True(run.ExitCode == 0, run.Console);
        Assert.Equal(7, run.Results.Count);
        Assert.All(run.Results.Where(r => r.Key.StartsWith("Sample.Order", StringComparison.Ordinal)), r => Assert.Equal("Passed", r.Value.Outcome));
        Assert.Equal("printed by First", run.Results["Sample.Order.First"].Output);
        Assert.Equal("setup first static row1a row2", run.Results["Sample.Order.Row(2, null)"].Output.Trim());
        Assert.Equal(("NotExecuted", "SkipAll.Setup: not on this board"), OutcomeOf(run, "Sample.SkipAll.Never"));
        Assert.Equal(("NotExecuted", "no such pin"), OutcomeOf(run, "Sample.SkipOne.Skipped"));
        Assert.Equal("Passed", run.Results["Sample.SkipOne.Passed"].Outcome);
    }

    [Fact]
    public void Whatever_goes_wrong_fails_the_run()
    {
        TestRun run = TestRun.Of(Bad);
        Assert.NotEqual(0, run.ExitCode);
        AssertFailed(run, "Sample.Fails.ByAssertion", "Assert.AreEqual failed. Expected:<1>. Actual:<2>.");
        Assert.Contains("Program.cs:line 9", run.Results["Sample.Fails.ByAssertion"].StackTrace, StringComparison.Ordinal);
        Assert.Equal(("Failed", "System.InvalidOperationException: by itself"), OutcomeOf(run, "Sample.Fails.ByException"));
        AssertFailed(run, "Sample.Fails.ByInstanceState", "state belongs in static fields");
        AssertFailed(run, "Sample.Fails.BecauseItIsHidden", "not public");
        AssertFailed(run, "Sample.Fails.BecauseOfItsParameter", "takes 1 arguments and gets 0");
        AssertFailed(run, "Sample.Fails.BecauseOfTheRowsType(1)", "'number' is no Byte");
        AssertFailed(run, "Sample.Fails.BecauseOfItsResult", "without result");
        AssertFailed(run, "Sample.FailsInSetup.One", "FailsInSetup.Setup: System.Exception: no network");
        AssertFailed(run, "Sample.FailsInSetup.Two", "no network");
        AssertFailed(run, "Sample.FailsInCleanup.Two", "FailsInCleanup.Cleanup: System.Exception: left open");
        AssertFailed(run, "Sample.NoTestClass.WouldNeverRun", "no [TestClass]");
        Assert.Equal("Passed", run.Results["Sample.Fails.NotAtAll"].Outcome);
        Assert.Equal("Passed", run.Results["Sample.FailsInCleanup.One"].Outcome);
        Assert.Equal(13, run.Results.Count);
    }

    [Fact]
    public void A_filter_chooses_and_set_up_still_runs()
    {
        TestRun run = TestRun.Of(Good, "--TestCaseFilter:FullyQualifiedName~Sample.Order.Row");
        Assert.True(run.ExitCode == 0, run.Console);
        Assert.Equal(["Sample.Order.Row(1, \"a\")", "Sample.Order.Row(2, null)"], run.Results.Keys.Order());
        Assert.Equal("setup row1a", run.Results["Sample.Order.Row(1, \"a\")"].Output.Trim());
    }

    [Fact]
    public void A_crash_fails_the_run()
    {
        TestRun run = TestRun.Of("""
            using nanoFramework.TestFramework;
            [TestClass]
            public class Crashes
            {
                [TestMethod] public void Before() { }
                [TestMethod] public void Deep() { Down(0); }
                private static int Down(int level) { return level < 0 ? 0 : Down(level + 1) + 1; }
            }
            """);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("crashed", run.Console, StringComparison.Ordinal);
    }

    private static (string Outcome, string Message) OutcomeOf(TestRun run, string name) => (run.Results[name].Outcome, run.Results[name].Message);

    private static void AssertFailed(TestRun run, string name, string message)
    {
        Assert.Equal("Failed", run.Results[name].Outcome);
        Assert.Contains(message, run.Results[name].Message, StringComparison.Ordinal);
    }
}
