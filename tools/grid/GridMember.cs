namespace nanoDer.Grid;

/// <summary>A member of a data set in a report, or a variable in a log.</summary>
/// <param name="Reference">Its name.</param>
/// <param name="Value">Its value, or null.</param>
/// <param name="AccessError">Why there is none, or null.</param>
/// <param name="Reason">Why it is there, in words.</param>
public sealed record GridMember(string Reference, GridValue? Value, string? AccessError, string Reason);
