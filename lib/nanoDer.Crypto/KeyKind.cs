namespace nanoDer.Crypto
{
    /// <summary>Public keys that certificates hold.</summary>
    public enum KeyKind
    {
        /// <summary>One that the library does not have.</summary>
        Unsupported = 0,

        /// <summary>rsaEncryption (RFC 3279 clause 2.3.1); the key is RSAPublicKey in DER.</summary>
        Rsa = 1,

        /// <summary>P-256; the key is an uncompressed point.</summary>
        P256 = 2,

        /// <summary>brainpoolP256r1; the key is an uncompressed point.</summary>
        BrainpoolP256r1 = 3,
    }
}
