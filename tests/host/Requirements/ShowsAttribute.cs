namespace nanoDer.HostTests.Requirements;

/// <summary>Which of the requirements of the design paper a test shows, and what of it, for the table of <c>REQUIREMENTS.md</c>.</summary>
/// <param name="requirement">R1, R2, R3, R4a, R4b, R5, R6a or R6b.</param>
/// <param name="what">What is shown, as the end of "shown:".</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ShowsAttribute(string requirement, string what) : Attribute
{
    public string Requirement { get; } = requirement;

    public string What { get; } = what;
}
