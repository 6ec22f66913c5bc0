using System.Net.Sockets;

namespace nanoDer.Platform;

/// <summary>A <see cref="SocketException"/> whose <see cref="ErrorCode"/> is the device's; .NET would give the host system's number.</summary>
internal sealed class DeviceSocketException : SocketException
{
    internal const int TimedOut = 10060;
    internal const int SocketError = -1;

    internal DeviceSocketException(int errorCode)
        : base(errorCode)
    {
        ErrorCode = errorCode;
    }

    public override int ErrorCode { get; }
}
