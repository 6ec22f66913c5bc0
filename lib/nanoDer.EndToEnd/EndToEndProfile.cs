using nanoDer.Crypto;

namespace nanoDer.EndToEnd
{
    /// <summary>
    /// What a peer may see differently where IEC 62351-4 is silent or leaves a choice, in one place; <c>PROFILE.md</c> has the whole form.
    /// Both modes are never offered together, so that there is nothing to downgrade to.
    /// </summary>
    public sealed class EndToEndProfile
    {
        /// <summary>Namespace of the security PDUs.</summary>
        public const string Namespace = "http://www.iec.ch/62351/2018/E2E_4";

        /// <summary>AES-GCM with a key of 128 bits: authenticated encryption.</summary>
        public const int Aes128Gcm = 1;

        /// <summary>AES-GCM with a key of 256 bits.</summary>
        public const int Aes256Gcm = 2;

        /// <summary>AES-CBC with a key of 128 bits: encryption beside an ICV.</summary>
        public const int Aes128Cbc = 4;

        /// <summary>AES-CBC with a key of 256 bits.</summary>
        public const int Aes256Cbc = 8;

        /// <summary>HMAC with SHA-256: an ICV.</summary>
        public const int HmacSha256 = 16;

        /// <summary>GMAC with a key of 128 bits: an ICV.</summary>
        public const int Aes128Gmac = 32;

        /// <summary>GMAC with a key of 256 bits.</summary>
        public const int Aes256Gmac = 64;

        /// <summary>
        /// Algorithms that are offered and taken, those above added up; the first of them is preferred. Either of AES-GCM alone (mode aea), or
        /// ICVs and, when what is said shall be secret, AES-CBC (mode non-aea).
        /// </summary>
        public int Algorithms = Aes128Gcm;

        /// <summary>The element <c>pp</c>: which protocol is protected.</summary>
        public string ProtectedProtocol = "IEC 61850-8-2";

        /// <summary>The curve of the key agreement.</summary>
        public CurveKind Curve = CurveKind.P256;

        /// <summary>Octets of the tag of AES-GCM and GMAC, 12 to 16. RFC 5084 has 12 when nothing else is said.</summary>
        public int TagBytes = 12;

        /// <summary>True to write the nonce of AES-GCM into <c>iv</c> although it follows from time and sequence number. Either is read.</summary>
        public bool ExplicitNonce;

        /// <summary>The element <c>confParams</c>: bits tlsProtected, applProtected, vpn.</summary>
        public string ConfParams = "110";

        /// <summary>How far the peer's clock may be off, in milliseconds.</summary>
        public int WindowMs = 600000;

        /// <summary>Seconds after which keys are renewed: 900 to 86,400. After twice that nothing is taken or sent any more.</summary>
        public int RekeySeconds = 3600;

        /// <summary>Messages in both directions after which keys are renewed; 2^30 at most.</summary>
        public int RekeyMessages = 1 << 20;

        /// <summary>Octets in both directions after which keys are renewed.</summary>
        public long RekeyBytes = 1L << 30;

        /// <summary>Bits of key usage that a peer's certificate must have.</summary>
        public int KeyUsage = Certificate.DigitalSignature;

        internal bool IsAe
        {
            get { return (Algorithms & (Aes128Gcm | Aes256Gcm)) != 0; }
        }
    }
}
