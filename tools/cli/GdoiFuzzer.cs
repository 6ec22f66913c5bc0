using System.Buffers.Binary;
using System.Security.Cryptography;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using GroupPolicy = nanoDer.Gdoi.GroupPolicy;
using Policy = nanoDer.Gcks.GroupPolicy;

namespace nanoDer.Cli;

/// <summary>
/// Feeds mutated packets to a group member: the plain messages of phase 1, policies and keys as they are behind a right hash, whole
/// datagrams of a pull that is waited for, and pushes encrypted under the right KEK by somebody who is not the key server.
/// </summary>
internal sealed class GdoiFuzzer : IGroupMemberEvents, IDisposable
{
    private static readonly byte[] Psk = RandomNumberGenerator.GetBytes(32);

    private readonly ByteMutator _mutator;
    private readonly byte[] _buffer = new byte[2 * GroupMember.MaximumDatagram];
    private readonly KeyServer _server;
    private readonly IkeSession _mainMode;
    private readonly PayloadReader _reader = new();
    private readonly byte[] _sa;
    private readonly byte[] _key;
    private readonly byte[] _identity;
    private readonly KeyStore _keys = new(4);
    private readonly LkhPath _lkh = new(8);
    private readonly GroupPolicy _policy;
    private readonly (byte[] Sa, byte[] Kd, bool IsPull)[] _policies;
    private readonly AesCipher _kekCipher;
    private readonly GroupMember _waiting;
    private readonly byte[] _answer;
    private readonly GroupMember _member;
    private readonly KeyMaterial _kek = new(32);
    private readonly byte[] _kekIv;
    private readonly byte[] _push;
    private readonly byte[] _iv = new byte[16];
    private long _turn;

    public GdoiFuzzer(int seed)
    {
        _mutator = new ByteMutator(seed, [0, 1, 2, 3, 4, 8, 9, 13, 15, 16, 17, 18, 22, 0x10, 0x7F, 0x80, 0xFF]);
        Group group = NewGroup(false);
        Group tree = NewGroup(true);
        _server = new KeyServer(new KeyServerIdentity { PreSharedKey = Psk }, [group]);

        // Messages 2 and 4 of phase 1, kept on their way.
        List<byte[]> answers = [];
        _waiting = Exchange(answers, true);
        (_sa, _key, _answer) = (answers[0], answers[1], answers[^1]);
        (GdoiProfile profile, GdoiAccount account, GdoiTools tools) = Parts();
        _mainMode = new IkeSession(profile, account, tools);
        PayloadWriter scratch = new(GroupMember.MaximumDatagram);
        _mainMode.WriteSa(scratch);
        _mainMode.WriteKey(scratch);
        IsakmpBuilder b = new();
        b.Payload(Isakmp.Id, [Isakmp.IdKeyId, 0, 0, 0, .. "gcks"u8]);
        b.Payload(Isakmp.Hash, new byte[32]);
        b.Payload(Isakmp.Vendor, new byte[16]);
        _identity = IsakmpBuilder.Message(IsakmpBuilder.Header(new byte[16], Isakmp.MainMode, Isakmp.Encrypted, 0), b.First, b.ToArray(), 16, body => body);

        // Policies and keys: of a pull, of a pull with a hierarchy, of an update of it.
        _policy = new GroupPolicy(_keys, _lkh, tools.Provider.CreateAes(16, AesCipher.BlockBytes));
        group.Rekey(0);
        _policies =
        [
            (group.Sa(0, true, group.Teks), group.PullKd("member", 1, true), true),
            (tree.Sa(0, true, tree.Teks), tree.PullKd("member", 0, true), true),
            (group.Sa(0, true, []), group.PullKd("member", 1, true), false),
        ];

        _member = Exchange([], false);
        _kekCipher = tools.Provider.CreateAes(16, AesCipher.BlockBytes);
        byte[] push = group.PushTeks(0, group.Rekey(0));
        Kek kek = Store!.Kek;
        _kek.Set(kek.Key.Buffer, 0, kek.Key.Count);
        _kekIv = [.. kek.Iv];
        using Aes aes = Aes.Create();
        aes.Key = kek.Key.Buffer[..kek.Key.Count];
        byte[] plain = [.. push[..Isakmp.HeaderBytes], .. aes.DecryptCbc(push[Isakmp.HeaderBytes..], kek.Iv, PaddingMode.None)];
        PayloadReader r = new();
        r.Reset(plain, Isakmp.HeaderBytes, plain.Length, plain[16]);
        while (r.Read())
        {
        }

        _push = plain[..r.End];
    }

    /// <summary>Mutants that had the form of a message or a policy.</summary>
    public long Parsed { get; private set; }

    /// <summary>Mutants that gave the member a key: none, if all is well.</summary>
    public long Accepted { get; private set; }

    private KeyStore? Store { get; set; }

