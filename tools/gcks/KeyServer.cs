using System.Buffers.Binary;
using System.Security.Cryptography;
using nanoDer.Gdoi;

namespace nanoDer.Gcks;

/// <summary>
/// A group controller and key server (RFC 6407) as an engine: datagrams in, datagrams out, whatever carries them. Written from the
/// server's side of the RFCs with .NET's own cryptography.
/// </summary>
public sealed class KeyServer : IDisposable
{
    private const int HalfOpenSeconds = 60;
    private const int SessionSeconds = 86400;
    private const int MaximumHalfOpen = 256;

    private readonly KeyServerIdentity _identity;
    private readonly Func<int, byte[]> _random;
    private readonly Dictionary<string, Session> _sessions = [];
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Starts without sessions.</summary>
    /// <param name="identity">Who it is.</param>
    /// <param name="groups">Its groups.</param>
    /// <param name="random">Source of random octets; null for the system's.</param>
    public KeyServer(KeyServerIdentity identity, IReadOnlyList<Group> groups, Func<int, byte[]>? random = null)
    {
        _identity = identity;
        _random = random ?? RandomNumberGenerator.GetBytes;
        Groups = groups;
    }

    /// <summary>Its groups.</summary>
    public IReadOnlyList<Group> Groups { get; }

    /// <summary>What happened, in words without secrets.</summary>
    public event Action<string>? Log;

    /// <summary>A member has got its keys: its name, its group, and where it was heard from.</summary>
    public event Action<string, Group, string>? Registered;

    /// <summary>Octets behind the last payload of PULL, before the padding: for tests of what members take.</summary>
    internal byte[] Filler { get; set; } = [];

    /// <summary>Sessions of phase 1 that are kept.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>Works on a datagram.</summary>
    /// <param name="from">Where it came from.</param>
    /// <param name="datagram">The datagram.</param>
    /// <param name="now">The time in seconds.</param>
    /// <returns>The answer; null for none.</returns>
    public byte[]? Handle(string from, byte[] datagram, long now)
    {
        if (datagram.Length < Isakmp.HeaderBytes || datagram[17] != Isakmp.Version
            || BinaryPrimitives.ReadInt32BigEndian(datagram.AsSpan(24)) != datagram.Length)
        {
            return null;
        }

        if (datagram[18] == Isakmp.GroupKeyPushAck)
        {
            foreach (Group group in Groups)
            {
                if (group.TakeAck(datagram, _names.GetValueOrDefault(from)) is { } ack)
                {
                    Log?.Invoke($"{from}: push {ack.Sequence} acknowledged by {ack.Member}");
                    return null;
                }
            }

            return null;
        }

        string key = $"{from}/{Convert.ToHexString(datagram, 0, 8)}";
        if (!_sessions.TryGetValue(key, out Session? session))
        {
            if (datagram[18] != Isakmp.MainMode || !datagram.AsSpan(8, 8).SequenceEqual(new byte[8]))
            {
                return null;
            }

            // Anybody can send a first message: it takes the place of nobody who has proved who he is, and there is an end to their number.
            Drop(s => s.Phase1.Member is null ? s.From == from || now - s.Begun > HalfOpenSeconds : now - s.Begun > SessionSeconds);
            if (_sessions.Values.Count(s => s.Phase1.Member is null) >= MaximumHalfOpen)
            {
                return null;
            }

            _sessions[key] = session = new Session(new Phase1(_identity, datagram.AsSpan(0, 8), _random), from, now);
        }

        // The answer to a message that comes twice is sent twice (RFC 2408 clause 5.1).
        byte[] digest = SHA256.HashData(datagram);
        if (session.Last.AsSpan().SequenceEqual(digest))
        {
            return session.Answer;
        }

        try
        {
            byte[]? answer = datagram[18] switch
            {
                Isakmp.MainMode => session.Phase1.Handle(datagram),
                Isakmp.GroupKeyPull => Pull(session, from, datagram, now),
                Isakmp.Informational => Informational(session, from, datagram),
                _ => null,
            };
            if (answer is not null)
            {
                (session.Last, session.Answer) = (digest, answer);
            }

            if (datagram[18] == Isakmp.MainMode && session.Phase1.Member is not null)
            {
                // A member has one session: the newest.
                Drop(s => s != session && s.From == from);
            }

            return answer;
        }
        catch (Exception e) when (e is KeyServerException or CryptographicException)
        {
            Log?.Invoke($"{from}: {e.Message}");
            return e is KeyServerException { Notify: > 0 } refusal ? Notification(datagram, refusal.Notify) : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Session session in _sessions.Values)
        {
            session.Phase1.Dispose();
        }

        _sessions.Clear();
    }

    private void Drop(Func<Session, bool> which)
    {
        foreach ((string key, Session session) in _sessions.Where(s => which(s.Value)).ToArray())
        {
            _sessions.Remove(key);
            session.Phase1.Dispose();
        }
    }

