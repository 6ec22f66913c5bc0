namespace nanoDer.Field;

/// <summary>How fast one device answers through one server.</summary>
/// <param name="Server">The server.</param>
/// <param name="Device">The device.</param>
/// <param name="One">One question at a time.</param>
/// <param name="Many">A hundred open.</param>
public sealed record RoundTrip(string Server, string Device, LoadResult One, LoadResult Many);
