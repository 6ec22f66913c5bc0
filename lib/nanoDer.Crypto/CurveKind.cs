namespace nanoDer.Crypto
{
    /// <summary>The curves of the library; numbers are those of the TLS registry of named groups.</summary>
    public enum CurveKind
    {
        /// <summary>No curve.</summary>
        None = 0,

        /// <summary>P-256, also secp256r1 and prime256v1.</summary>
        P256 = 23,

        /// <summary>brainpoolP256r1 (RFC 5639).</summary>
        BrainpoolP256r1 = 26,
    }
}
