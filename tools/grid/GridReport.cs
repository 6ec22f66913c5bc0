namespace nanoDer.Grid;

/// <summary>A report as it came.</summary>
/// <param name="RptId">Which control block sent it.</param>
/// <param name="SqNum">Its number; -1 where reports have none.</param>
/// <param name="Time">When it was made, or null.</param>
/// <param name="EntryId">The entry, in hexadecimal digits, or null.</param>
/// <param name="BufOvfl">Entries before it are lost.</param>
/// <param name="Members">What it has of the data set.</param>
public sealed record GridReport(string RptId, int SqNum, string? Time, string? EntryId, bool BufOvfl, IReadOnlyList<GridMember> Members);
