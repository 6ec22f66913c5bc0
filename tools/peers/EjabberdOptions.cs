namespace nanoDer.Peers;

/// <summary>How an ejabberd is set up: SCRAM-SHA-256 is offered, and EXTERNAL to whoever has a certificate. It knows no revocation lists.</summary>
public sealed record EjabberdOptions : ServerOptions
{
    /// <summary>Cipher suites of TLS 1.2, in OpenSSL's names.</summary>
    public string Tls12Suites { get; init; } = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256";
}
