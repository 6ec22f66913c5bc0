namespace nanoDer.Grid;

/// <summary>What became of a command.</summary>
/// <param name="Model">ctlModel in words.</param>
/// <param name="Status">In words: <c>ok</c>, <c>cancelled</c>, <c>refused</c>, <c>denied</c>, <c>timed-out</c>.</param>
/// <param name="Stage">How far it came.</param>
/// <param name="AddCause">Why it was refused, in words, or null.</param>
/// <param name="AccessError">The error of the write or read that ended it, or null.</param>
public sealed record GridCommandResult(string Model, string Status, string Stage, string? AddCause, string? AccessError)
{
    /// <summary>Whether it did what it should: also when it was to be cancelled.</summary>
    public bool IsGood => Status is "ok" or "cancelled";
}
