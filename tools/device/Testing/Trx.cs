using System.Globalization;
using System.Xml.Linq;

namespace nanoDer.Device.Testing;

/// <summary>Test results in the XML form of Visual Studio's test tools.</summary>
public static class Trx
{
    private static readonly XNamespace Ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static void Write(string path, IReadOnlyList<TestResult> results)
    {
        var runId = Guid.NewGuid();
        XElement[] items = [.. results.Select(Item)];
        var document = new XDocument(
            new XElement(
                Ns + "TestRun",
                new XAttribute("id", runId),
                new XAttribute("name", "device"),
                new XElement(Ns + "Results", items),
                new XElement(
                    Ns + "ResultSummary",
                    new XAttribute("outcome", results.Any(r => r.Outcome == TestOutcome.Failed) ? "Failed" : "Completed"),
                    new XElement(
                        Ns + "Counters",
                        new XAttribute("total", results.Count),
                        new XAttribute("executed", results.Count(r => r.Outcome != TestOutcome.Skipped)),
                        new XAttribute("passed", results.Count(r => r.Outcome == TestOutcome.Passed)),
                        new XAttribute("failed", results.Count(r => r.Outcome == TestOutcome.Failed)),
                        new XAttribute("notExecuted", results.Count(r => r.Outcome == TestOutcome.Skipped))))));
        document.Save(path);
    }

    private static XElement Item(TestResult result) => new(
        Ns + "UnitTestResult",
        new XAttribute("testName", result.Name),
        new XAttribute("outcome", result.Outcome == TestOutcome.Skipped ? "NotExecuted" : result.Outcome.ToString()),
        new XElement(
            Ns + "Output",
            new XElement(Ns + "StdOut", string.Create(CultureInfo.InvariantCulture, $"{result.Steps} steps, {result.HeapBytes} bytes of heap, {result.AllocatedBytes} bytes allocated")),
            result.Message.Length == 0 ? null : new XElement(Ns + "ErrorInfo", new XElement(Ns + "Message", result.Message))));
}
