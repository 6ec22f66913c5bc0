namespace nanoDer.Platform;

/// <summary>How firmware reports that a TLS handshake failed.</summary>
public enum TlsFailureStyle
{
    /// <summary>
    /// Firmware that goes with the API lists (System.Net 1.11.54): a <c>SocketException</c> whose <c>ErrorCode</c> is Mbed TLS's:
    /// <see cref="MbedTls.CertificateVerifyFailed"/> for a certificate that was refused, another negative number otherwise.
    /// </summary>
    SocketException,

    /// <summary>
    /// Firmware since July 2026: a <c>CryptographicException</c>. Its <c>ErrorCode</c> is positive for a certificate that was
    /// refused (<see cref="VerifyFlags"/>), negative for another failure of the handshake.
    /// </summary>
    CryptographicException,
}
