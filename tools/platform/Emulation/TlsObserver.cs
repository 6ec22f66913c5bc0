using System;

namespace nanoDer.Platform;

/// <summary>Shows the emulator's host what device code cannot see: version, cipher suite, and why a handshake failed.</summary>
public sealed class TlsObserver
{
    private volatile TlsHandshake? _last;

    /// <summary>The last handshake of the board, good or bad; null before the first.</summary>
    public TlsHandshake? Last => _last;

    /// <summary>Raised on the thread of the handshake when it has ended.</summary>
    public event Action<TlsHandshake>? HandshakeEnded;

    internal void Report(TlsHandshake handshake)
    {
        _last = handshake;
        HandshakeEnded?.Invoke(handshake);
    }
}
