using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoDer.Xml;
using Xunit;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>An authority and parties with certificates of it, in memory: what one sends, the other is fed as text.</summary>
internal sealed class EndToEndSite : IDisposable
{
    public const string Application = "http://www.iec.ch/61850/2018/SCSM_8_2";
    public const string GridJid = "grid@der.local/operator";
    public const string DeviceJid = "der1@der.local/IEC";

    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private readonly X509Certificate2 _ca;
    private readonly AsymmetricAlgorithm _caKey;
    private readonly bool _rsa;

    public EndToEndSite(bool rsa = false, string name = "E2E CA")
    {
        _rsa = rsa;
        _caKey = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request("CN=" + name, _caKey);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _ca = request.CreateSelfSigned(Start.AddDays(-1), Start.AddYears(1));
    }

    public byte[] CaDer => _ca.RawData;

    /// <summary>A PDU as a caller writes it.</summary>
    public static string Pdu(string name, string content = "") => $"<{name} xmlns=\"{Application}\">{content}</{name}>";

    public X509Certificate2 Issue(string jid, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyAgreement, DateTimeOffset? end = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 bare = IssueFor(PeerRequest(jid, key, usage), end);
        return bare.CopyWithPrivateKey(key);
    }

    /// <summary>A certificate without its key.</summary>
    public X509Certificate2 IssueFor(CertificateRequest request, DateTimeOffset? end = null)
        => request.Create(_ca.SubjectName, Signer, Start.AddDays(-1), end ?? Start.AddDays(30), RandomNumberGenerator.GetBytes(8));

    /// <summary>An authority below this one.</summary>
    public X509Certificate2 IssueAuthority(string subject, ECDsa key)
    {
        CertificateRequest request = Request(subject, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return IssueFor(request);
    }

    /// <summary>A list with one certificate on it.</summary>
    public byte[] Revoke(byte[] serial)
    {
        CertificateRevocationListBuilder builder = new();
        builder.AddEntry(serial, Start.AddHours(-1));
        return builder.Build(_ca.SubjectName, Signer, 1, Start.AddDays(1), HashAlgorithmName.SHA256, X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier([1]), Start.AddHours(-1));
    }

    /// <summary>What a peer with this JID asks an authority for.</summary>
    public static CertificateRequest PeerRequest(
        string jid, AsymmetricAlgorithm key, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyAgreement)
    {
        CertificateRequest request = Request("CN=" + jid.Split('@')[0], key);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        byte[] name = Encoding.UTF8.GetBytes(jid.Split('/')[0]);
        byte[] utf8 = [0xA0, (byte)(name.Length + 2), 0x0C, (byte)name.Length, .. name];
        byte[] other = [0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x05, .. utf8];
        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", [0x30, (byte)(other.Length + 2), 0xA0, (byte)other.Length, .. other], false));
        return request;
    }

    /// <summary>A client and a server that has not heard of it yet.</summary>
    public (Party Grid, Party Device) Pair(EndToEndProfile? client = null, EndToEndProfile? server = null)
        => (new Party(this, GridJid, client ?? new()), new Party(this, DeviceJid, server ?? client ?? new()));

    public void Dispose()
    {
        _ca.Dispose();
        _caKey.Dispose();
    }

    private X509SignatureGenerator Signer => _caKey is RSA rsa
        ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1) : X509SignatureGenerator.CreateForECDsa((ECDsa)_caKey);

