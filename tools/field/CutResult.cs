using nanoDer.Core;

namespace nanoDer.Field;

/// <summary>What came of logins that were cut.</summary>
/// <param name="Cuts">How many were to be cut.</param>
/// <param name="Sessions">How many times the gateway came online, with the last.</param>
/// <param name="Ends">How often a connection ended for which reason, by the gateway's word.</param>
/// <param name="LongestWait">The longest that it waited on purpose.</param>
/// <param name="LongestAbsence">The longest from the end of a connection to the next attempt.</param>
/// <param name="Growth">Bytes alive at the end that were not alive after the first hundred connections, in the whole process.</param>
public sealed record CutResult(
    int Cuts, int Sessions, IReadOnlyDictionary<DerStatus, int> Ends, TimeSpan LongestWait, TimeSpan LongestAbsence, long Growth)
{
    /// <summary>A few lines.</summary>
    public override string ToString() =>
        $"{Cuts} logins cut, online in the end ({Sessions} times in all)\n"
        + $"ends: {string.Join(", ", Ends.OrderByDescending(e => e.Value).Select(e => $"{e.Key} {e.Value}"))}\n"
        + $"longest wait {LongestWait.TotalMilliseconds:F0} ms, longest from an end to the next attempt {LongestAbsence.TotalMilliseconds:F0} ms, {Growth} bytes more alive";
}