    private static byte[] Notification(byte[] datagram, int type)
    {
        IsakmpBuilder b = new();
        b.Payload(Isakmp.Notify, [0, 0, 0, Isakmp.DoiGdoi, 1, 0, (byte)(type >> 8), (byte)type]);
        return IsakmpBuilder.Message(IsakmpBuilder.Header(datagram.AsSpan(0, 16), Isakmp.Informational, 0, 0), b.First, b.ToArray(), 1, null);
    }

    private byte[]? Pull(Session session, string from, byte[] datagram, long now)
    {
        Phase1 phase1 = session.Phase1;
        if (phase1.Member is null || (datagram[19] & Isakmp.Encrypted) == 0 || (datagram.Length - Isakmp.HeaderBytes) % 16 != 0
            || !datagram.AsSpan(0, 16).SequenceEqual(phase1.Cookies))
        {
            return null;
        }

        IkeKeys keys = phase1.Keys!;
        byte[] id = datagram[20..24];
        bool isFirst = session.Pull is null || !session.Pull.Id.AsSpan().SequenceEqual(id);
        byte[] iv = isFirst ? keys.FirstIv(id) : session.Pull!.Iv;
        byte[] plain = [.. datagram[..Isakmp.HeaderBytes], .. keys.Decrypt(datagram[Isakmp.HeaderBytes..], iv)];
        PayloadReader r = new();
        r.Reset(plain, Isakmp.HeaderBytes, plain.Length, datagram[16]);
        Require(r.Read(Isakmp.Hash, 20), "the pull has no hash");
        byte[] hash = plain[r.Body..r.End];
        int body = r.End;
        return isFirst
            ? PullPolicy(session, from, r, plain, id, hash, body, datagram[^16..], now)
            : PullKeys(session, from, r, plain, hash, body, datagram[^16..]);
    }

    private byte[] PullPolicy(Session session, string from, PayloadReader r, byte[] plain, byte[] id, byte[] hash, int body, byte[] iv, long now)
    {
        Phase1 phase1 = session.Phase1;
        Require(r.Read(Isakmp.Nonce, 8) && r.Count <= 128, "the pull has no nonce");
        byte[] nonce = plain[r.Body..r.End];
        Require(r.Read(Isakmp.Id, 5) && r.Finish(Isakmp.MaximumPadding), "the pull names no group");
        byte[] groupId = plain[(r.Body + 4)..r.End];
        int idType = plain[r.Body];
        IkeKeys keys = phase1.Keys!;
        Require(
            CryptographicOperations.FixedTimeEquals(hash, keys.Prf(keys.SkeyidA, [.. id, .. plain[body..r.End]])), "the pull's hash is wrong");
        Group? group = Groups.FirstOrDefault(g => g.Policy.IdType == idType && g.Policy.Id.AsSpan().SequenceEqual(groupId));
        if (group is null || !group.IsMember(phase1.Member!))
        {
            Log?.Invoke($"{from}: {phase1.Member} may not have the group");
            return Secured(phase1, b => b.Payload(Isakmp.Notify, [0, 0, 0, Isakmp.DoiGdoi, 1, 0, 0, 18]));
        }

        group.Advance(now);
        byte[] own = _random(32);
        IsakmpBuilder b = new();
        b.Payload(Isakmp.Nonce, own);
        b.Payload(Isakmp.Sa, group.Sa(now, group.Policy.KekSeconds > 0, group.Teks));
        byte[] answer = Answer(phase1, id, nonce, b, iv);
        session.Pull = new PullState(id, answer[^16..], [.. nonce, .. own], group);
        return answer;
    }

    private byte[]? PullKeys(Session session, string from, PayloadReader r, byte[] plain, byte[] hash, int body, byte[] iv)
    {
        (Phase1 phase1, PullState pull) = (session.Phase1, session.Pull!);
        if (pull.IsDone)
        {
            return null;
        }

        int senderIds = 0;
        if (r.Read())
        {
            Require(r.Type == Isakmp.Gap, "an unknown payload in message 3");
            PayloadReader a = new();
            a.Reset(plain, r.Body, r.End, 0);
            while (a.ReadAttribute())
            {
                senderIds = a.Type == Isakmp.SenderIdRequest ? a.Value : senderIds;
            }
        }

        Require(r.Finish(Isakmp.MaximumPadding), "message 3 is broken");
        IkeKeys keys = phase1.Keys!;
        Require(
            CryptographicOperations.FixedTimeEquals(hash, keys.Prf(keys.SkeyidA, [.. pull.Id, .. pull.Nonces, .. plain[body..r.End]])),
            "the hash of message 3 is wrong");
        bool hasKek = pull.Group.Policy.KekSeconds > 0;
        IsakmpBuilder b = new();
        if (hasKek)
        {
            b.Payload(Isakmp.Seq, new IsakmpBuilder().Put(pull.Group.Sequence, 4).ToArray());
        }

        b.Payload(Isakmp.Kd, pull.Group.PullKd(phase1.Member!, senderIds, hasKek));
        byte[] answer = Answer(phase1, pull.Id, pull.Nonces, b, iv);
        pull.IsDone = true;
        Log?.Invoke($"{from}: {phase1.Member} has the keys");
        _names[from] = phase1.Member!;
        Registered?.Invoke(phase1.Member!, pull.Group, from);
        return answer;
    }

