using System.Buffers.Binary;
using System.Security.Cryptography;
using nanoDer.Gdoi;

namespace nanoDer.Gcks;

/// <summary>A group at work: its keys now and next, its KEK, its sequence number, its members.</summary>
public sealed class Group
{
    private readonly Func<int, byte[]> _random;
    private readonly ECDsa? _ecdsa;
    private readonly RSA? _rsa;
    private readonly List<GroupTek> _teks = [];
    private readonly HashSet<string> _members;
    private long _nextSenderId;
    private readonly List<GroupTek> _unsent = [];
    private readonly KeyTree? _tree;
    private byte[] _kek = [];
    private byte[] _spi = [];
    private long _kekEnd;
    private uint _sequence;

    /// <summary>Makes the first keys.</summary>
    /// <param name="policy">How the group is.</param>
    /// <param name="signer">Key of the pushes' signatures: ECDSA on P-256, or RSA; not the one of phase 1.</param>
    /// <param name="now">The time in seconds.</param>
    /// <param name="random">Source of random octets.</param>
    public Group(GroupPolicy policy, AsymmetricAlgorithm signer, long now, Func<int, byte[]> random)
    {
        Policy = policy;
        _random = random;
        _ecdsa = signer as ECDsa;
        _rsa = signer as RSA;
        _members = [.. policy.Members];
        _tree = policy.UseLkh ? new KeyTree(Math.Max(1, (int)Math.Ceiling(Math.Log2(Math.Max(2, policy.Members.Count)))), policy.KekBits / 8, random) : null;
        NewKek(now);
        _teks.Add(NewTek(now, 0));
    }

    /// <summary>How it is.</summary>
    public GroupPolicy Policy { get; }

    /// <summary>Its keys by KeyID, with the seconds of their begin and end.</summary>
    public IReadOnlyList<GroupTek> Teks => _teks;

    /// <summary>Sequence number of the last push.</summary>
    public uint Sequence => _sequence;

    /// <summary>Cookies of its pushes.</summary>
    public ReadOnlySpan<byte> Spi => _spi;

    /// <summary>The key of its pushes, behind their initialisation vector.</summary>
    internal ReadOnlySpan<byte> Kek => _kek;

    /// <summary>Members that have acknowledged each push, by the first octets of its cookies and its sequence number: <c>0A0B0C0D:1</c>.</summary>
    public Dictionary<string, HashSet<string>> Acknowledged { get; } = [];

    /// <summary>Keys that <see cref="Advance"/> has made and no push has told the members of.</summary>
    public IReadOnlyList<GroupTek> Unsent => _unsent;

    /// <summary>Says whether it is time for another KEK: four fifths of its life are over.</summary>
    /// <param name="now">The time in seconds.</param>
    public bool NeedsKek(long now) => Policy.KekSeconds > 0 && _kekEnd - now <= Policy.KekSeconds / 5;

    /// <summary>Says whether somebody may have its keys.</summary>
    public bool IsMember(string name) => _members.Contains(name);

    /// <summary>Drops what is over, and makes the next TEK when it is time for it.</summary>
    /// <param name="now">The time in seconds.</param>
    /// <returns>The next TEK, to be pushed; null when there is none.</returns>
    public GroupTek? Advance(long now)
    {
        _teks.RemoveAll(t => t.End <= now);
        _unsent.RemoveAll(t => t.End <= now);
        GroupTek? last = _teks.LastOrDefault();
        if (last is not null && last.End - now > 2 * Policy.OverlapSeconds)
        {
            return null;
        }

        GroupTek next = Add(now, last is null ? now : Math.Max(now, last.End - Policy.OverlapSeconds));
        _unsent.Add(next);
        return next;
    }

    /// <summary>Makes a new TEK now, active at once.</summary>
    public GroupTek Rekey(long now) => Add(now, now);

    /// <summary>Body of the SA payload (RFC 6407 clause 5.2) with all keys, or some.</summary>
    internal byte[] Sa(long now, bool withKek, IEnumerable<GroupTek> teks)
    {
        IsakmpBuilder chain = new();
        if (withKek)
        {
            chain.Payload(Isakmp.Sak, Sak(now));
        }

        chain = Sats(chain, now, teks);
        return [0, 0, 0, Isakmp.DoiGdoi, 0, 0, 0, 0, 0, (byte)chain.First, 0, 0, .. chain.ToArray()];
    }

