namespace nanoDer.Platform;

/// <summary>How a handshake ended.</summary>
/// <param name="Succeeded">Whether there is a connection now.</param>
/// <param name="IsServer">Whether the board was the server.</param>
/// <param name="TargetHost">The name that was asked for and verified; empty for none.</param>
/// <param name="Protocol">Such as <c>TLS 1.3</c>; empty when it failed.</param>
/// <param name="CipherSuite">Such as <c>TLS_AES_256_GCM_SHA384</c>; empty when it failed.</param>
/// <param name="VerifyFlags">Why the peer's certificate was refused.</param>
/// <param name="ErrorCode">0, or Mbed TLS's error code.</param>
/// <param name="Detail">What .NET says of a failure, for a person to read.</param>
public sealed record TlsHandshake(
    bool Succeeded,
    bool IsServer,
    string TargetHost,
    string Protocol,
    string CipherSuite,
    VerifyFlags VerifyFlags,
    int ErrorCode,
    string Detail);
