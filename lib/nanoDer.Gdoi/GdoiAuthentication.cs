namespace nanoDer.Gdoi
{
    /// <summary>How both sides of phase 1 prove who they are: values of the IKEv1 attribute (RFC 2409 appendix A, RFC 4754).</summary>
    public enum GdoiAuthentication
    {
        /// <summary>A key that both were given beforehand.</summary>
        PreSharedKey = 1,

        /// <summary>RSA signatures, without DigestInfo (RFC 2409 clause 5.1).</summary>
        RsaSignatures = 3,

        /// <summary>ECDSA with SHA-256 on P-256 (RFC 4754).</summary>
        Ecdsa256 = 9,
    }
}
