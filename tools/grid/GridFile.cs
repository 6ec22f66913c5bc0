namespace nanoDer.Grid;

/// <summary>A file of a gateway.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Octets.</param>
/// <param name="Modified">When it was changed last, or null.</param>
public sealed record GridFile(string Name, int Size, string? Modified);
