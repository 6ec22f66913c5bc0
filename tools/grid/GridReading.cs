namespace nanoDer.Grid;

/// <summary>What a read of one object brought: a value, or the reason why not.</summary>
/// <param name="Reference">The object.</param>
/// <param name="Value">Its value, or null.</param>
/// <param name="AccessError">Name of MMS's DataAccessError, such as <c>object-non-existent</c>, or null.</param>
public sealed record GridReading(ObjectReference Reference, GridValue? Value, string? AccessError);
