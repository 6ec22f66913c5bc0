using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>A SubjectPublicKeyInfo (RFC 5280 clause 4.1.2.7), read in place: keys that travel without a certificate.</summary>
    public sealed class PublicKeyInfo
    {
        private readonly DerReader _reader = new DerReader();
        private KeyKind _kind;
        private int _keyOffset;
        private int _keyCount;

        /// <summary>What the key is.</summary>
        public KeyKind Kind
        {
            get { return _kind; }
        }

        /// <summary>Where the key begins; see <see cref="KeyKind"/>.</summary>
        public int KeyOffset
        {
            get { return _keyOffset; }
        }

        /// <summary>Its length.</summary>
        public int KeyCount
        {
            get { return _keyCount; }
        }

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
            _kind = X509Fields.ReadKey(_reader);
            _keyOffset = _reader.ContentOffset;
            _keyCount = _reader.ContentCount;
            DerStatus status = _reader.Finish();
            return status == DerStatus.Ok && _kind == KeyKind.Unsupported ? DerStatus.CryptoUnsupported : status;
        }
    }
}
