using Xunit;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using Policy = nanoDer.Gcks.GroupPolicy;

namespace nanoDer.HostTests.Gdoi;

/// <summary>A key server with an authority, and members of its group, in memory: datagrams go from one to the other as calls.</summary>
internal sealed class GroupSite : IDisposable
{
    private readonly X509Certificate2 _ca;
    private readonly ECDsa _signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public GroupSite(Policy policy, bool rsa = false, Func<int, byte[]>? random = null, DateTimeOffset? time = null, bool plainEcdsa = false)
    {
        Time = time ?? DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);
        Rsa = rsa;
        using ECDsa caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Group CA", caKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _ca = request.CreateSelfSigned(Time.AddDays(-1), Time.AddYears(1));
        ServerCertificate = Issue("CN=gcks");
        Server = new KeyServer(
            new KeyServerIdentity { Certificate = ServerCertificate, Authorities = [_ca], PreSharedKey = PreSharedKey, AllowLegacy = true, PlainEcdsa = plainEcdsa, Now = () => Time.UtcDateTime },
            [new Group(policy, _signer, 0, random ?? RandomNumberGenerator.GetBytes)],
            random);
        Server.Log += Log.Add;
    }

    /// <summary>When all of it happens: the zero of the members' clocks.</summary>
    public DateTimeOffset Time { get; }

    public static byte[] PreSharedKey { get; } = RandomNumberGenerator.GetBytes(32);

    public bool Rsa { get; }

    public KeyServer Server { get; }

    public Group Group => Server.Groups[0];

    public List<string> Log { get; } = [];

    /// <summary>Key of the pushes.</summary>
    public ECDsa Signer => _signer;

    public X509Certificate2 ServerCertificate { get; }

    /// <summary>Where the random numbers of members begin.</summary>
    public Func<byte[]> Seed { get; init; } = () => RandomNumberGenerator.GetBytes(48);

    public byte[] CaDer => _ca.RawData;

    public static Policy Plain(params string[] members) => new() { Id = [0, 0, 0, 7], Members = members };

    public X509Certificate2 Issue(string subject)
    {
        using AsymmetricAlgorithm key = Rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = key is RSA r
            ? new(subject, r, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        X509Certificate2 bare = request.Create(
            _ca.SubjectName, X509SignatureGenerator.CreateForECDsa(_ca.GetECDsaPrivateKey()!), Time.AddDays(-1), Time.AddDays(30), RandomNumberGenerator.GetBytes(8));
        return key is RSA rsa ? bare.CopyWithPrivateKey(rsa) : bare.CopyWithPrivateKey((ECDsa)key);
    }

    public Member Join(string subject, GdoiProfile? profile = null, Action<GdoiAccount>? change = null, KeyStore? keys = null, int lkhDepth = 8) =>
        new(this, subject, profile ?? new GdoiProfile(), change, keys ?? new KeyStore(4), lkhDepth);

    public void Dispose()
    {
        Server.Dispose();
        _ca.Dispose();
        _signer.Dispose();
        ServerCertificate.Dispose();
    }

    /// <summary>A member of the site, with its own clock.</summary>
    internal sealed class Member : IGroupMemberEvents
    {
        private readonly GroupSite _site;

        public Member(GroupSite site, string name, GdoiProfile profile, Action<GdoiAccount>? change, KeyStore keys, int lkhDepth)
        {
            _site = site;
            Name = name;
            CryptoProvider provider = new(false);
            HashFunction hash = provider.CreateSha256();
            EllipticCurve p256 = EllipticCurve.P256();
            RsaVerifier rsa = new(4096, hash);
            Ecdsa ecdsa = new(p256, provider.CreateHmac());
            CertificateVerifier chain = new(hash, ecdsa, null, rsa, 2, 0, 3);
            Certificate anchor = new();
            Assert.Equal(DerStatus.Ok, anchor.Parse(site.CaDer, 0, site.CaDer.Length));
            chain.AddAnchor(anchor);
            Drbg random = new();
            Assert.Equal(DerStatus.Ok, random.Seed(site.Seed(), 0, 48));
            GdoiTools tools = new()
            {
                Provider = provider,
                Curve = profile.Group == 28 ? EllipticCurve.BrainpoolP256r1() : p256,
                Ecdsa = ecdsa,
                RsaVerifier = rsa,
                Chain = chain,
                Random = random,
            };
            GdoiAccount account = new() { Group = [0, 0, 0, 7], AckIdentity = [1, 0, 0, 0, 127, 0, 0, 1] };
            if (profile.Authentication == GdoiAuthentication.PreSharedKey)
            {
                account.PreSharedKey = new KeyMaterial(32);
                account.PreSharedKey.Set(PreSharedKey, 0, 32);
                account.Identity = [Isakmp.IdKeyId, 0, 0, 0, .. System.Text.Encoding.UTF8.GetBytes(name)];
                account.KeyServers = [[Isakmp.IdKeyId, 0, 0, 0, .. "gcks"u8]];
            }
            else
            {
                using X509Certificate2 own = site.Issue(name);
                account.Certificate = own.RawData;
                account.KeyServers = [site.ServerCertificate.SubjectName.RawData];
                if (site.Rsa)
                {
                    byte[] der = own.GetRSAPrivateKey()!.ExportRSAPrivateKey();
                    KeyMaterial key = new(der.Length);
                    key.Set(der, 0, der.Length);
                    tools.RsaSigner = new RsaSigner(2048, provider.CreateSha256());
                    Assert.Equal(DerStatus.Ok, tools.RsaSigner.Load(key));
                }
                else
                {
                    byte[] d = own.GetECDsaPrivateKey()!.ExportParameters(true).D!;
                    account.PrivateKey = new KeyMaterial(32);
                    account.PrivateKey.Set(d, 0, d.Length);
                }
            }

            PrivateKey = account.PrivateKey;
            change?.Invoke(account);
            Keys = keys;
            Engine = new GroupMember(profile, account, tools, Keys, lkhDepth, this);
        }

        public string Name { get; }

        /// <summary>Its certificate's key, when that is of P-256.</summary>
        public KeyMaterial? PrivateKey { get; }

        public GroupMember Engine { get; }

        public KeyStore Keys { get; }

        public long NowMs { get; set; }

        public List<(GdoiEvent What, DerStatus Status, int Number)> Events { get; } = [];

        /// <summary>What happens to a datagram on its way; true for to the member. Null loses it.</summary>
        public Func<byte[], bool, byte[]?> Network { get; set; } = static (datagram, _) => datagram;

        public void OnGroup(GdoiEvent what, DerStatus status, int number) => Events.Add((what, status, number));

        /// <summary>Ticks and delivers until nothing more happens at this time.</summary>
        public void Run()
        {
            for (int i = 0; i < 200; i++)
            {
                Engine.Tick(NowMs, _site.Time.ToUnixTimeSeconds() + (NowMs / 1000));
                bool sent = Engine.OutputCount > 0;
                while (Engine.OutputCount > 0)
                {
                    byte[] datagram = Engine.Output.AsSpan(0, Engine.OutputCount).ToArray();
                    Engine.Consume();
                    if (Network(datagram, false) is { } outgoing && _site.Server.Handle(Name, outgoing, NowMs / 1000) is { } answer)
                    {
                        Deliver(answer);
                    }
                }

                if (!sent && Engine.NextDeadline > 0)
                {
                    return;
                }
            }

            Assert.Fail("the member does not come to rest");
        }

        public void Deliver(byte[] datagram)
        {
            if (Network(datagram, true) is { } incoming)
            {
                Engine.Feed(incoming, 0, incoming.Length);
            }
        }

        public void Pull()
        {
            Engine.Start();
            Run();
        }

        public void Push(byte[] datagram)
        {
            Deliver(datagram);
            Run();
        }
    }
}
