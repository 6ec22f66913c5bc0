namespace nanoDer.Emulator;

/// <summary>What came of a replay.</summary>
/// <param name="Records">Records that came out the same.</param>
/// <param name="BytesIn">Bytes from the server among them.</param>
/// <param name="BytesOut">Bytes to the server.</param>
/// <param name="States">Changes of state.</param>
/// <param name="Difference">The first difference, or null.</param>
public sealed record ReplayResult(int Records, long BytesIn, long BytesOut, int States, string? Difference)
{
    /// <summary>One line.</summary>
    public override string ToString() => Difference ?? $"the same to the bit: {Records} records, {BytesIn} bytes in, {BytesOut} bytes out, {States} states";
}
