namespace nanoDer.HostTests.Platform;

/// <summary>What vstest recorded of a test.</summary>
internal sealed record TestRunResult(string Outcome, string Message, string StackTrace, string Output);
