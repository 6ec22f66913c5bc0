using System.Net;
using System.Net.Sockets;
using nanoDer.Tools;

namespace nanoDer.Field;

/// <summary>Stands between a client and a server and does to each connection what its <see cref="Fault"/> says.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Link> _links = [];
    private readonly Endpoint _server;
    private readonly Func<int, Fault> _faults;
    private readonly Task _run;
    private int _connections;

    /// <summary>Listens on a free port.</summary>
    /// <param name="server">Where it connects to.</param>
    /// <param name="faults">What happens to a connection, by its number from 0; null: nothing.</param>
    public FaultProxy(Endpoint server, Func<int, Fault>? faults = null)
    {
        _server = server;
        _faults = faults ?? (_ => Fault.None);
        _listener.Start();
        Endpoint = new Endpoint("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        _run = RunAsync();
    }

    /// <summary>Where it listens.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>Connections so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Bytes that the newest connection has let through, to the server and from it.</summary>
    public (long Up, long Down) Passed
    {
        get
        {
            lock (_links)
            {
                return _links.Count == 0 ? (0, 0) : (_links[^1].Up, _links[^1].Down);
            }
        }
    }

    /// <summary>Cuts all connections, without a goodbye.</summary>
    public void Cut() => Each(link => link.Cut());

    /// <summary>From now on nothing passes on the connections that there are, and they stay open.</summary>
    public void Silence() => Each(link => link.IsSilent = true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _run;
        _listener.Dispose();
        _stop.Dispose();
    }

    private void Each(Action<Link> action)
    {
        lock (_links)
        {
            _links.ForEach(action);
        }
    }

    private async Task RunAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                open.RemoveAll(t => t.IsCompleted);
                open.Add(ServeAsync(client, _faults(_connections++)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }

        Cut();
        await Task.WhenAll(open);
    }

    private async Task ServeAsync(Socket client, Fault fault)
    {
        using var link = new Link(client, fault);
        lock (_links)
        {
            _links.Add(link);
        }

        try
        {
            await link.RunAsync(_server, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One end is gone, so is the other.
        }

        link.Cut();
        lock (_links)
        {
            if (_links.Count > 1)
            {
                _links.Remove(link);
            }
        }
    }

    /// <summary>One connection on both sides.</summary>
    private sealed class Link(Socket client, Fault fault) : IDisposable
    {
        private const int BufferBytes = 16_384;

        private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public long Up;
        public long Down;
        public volatile bool IsSilent;

        public async Task RunAsync(Endpoint server, CancellationToken stop)
        {
            client.NoDelay = true;
            _server.NoDelay = true;
            await _server.ConnectAsync(server.Host, server.Port, stop);
            Task up = PumpAsync(client, _server, fault.CutUp, long.MaxValue, fault.CorruptUp, long.MaxValue, count => Up += count, stop);
            Task down = PumpAsync(_server, client, fault.CutDown, fault.SilentDown, fault.CorruptDown, fault.DropDown, count => Down += count, stop);
            await Task.WhenAny(up, down);
            Cut();
            await Task.WhenAll(up, down);
        }

        public void Cut()
        {
            foreach (Socket socket in new[] { client, _server })
            {
                try
                {
                    socket.LingerState = new LingerOption(true, 0);
                    socket.Close();
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // It was closed already.
                }
            }
        }

        public void Dispose()
        {
            client.Dispose();
            _server.Dispose();
        }

        /// <summary>Moves bytes until an end or the cut.</summary>
        private async Task PumpAsync(Socket from, Socket to, long cut, long silent, long corrupt, long drop, Action<int> passed, CancellationToken stop)
        {
            byte[] buffer = new byte[BufferBytes];
            for (long position = 0; position < cut;)
            {
                int room = (int)Math.Min(fault.Rate > 0 ? Math.Max(1, fault.Rate / 20) : BufferBytes, Math.Min(cut, silent > position ? silent : long.MaxValue) - position);
                int count = await from.ReceiveAsync(buffer.AsMemory(0, room), stop);
                if (count == 0)
                {
                    return;
                }

                IsSilent |= position >= silent;
                if (corrupt >= position && corrupt < position + count)
                {
                    buffer[corrupt - position] ^= 4;
                }

                int kept = count;
                if (drop >= position && drop < position + count)
                {
                    kept--;
                    buffer.AsSpan((int)(drop - position) + 1, count - (int)(drop - position) - 1).CopyTo(buffer.AsSpan((int)(drop - position)));
                }

                position += count;
                TimeSpan pause = fault.Delay + (fault.Rate > 0 ? TimeSpan.FromSeconds((double)count / fault.Rate) : TimeSpan.Zero);
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, stop);
                }

                if (!IsSilent)
                {
                    for (int sent = 0; sent < kept;)
                    {
                        sent += await to.SendAsync(buffer.AsMemory(sent, kept - sent), stop);
                    }

                    passed(count);
                }
            }
        }
    }
}