    private static CertificateRequest Request(string subject, AsymmetricAlgorithm key) => key is RSA r
        ? new(subject, r, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new(subject, (ECDsa)key, HashAlgorithmName.SHA256);

    /// <summary>An engine with its own clock and certificate.</summary>
    internal sealed class Party
    {
        private readonly XmlNamespaces _namespaces = new(8);
        private readonly XmlTokenizer _tokenizer;

        public Party(EndToEndSite site, string jid, EndToEndProfile profile, int associations = 2, X509Certificate2? certificate = null, byte[]? seed = null, byte[]? anchor = null, MemoryPlan? plan = null)
        {
            Jid = Encoding.UTF8.GetBytes(jid);
            Plan = plan ?? new MemoryPlan { Associations = associations };
            using X509Certificate2 own = certificate ?? site.Issue(jid);
            CryptoProvider provider = new(false);
            HashFunction hash = provider.CreateSha256();
            EllipticCurve p256 = EllipticCurve.P256();
            Hmac hmac = provider.CreateHmac();
            Ecdsa ecdsa = new(p256, hmac);
            CertificateVerifier chain = new(hash, ecdsa, null, new RsaVerifier(2048, provider.CreateSha256()), 1, 1, 3);
            Certificate root = new();
            anchor ??= site.CaDer;
            Assert.Equal(DerStatus.Ok, root.Parse(anchor, 0, anchor.Length));
            chain.AddAnchor(root);
            Drbg random = new();
            Assert.Equal(DerStatus.Ok, random.Seed(seed ?? RandomNumberGenerator.GetBytes(48), 0, 48));
            byte[] d = own.GetECDsaPrivateKey()!.ExportParameters(true).D!;
            KeyMaterial key = new(32);
            key.Set(d, 0, 32);
            Tools = new EndToEndTools
            {
                Provider = provider, Curve = profile.Curve == CurveKind.P256 ? p256 : EllipticCurve.BrainpoolP256r1(), Ecdsa = ecdsa, Hash = hash, Hmac = hmac, Chain = chain,
                Names = new CertificateNames(), Certificates = [new Certificate(), new Certificate()], Random = random,
                Certificate = own.RawData, PrivateKey = key,
            };
            Engine = new EndToEndEngine(profile, Tools, Plan, _namespaces, Application);
            _tokenizer = new XmlTokenizer(Plan, _namespaces);
            Tick();
        }

        public byte[] Jid { get; }

        public MemoryPlan Plan { get; }

        public EndToEndTools Tools { get; }

        public EndToEndEngine Engine { get; }

        public long NowMs { get; set; }

        /// <summary>How far this party's clock is off.</summary>
        public long SkewMs { get; set; }

        public long UtcMs => Start.ToUnixTimeMilliseconds() + NowMs + SkewMs;

        public string Message => Encoding.UTF8.GetString(Engine.Message.Buffer, Engine.Message.Start, Engine.Message.Count);

        public string Delivered => Encoding.UTF8.GetString(Engine.Message.Buffer, Engine.PduOffset, Engine.PduCount);

        public EndToEndAssociation? With(Party peer) => Engine.Find(peer.Jid, 0, peer.Jid.Length);

        public EndToEndResult Tick() => Engine.Tick(NowMs, UtcMs);

        /// <summary>Computes until there is something else to do.</summary>
        public EndToEndResult Finish(EndToEndResult result)
        {
            for (int i = 0; i < 20 && result == EndToEndResult.Busy; i++)
            {
                result = Tick();
            }

            Assert.NotEqual(EndToEndResult.Busy, result);
            return result;
        }

        /// <summary>Takes the text of a PDU, in pieces when wanted.</summary>
        public EndToEndResult Feed(string xml, Party from, int piece = int.MaxValue) => Feed(Encoding.UTF8.GetBytes(xml), from.Jid, piece);

        public EndToEndResult Feed(byte[] xml, byte[] from, int piece = int.MaxValue)
        {
            Tick();
            _tokenizer.Reset();
            byte[] all = [.. "<s xmlns='jabber:client'>"u8, .. xml];
            int at = 0;
            bool begun = false;
            while (true)
            {
                bool isDone = false;
                if (begun)
                {
                    isDone = Engine.Continue(_tokenizer);
                }
                else
                {
                    XmlToken token;
                    do
                    {
                        token = _tokenizer.Next();
                        begun = token == XmlToken.StartElement && _tokenizer.Depth == 2;
                    }
                    while (!begun && token is not (XmlToken.None or XmlToken.Error));
                    if (token == XmlToken.Error)
                    {
                        return EndToEndResult.Refused;
                    }

                    isDone = begun && Engine.Begin(_tokenizer);
                }

                if (isDone)
                {
                    break;
                }

                if (at == all.Length)
                {
                    // A stanza that never ends.
                    return EndToEndResult.None;
                }

                at += _tokenizer.Feed(all, at, Math.Min(piece, all.Length - at));
            }

            return Finish(Engine.Take(from, 0, from.Length));
        }

        public string Request(Party server, string pdu = "initiate-RequestPDU")
        {
            Tick();
            Assert.True(Engine.Connect(server.Jid, 0, server.Jid.Length));
            Assert.Equal(EndToEndResult.Compose, Tick());
            return Handshake(pdu);
        }

        public string Handshake(string pdu, bool accepts = true)
        {
            Engine.BeginHandshake(accepts);
            Engine.Message.Put(Encoding.UTF8.GetBytes(Pdu(pdu, "<a>1</a>")));
            Assert.Equal(EndToEndResult.Send, Finish(Engine.EndHandshake()));
            return Message;
        }

        public string Accept(string request, Party client)
        {
            Assert.Equal(EndToEndResult.Deliver, Feed(request, client));
            Assert.Equal(AssociationState.Accepting, Engine.Current.State);
            return Handshake("initiate-ResponsePDU");
        }

        /// <summary>Opens an association as its client.</summary>
        public void Open(Party server)
        {
            string accept = server.Accept(Request(server), this);
            Assert.Equal(EndToEndResult.Deliver, Feed(accept, server));
            Assert.Equal(AssociationState.Open, Engine.Current.State);
            Assert.Equal(AssociationState.Open, server.With(this)!.State);
        }

        /// <summary>A protected message with a PDU.</summary>
        public string Transfer(Party to, string pdu)
        {
            Tick();
            ByteWriter window = new(Math.Max(1000, 4000 + (pdu.Length * 3)));
            window.PutAscii("<iq>");
            Assert.True(Engine.BeginTransfer(With(to)!, window), Engine.Status.ToString());
            window.Put(Encoding.UTF8.GetBytes(pdu));
            Assert.True(Engine.EndTransfer(), Engine.Status.ToString());
            return Encoding.UTF8.GetString(window.Buffer, window.Start + 4, window.Count - 4);
        }

        /// <summary>Sends a PDU, which must arrive as it is.</summary>
        public void Say(Party to, string content)
        {
            string pdu = Pdu("confirmed-RequestPDU", content);
            EndToEndResult result = to.Feed(Transfer(to, pdu), this);
            Assert.True(result == EndToEndResult.Deliver, $"{result} {to.Engine.Status}");
            Assert.Equal(pdu, to.Delivered);
        }
    }
}
