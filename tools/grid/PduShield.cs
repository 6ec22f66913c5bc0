using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoDer.Mms;
using nanoDer.Pki;
using nanoDer.Tools;
using nanoDer.Xml;

namespace nanoDer.Grid;

/// <summary>End-to-end security of a client around its PDUs: the engine of <c>lib/nanoDer.EndToEnd</c> in the client's role, with one peer.</summary>
internal sealed class PduShield
{
    private readonly EndToEndEngine _engine;
    private readonly XmlTokenizer _inner;
    private readonly byte[] _to;

    /// <summary>Takes credentials.</summary>
    /// <param name="credentials">Certificate and key of this side, and the authority that vouches for gateways: all of P-256.</param>
    /// <param name="namespaces">Table of namespaces of the stream.</param>
    /// <param name="plan">Sizes.</param>
    /// <param name="to">Full JID of the peer.</param>
    /// <exception cref="UserError">They are not what they should be.</exception>
    public PduShield(PemCredentials credentials, XmlNamespaces namespaces, MemoryPlan plan, byte[] to)
    {
        _to = to;
        var tools = new EndToEndTools
        {
            Provider = new CryptoProvider(false), Curve = EllipticCurve.P256(), Hash = new Sha256(), Hmac = new Hmac(new Sha256()), Names = new CertificateNames(),
            Certificates = [new Certificate(), new Certificate(), new Certificate()], Random = new Drbg(), PrivateKey = new KeyMaterial(32),
        };
        tools.Ecdsa = new Ecdsa(tools.Curve, tools.Hmac);
        tools.Random.Seed(RandomNumberGenerator.GetBytes(48), 0, 48);
        tools.Chain = new CertificateVerifier(tools.Hash, tools.Ecdsa, null, new RsaVerifier(4096, new Sha256()), 8, 0, 4);
        try
        {
            using X509Certificate2 own = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(credentials.Certificate), Encoding.ASCII.GetString(credentials.Key));
            using ECDsa key = own.GetECDsaPrivateKey() is { KeySize: 256 } p256 ? p256 : throw new CryptographicException("the key is none of P-256");
            byte[] secret = key.ExportParameters(true).D!;
            tools.PrivateKey.Set(secret, 0, secret.Length);
            CryptographicOperations.ZeroMemory(secret);
            tools.Certificate = own.RawData;
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(Encoding.ASCII.GetString(credentials.Authorities));
            foreach (X509Certificate2 authority in authorities)
            {
                var anchor = new Certificate();
                if (anchor.Parse(authority.RawData, 0, authority.RawData.Length) == DerStatus.Ok)
                {
                    tools.Chain.AddAnchor(anchor);
                }
            }
        }
        catch (CryptographicException e)
        {
            throw new UserError("end-to-end credentials", e.Message, "give PEM files of P-256");
        }

        _engine = new EndToEndEngine(new EndToEndProfile(), tools, plan, namespaces, XerDialect.Namespace);
        _inner = new XmlTokenizer(plan, namespaces);
        NamespaceNumber = namespaces.Add(EndToEndProfile.Namespace);
    }

    /// <summary>Number of the namespace of security PDUs.</summary>
    public int NamespaceNumber { get; }

    /// <summary>Why something was refused last.</summary>
    public DerStatus Status => _engine.Status;

    /// <summary>What is to be sent, after <see cref="Begin"/> and <see cref="End"/>; or a security PDU that answers one.</summary>
    public ByteWriter Message => _engine.Message;

    /// <summary>Begins what protects a PDU.</summary>
    /// <param name="opens">True for the PDU that opens an association.</param>
    /// <returns>False when there is no association.</returns>
    public bool Begin(bool opens)
    {
        Tick();
        EndToEndAssociation? open = _engine.Find(_to, 0, _to.Length);
        if (!opens)
        {
            _engine.Message.Clear();
            return open is not null && _engine.BeginTransfer(open, _engine.Message);
        }

        if (open is not null)
        {
            _engine.Drop(open);
        }

        if (!_engine.Connect(_to, 0, _to.Length) || Tick() != EndToEndResult.Compose)
        {
            return false;
        }

        _engine.BeginHandshake(true);
        return true;
    }

    /// <summary>Ends it, behind the PDU.</summary>
    /// <returns>False when it does not fit.</returns>
    public bool End(bool opens)
    {
        if (!opens)
        {
            return _engine.EndTransfer();
        }

        _engine.EndHandshake();
        return _engine.SignHandshake() == EndToEndResult.Send;
    }

    /// <summary>Reads on in a security PDU.</summary>
    /// <returns>False when more bytes are needed first.</returns>
    public bool Read(XmlTokenizer tokenizer, bool isStart) => isStart ? _engine.Begin(tokenizer) : _engine.Continue(tokenizer);

    /// <summary>The stanza is complete: decodes the PDU that was protected.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="tree">Where the PDU goes.</param>
    /// <param name="from">The stanza's sender.</param>
    /// <returns>Done, or Failed when there is none; see <see cref="Answers"/>.</returns>
    public DecodeResult Open(MmsDecoder decoder, MmsTree tree, ReadOnlySpan<byte> from)
    {
        Tick();
        byte[] sender = from.ToArray();
        EndToEndResult result = _engine.Take(sender, 0, sender.Length);
        while (result == EndToEndResult.Busy)
        {
            result = Tick();
        }

        Answers = result == EndToEndResult.Send;
        if (result != EndToEndResult.Deliver)
        {
            return DecodeResult.Failed;
        }

        _inner.Reset();
        byte[] buffer = _engine.Message.Buffer;
        (int at, int end) = (_engine.PduOffset, _engine.PduOffset + _engine.PduCount);
        at += _inner.Feed(buffer, at, end - at);
        DecodeResult state = _inner.Next() == XmlToken.StartElement ? decoder.Begin(tree, _inner) : DecodeResult.Failed;
        while (state == DecodeResult.NeedMore && at < end)
        {
            at += _inner.Feed(buffer, at, end - at);
            state = decoder.Continue(_inner);
        }

        return state == DecodeResult.NeedMore ? DecodeResult.Failed : state;
    }

    /// <summary>True when <see cref="Message"/> has an answer to what was opened last: an abort, or the end of a release.</summary>
    public bool Answers { get; private set; }

    private EndToEndResult Tick()
    {
        EndToEndResult result;
        do
        {
            result = _engine.Tick(Environment.TickCount64, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        }
        while (result == EndToEndResult.Busy);
        return result;
    }
}
