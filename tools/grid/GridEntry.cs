namespace nanoDer.Grid;

/// <summary>An entry of a log.</summary>
/// <param name="EntryId">Its number, in hexadecimal digits.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Members">What it holds.</param>
public sealed record GridEntry(string EntryId, string Time, IReadOnlyList<GridMember> Members);
