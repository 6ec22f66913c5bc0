namespace System.Net.Security;

/// <summary>What is asked of the peer's certificate. Only <see cref="CertificateRequired"/> verifies anything.</summary>
public enum SslVerification
{
    /// <summary>No verification.</summary>
    NoVerification = 1,

    /// <summary>No verification either.</summary>
    VerifyPeer = 2,

    /// <summary>The peer must have a certificate and it must be good.</summary>
    CertificateRequired = 4,

    /// <summary>No verification either.</summary>
    VerifyClientOnce = 8,
}
