using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoDer.Xml;

namespace nanoDer.Cli;

/// <summary>
/// Feeds mutated security PDUs to an engine: handshakes to a server and to a client that waits, messages encrypted or with an ICV, ends. Each
/// message is followed by the one that it was made of, which must still arrive.
/// </summary>
internal sealed class EndToEndFuzzer
{
    private const string Application = "http://www.iec.ch/61850/2018/SCSM_8_2";
    private const long Utc = 1_790_000_000_000;

    private static readonly byte[] Pdu = Encoding.ASCII.GetBytes($"<read xmlns=\"{Application}\"><a b=\"1\">2 &amp; 3</a><c/></read>");

    private readonly ByteMutator _mutator;
    private readonly byte[] _buffer = new byte[8192];
    private readonly (Party Client, Party Server)[] _open;
    private readonly Party _server;
    private readonly Party _client;
    private readonly byte[] _request;
    private readonly byte[] _answer;
    private readonly byte[] _abort;
    private long _turn;

    public EndToEndFuzzer(int seed)
    {
        _mutator = new ByteMutator(seed, "<>/=\"'& 0123456789ABCDEFxyz:;#,\0\x7F\x80\xFF"u8.ToArray());
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=fuzz", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 authority = request.CreateSelfSigned(DateTimeOffset.FromUnixTimeMilliseconds(Utc).AddDays(-1), DateTimeOffset.FromUnixTimeMilliseconds(Utc).AddDays(1));
        Party[] parties = [.. new[] { EndToEndProfile.Aes128Gcm, EndToEndProfile.HmacSha256 }.SelectMany(
            a => new[] { new Party("grid@x", a, authority), new Party("der@x", a, authority) })];
        _open = [(parties[0], parties[1]), (parties[2], parties[3])];
        foreach ((Party client, Party server) in _open)
        {
            server.Shake(client.Connect(server), client);
            client.Take(server.Message(), server);
        }

        (_server, _client) = (new("der@x", EndToEndProfile.Aes128Gcm, authority), new("grid@x", EndToEndProfile.Aes128Gcm, authority));
        _request = _client.Connect(_server);
        Party other = new("der@x", EndToEndProfile.Aes128Gcm, authority);
        other.Shake(_request, _client);

        // Its signature is wrong from the beginning, so that the client goes on waiting.
        _answer = other.Message();
        int digit = _answer.AsSpan().LastIndexOf("</sign></sign>"u8) - 1;
        _answer[digit] = (byte)(_answer[digit] == '0' ? '1' : '0');
        Party third = new("der@x", EndToEndProfile.Aes128Gcm, authority);
        third.Shake(_request, _client);
        third.Engine.Abort(third.With(_client)!);
        third.Finish(EndToEndResult.Busy);
        _abort = third.Message();
        _open[0].Client.Check(_open[0].Server, Pdu);
    }

    /// <summary>Mutants that still were what they were made of.</summary>
    public long Harmless { get; private set; }

    /// <summary>Mutants that did what they must not: none, if all is well.</summary>
    public long Wrong { get; private set; }

    /// <summary>Feeds so many mutants.</summary>
    public void Run(long count)
    {
        for (long i = 0; i < count; i++)
        {
            long turn = _turn++;
            switch (turn % 16)
            {
                case 0:
                    Handshake(_server, _client, _request);
                    break;
                case 1:
                    Handshake(_client, _server, _answer);
                    break;
                case 2:
                    Handshake(_open[0].Client, _open[0].Server, _abort);
                    break;
                default:
                    (Party client, Party server) = _open[turn & 1];
                    (Party from, Party to) = (turn & 2) == 0 ? (client, server) : (server, client);
                    Transfer(from, to);
                    break;
            }
        }
    }

    // What is signed is taken as it was or not at all, and does not disturb what is open.
    private void Handshake(Party at, Party from, byte[] good)
    {
        int length = Mutant(good, good.Length);
        EndToEndResult result = at.Take(_buffer, length, from);
        bool isGood = result is EndToEndResult.Deliver && at == _server && at.HasDelivered(Pdu);
        Harmless += isGood ? 1 : 0;
        Wrong += !isGood && result is EndToEndResult.Closed or EndToEndResult.Deliver ? 1 : 0;
    }

    private void Transfer(Party from, Party to)
    {
        ByteWriter window = from.Protect(to, Pdu);
        int length = Mutant(window.Buffer, window.Count);
        if (to.Take(_buffer, length, from) == EndToEndResult.Deliver)
        {
            Harmless++;
            Wrong += to.HasDelivered(Pdu) ? 0 : 1;
        }
        else
        {
            Wrong += to.Take(window.Buffer, window.Count, from) == EndToEndResult.Deliver && to.HasDelivered(Pdu) ? 0 : 1;
        }
    }

