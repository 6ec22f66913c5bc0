using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace nanoDer.HostTests.Gateway;

/// <summary>A time server on loopback.</summary>
internal sealed class SntpServer : IAsyncDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeSpan _lie;
    private readonly Task _run;

    /// <summary>Starts on a free port.</summary>
    /// <param name="lie">How far what it tells is from the truth.</param>
    public SntpServer(TimeSpan lie = default)
    {
        _lie = lie;
        _run = RunAsync();
    }

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    public int Asked { get; private set; }

    /// <summary>The answer of a server of stratum 2 whose clock shows this (RFC 5905 figure 8), received and sent at that time.</summary>
    public static byte[] Packet(byte[] question, DateTime utc)
    {
        byte[] answer = new byte[48];
        answer[0] = 0x24;
        answer[1] = 2;
        answer[7] = 0x10;
        answer[11] = 0x20;
        question.AsSpan(40, 8).CopyTo(answer.AsSpan(24));
        long ticks = (utc - new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Ticks;
        foreach (int at in (int[])[32, 40])
        {
            BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(at), (uint)(ticks / TimeSpan.TicksPerSecond));
            BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(at + 4), (uint)(((ulong)(ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond));
        }

        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                UdpReceiveResult asked = await _socket.ReceiveAsync(_stop.Token);
                Asked++;
                await _socket.SendAsync(Packet(asked.Buffer, DateTime.UtcNow + _lie), asked.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
