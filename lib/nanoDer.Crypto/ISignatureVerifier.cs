using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>Checks signatures over digests of 32 bytes: what a certificate chain needs of an algorithm.</summary>
    public interface ISignatureVerifier
    {
        /// <summary>Checks a signature.</summary>
        /// <param name="key">Buffer with the public key: a point, or DER's RSAPublicKey.</param>
        /// <param name="keyOffset">Where it begins.</param>
        /// <param name="keyCount">Its length.</param>
        /// <param name="digest">Buffer with the digest.</param>
        /// <param name="digestOffset">Where it begins.</param>
        /// <param name="signature">Buffer with the signature as it stands in a certificate.</param>
        /// <param name="signatureOffset">Where it begins.</param>
        /// <param name="signatureCount">Its length.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> or <see cref="DerStatus.CryptoNotAuthentic"/>, and what the
        /// encoding of the signature gives.</returns>
        DerStatus VerifyDigest(
            byte[] key,
            int keyOffset,
            int keyCount,
            byte[] digest,
            int digestOffset,
            byte[] signature,
            int signatureOffset,
            int signatureCount);
    }
}
