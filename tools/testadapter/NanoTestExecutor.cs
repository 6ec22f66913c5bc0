using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Adapter;

namespace nanoDer.TestAdapter;

/// <summary>Runs tests written with nanoFramework.TestFramework on the host, one class after the other.</summary>
[ExtensionUri(UriText)]
public sealed class NanoTestExecutor : ITestExecutor
{
    internal const string UriText = "executor://nanoDer.TestAdapter/v1";

    // Far more than any unit test takes; it is there so that a test that hangs fails instead.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private volatile bool _cancelled;

    internal static Uri Uri { get; } = new(UriText);

    /// <inheritdoc/>
    public void RunTests(IEnumerable<string>? sources, IRunContext? runContext, IFrameworkHandle? frameworkHandle)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ITestCaseFilterExpression? filter = runContext?.GetTestCaseFilter(TestFilter.Properties, TestFilter.PropertyOf);
        foreach (string source in sources)
        {
            TestCases? cases = TestCases.Read(source);
            if (cases != null)
            {
                Run(cases, cases.All.Where(c => filter == null || filter.MatchTestCase(c, name => TestFilter.ValueOf(c, name))), frameworkHandle!);
            }
        }
    }

    /// <inheritdoc/>
    public void RunTests(IEnumerable<TestCase>? tests, IRunContext? runContext, IFrameworkHandle? frameworkHandle)
    {
        ArgumentNullException.ThrowIfNull(tests);
        foreach (IGrouping<string, TestCase> bySource in tests.GroupBy(test => test.Source))
        {
            HashSet<Guid> wanted = bySource.Select(test => test.Id).ToHashSet();
            TestCases? cases = TestCases.Read(bySource.Key);
            if (cases != null)
            {
                Run(cases, cases.All.Where(c => wanted.Contains(c.Id)), frameworkHandle!);
            }
        }
    }

    /// <inheritdoc/>
    public void Cancel() => _cancelled = true;

    private void Run(TestCases cases, IEnumerable<TestCase> wanted, IFrameworkHandle results)
    {
        Dictionary<DeviceTest, TestCase> selected = wanted.ToDictionary(cases.TestOf);
        foreach (DeviceTestClass testClass in cases.Classes)
        {
            List<DeviceTest> tests = testClass.Tests.Where(selected.ContainsKey).ToList();
            if (tests.Count > 0)
            {
                new ClassRun(testClass, s_limit).Run(
                    tests,
                    test => results.RecordStart(selected[test]),
                    (test, outcome) => Report(selected[test], outcome, results),
                    () => _cancelled);
            }
        }
    }

    private static void Report(TestCase test, Outcome outcome, IFrameworkHandle results)
    {
        var result = new TestResult(test)
        {
            Outcome = outcome.Result,
            DisplayName = test.DisplayName,
            ErrorMessage = outcome.Message,
            ErrorStackTrace = outcome.StackTrace,
            Duration = outcome.Duration,
            StartTime = DateTimeOffset.UtcNow - outcome.Duration,
            EndTime = DateTimeOffset.UtcNow,
        };
        if (outcome.Output.Length > 0)
        {
            result.Messages.Add(new TestResultMessage(TestResultMessage.StandardOutCategory, outcome.Output));
        }

        results.RecordResult(result);
        results.RecordEnd(test, outcome.Result);
    }
}