    private int Mutant(byte[] good, int count)
    {
        Array.Copy(good, _buffer, count);
        return _mutator.Mutate(_buffer, count, _buffer.Length);
    }

    /// <summary>An engine with a certificate and a tokenizer.</summary>
    private sealed class Party
    {
        private static readonly byte[] Stream = "<s xmlns='jabber:client'>"u8.ToArray();

        private readonly byte[] _jid;
        private readonly XmlTokenizer _tokenizer;
        private readonly ByteWriter _window = new(8192);

        public Party(string name, int algorithms, X509Certificate2 authority)
        {
            _jid = Encoding.ASCII.GetBytes(name + "/IEC");
            DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(Utc);
            using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            CertificateRequest request = new("CN=" + name, own, HashAlgorithmName.SHA256);
            byte[] text = [0xA0, (byte)(name.Length + 2), 0x0C, (byte)name.Length, .. Encoding.ASCII.GetBytes(name)];
            byte[] other = [0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x05, .. text];
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", [0x30, (byte)(other.Length + 2), 0xA0, (byte)other.Length, .. other], false));
            using X509Certificate2 certificate = request.Create(authority, time.AddHours(-1), time.AddHours(1), RandomNumberGenerator.GetBytes(8));
            Hmac hmac = new(new Sha256());
            EllipticCurve curve = EllipticCurve.P256();
            Ecdsa ecdsa = new(curve, hmac);
            Sha256 hash = new();
            CertificateVerifier chain = new(hash, ecdsa, null, null, 1, 0, 2);
            Certificate anchor = new();
            anchor.Parse(authority.RawData, 0, authority.RawData.Length);
            chain.AddAnchor(anchor);
            KeyMaterial key = new(32);
            key.Set(own.ExportParameters(true).D!, 0, 32);
            Drbg random = new();
            random.Seed(RandomNumberGenerator.GetBytes(48), 0, 48);
            EndToEndTools tools = new()
            {
                Provider = new CryptoProvider(false), Curve = curve, Ecdsa = ecdsa, Hash = hash, Hmac = hmac, Chain = chain, Names = new CertificateNames(),
                Certificates = [new Certificate(), new Certificate()], Random = random, Certificate = certificate.RawData, PrivateKey = key,
            };
            MemoryPlan plan = new();
            XmlNamespaces namespaces = new(4);
            Engine = new EndToEndEngine(new EndToEndProfile { Algorithms = algorithms, RekeyMessages = 1 << 30, RekeyBytes = long.MaxValue / 4 }, tools, plan, namespaces, Application);
            _tokenizer = new XmlTokenizer(plan, namespaces);
            Engine.Tick(0, Utc);
        }

        public EndToEndEngine Engine { get; }

        public byte[] Message() => Engine.Message.Buffer.AsSpan(Engine.Message.Start, Engine.Message.Count).ToArray();

        public EndToEndAssociation? With(Party peer) => Engine.Find(peer._jid, 0, peer._jid.Length);

        public bool HasDelivered(byte[] pdu) => Bytes.Is(Engine.Message.Buffer, Engine.PduOffset, Engine.PduCount, pdu);

        public EndToEndResult Finish(EndToEndResult result)
        {
            while (result == EndToEndResult.Busy)
            {
                result = Engine.Tick(0, Utc);
            }

            return result;
        }

        public byte[] Connect(Party server)
        {
            Engine.Connect(server._jid, 0, server._jid.Length);
            Finish(EndToEndResult.Busy);
            Write();
            return Message();
        }

        public void Shake(byte[] request, Party client)
        {
            if (Take(request, client) != EndToEndResult.Deliver)
            {
                throw new InvalidOperationException("the handshake failed: " + Engine.Status);
            }

            Write();
        }

        public void Check(Party to, byte[] pdu)
        {
            ByteWriter window = Protect(to, pdu);
            if (to.Take(window.Buffer, window.Count, this) != EndToEndResult.Deliver)
            {
                throw new InvalidOperationException("a good message is refused: " + to.Engine.Status);
            }
        }

        public ByteWriter Protect(Party to, byte[] pdu)
        {
            _window.Clear();
            Engine.BeginTransfer(With(to)!, _window);
            _window.Put(pdu);
            Engine.EndTransfer();
            return _window;
        }

        public EndToEndResult Take(byte[] xml, Party from) => Take(xml, xml.Length, from);

        public EndToEndResult Take(byte[] xml, int count, Party from)
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
}
