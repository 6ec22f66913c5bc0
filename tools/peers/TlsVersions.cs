namespace nanoDer.Peers;

/// <summary>The versions of TLS that a server takes.</summary>
public enum TlsVersions
{
    /// <summary>1.2 and 1.3.</summary>
    Tls12And13,

    /// <summary>1.2 only.</summary>
    Tls12,

    /// <summary>1.3 only.</summary>
    Tls13,
}
