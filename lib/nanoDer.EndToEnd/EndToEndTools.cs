using nanoDer.Crypto;

namespace nanoDer.EndToEnd
{
    /// <summary>
    /// Who this side is, and the cryptography that it works with: lent for the time of each call, so that other engines of the same thread may have
    /// it too.
    /// </summary>
    public sealed class EndToEndTools
    {
        /// <summary>Who makes ciphers.</summary>
        public CryptoProvider Provider;

        /// <summary>The curve of the key agreement, the profile's.</summary>
        public EllipticCurve Curve;

        /// <summary>ECDSA on the curve of the own key.</summary>
        public Ecdsa Ecdsa;

        /// <summary>SHA-256.</summary>
        public HashFunction Hash;

        /// <summary>HMAC with SHA-256, not with the hash above.</summary>
        public Hmac Hmac;

        /// <summary>Checks certificates and signatures, with its trust anchors and CRLs.</summary>
        public CertificateVerifier Chain;

        /// <summary>Reads names of certificates.</summary>
        public CertificateNames Names;

        /// <summary>Room for a peer's certificate and those between it and the anchor: as many as a peer may send.</summary>
        public Certificate[] Certificates;

        /// <summary>Random numbers, seeded.</summary>
        public Drbg Random;

        /// <summary>The own certificate in DER. IEC 62351-4 annex G wants another than that for TLS.</summary>
        public byte[] Certificate;

        /// <summary>Certificates between it and the anchor, in DER; null for none.</summary>
        public byte[][] Path;

        /// <summary>The own private key, 32 octets.</summary>
        public KeyMaterial PrivateKey;
    }
}
