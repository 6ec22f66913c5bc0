using System.Net;
using System.Net.Sockets;
using nanoDer.Core;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>The group member on UDP: pumps datagrams between engine and socket on one thread, and says what happens.</summary>
internal sealed class UdpMember : IGroupMemberEvents, IDisposable
{
    private const int MarkerBytes = 4;

    private readonly Socket _socket;
    private readonly int _skip;
    private readonly TextWriter _output;
    private readonly GroupMember _engine;
    private bool _hasPulled;
    private bool _hasFailed;

    public UdpMember(Endpoint server, bool hasMarker, GdoiProfile profile, GdoiCredentials credentials, TextWriter output)
    {
        _output = output;
        _skip = hasMarker ? MarkerBytes : 0;
        _socket = Connect(server);
        IPAddress own = ((IPEndPoint)_socket.LocalEndPoint!).Address;
        credentials.Account.AckIdentity = [(byte)(own.AddressFamily == AddressFamily.InterNetworkV6 ? 5 : 1), 0, 0, 0, .. own.GetAddressBytes()];
        Keys = new KeyStore(8);
        _engine = new GroupMember(profile, credentials.Account, credentials.Tools, Keys, 16, this);
    }

    public KeyStore Keys { get; }

    /// <summary>Why the pull failed.</summary>
    public string Why => _engine.Status == DerStatus.Ok ? "no answer" : DerStatusText.Of(_engine.Status);

    /// <summary>Pulls, then stays for pushes.</summary>
    /// <returns>False when there are no keys.</returns>
    public async Task<bool> RunAsync(TimeSpan listen, CancellationToken cancellation)
    {
        byte[] buffer = new byte[MarkerBytes + GroupMember.MaximumDatagram];
        long end = long.MaxValue;
        _engine.Start();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            long now = Environment.TickCount64;
            _engine.Tick(now, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
            Send();
            if (_hasPulled && end == long.MaxValue)
            {
                Show(now);
                end = now + (long)listen.TotalMilliseconds;
            }

            if (now >= end || (_hasFailed && !_hasPulled))
            {
                return _hasPulled;
            }

            long wait = Math.Min(Math.Min(_engine.NextDeadline, end) - now, 1000);
            if (wait > 0)
            {
                await ReceiveAsync(buffer, wait, cancellation);
            }
        }
    }

    public void OnGroup(GdoiEvent what, DerStatus status, int number)
    {
        _hasPulled |= what == GdoiEvent.KeysPulled;
        _hasFailed |= what == GdoiEvent.Failed;
        string text = what switch
        {
            GdoiEvent.PullStarted => "pull begins",
            GdoiEvent.KeyServerAuthenticated => "the key server has proved who it is",
            GdoiEvent.KeysPulled => $"{number} TEK pulled",
            GdoiEvent.KeysPushed => $"push carried out, {number} TEK",
            GdoiEvent.PushRefused => $"push refused: {DerStatusText.Of(status)}",
            GdoiEvent.Failed => $"failed: {DerStatusText.Of(status)}",
            GdoiEvent.Deleted => "the key server has keys deleted",
            _ => $"notification {number}" + (status == DerStatus.Ok ? "" : ", which nobody vouches for"),
        };
        _output.WriteLine(text);
        if (what == GdoiEvent.KeysPushed)
        {
            Show(Environment.TickCount64);
        }
    }

    public void Dispose()
    {
        _engine.Stop();
        _socket.Dispose();
    }

    private static Socket Connect(Endpoint server)
    {
        try
        {
            IPAddress address = Dns.GetHostAddresses(server.Host)[0];
            Socket socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(address, server.Port);
            return socket;
        }
        catch (SocketException e)
        {
            throw new UserError($"key server {server}", e.Message, "give --gcks HOST:PORT");
        }
    }

    private void Send()
    {
        while (_engine.OutputCount > 0)
        {
            byte[] datagram = [.. new byte[_skip], .. _engine.Output.AsSpan(0, _engine.OutputCount)];
            _engine.Consume();
            try
            {
                _socket.Send(datagram);
            }
            catch (SocketException)
            {
                // Nobody there: the engine sends again, and gives up in the end.
            }
        }
    }

    private async Task ReceiveAsync(byte[] buffer, long waitMs, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMilliseconds(waitMs));
        try
        {
            int count = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            if (count > _skip && !buffer.AsSpan(0, _skip).ContainsAnyExcept((byte)0))
            {
                _engine.Feed(buffer, _skip, count - _skip);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }
        catch (SocketException)
        {
            await Task.Delay(50, cancellation); // refused for now: ICMP
        }
    }

    private void Show(long now)
    {
        for (int i = 0; i < Keys.Capacity; i++)
        {
            Tek tek = Keys.Get(i);
            if (tek.IsUsed)
            {
                string end = tek.NotAfter == long.MaxValue ? "for ever" : $"to {(tek.NotAfter - now) / 1000} s";
                _output.WriteLine(
                    $"  TEK {tek.KeyId:X8}: {GroupSettings.NameOf(tek.Authentication, true)}, {GroupSettings.NameOf(tek.Encryption, false)}, "
                    + $"from {Math.Max(0, tek.NotBefore - now) / 1000} s {end}");
            }
        }

        if (_engine.SenderId >= 0)
        {
            _output.WriteLine($"  sender identifier {_engine.SenderId}");
        }
    }
}
