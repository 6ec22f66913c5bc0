namespace nanoDer.Tools;

/// <summary>
/// Something that a person can put right: what did not work, why, and what to do about it.
/// The command line prints it as <c>nanoder: what: why / what to do</c>.
/// </summary>
/// <param name="what">The thing that did not work: a file, an argument, an action.</param>
/// <param name="why">Why it did not.</param>
/// <param name="fix">What to do now.</param>
/// <param name="isUsage">Whether the command was written wrongly (exit code 2) rather than failed (exit code 1).</param>
public sealed class UserError(string what, string why, string fix, bool isUsage = false) : Exception($"{what}: {why} / {fix}")
{
    /// <summary>The exit code of a program that ends with this error.</summary>
    public int ExitCode { get; } = isUsage ? 2 : 1;

    /// <summary>An argument that cannot be meant.</summary>
    public static UserError Usage(string what, string why, string fix) => new(what, why, fix, isUsage: true);
}
