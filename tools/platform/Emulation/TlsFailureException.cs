using System;

namespace nanoDer.Platform;

/// <summary>A handshake that failed, before it is told to device code in the way of its firmware.</summary>
internal sealed class TlsFailureException : Exception
{
    internal const int PrivateKeyParseFailed = 6;
    internal const int CertificateParseFailed = 7;
    internal const int SetupFailed = 9;

    private readonly int _setUpError;

    private TlsFailureException(int errorCode, VerifyFlags flags, int setUpError, string detail)
        : base(detail)
    {
        ErrorCode = errorCode;
        Flags = flags;
        _setUpError = setUpError;
    }

    /// <summary>Mbed TLS's error code; -1 when it did not come to a handshake.</summary>
    internal int ErrorCode { get; }

    /// <summary>Why the peer's certificate was refused.</summary>
    internal VerifyFlags Flags { get; }

    internal static TlsFailureException Refused(VerifyFlags flags)
        => new(MbedTls.CertificateVerifyFailed, flags, 0, $"The peer's certificate was refused: {flags}.");

    internal static TlsFailureException Handshake(int errorCode, string detail) => new(errorCode, VerifyFlags.None, 0, detail);

    internal static TlsFailureException SetUp(int setUpError, string detail) => new(DeviceSocketException.SocketError, VerifyFlags.None, setUpError, detail);

    /// <summary>The exception that device code gets.</summary>
    internal Exception ForDevice(TlsFailureStyle style)
    {
        if (style == TlsFailureStyle.SocketException)
        {
            return new DeviceSocketException(ErrorCode);
        }

        return new DeviceCryptographicException(Flags != VerifyFlags.None ? (int)Flags : _setUpError != 0 ? _setUpError : ErrorCode);
    }
}