    private byte[] Answer(Phase1 phase1, byte[] id, byte[] nonces, IsakmpBuilder payloads, byte[] iv)
    {
        IkeKeys keys = phase1.Keys!;
        byte[] hash = keys.Prf(keys.SkeyidA, [.. id, .. nonces, .. payloads.ToArray()]);
        byte[] header = IsakmpBuilder.Header(phase1.Cookies, Isakmp.GroupKeyPull, Isakmp.Encrypted, BinaryPrimitives.ReadUInt32BigEndian(id));
        IsakmpBuilder b = new();
        b.Payload(Isakmp.Hash, hash);
        byte[] first = b.ToArray();
        first[0] = (byte)payloads.First;
        return IsakmpBuilder.Message(header, Isakmp.Hash, [.. first, .. payloads.ToArray(), .. Filler], 16, body => keys.Encrypt(body, iv));
    }

    /// <summary>An informational exchange of its own (RFC 2409 clause 5.7) with a member that has proved who it is.</summary>
    internal byte[] Inform(string from, Action<IsakmpBuilder> content) =>
        Secured(_sessions.Values.Last(s => s.From == from && s.Phase1.Member is not null).Phase1, content);

    private byte[] Secured(Phase1 phase1, Action<IsakmpBuilder> content)
    {
        IkeKeys keys = phase1.Keys!;
        byte[] id = _random(4);
        id[3] |= 1;
        IsakmpBuilder payloads = new();
        content(payloads);
        byte[] hash = keys.Prf(keys.SkeyidA, [.. id, .. payloads.ToArray()]);
        IsakmpBuilder b = new();
        b.Payload(Isakmp.Hash, hash);
        byte[] first = b.ToArray();
        first[0] = (byte)payloads.First;
        byte[] header = IsakmpBuilder.Header(phase1.Cookies, Isakmp.Informational, Isakmp.Encrypted, BinaryPrimitives.ReadUInt32BigEndian(id));
        return IsakmpBuilder.Message(header, Isakmp.Hash, [.. first, .. payloads.ToArray()], 16, body => keys.Encrypt(body, keys.FirstIv(id)));
    }

    private byte[]? Informational(Session session, string from, byte[] datagram)
    {
        IkeKeys? keys = session.Phase1.Keys;
        if (session.Phase1.Member is null || keys is null || (datagram[19] & Isakmp.Encrypted) == 0 || (datagram.Length - Isakmp.HeaderBytes) % 16 != 0)
        {
            return null;
        }

        byte[] id = datagram[20..24];
        byte[] plain = [.. datagram[..Isakmp.HeaderBytes], .. keys.Decrypt(datagram[Isakmp.HeaderBytes..], keys.FirstIv(id))];
        PayloadReader r = new();
        r.Reset(plain, Isakmp.HeaderBytes, plain.Length, datagram[16]);
        Require(r.Read(Isakmp.Hash, 20), "the informational message has no hash");
        byte[] hash = plain[r.Body..r.End];
        int body = r.End;
        Require(r.Read() && r.Finish(Isakmp.MaximumPadding), "the informational message is broken");
        Require(
            CryptographicOperations.FixedTimeEquals(hash, keys.Prf(keys.SkeyidA, [.. id, .. plain[body..r.End]])), "its hash is wrong");
        bool isDelete = r.Type == Isakmp.Delete && plain.AsSpan(r.Body..r.End).EndsWith(session.Phase1.Cookies);
        Log?.Invoke(isDelete ? $"{from}: {session.Phase1.Member} refuses the policy" : $"{from}: notification from {session.Phase1.Member}");
        if (isDelete)
        {
            Drop(s => s == session);
        }

        return null;
    }

    private static void Require(bool condition, string why)
    {
        if (!condition)
        {
            throw new KeyServerException(why);
        }
    }

    private sealed class Session(Phase1 phase1, string from, long begun)
    {
        public string From { get; } = from;

        public long Begun { get; } = begun;

        public Phase1 Phase1 { get; } = phase1;

        public PullState? Pull { get; set; }

        public byte[] Last { get; set; } = [];

        public byte[] Answer { get; set; } = [];
    }

    private sealed record PullState(byte[] Id, byte[] Iv, byte[] Nonces, Group Group)
    {
        public bool IsDone { get; set; }
    }
}
