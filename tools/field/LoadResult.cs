namespace nanoDer.Field;

/// <summary>What came of some questions.</summary>
/// <param name="Asked">How many were asked.</param>
/// <param name="Answered">How many the device answered.</param>
/// <param name="Doubled">How many of all so far it answered more than once.</param>
/// <param name="Time">How long that took.</param>
public sealed record LoadResult(int Asked, int Answered, int Doubled, TimeSpan Time);
