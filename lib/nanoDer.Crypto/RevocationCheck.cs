namespace nanoDer.Crypto
{
    /// <summary>For which certificates of a path a CRL is wanted.</summary>
    public enum RevocationCheck
    {
        /// <summary>None; a CRL at hand is used all the same.</summary>
        WhenPresent = 0,

        /// <summary>The peer's own.</summary>
        Leaf = 1,

        /// <summary>All but the trust anchor.</summary>
        Path = 2,
    }
}
