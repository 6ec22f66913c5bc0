using System.Net;
using System.Net.Sockets;

namespace nanoDer.Gcks;

/// <summary>
/// A key server on UDP: port 848, and 4500 with the non-ESP marker (RFC 3947). It pushes the next TEK and the next KEK when it is time,
/// and what it is told to.
/// </summary>
public sealed class UdpKeyServer : IDisposable
{
    private static readonly byte[] Marker = [0, 0, 0, 0];

    private readonly KeyServer _server;
    private readonly Socket _plain;
    private readonly Socket? _marked;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Socket Socket, IPEndPoint To)> _peers = [];
    private readonly Dictionary<Group, Dictionary<string, string>> _members = [];

    /// <summary>Takes the ports.</summary>
    /// <param name="server">The engine.</param>
    /// <param name="address">Address to listen at.</param>
    /// <param name="port">Port without marker; 0 for any.</param>
    /// <param name="markedPort">Port with marker; 0 for any, -1 for none.</param>
    /// <exception cref="SocketException">A port cannot be had.</exception>
    public UdpKeyServer(KeyServer server, IPAddress address, int port, int markedPort)
    {
        _server = server;
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

        server.Registered += (member, group, from) =>
        {
            if (!_members.TryGetValue(group, out Dictionary<string, string>? where))
            {
                _members[group] = where = [];
            }

            where[member] = from;
        };
    }

    /// <summary>What happened, in words without secrets.</summary>
    public event Action<string>? Log;

    /// <summary>Seconds of a clock that does not jump.</summary>
    public static long Now => Environment.TickCount64 / 1000;

    /// <summary>Where it listens without marker.</summary>
    public IPEndPoint Local => (IPEndPoint)_plain.LocalEndPoint!;

    /// <summary>Where it listens with marker.</summary>
    public IPEndPoint? LocalMarked => (IPEndPoint?)_marked?.LocalEndPoint;

    /// <summary>Serves until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Task[] work = [Serve(_plain, cancellation), _marked is null ? Task.CompletedTask : Serve(_marked, cancellation), RollOver(cancellation)];
        try
        {
            await await Task.WhenAny(work.Where(t => !t.IsCompleted).DefaultIfEmpty(work[0]));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    /// <summary>Carries out a line: <c>push</c>, <c>kek</c>, <c>remove NAME</c>, <c>delete</c>, <c>status</c>, in all groups.</summary>
    /// <returns>Answers for a person.</returns>
    public IReadOnlyList<string> Command(string line)
    {
        string[] words = line.Trim().Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lock (_gate)
        {
            List<string> answers = [];
            foreach (Group group in _server.Groups)
            {
                switch (words)
                {
                    case ["push"]:
                        Send(group, "TEK", group.PushTeks(Now, [.. group.Unsent, group.Rekey(Now)]));
                        break;
                    case ["kek"]:
                        Send(group, "KEK", group.PushKek(Now));
                        break;
                    case ["delete"]:
                        Send(group, "delete", group.PushDelete(false));
                        break;
                    case ["remove", string name]:
                        answers.Add(Remove(group, name));
                        break;
                    case ["status"]:
                        answers.AddRange(Status(group));
                        break;
                    case []:
                        break;
                    default:
                        return [$"'{line}' is not understood: push, kek, remove NAME, delete, status"];
                }
            }

            return answers;
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

    private async Task Serve(Socket socket, CancellationToken cancellation)
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

            lock (_gate)
            {
                var to = (IPEndPoint)got.RemoteEndPoint;
                string from = to.ToString();
                _peers[from] = (socket, to);
                byte[]? answer = _server.Handle(from, buffer[skip..got.ReceivedBytes], Now);
                if (answer is not null)
                {
                    Send(from, answer);
                }

                Forget();
            }
        }
    }

    private async Task RollOver(CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            lock (_gate)
            {
                foreach (Group group in _server.Groups)
                {
                    group.Advance(Now);
                    if (group.NeedsKek(Now))
                    {
                        Send(group, "KEK, its life nears its end", group.PushKek(Now));
                    }

                    if (group.Unsent.Count > 0 && group.Policy.KekSeconds > 0)
                    {
                        Send(group, "next TEK", group.PushTeks(Now, [.. group.Unsent]));
                    }
                }
            }
        }
    }

    private string Remove(Group group, string name)
    {
        if (!group.IsMember(name))
        {
            return $"{Name(group)}: {name} is no member";
        }

        IReadOnlyList<byte[]> pushes = group.Remove(name, Now);
        foreach (byte[] push in pushes)
        {
            Send(group, $"without {name}", push);
        }

        if (_members.TryGetValue(group, out Dictionary<string, string>? where))
        {
            where.Remove(name);
        }

        return pushes.Count > 0
            ? $"{Name(group)}: {name} is removed"
            : $"{Name(group)}: {name} gets no more keys; it has those that are valid now, as the group has no hierarchy with it";
    }

    private IEnumerable<string> Status(Group group)
    {
        int registered = _members.TryGetValue(group, out Dictionary<string, string>? where) ? where.Count : 0;
        yield return $"{Name(group)}: {registered} registered";
        foreach (GroupTek tek in group.Teks)
        {
            yield return $"{Name(group)}: TEK {tek.KeyId:X8} from {tek.Begin - Now:+0;-0;0} s to {tek.End - Now:+0;-0;0} s";
        }

        foreach ((string push, HashSet<string> who) in group.Acknowledged)
        {
            yield return $"{Name(group)}: push {push} acknowledged by {who.Count}";
        }
    }

    private static string Name(Group group) => $"group {Convert.ToHexString(group.Policy.Id)}";

    private void Send(Group group, string what, byte[] push)
    {
        int sent = 0;
        if (_members.TryGetValue(group, out Dictionary<string, string>? where))
        {
            foreach (string to in where.Values)
            {
                Send(to, push);
                sent++;
            }
        }

        Log?.Invoke($"{Name(group)}: pushed ({what}) to {sent}");
    }

    private void Send(string to, byte[] datagram)
    {
        if (_peers.TryGetValue(to, out (Socket Socket, IPEndPoint To) peer))
        {
            try
            {
                peer.Socket.SendTo(peer.Socket == _marked ? [.. Marker, .. datagram] : datagram, peer.To);
            }
            catch (SocketException e)
            {
                Log?.Invoke($"{to}: {e.Message}");
            }
        }
    }

    // Addresses of strangers are not kept.
    private void Forget()
    {
        if (_peers.Count > 1024)
        {
            HashSet<string> known = [.. _members.Values.SelectMany(m => m.Values)];
            foreach (string from in _peers.Keys.Where(k => !known.Contains(k)).ToArray())
            {
                _peers.Remove(from);
            }
        }
    }
}
