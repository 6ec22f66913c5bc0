namespace nanoDer.Field;

/// <summary>What came of it.</summary>
/// <param name="Reports">Reports received by all clients.</param>
/// <param name="Gaps">EntryIDs that are missing between one report and the next of a block.</param>
/// <param name="Doubled">Reports that came twice.</param>
/// <param name="Overflows">Reports that said that entries were lost.</param>
/// <param name="Reads">Reads answered.</param>
/// <param name="Failed">Reads that were not, because a connection was cut.</param>
/// <param name="Cuts">Cuts made.</param>
/// <param name="Associations">Associations opened.</param>
/// <param name="Latencies">Of reads, in milliseconds, sorted.</param>
/// <param name="Steady">Bytes that the gateway allocated after start-up in turns of its loop that told nothing.</param>
/// <param name="Telling">Bytes that it allocated in turns around its connections and associations.</param>
/// <param name="Time">How long it took.</param>
public sealed record SoakResult(
    long Reports, long Gaps, long Doubled, long Overflows, long Reads, long Failed, int Cuts, int Associations, float[] Latencies, long Steady, long Telling, TimeSpan Time)
{
    /// <summary>Whether nothing was lost, nothing came twice, and nothing was allocated.</summary>
    public bool IsGood => Gaps == 0 && Doubled == 0 && Overflows == 0 && Steady == 0 && Reports > 0 && Reads > 0;

    /// <summary>The latency that so many percent of the reads do not exceed, in milliseconds.</summary>
    public float Percentile(double percent) => Latencies.Length == 0 ? 0 : Latencies[Math.Clamp((int)Math.Ceiling(Latencies.Length * percent / 100) - 1, 0, Latencies.Length - 1)];
}
