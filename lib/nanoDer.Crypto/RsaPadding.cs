namespace nanoDer.Crypto
{
    /// <summary>The encodings of RSA signatures (RFC 8017) with SHA-256, and that of IKEv1.</summary>
    public enum RsaPadding
    {
        /// <summary>RSASSA-PKCS1-v1_5 with the DigestInfo of SHA-256, its NULL included (clause 9.2).</summary>
        Pkcs1 = 0,

        /// <summary>The same without DigestInfo: IKEv1's signatures (RFC 2409 clause 5.1). Digests of any length.</summary>
        Pkcs1Raw = 1,

        /// <summary>RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (clause 9.1).</summary>
        Pss = 2,
    }
}
