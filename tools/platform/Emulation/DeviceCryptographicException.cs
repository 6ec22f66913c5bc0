using System.Security.Cryptography;

namespace nanoDer.Platform;

/// <summary>
/// What firmware of July 2026 throws. The API lists have no such type, so device code sees an <see cref="System.Exception"/>;
/// the code is here for the emulator's host.
/// </summary>
internal sealed class DeviceCryptographicException : CryptographicException
{
    internal DeviceCryptographicException(int errorCode)
        : base($"TLS failed with code {errorCode}.")
    {
        ErrorCode = errorCode;
    }

    /// <summary>Positive: verification flags. Negative: an error of Mbed TLS.</summary>
    public int ErrorCode { get; }
}
