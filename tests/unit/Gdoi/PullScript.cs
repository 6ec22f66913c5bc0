using System;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gdoi;

namespace nanoDer.UnitTests.Gdoi
{
    /// <summary>
    /// A member whose random numbers are always the same, so that answers of a key server that were recorded once stay right: phase 1 with
    /// ECDSA, PULL, PUSH with an acknowledgement. Its private key is the one of the example in RFC 4754 clause 8.1.
    /// </summary>
    public sealed class PullScript : IGroupMemberEvents
    {
        /// <summary>When it was recorded.</summary>
        public const long Utc = 1790000000;

        public const string PrivateKey = "DC51D3866A15BACDE33D96F992FCA99DA7E6EF0934E7097559C27F1614C88A7F";

        /// <summary>Messages of the key server: 2, 4 and 6 of phase 1, 2 and 4 of PULL.</summary>
        public const int Answers = 5;

        public readonly KeyStore Keys = new KeyStore(4);
        public readonly GroupMember Member;

        /// <summary>Messages that the member has sent.</summary>
        public int Sent;

        public int Pulled;
        public int Pushed;
        public DerStatus Failure;

        private readonly byte[][] _answers;
        private int _answered;

        /// <summary>Makes a member.</summary>
        /// <param name="native">True for the firmware's own AES, where there is one.</param>
        /// <param name="transcript">Authority, the member's certificate, the answers, a push: hexadecimal digits.</param>
        public PullScript(bool native, string[] transcript)
        {
            _answers = new byte[transcript.Length - 2][];
            for (int i = 2; i < transcript.Length; i++)
            {
                _answers[i - 2] = Octets(transcript[i]);
            }

            GdoiTools tools = Tools(native, transcript[0]);
            Member = new GroupMember(new GdoiProfile(), Account(transcript[1]), tools, Keys, 8, this);
            Member.Start();
        }

        public static GdoiTools Tools(bool native, string authority)
        {
            GdoiTools tools = new GdoiTools();
            tools.Provider = new CryptoProvider(native);
            tools.Curve = EllipticCurve.P256();
            tools.Ecdsa = new Ecdsa(tools.Curve, new Hmac(new Sha256()));
            tools.Chain = new CertificateVerifier(new Sha256(), tools.Ecdsa, null, null, 1, 0, 3);
            byte[] ca = Octets(authority);
            Certificate anchor = new Certificate();
            anchor.Parse(ca, 0, ca.Length);
            tools.Chain.AddAnchor(anchor);
            tools.Random = new Drbg();
            byte[] seed = new byte[48];
            for (int i = 0; i < seed.Length; i++)
            {
                seed[i] = (byte)i;
            }

            tools.Random.Seed(seed, 0, seed.Length);
            return tools;
        }

        public static GdoiAccount Account(string certificate)
        {
            GdoiAccount account = new GdoiAccount();
            account.Certificate = Octets(certificate);
            account.PrivateKey = new KeyMaterial(32);
            account.PrivateKey.Set(Octets(PrivateKey), 0, 32);

            // CN=gcks
            account.KeyServers = new byte[][] { Octets("300F310D300B0603550403130467636B73") };
            account.Group = new byte[] { 0, 0, 0, 7 };
            account.AckIdentity = new byte[] { 1, 0, 0, 0, 127, 0, 0, 1 };
            return account;
        }

        public static byte[] Octets(string hex)
        {
            byte[] octets = new byte[hex.Length / 2];
            for (int i = 0; i < octets.Length; i++)
            {
                octets[i] = (byte)((Hex.Digit(hex[2 * i]) * 16) + Hex.Digit(hex[(2 * i) + 1]));
            }

            return octets;
        }

        /// <summary>Answers the last message, and lets the member go on until it has sent so many or has the keys.</summary>
        public void Run(int messages)
        {
            for (int i = 0; i < 20 && Sent < messages && Pulled == 0; i++)
            {
                if (_answered < Sent)
                {
                    byte[] answer = _answers[_answered];
                    _answered++;
                    Member.Feed(answer, 0, answer.Length);
                }
                else
                {
                    Member.Tick(1000, Utc);
                }

                if (Member.OutputCount > 0)
                {
                    Sent++;
                    Member.Consume();
                }
            }
        }

        /// <summary>Gives it the push that follows.</summary>
        public void Push()
        {
            byte[] push = _answers[Answers];
            Member.Feed(push, 0, push.Length);
            Member.Tick(2000, Utc);
        }

        public void OnGroup(GdoiEvent what, DerStatus status, int number)
        {
            if (what == GdoiEvent.KeysPulled)
            {
                Pulled = number;
            }
            else if (what == GdoiEvent.KeysPushed)
            {
                Pushed = number;
            }
            else if (what == GdoiEvent.Failed || what == GdoiEvent.PushRefused)
            {
                Failure = status;
            }
        }
    }
}
