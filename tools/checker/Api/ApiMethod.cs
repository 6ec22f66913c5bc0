namespace nanoDer.Checker.Api;

/// <summary>An overload that nanoFramework has.</summary>
/// <param name="Parameters">Doc ids of its parameters' types.</param>
/// <param name="Result">Doc id of what it returns.</param>
/// <param name="IsStatic">Static method.</param>
/// <param name="Packages">The packages that have it.</param>
public sealed record ApiMethod(IReadOnlyList<string> Parameters, string Result, bool IsStatic, IReadOnlyCollection<string> Packages);
