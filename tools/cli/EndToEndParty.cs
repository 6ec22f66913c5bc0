using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoDer.Xml;

namespace nanoDer.Cli;

/// <summary>An engine with a certificate and a tokenizer.</summary>
internal sealed class EndToEndParty
{
    public const string Application = "http://www.iec.ch/61850/2018/SCSM_8_2";
    public const long Utc = 1_790_000_000_000;

    /// <summary>What is said in a handshake.</summary>
    public static readonly byte[] Pdu = Encoding.ASCII.GetBytes($"<read xmlns=\"{Application}\"><a b=\"1\">2 &amp; 3</a><c/></read>");

    private static readonly byte[] Stream = "<s xmlns='jabber:client'>"u8.ToArray();

    private readonly byte[] _jid;
    private readonly XmlTokenizer _tokenizer;
    private readonly ByteWriter _window;

    public EndToEndParty(string name, int algorithms, X509Certificate2 authority, int bytes = 4096)
        : this(name, algorithms, authority, Issue(name, authority), bytes)
    {
    }

    public EndToEndParty(string name, int algorithms, X509Certificate2 authority, X509Certificate2 certificate, int bytes)
    {
        _jid = Encoding.ASCII.GetBytes(name + "/IEC");
        _window = new ByteWriter(2 * bytes);
        Hmac hmac = new(new Sha256());
        EllipticCurve curve = EllipticCurve.P256();
        Ecdsa ecdsa = new(curve, hmac);
        Sha256 hash = new();
        CertificateVerifier chain = new(hash, ecdsa, null, null, 1, 0, 2);
        Certificate anchor = new();
        anchor.Parse(authority.RawData, 0, authority.RawData.Length);
        chain.AddAnchor(anchor);
        KeyMaterial key = new(32);
        using (ECDsa own = certificate.GetECDsaPrivateKey()!)
        {
            key.Set(own.ExportParameters(true).D!, 0, 32);
        }

        Drbg random = new();
        random.Seed(RandomNumberGenerator.GetBytes(48), 0, 48);
        EndToEndTools tools = new()
        {
            Provider = new CryptoProvider(false), Curve = curve, Ecdsa = ecdsa, Hash = hash, Hmac = hmac, Chain = chain, Names = new CertificateNames(),
            Certificates = [new Certificate(), new Certificate()], Random = random, Certificate = certificate.RawData, PrivateKey = key,
        };
        MemoryPlan plan = new();
        plan.EndToEndBytes = Math.Max(plan.EndToEndBytes, bytes);
        XmlNamespaces namespaces = new(4);
        Engine = new EndToEndEngine(new EndToEndProfile { Algorithms = algorithms, RekeyMessages = 1 << 30, RekeyBytes = long.MaxValue / 4 }, tools, plan, namespaces, Application);
        _tokenizer = new XmlTokenizer(plan, namespaces);
        Engine.Tick(0, Utc);
    }

    public EndToEndEngine Engine { get; }

    /// <summary>Ticks in which the engine computed something long: a key pair, an agreement, a signature or a verification each.</summary>
    public int Computations { get; private set; }

    /// <summary>A certificate with its key, valid for an hour either way; the key is of the authority's kind.</summary>
    public static X509Certificate2 Issue(string name, X509Certificate2 authority)
    {
        using ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using RSA? modulus = authority.GetRSAPublicKey() is null ? null : RSA.Create(2048);
        CertificateRequest request = modulus is null
            ? new("CN=" + name, curve, HashAlgorithmName.SHA256) : new("CN=" + name, modulus, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        X509KeyUsageFlags second = modulus is null ? X509KeyUsageFlags.KeyAgreement : X509KeyUsageFlags.KeyEncipherment;
        byte[] text = [0xA0, (byte)(name.Length + 2), 0x0C, (byte)name.Length, .. Encoding.ASCII.GetBytes(name)];
        byte[] other = [0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x05, .. text];
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | second, true));
        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", [0x30, (byte)(other.Length + 2), 0xA0, (byte)other.Length, .. other], false));
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(Utc);
        using X509Certificate2 bare = request.Create(authority, time.AddHours(-1), time.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return modulus is null ? bare.CopyWithPrivateKey(curve) : bare.CopyWithPrivateKey(modulus);
    }

    public byte[] Message() => Engine.Message.Buffer.AsSpan(Engine.Message.Start, Engine.Message.Count).ToArray();

    public EndToEndAssociation? With(EndToEndParty peer) => Engine.Find(peer._jid, 0, peer._jid.Length);

    public bool HasDelivered(byte[] pdu) => Bytes.Is(Engine.Message.Buffer, Engine.PduOffset, Engine.PduCount, pdu);

    public EndToEndResult Finish(EndToEndResult result)
    {
        while (result == EndToEndResult.Busy)
        {
            Computations++;
            result = Engine.Tick(0, Utc);
        }

        return result;
    }

    public byte[] Connect(EndToEndParty server)
    {
        Engine.Connect(server._jid, 0, server._jid.Length);
        Finish(EndToEndResult.Busy);
        Write();
        return Message();
    }

    public void Shake(byte[] request, EndToEndParty client)
    {
        if (Take(request, client) != EndToEndResult.Deliver)
        {
            throw new InvalidOperationException("the handshake failed: " + Engine.Status);
        }

        Write();
    }

    public void Check(EndToEndParty to, byte[] pdu)
    {
        ByteWriter window = Protect(to, pdu);
        if (to.Take(window.Buffer, window.Count, this) != EndToEndResult.Deliver)
        {
            throw new InvalidOperationException("a good message is refused: " + to.Engine.Status);
        }
    }

    public ByteWriter Protect(EndToEndParty to, byte[] pdu)
    {
        _window.Clear();
        Engine.BeginTransfer(With(to)!, _window);
        _window.Put(pdu);
        Engine.EndTransfer();
        return _window;
    }

    public EndToEndResult Take(byte[] xml, EndToEndParty from) => Take(xml, xml.Length, from);

    public EndToEndResult Take(byte[] xml, int count, EndToEndParty from)
    {
        _tokenizer.Reset();
        _tokenizer.Feed(Stream, 0, Stream.Length);
        _tokenizer.Next();
        int at = _tokenizer.Feed(xml, 0, count);
        if (_tokenizer.Next() != XmlToken.StartElement)
        {
            return EndToEndResult.None;
        }

        bool isDone = Engine.Begin(_tokenizer);
        while (!isDone && at < count)
        {
            int taken = _tokenizer.Feed(xml, at, count - at);
            at += taken;
            isDone = Engine.Continue(_tokenizer);
        }

        return isDone ? Finish(Engine.Take(from._jid, 0, from._jid.Length)) : EndToEndResult.None;
    }

    private void Write()
    {
        Engine.BeginHandshake(true);
        Engine.Message.Put(Pdu);
        Finish(Engine.EndHandshake());
    }
}
