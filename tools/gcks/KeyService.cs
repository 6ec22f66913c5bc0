namespace nanoDer.Gcks;

/// <summary>A key server at work: datagrams of all transports, one at a time, and pushes when it is time or when somebody says so.</summary>
public sealed class KeyService
{
    private readonly KeyServer _server;
    private readonly IKeyServerTransport[] _transports;
    private readonly Lock _gate = new();
    private readonly Dictionary<Group, Dictionary<string, string>> _members = [];

    /// <summary>Joins engine and transports.</summary>
    public KeyService(KeyServer server, params IKeyServerTransport[] transports)
    {
        _server = server;
        _transports = transports;
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

    /// <summary>Serves until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await await Task.WhenAny([RollOver(cancellation), .. _transports.Select(t => t.RunAsync(this, cancellation))]);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    /// <summary>Works on a datagram.</summary>
    /// <param name="from">Where it came from.</param>
    /// <param name="datagram">The datagram.</param>
    /// <returns>The answer; null for none.</returns>
    public byte[]? Handle(string from, byte[] datagram)
    {
        lock (_gate)
        {
            return _server.Handle(from, datagram, Now);
        }
    }

    /// <summary>Where members were heard from.</summary>
    public HashSet<string> Known()
    {
        lock (_gate)
        {
            return [.. _members.Values.SelectMany(m => m.Values)];
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

    private static string Name(Group group) => $"group {Convert.ToHexString(group.Policy.Id)}";

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
        yield return $"{Name(group)}: {Where(group).Count} registered";
        foreach (GroupTek tek in group.Teks)
        {
            yield return $"{Name(group)}: TEK {tek.KeyId:X8} from {tek.Begin - Now:+0;-0;0} s to {tek.End - Now:+0;-0;0} s";
        }

        foreach ((string push, HashSet<string> who) in group.Acknowledged)
        {
            yield return $"{Name(group)}: push {push} acknowledged by {who.Count}";
        }
    }

    private void Send(Group group, string what, byte[] push)
    {
        IReadOnlyCollection<string> where = Where(group);
        Log?.Invoke($"{Name(group)}: pushed ({what}) to {_transports.Sum(t => t.Push(group, where, push))}");
    }

    private IReadOnlyCollection<string> Where(Group group) => _members.TryGetValue(group, out Dictionary<string, string>? where) ? where.Values : [];
}