    /// <summary>Body of the KD payload of a pull: everything that the member needs.</summary>
    internal byte[] PullKd(string member, int senderIds, bool withKek)
    {
        List<byte[]> packets = [.. _teks.Select(TekPacket)];
        if (withKek && _tree is null)
        {
            packets.Add(Packet(Isakmp.KdKek, _spi, new IsakmpBuilder().Variable(1, _kek).Variable(2, PublicKey()).ToArray()));
        }
        else if (withKek)
        {
            packets.Add(Packet(Isakmp.KdLkh, _spi, new IsakmpBuilder().Variable(1, _tree!.Download(member)).Variable(3, PublicKey()).ToArray()));
        }

        // A new one with each pull, since nobody knows which counters a sender has used under the last (RFC 6407 clause 3.5); none when all are given.
        if (senderIds > 0 && Policy.SenderIdBits > 0 && _nextSenderId < 1L << Policy.SenderIdBits)
        {
            byte[] value = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(value, (int)_nextSenderId);
            _nextSenderId++;
            packets.Add(Packet(Isakmp.KdSid, [], new IsakmpBuilder().Basic(1, Policy.SenderIdBits).Variable(2, value).ToArray()));
        }

        return Kd(packets);
    }

    /// <summary>A push of TEKs under the present KEK.</summary>
    public byte[] PushTeks(long now, params GroupTek[] teks)
    {
        _unsent.RemoveAll(teks.Contains);
        return Push(b =>
        {
            b.Payload(Isakmp.Sa, Sa(now, false, teks));
            b.Payload(Isakmp.Kd, Kd([.. teks.Select(TekPacket)]));
        });
    }

    /// <summary>A push that replaces the KEK, under the old one, and brings TEKs as well.</summary>
    public byte[] PushKek(long now, params GroupTek[] teks) => PushKek(now, _tree?.Renew(), teks);

    /// <summary>Removes a member: a new KEK by the tree that it cannot read, then a new TEK under that KEK.</summary>
    /// <returns>Two pushes, in this order; none without a tree, when the keys have to be made anew for all that stay.</returns>
    public IReadOnlyList<byte[]> Remove(string member, long now)
    {
        _members.Remove(member);
        return _tree is not null && _tree.Contains(member) ? [PushKek(now, _tree.Remove(member), []), PushTeks(now, Rekey(now))] : [];
    }

    /// <summary>A push that deletes TEKs (all for none named), and the KEK on request.</summary>
    public byte[] PushDelete(bool deleteKek, params uint[] keyIds) => Push(b =>
    {
        IsakmpBuilder spis = new();
        foreach (uint id in keyIds.Length == 0 ? [0u] : keyIds)
        {
            spis.Put(id, 4);
        }

        int count = spis.Count / 4;
        b.Payload(Isakmp.Delete, [0, 0, 0, Isakmp.DoiGdoi, Isakmp.ProtocolIec61850, 4, (byte)(count >> 8), (byte)count, .. spis.ToArray()]);
        if (deleteKek)
        {
            b.Payload(Isakmp.Delete, [0, 0, 0, Isakmp.DoiGdoi, 0, 16, 0, 1, .. new byte[16]]);
        }
    });

