namespace nanoDer.Field;

/// <summary>How long and how hard.</summary>
/// <param name="Clients">How many, each with a buffered report control block of its own.</param>
/// <param name="Length">How long.</param>
/// <param name="Cuts">How often a connection is cut: the gateway's and a client's in turn.</param>
/// <param name="Period">Between two reports of a block.</param>
public sealed record SoakOptions(int Clients, TimeSpan Length, int Cuts, TimeSpan Period)
{
    /// <summary>Bytes for the entries of each block: what is to outlast a cut.</summary>
    public int BufferBytes { get; init; } = 16_384;
}
