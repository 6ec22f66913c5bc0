using System.Net;
using System.Net.Sockets;
using nanoDer.Gdoi;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>UDP to a key server, with the non-ESP marker or without.</summary>
internal sealed class UdpPath : IMemberPath
{
    private const int MarkerBytes = 4;

    private readonly byte[] _buffer = new byte[MarkerBytes + GroupMember.MaximumDatagram];
    private readonly Socket _socket;
    private readonly int _skip;

    public UdpPath(Endpoint server, bool hasMarker)
    {
        _skip = hasMarker ? MarkerBytes : 0;
        try
        {
            IPAddress address = Dns.GetHostAddresses(server.Host)[0];
            _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            _socket.Connect(address, server.Port);
        }
        catch (SocketException e)
        {
            throw new UserError($"key server {server}", e.Message, "give --gcks HOST:PORT");
        }

        IPAddress own = ((IPEndPoint)_socket.LocalEndPoint!).Address;
        AckIdentity = [(byte)(own.AddressFamily == AddressFamily.InterNetworkV6 ? 5 : 1), 0, 0, 0, .. own.GetAddressBytes()];
    }

    public byte[] AckIdentity { get; }

    public Task SendAsync(byte[] datagram, CancellationToken cancellation)
    {
        try
        {
            _socket.Send([.. new byte[_skip], .. datagram]);
        }
        catch (SocketException)
        {
            // Nobody there: the engine sends again, and gives up in the end.
        }

        return Task.CompletedTask;
    }

    public async Task<byte[]?> ReceiveAsync(TimeSpan wait, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(wait);
        try
        {
            int count = await _socket.ReceiveAsync(_buffer, SocketFlags.None, limit.Token);
            return count > _skip && !_buffer.AsSpan(0, _skip).ContainsAnyExcept((byte)0) ? _buffer[_skip..count] : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (SocketException)
        {
            await Task.Delay(50, cancellation); // refused for now: ICMP
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();
}
