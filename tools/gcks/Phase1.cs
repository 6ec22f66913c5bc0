using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Gdoi;

namespace nanoDer.Gcks;

/// <summary>Main mode as responder (RFC 2409 clause 5, RFC 4754, 5903): from the first message of a member to who it is.</summary>
internal sealed class Phase1 : IDisposable
{
    private readonly KeyServerIdentity _identity;
    private readonly Func<int, byte[]> _random;
    private byte[] _sa = [];
    private byte[] _publicI = [];
    private byte[] _publicR = [];
    private HashAlgorithmName _hash;
    private int _keyBits;
    private int _authentication;
    private int _group;

    public Phase1(KeyServerIdentity identity, ReadOnlySpan<byte> cookieI, Func<int, byte[]> random)
    {
        _identity = identity;
        _random = random;
        byte[] cookieR = random(8);
        cookieR[0] |= 1;
        Cookies = [.. cookieI, .. cookieR];
    }

    public byte[] Cookies { get; }

    public IkeKeys? Keys { get; private set; }

    /// <summary>Who the member has proved to be; null until then.</summary>
    public string? Member { get; private set; }

    /// <summary>Number of the message that is expected next: 1, 3, 5, then 0.</summary>
    public int Expected { get; private set; } = 1;

    /// <summary>Works on a message.</summary>
    /// <returns>The answer; null to ignore it.</returns>
    /// <exception cref="KeyServerException">It breaks the protocol or the policy.</exception>
    public byte[]? Handle(byte[] message)
    {
        byte[] answer;
        switch (Expected)
        {
            case 1:
                answer = ChooseTransform(message);
                break;
            case 3:
                answer = ExchangeKeys(message);
                break;
            case 5:
                byte[] iv = Keys!.Iv;
                try
                {
                    answer = Authenticate(message);
                }
                catch (Exception)
                {
                    // A forged message does not move the chain for the one that follows.
                    Keys.Iv = iv;
                    throw;
                }

                break;
            default:
                return null;
        }

        Expected = Expected == 5 ? 0 : Expected + 2;
        return answer;
    }

    public void Dispose() => Keys?.Dispose();

    private byte[] ChooseTransform(byte[] message)
    {
        PayloadReader r = Open(message, message);
        Require(r.Read(Isakmp.Sa, 24), "message 1 has no SA");
        byte[] body = message[r.Body..r.End];
        Require(PayloadReader.Number(body, 0, 4) == Isakmp.DoiGdoi, "the domain of interpretation is not GDOI");
        Require(PayloadReader.Number(body, 4, 4) is 0 or 1, "the situation is not known");
        _sa = body;

        // One proposal (RFC 2409 clause 5); any of its transforms.
        int proposalEnd = 8 + PayloadReader.Number(body, 10, 2);
        Require(body[8] == 0 && proposalEnd == body.Length && body[13] == 1, "more than one proposal, or none of ISAKMP");
        PayloadReader transforms = new();
        transforms.Reset(body, 16 + body[14], proposalEnd, Isakmp.Transform);
        while (transforms.Read())
        {
            if (transforms.Type == Isakmp.Transform && transforms.Count >= 4 && body[transforms.Body + 1] == 1 && Accepts(body, transforms.Body + 4, transforms.End))
            {
                byte[] transform = [.. body[transforms.Body..transforms.End]];
                IsakmpBuilder chosen = new();
                chosen.Payload(Isakmp.Transform, transform);
                IsakmpBuilder proposal = new();
                proposal.Payload(Isakmp.Proposal, [body[12], 1, 0, 1, .. chosen.ToArray()]);
                IsakmpBuilder sa = new();
                sa.Payload(Isakmp.Sa, [0, 0, 0, Isakmp.DoiGdoi, .. body[4..8], .. proposal.ToArray()]);
                return Message(sa, 0, null);
            }
        }

        throw new KeyServerException("no transform is acceptable", Isakmp.NoProposalChosen);
    }

    private bool Accepts(byte[] body, int offset, int end)
    {
        PayloadReader a = new();
        a.Reset(body, offset, end, 0);
        int encryption = 0, hash = 0;
        (_keyBits, _authentication, _group) = (0, 0, 0);
        while (a.ReadAttribute())
        {
            switch (a.Type)
            {
                case Isakmp.Encryption: encryption = a.Value; break;
                case Isakmp.HashAlgorithm: hash = a.Value; break;
                case Isakmp.Authentication: _authentication = a.Value; break;
                case Isakmp.Group: _group = a.Value; break;
                case Isakmp.KeyLength: _keyBits = a.Value; break;
                case Isakmp.LifeType or Isakmp.LifeDuration: break;
                default: return false;
            }
        }

        _hash = hash == Isakmp.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        bool isLegacy = hash == Isakmp.Sha1 || _group == 2;
        return !a.IsBroken && encryption == Isakmp.AesCbc && _keyBits is 128 or 256 && hash is Isakmp.Sha256 or Isakmp.Sha1
            && _group is 19 or 28 or 14 or 2 && (!isLegacy || _identity.AllowLegacy) && _identity.Has(_authentication);
    }

