using System.Net;
using System.Net.Sockets;

namespace nanoDer.Gcks;

/// <summary>Datagrams of UDP: port 848, and 4500 with the non-ESP marker (RFC 3947).</summary>
public sealed class UdpTransport : IKeyServerTransport
{
    private const int MostStrangers = 1024;
    private static readonly byte[] Marker = [0, 0, 0, 0];

    private readonly Socket _plain;
    private readonly Socket? _marked;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Socket Socket, IPEndPoint To)> _peers = [];

    /// <summary>Takes the ports.</summary>
    /// <param name="address">Address to listen at.</param>
    /// <param name="port">Port without marker; 0 for any.</param>
    /// <param name="markedPort">Port with marker; 0 for any, -1 for none.</param>
    /// <exception cref="SocketException">A port cannot be had.</exception>
    public UdpTransport(IPAddress address, int port, int markedPort)
    {
        _plain = Bind(address, port);
        try
        {
            _marked = markedPort < 0 ? null : Bind(address, markedPort);
        }
        catch (SocketException)
        {
            _plain.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public event Action<string>? Log;

    /// <summary>Where it listens without marker.</summary>
    public IPEndPoint Local => (IPEndPoint)_plain.LocalEndPoint!;

    /// <summary>Where it listens with marker.</summary>
    public IPEndPoint? LocalMarked => (IPEndPoint?)_marked?.LocalEndPoint;

    /// <inheritdoc/>
    public async Task RunAsync(KeyService service, CancellationToken cancellation)
    {
        Socket[] sockets = _marked is null ? [_plain] : [_plain, _marked];
        await await Task.WhenAny(sockets.Select(s => Serve(s, service, cancellation)));
    }

    /// <inheritdoc/>
    public int Push(Group group, IReadOnlyCollection<string> members, byte[] push)
    {
        lock (_gate)
        {
            return members.Count(to => Send(to, push));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _plain.Dispose();
        _marked?.Dispose();
    }

    private static Socket Bind(IPAddress address, int port)
    {
        Socket socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task Serve(Socket socket, KeyService service, CancellationToken cancellation)
    {
        byte[] buffer = new byte[65536];
        EndPoint any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (true)
        {
            SocketReceiveFromResult got;
            try
            {
                got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, any, cancellation);
            }
            catch (SocketException)
            {
                continue; // an ICMP answer to something sent before
            }

            int skip = socket == _marked ? Marker.Length : 0;
            if (got.ReceivedBytes <= skip || !buffer.AsSpan(0, skip).SequenceEqual(Marker.AsSpan(0, skip)))
            {
                continue; // ESP, or one octet that keeps a NAT's mapping
            }

            var to = (IPEndPoint)got.RemoteEndPoint;
            string from = to.ToString();
            lock (_gate)
            {
                _peers[from] = (socket, to);
            }

            byte[]? answer = service.Handle(from, buffer[skip..got.ReceivedBytes]);
            lock (_gate)
            {
                if (answer is not null)
                {
                    Send(from, answer);
                }
            }

            Forget(service);
        }
    }

    // Addresses of strangers are not kept.
    private void Forget(KeyService service)
    {
        if (_peers.Count <= MostStrangers)
        {
            return;
        }

        HashSet<string> known = service.Known();
        lock (_gate)
        {
            foreach (string from in _peers.Keys.Where(k => !known.Contains(k)).ToArray())
            {
                _peers.Remove(from);
            }
        }
    }

    private bool Send(string to, byte[] datagram)
    {
        if (!_peers.TryGetValue(to, out (Socket Socket, IPEndPoint To) peer))
        {
            return false;
        }

        try
        {
            peer.Socket.SendTo(peer.Socket == _marked ? [.. Marker, .. datagram] : datagram, peer.To);
        }
        catch (SocketException e)
        {
            Log?.Invoke($"{to}: {e.Message}");
        }

        return true;
    }
}
