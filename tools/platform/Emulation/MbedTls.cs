namespace nanoDer.Platform;

/// <summary>Error codes of Mbed TLS that the firmware passes on.</summary>
public static class MbedTls
{
    /// <summary>The peer reset the connection (<c>MBEDTLS_ERR_NET_CONN_RESET</c>).</summary>
    public const int ConnectionReset = -0x0050;

    /// <summary>The peer's certificate was refused (<c>MBEDTLS_ERR_X509_CERT_VERIFY_FAILED</c>): -9984.</summary>
    public const int CertificateVerifyFailed = -0x2700;

    /// <summary>No cipher suite, group or signature in common, or what the peer sent makes no sense (<c>MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE</c>).</summary>
    public const int HandshakeFailure = -0x6E00;

    /// <summary>What came is not a TLS record (<c>MBEDTLS_ERR_SSL_INVALID_RECORD</c>).</summary>
    public const int InvalidRecord = -0x7200;

    /// <summary>The peer closed the connection (<c>MBEDTLS_ERR_SSL_CONN_EOF</c>).</summary>
    public const int ConnectionClosed = -0x7280;

    /// <summary>A certificate without its private key (<c>MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED</c>).</summary>
    public const int PrivateKeyRequired = -0x7600;

    /// <summary>The peer refused the handshake with an alert, such as an unknown CA or version (<c>MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE</c>).</summary>
    public const int FatalAlert = -0x7780;
}
