namespace nanoDer.Cli;

/// <summary>What became of one file of test vectors.</summary>
internal sealed record VectorResult(int Passed, int Failed, int Skipped, IReadOnlyList<string> Failures);