    /// <summary>Checks an acknowledgement (RFC 8263 clause 3).</summary>
    /// <param name="message">The datagram.</param>
    /// <param name="from">The member that it comes from, as far as its transport knows; its identification counts otherwise.</param>
    /// <returns>Sequence number and who sent it; null when it is nobody's.</returns>
    public (uint Sequence, string Member)? TakeAck(byte[] message, string? from = null)
    {
        PayloadReader r = new();
        r.Reset(message, Isakmp.HeaderBytes, message.Length, message[16]);
        if (!r.Read(Isakmp.Hash, 32) || r.Count != 32)
        {
            return null;
        }

        byte[] hash = message[r.Body..r.End];
        int body = r.End;
        if (!r.Read(Isakmp.Seq, 4))
        {
            return null;
        }

        uint sequence = (uint)PayloadReader.Number(message, r.Body, 4);
        if (!r.Read(Isakmp.Id, 4) || !r.Finish(0))
        {
            return null;
        }

        byte[] signed = message[body..r.End];
        IEnumerable<(string Member, byte[]? Key)> candidates = Policy.Ack == 2
            ? _members.Select(m => (m, _tree?.LeafKey(m)))
            : _sentKeks.TryGetValue(Convert.ToHexString(message, 0, 16), out byte[]? kek)
                ? [(from ?? Convert.ToHexString(message, r.Body + 4, r.Count - 4), kek)] : [];
        foreach ((string member, byte[]? key) in candidates)
        {
            if (key is not null)
            {
                byte[] label = [.. "GROUPKEY-PUSH ACK\0"u8, .. message[..16], (byte)(Policy.AckKeyBits >> 8), (byte)Policy.AckKeyBits];
                byte[] ackKey = HMACSHA256.HashData(key, label);
                if (CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(ackKey, signed), hash))
                {
                    string push = $"{Convert.ToHexString(message, 0, 4)}:{sequence}";
                    if (!Acknowledged.TryGetValue(push, out HashSet<string>? who))
                    {
                        Acknowledged[push] = who = [];
                    }

                    who.Add(member);
                    return (sequence, member);
                }
            }
        }

