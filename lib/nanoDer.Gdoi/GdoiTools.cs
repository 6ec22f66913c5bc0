using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>The cryptography that a member works with, lent for the time of each call; it may be shared with other engines.</summary>
    public sealed class GdoiTools
    {
        /// <summary>Who makes ciphers and hashes.</summary>
        public CryptoProvider Provider;

        /// <summary>The curve of the key exchange: P-256 for group 19, brainpoolP256r1 for group 28, null for a MODP group.</summary>
        public EllipticCurve Curve;

        /// <summary>ECDSA on P-256; null when nobody has such a key.</summary>
        public Ecdsa Ecdsa;

        /// <summary>Checks RSA signatures; null when nobody has such a key.</summary>
        public RsaVerifier RsaVerifier;

        /// <summary>Makes RSA signatures, loaded with the member's key; null when it has none.</summary>
        public RsaSigner RsaSigner;

        /// <summary>Checks certificates, with its trust anchors and CRLs.</summary>
        public CertificateVerifier Chain;

        /// <summary>Random numbers, seeded.</summary>
        public Drbg Random;
    }
}
