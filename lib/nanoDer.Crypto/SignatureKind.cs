namespace nanoDer.Crypto
{
    /// <summary>Signature algorithms of certificates and CRLs.</summary>
    public enum SignatureKind
    {
        /// <summary>One that the library does not have.</summary>
        Unsupported = 0,

        /// <summary>MD2, MD5 or SHA-1: never accepted.</summary>
        Weak = 1,

        /// <summary>ecdsa-with-SHA256 (RFC 5758).</summary>
        EcdsaSha256 = 2,

        /// <summary>sha256WithRSAEncryption (RFC 4055).</summary>
        RsaSha256 = 3,

        /// <summary>RSASSA-PSS with SHA-256, MGF1 with SHA-256 and 32 bytes of salt (RFC 4055).</summary>
        RsaPssSha256 = 4,
    }
}