        return null;
    }

    private readonly Dictionary<string, byte[]> _sentKeks = [];

    private static byte[] Packet(int type, byte[] spi, byte[] attributes) =>
        new IsakmpBuilder().Put(type, 1).Put(0, 1).Put(5 + spi.Length + attributes.Length, 2).Put(spi.Length, 1).Put(spi).Put(attributes).ToArray();

    private static byte[] Kd(List<byte[]> packets)
    {
        IsakmpBuilder kd = new();
        kd.Put(packets.Count, 2).Put(0, 2);
        packets.ForEach(p => kd.Put(p));
        return kd.ToArray();
    }

    private static byte[] TekPacket(GroupTek tek)
    {
        IsakmpBuilder attributes = new();
        if (tek.EncryptionKey.Length > 0)
        {
            attributes.Variable(1, tek.EncryptionKey);
        }

        if (tek.AuthenticationKey.Length > 0)
        {
            attributes.Variable(2, tek.AuthenticationKey);
        }

        return Packet(Isakmp.KdTek, new IsakmpBuilder().Put(tek.KeyId, 4).ToArray(), attributes.ToArray());
    }

    // The new KEK goes by the tree's arrays, or as it is.
    private byte[] PushKek(long now, IReadOnlyList<byte[]>? arrays, GroupTek[] teks)
    {
        (byte[] oldKek, byte[] oldSpi, uint sequence) = (_kek, _spi, ++_sequence);
        NewKek(now);
        IsakmpBuilder attributes = new();
        foreach (byte[] array in arrays ?? [])
        {
            attributes.Variable(2, array);
        }

        byte[] packet = arrays is null
            ? Packet(Isakmp.KdKek, _spi, attributes.Variable(1, _kek).Variable(2, PublicKey()).ToArray())
            : Packet(Isakmp.KdLkh, _spi, attributes.Variable(3, PublicKey()).ToArray());
        return Push(oldKek, oldSpi, sequence, b =>
        {
            b.Payload(Isakmp.Sa, Sa(now, true, teks));
            b.Payload(Isakmp.Kd, Kd([.. teks.Select(TekPacket), packet]));
        });
    }

    /// <summary>A push of whatever payloads, for tests of members.</summary>
    internal byte[] PushRaw(Action<IsakmpBuilder> content) => Push(content);

    private byte[] Push(Action<IsakmpBuilder> content) => Push(_kek, _spi, ++_sequence, content);

    private byte[] Push(byte[] kek, byte[] spi, uint sequence, Action<IsakmpBuilder> content)
    {
        _sentKeks[Convert.ToHexString(spi)] = kek[16..];
        IsakmpBuilder b = new();
        b.Payload(Isakmp.Seq, new IsakmpBuilder().Put(sequence, 4).ToArray());
        content(b);
        byte[] signed = b.ToArray();

        // The link to SIG and the length with padding are part of what is signed, so they must be known before.
        int size = _ecdsa is not null ? 64 : _rsa!.KeySize / 8;
        b.Payload(Isakmp.Sig, new byte[size]);
        byte[] all = b.ToArray();
        byte[] header = IsakmpBuilder.Header(spi, Isakmp.GroupKeyPush, Isakmp.Encrypted, 0);
        header[16] = (byte)b.First;
        int padded = (all.Length + 15) / 16 * 16;
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(24), Isakmp.HeaderBytes + padded);
        byte[] data = [.. "rekey"u8, .. header, .. all[..signed.Length]];
        byte[] signature = _ecdsa is not null
            ? _ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            : _rsa!.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        signature.CopyTo(all, all.Length - size);
        using Aes aes = Aes.Create();
        aes.Key = kek[16..];
        return IsakmpBuilder.Message(header, b.First, all, 16, body => aes.EncryptCbc(body, kek[..16], PaddingMode.None));
    }

    private byte[] PublicKey() => _ecdsa?.ExportSubjectPublicKeyInfo() ?? _rsa!.ExportSubjectPublicKeyInfo();

    private byte[] Sak(long now)
    {
        byte[] lifetime = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(lifetime, (int)Math.Max(1, _kekEnd - now));
        IsakmpBuilder b = new();
        b.Put(17, 1);
        b.Put(1, 1).Put(848, 2).Put(4, 1).Put(0x7F000001, 4);
        b.Put(1, 1).Put(848, 2).Put(4, 1).Put(0x7F000001, 4);
        b.Put(_spi).Put(0, 4);
        if (_tree is not null)
        {
            b.Basic(Isakmp.KekManagement, 1);
        }

        b.Basic(Isakmp.KekAlgorithm, 3).Basic(Isakmp.KekKeyLength, Policy.KekBits).Variable(Isakmp.KekLifetime, lifetime);
        b.Basic(Isakmp.SigHash, 3).Basic(Isakmp.SigAlgorithm, _ecdsa is not null ? 4 : 1).Basic(Isakmp.SigKeyLength, _ecdsa is not null ? 256 : _rsa!.KeySize);
        if (Policy.Ack > 0)
        {
            b.Basic(Isakmp.KekAckRequested, Policy.Ack);
        }

        return b.ToArray();
    }

    private IsakmpBuilder Sats(IsakmpBuilder chain, long now, IEnumerable<GroupTek> teks)
    {
        foreach (GroupTek tek in teks)
        {
            IsakmpBuilder b = new();
            b.Put(Isakmp.ProtocolIec61850, 1).Put(Policy.Oid.Length, 1).Put(Policy.Oid).Put(Policy.Selector.Length, 2).Put(Policy.Selector);
            b.Put(tek.KeyId, 4).Put(Policy.Authentication, 2).Put(Policy.Encryption, 2).Put(Math.Max(1, tek.End - now), 4);
            if (tek.Begin > now)
            {
                b.Variable(Isakmp.SaActivationDelay, new IsakmpBuilder().Put(tek.Begin - now, 4).ToArray());
            }

            chain.Payload(Isakmp.Sat, b.ToArray());
        }

        return chain;
    }

    private GroupTek Add(long now, long begin)
    {
        GroupTek tek = NewTek(now, begin - now);
        _teks.Add(tek);
        return tek;
    }

    private GroupTek NewTek(long now, long delay)
    {
        uint id;
        do
        {
            id = BinaryPrimitives.ReadUInt32BigEndian(_random(4));
        }
        while (id == 0 || _teks.Any(t => t.KeyId == id));
        return new GroupTek(id, now + delay, now + delay + Policy.TekSeconds, Key(Policy.Authentication, true), Key(Policy.Encryption, false));
    }

    private byte[] Key(int algorithm, bool isAuthentication) => _random(algorithm switch
    {
        Tek.NoEncryption => 0,
        2 => isAuthentication ? 32 : 16,
        3 => 32,
        4 => 20,
        5 => 36,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    });

    private void NewKek(long now)
    {
        _spi = _random(16);
        _kek = _tree?.Root ?? _random(16 + (Policy.KekBits / 8));
        _kekEnd = now + Policy.KekSeconds;
        _sequence = 0;
    }
}