    /// <summary>Feeds so many mutants.</summary>
    public void Run(long count)
    {
        for (long i = 0; i < count; i++)
        {
            switch (_turn++ % 8)
            {
                case 0:
                    Parsed += _mainMode.TakeSa(_buffer, Mutant(_sa, true)) ? 1 : 0;
                    break;
                case 1:
                    Parsed += _mainMode.TakeKey(_buffer, Mutant(_key, true)) ? 1 : 0;
                    break;
                case 2:
                    Parsed += _mainMode.ReadIdentity(_buffer, Mutant(_identity, true)) ? 1 : 0;
                    break;
                case 3:
                    // The key server's answer that the member waits for: its hash is wrong whatever was changed behind the header.
                    int length = Mutant(_answer, true);
                    if (!_buffer.AsSpan(Isakmp.HeaderBytes, length - Isakmp.HeaderBytes).SequenceEqual(_answer.AsSpan(Isakmp.HeaderBytes)))
                    {
                        _waiting.Feed(_buffer, 0, Math.Min(length, GroupMember.MaximumDatagram + 1));
                    }

                    break;
                case 4:
                    Push();
                    break;
                default:
                    Policies(_policies[_turn % _policies.Length]);
                    break;
            }
        }
    }

    public void OnGroup(GdoiEvent what, DerStatus status, int number) => Accepted += what is GdoiEvent.KeysPulled or GdoiEvent.KeysPushed ? 1 : 0;

    public void Dispose() => _server.Dispose();

    private static Group NewGroup(bool tree) => new(
        new Policy { Id = [0, 0, 0, 7], Members = ["member", "other"], UseLkh = tree, Ack = tree ? 2 : 1, SenderIdBits = 8 },
        ECDsa.Create(ECCurve.NamedCurves.nistP256),
        0,
        RandomNumberGenerator.GetBytes);

    private static (GdoiProfile Profile, GdoiAccount Account, GdoiTools Tools) Parts()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, Psk);
            GdoiProfile profile = new() { SenderIds = 1 };
            GdoiCredentials credentials = GdoiCredentials.Shared(profile, file, "member", "gcks");
            credentials.Account.Group = [0, 0, 0, 7];
            return (profile, credentials.Account, credentials.Tools);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // A member that has pulled, or one whose pull lacks the last answer.
    private GroupMember Exchange(List<byte[]> answers, bool withholdsLast)
    {
        (GdoiProfile profile, GdoiAccount account, GdoiTools tools) = Parts();
        Store = new KeyStore(4);
        GroupMember member = new(profile, account, tools, Store, 8, this);
        member.Start();
        do
        {
            member.Tick(1, 0);
            if (member.OutputCount > 0)
            {
                byte[]? answer = _server.Handle("member", member.Output.AsSpan(0, member.OutputCount).ToArray(), 0);
                member.Consume();
                answers.Add(answer ?? throw new InvalidOperationException("the key server does not answer"));
                if (answers.Count == 5 && withholdsLast)
                {
                    return member;
                }

                member.Feed(answer, 0, answer.Length);
            }
        }
        while (member.IsBusy);
        if (Accepted != 1)
        {
            throw new InvalidOperationException("the pull failed");
        }

        Accepted = 0;
        return member;
    }

    private void Policies((byte[] Sa, byte[] Kd, bool IsPull) sample)
    {
        bool changesSa = _mutator.Next(2) == 0;
        _policy.Reset(0);
        int length = changesSa ? Mutant(sample.Sa, false) : Copy(sample.Sa);
        DerStatus status = _policy.ReadSa(At(length), 0);
        if (status == DerStatus.Ok)
        {
            length = changesSa ? Copy(sample.Kd) : Mutant(sample.Kd, false);
            status = _policy.ReadKd(At(length), sample.IsPull);
        }

        Parsed += status == DerStatus.Ok ? 1 : 0;
    }

    private PayloadReader At(int length)
    {
        (_reader.Buffer, _reader.Body, _reader.End) = (_buffer, 0, length);
        return _reader;
    }

    private void Push()
    {
        int length = Mutant(_push, false);
        if (length < Isakmp.HeaderBytes + 16)
        {
            return;
        }

        // The header stays, else the member would not look further; a mutant that differs in nothing else is none.
        int padded = Math.Min(GroupMember.MaximumDatagram, Isakmp.HeaderBytes + ((length - Isakmp.HeaderBytes + 15) / 16 * 16));
        Array.Clear(_buffer, length, padded + 16 - length);
        _push.AsSpan(0, 16).CopyTo(_buffer);
        _push.AsSpan(17, 11).CopyTo(_buffer.AsSpan(17));
        if (_buffer.AsSpan(0, _push.Length).SequenceEqual(_push))
        {
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(24), padded);
        _kekIv.CopyTo(_iv, 0);
        _kekCipher.SetKey(_kek);
        _kekCipher.EncryptCbc(_iv, _buffer, Isakmp.HeaderBytes, padded - Isakmp.HeaderBytes);
        _member.Feed(_buffer, 0, padded);
        if (_member.NextDeadline == 0)
        {
            Parsed++;
            _member.Tick(1, 0);
        }
    }

    private int Copy(byte[] sample)
    {
        sample.CopyTo(_buffer, 0);
        return sample.Length;
    }

    private int Mutant(byte[] sample, bool isMessage)
    {
        int length = _mutator.Mutate(_buffer, Copy(sample), GroupMember.MaximumDatagram);
        if (isMessage && _mutator.Next(8) > 0 && length >= Isakmp.HeaderBytes)
        {
            BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(24), length);
        }

        return isMessage ? Math.Max(length, Isakmp.HeaderBytes) : length;
    }
}
