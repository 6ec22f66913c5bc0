namespace nanoDer.Checker;

/// <summary>A reason to refuse the build, at a place in the source.</summary>
/// <param name="Code">The rule, <c>NDnnn</c>: see the table in README.md.</param>
/// <param name="File">Source file as the PDB names it, or the assembly when no line is known.</param>
/// <param name="Line">Line in that file, from 1; 0 when unknown.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Finding(string Code, string File, int Line, string Message)
{
    /// <summary>The form that MSBuild recognises as an error.</summary>
    public override string ToString() =>
        Line > 0 ? $"{File}({Line}): error {Code}: {Message}" : $"{File}: error {Code}: {Message}";
}
