using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>A SubjectPublicKeyInfo (RFC 5280 clause 4.1.2.7), read in place: keys that travel without a certificate.</summary>
    public sealed class PublicKeyInfo
    {
        /// <summary>What the key is.</summary>
        public KeyKind Kind;

        /// <summary>Where the key begins; see <see cref="KeyKind"/>.</summary>
        public int KeyOffset;

        /// <summary>Its length.</summary>
        public int KeyCount;

        private readonly DerReader _reader = new DerReader();

        /// <summary>Reads it. It checks form, not the key itself.</summary>
        /// <param name="buffer">Buffer with it, in DER.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>
        /// <see cref="DerStatus.DerBadEncoding"/>, or <see cref="DerStatus.CryptoUnsupported"/> for a key that the library
        /// does not have.
        /// </returns>
        [DataPath]
        public DerStatus Parse(byte[] buffer, int offset, int count)
        {
            _reader.Reset(buffer, offset, count);
            Kind = X509Fields.ReadKey(_reader);
            KeyOffset = _reader.ContentOffset;
            KeyCount = _reader.ContentCount;
            DerStatus status = _reader.Finish();
            return status == DerStatus.Ok && Kind == KeyKind.Unsupported ? DerStatus.CryptoUnsupported : status;
        }
    }
}
