using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoDer.Xml;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>An engine with a certificate, and the tokenizer that it reads from.</summary>
    public sealed class EndToEndParty
    {
        public const string Application = "http://www.iec.ch/61850/2018/SCSM_8_2";
        public const long Utc = 1790000000000;

        public readonly byte[] Jid;
        public readonly EndToEndEngine Engine;
        public readonly EndToEndTools Tools = new EndToEndTools();
        public readonly XmlTokenizer Tokenizer;
        public readonly ByteWriter Window = new ByteWriter(6000);
        public long Now;

        private static readonly byte[] Stream = Bytes.Of("<s xmlns='jabber:client'>");

        public EndToEndParty(string bare, int number, EndToEndProfile profile, CryptoProvider provider, EllipticCurve curve, KeyMaterial authority)
        {
            Jid = Bytes.Of(bare + "/IEC");
            Hmac hmac = provider.CreateHmac();
            Ecdsa ecdsa = new Ecdsa(curve, hmac);
            byte[] seed = new byte[48];
            seed[0] = (byte)number;
            Drbg random = new Drbg();
            random.Seed(seed, 0, 48);
            KeyMaterial key = new KeyMaterial(32);
            byte[] point = new byte[EllipticCurve.PointBytes];
            curve.GenerateKey(random, key, point, 0);
            Tools.Certificate = TestCertificate.Make(ecdsa, authority, point, bare);
            Tools.PrivateKey = key;
            curve.DerivePublic(authority, point, 0);
            byte[] root = TestCertificate.Make(ecdsa, authority, point, null);
            Certificate anchor = new Certificate();
            anchor.Parse(root, 0, root.Length);
            Tools.Provider = provider;
            Tools.Curve = curve;
            Tools.Ecdsa = ecdsa;
            Tools.Hash = provider.CreateSha256();
            Tools.Hmac = hmac;
            Tools.Names = new CertificateNames();
            Tools.Certificates = new Certificate[] { new Certificate() };
            Tools.Random = random;
            Tools.Chain = new CertificateVerifier(Tools.Hash, ecdsa, null, null, 1, 0, 2);
            Tools.Chain.AddAnchor(anchor);
            MemoryPlan plan = new MemoryPlan();
            XmlNamespaces namespaces = new XmlNamespaces(4);
            Engine = new EndToEndEngine(profile, Tools, plan, namespaces, Application);
            Tokenizer = new XmlTokenizer(plan, namespaces);
            Tick();
        }

        public EndToEndResult Tick()
        {
            return Engine.Tick(Now, Utc + Now);
        }

        public EndToEndResult Finish(EndToEndResult result)
        {
            while (result == EndToEndResult.Busy)
            {
                result = Tick();
            }

            return result;
        }

        /// <summary>Takes a PDU that lies in a window.</summary>
        public EndToEndResult Take(byte[] buffer, int offset, int count, EndToEndParty from)
        {
            Tokenizer.Reset();
            Tokenizer.Feed(Stream, 0, Stream.Length);
            Tokenizer.Next();
            int end = offset + count;
            offset += Tokenizer.Feed(buffer, offset, count);
            Tokenizer.Next();
            bool done = Engine.Begin(Tokenizer);
            while (!done && offset < end)
            {
                offset += Tokenizer.Feed(buffer, offset, end - offset);
                done = Engine.Continue(Tokenizer);
            }

            return done ? Engine.Take(from.Jid, 0, from.Jid.Length) : EndToEndResult.None;
        }

        public EndToEndResult Take(EndToEndParty from)
        {
            ByteWriter message = from.Engine.Message;
            return Finish(Take(message.Buffer, message.Start, message.Count, from));
        }

        public EndToEndResult TakeWindow(EndToEndParty from)
        {
            return Take(from.Window.Buffer, from.Window.Start, from.Window.Count, from);
        }

        /// <summary>Opens an association as its client.</summary>
        public bool Open(EndToEndParty server, byte[] pdu)
        {
            Engine.Connect(server.Jid, 0, server.Jid.Length);
            if (Tick() != EndToEndResult.Compose || !Shake(pdu) || server.Take(this) != EndToEndResult.Deliver || !server.Shake(pdu))
            {
                return false;
            }

            return Take(server) == EndToEndResult.Deliver && Engine.Current.State == AssociationState.Open;
        }

        /// <summary>Protects a PDU into the window.</summary>
        public bool Send(EndToEndParty to, byte[] pdu)
        {
            Window.Clear();
            if (!Engine.BeginTransfer(Engine.Find(to.Jid, 0, to.Jid.Length), Window))
            {
                return false;
            }

            Window.Put(pdu);
            return Engine.EndTransfer();
        }

        private bool Shake(byte[] pdu)
        {
            Engine.BeginHandshake(true);
            Engine.Message.Put(pdu);
            return Finish(Engine.EndHandshake()) == EndToEndResult.Send;
        }
    }
}
