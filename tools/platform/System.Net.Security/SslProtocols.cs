namespace System.Net.Security;

/// <summary>TLS versions that a handshake may use. The numbers are nanoFramework's, not .NET's own of the same name.</summary>
[Flags]
public enum SslProtocols
{
    /// <summary>TLS 1.3 only.</summary>
    None = 0,

    /// <summary>Counts as TLS 1.2.</summary>
    Tls = 192,

    /// <summary>Counts as TLS 1.2.</summary>
    Tls11 = 768,

    /// <summary>TLS 1.2.</summary>
    Tls12 = 3072,

    /// <summary>TLS 1.3.</summary>
    Tls13 = 12288,
}
