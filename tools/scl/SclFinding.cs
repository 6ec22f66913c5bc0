namespace nanoDer.Scl;

/// <summary>Something wrong in an SCL file.</summary>
/// <param name="Line">Line in the file.</param>
/// <param name="Path">What it is part of: <c>DOType[WYE]/DA[q]</c>, <c>LD0/MMXU1/TotW</c>.</param>
/// <param name="Reason">Why it is wrong.</param>
public sealed record SclFinding(int Line, string Path, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Line}: {Path}: {Reason}";
}