    private byte[] ExchangeKeys(byte[] message)
    {
        PayloadReader r = Open(message, message);
        Require(r.Read(Isakmp.Ke, 64), "message 3 has no key");
        _publicI = message[r.Body..r.End];
        Require(r.Read(Isakmp.Nonce, 8) && r.Count <= 256, "message 3 has no nonce");
        byte[] nonceI = message[r.Body..r.End];
        byte[] nonceR = _random(32);
        (_publicR, byte[] secret) = DiffieHellman.Respond(_group, _publicI, _random);
        byte[]? preShared = _authentication == (int)GdoiAuthentication.PreSharedKey ? _identity.PreSharedKey : null;
        Keys = new IkeKeys(_hash, _keyBits, preShared, [.. nonceI, .. nonceR], secret, Cookies, [.. _publicI, .. _publicR]);
        IsakmpBuilder b = new();
        b.Payload(Isakmp.Ke, _publicR);
        b.Payload(Isakmp.Nonce, nonceR);
        return Message(b, 0, null);
    }

    private byte[] Authenticate(byte[] message)
    {
        Require((message[19] & Isakmp.Encrypted) != 0 && (message.Length - Isakmp.HeaderBytes) % 16 == 0, "message 5 is not encrypted");
        byte[] plain = [.. message[..Isakmp.HeaderBytes], .. Keys!.Decrypt(message[Isakmp.HeaderBytes..])];
        PayloadReader r = Open(plain, message);
        Require(r.Read(Isakmp.Id, 5), "message 5 has no identification: the keys differ");
        byte[] id = plain[r.Body..r.End];
        X509Certificate2? certificate = null;
        byte[]? proof = null;
        while (r.Read())
        {
            if (r.Type == Isakmp.Cert && r.Count > 1 && plain[r.Body] == Isakmp.CertX509)
            {
                certificate ??= X509CertificateLoader.LoadCertificate(plain.AsSpan(r.Body + 1, r.Count - 1));
            }
            else if (r.Type is Isakmp.Sig or Isakmp.Hash)
            {
                proof = plain[r.Body..r.End];
            }
        }

        Require(r.Finish(Isakmp.MaximumPadding) && proof is not null, "message 5 has no proof");
        byte[] hash = Keys.Prf(Keys.Skeyid, [.. _publicI, .. _publicR, .. Cookies, .. _sa, .. id]);
        string member = _identity.Verify(_authentication, id, certificate, hash, proof!);

        byte[] ownId = _identity.Id(_authentication);
        byte[] ownHash = Keys.Prf(Keys.Skeyid, [.. _publicR, .. _publicI, .. Cookies[8..], .. Cookies[..8], .. _sa, .. ownId]);
        IsakmpBuilder b = new();
        b.Payload(Isakmp.Id, ownId);
        if (_authentication == (int)GdoiAuthentication.PreSharedKey)
        {
            b.Payload(Isakmp.Hash, ownHash);
        }
        else
        {
            b.Payload(Isakmp.Cert, [Isakmp.CertX509, .. _identity.Certificate!.RawData]);
            b.Payload(Isakmp.Sig, _identity.Sign(ownHash));
        }

        byte[] answer = Message(b, Isakmp.Encrypted, Keys.Encrypt);
        Keys.EndPhaseOne();
        Member = member;
        return answer;
    }

    private byte[] Message(IsakmpBuilder payloads, int flags, Func<byte[], byte[]>? encrypt) => IsakmpBuilder.Message(
        IsakmpBuilder.Header(Cookies, Isakmp.MainMode, flags, 0), payloads.First, payloads.ToArray(), encrypt is null ? 1 : 16, encrypt);

    private static PayloadReader Open(byte[] plain, byte[] message)
    {
        PayloadReader r = new();
        r.Reset(plain, Isakmp.HeaderBytes, message.Length, message[16]);
        return r;
    }

    private static void Require(bool condition, string why)
    {
        if (!condition)
        {
            throw new KeyServerException(why);
        }
    }
}
