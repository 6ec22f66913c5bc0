using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using nanoFramework.TestFramework;
using TestFrameworkShared;

namespace nanoDer.TestAdapter;

/// <summary>How a test ended.</summary>
/// <param name="Result">Passed, failed or skipped.</param>
/// <param name="Message">What is wrong, or why it was skipped.</param>
/// <param name="StackTrace">Where it went wrong.</param>
/// <param name="Output">What the test wrote.</param>
/// <param name="Duration">How long it took.</param>
public sealed record Outcome(TestOutcome Result, string? Message = null, string? StackTrace = null, string Output = "", TimeSpan Duration = default)
{
    /// <summary>Reads the outcome off an exception.</summary>
    /// <param name="thrown">What the test threw; null for nothing.</param>
    /// <param name="instance">Whether the method is an instance method.</param>
    /// <returns>The outcome, without output and duration.</returns>
    public static Outcome Of(Exception? thrown, bool instance) => thrown switch
    {
        null => new Outcome(TestOutcome.Passed),
        SkipTestException skip => new Outcome(TestOutcome.Skipped, skip.Message),
        AssertFailedException failed => new Outcome(TestOutcome.Failed, failed.Message, failed.StackTrace),
        NullReferenceException when instance => new Outcome(
            TestOutcome.Failed,
            $"{thrown.GetType().FullName}: {thrown.Message} (The device makes no object of a test class: state belongs in static fields.)",
            thrown.StackTrace),
        _ => new Outcome(TestOutcome.Failed, $"{thrown.GetType().FullName}: {thrown.Message}", thrown.StackTrace),
    };
}
