namespace nanoDer.Cli;

/// <summary>A group member's way to its key server.</summary>
internal interface IMemberPath : IDisposable
{
    /// <summary>Body of the identification in acknowledgements.</summary>
    byte[] AckIdentity { get; }

    /// <summary>Sends a datagram; it may be lost.</summary>
    Task SendAsync(byte[] datagram, CancellationToken cancellation);

    /// <summary>Waits for a datagram.</summary>
    /// <returns>Null when none came in time.</returns>
    Task<byte[]?> ReceiveAsync(TimeSpan wait, CancellationToken cancellation);
}
