using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// RSA signatures, checked: moduli of 2,048 bits up to the plan's, exponents of up to 32 bits. All values are public;
    /// the sequence tells the exponent.
    /// </summary>
    public sealed class RsaVerifier : ISignatureVerifier
    {
        /// <summary>Bits of the shortest modulus that is accepted.</summary>
        public const int MinimumBits = 2048;

        private readonly LongModulus _modulus;
        private readonly RsaEncoding _encoding;
        private readonly uint[] _x;
        private readonly uint[] _other;
        private readonly uint[] _power;
        private readonly uint[] _base;
        private readonly byte[] _encoded;
        private readonly byte[] _expected;
        private readonly DerReader _reader = new DerReader();
        private readonly int _maximumBits;

        /// <summary>Takes the memory.</summary>
        /// <param name="maximumBits">Bits of the longest modulus: 2,048 to 4,096.</param>
        /// <param name="hash">SHA-256, lent for the time of each call.</param>
        /// <exception cref="ArgumentOutOfRangeException">The bits are not in that range.</exception>
        public RsaVerifier(int maximumBits, HashFunction hash)
        {
            if (maximumBits < MinimumBits || maximumBits > 4096)
            {
                throw new ArgumentOutOfRangeException();
            }

            int limbs = LongModulus.LimbsOf(maximumBits);
            _maximumBits = maximumBits;
            _modulus = new LongModulus(maximumBits);
            _encoding = new RsaEncoding(hash);
            _x = new uint[limbs];
            _other = new uint[limbs];
            _power = new uint[limbs];
            _base = new uint[limbs];
            _encoded = new byte[(maximumBits + 7) >> 3];
            _expected = new byte[(maximumBits + 7) >> 3];
        }

        /// <summary>Bytes that one needs on the device's heap.</summary>
        /// <param name="maximumBits">As in the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int maximumBits)
        {
            return (7 * HeapSize.Array(LongModulus.LimbsOf(maximumBits), 4)) + (2 * HeapSize.Array((maximumBits + 7) >> 3, 1))
                + (2 * HeapSize.Array(32, 1)) + HeapSize.Object(10) + HeapSize.Object(6) + HeapSize.Object(3) + HeapSize.Object(5);
        }

        /// <summary>Checks a signature of the form that certificates have (<see cref="RsaPadding.Pkcs1"/>).</summary>
        /// <inheritdoc/>
        [DataPath]
        public DerStatus VerifyDigest(
            byte[] key,
            int keyOffset,
            int keyCount,
            byte[] digest,
            int digestOffset,
            byte[] signature,
            int signatureOffset,
            int signatureCount)
        {
            return Verify(
                RsaPadding.Pkcs1,
                key,
                keyOffset,
                keyCount,
                digest,
                digestOffset,
                Sha256.Size,
                signature,
                signatureOffset,
                signatureCount);
        }

        /// <summary>Checks a signature.</summary>
        /// <param name="padding">Its encoding.</param>
        /// <param name="key">Buffer with the public key, RSAPublicKey (RFC 8017 appendix A.1.1) in DER.</param>
        /// <param name="keyOffset">Where it begins.</param>
        /// <param name="keyCount">Its length.</param>
        /// <param name="digest">Buffer with the digest.</param>
        /// <param name="digestOffset">Where it begins.</param>
        /// <param name="digestCount">Its length: 32, or any for <see cref="RsaPadding.Pkcs1Raw"/>.</param>
        /// <param name="signature">Buffer with the signature.</param>
        /// <param name="signatureOffset">Where it begins.</param>
        /// <param name="signatureCount">Its length: that of the modulus.</param>
        /// <returns>
        /// <see cref="DerStatus.CryptoBadKey"/> for a key that is none or out of range,
        /// <see cref="DerStatus.CryptoBadLength"/> for a digest that does not fit,
        /// <see cref="DerStatus.CryptoNotAuthentic"/> for a wrong signature.
        /// </returns>
        [DataPath]
        public DerStatus Verify(
            RsaPadding padding,
            byte[] key,
            int keyOffset,
            int keyCount,
            byte[] digest,
            int digestOffset,
            int digestCount,
            byte[] signature,
            int signatureOffset,
            int signatureCount)
        {
            if (padding != RsaPadding.Pkcs1Raw && digestCount != Sha256.Size)
            {
                return DerStatus.CryptoBadLength;
            }

            uint exponent = LoadKey(key, keyOffset, keyCount);
            if (exponent == 0)
            {
                return DerStatus.CryptoBadKey;
            }

            int size = (_modulus.Bits + 7) >> 3;
            if (signatureCount != size)
            {
                return DerStatus.CryptoNotAuthentic;
            }

            _modulus.Decode(signature, signatureOffset, size, _base);
            if (!_modulus.IsBelow(_base))
            {
                return DerStatus.CryptoNotAuthentic;
            }

            Power(exponent);
            if (padding == RsaPadding.Pss)
            {
                return _encoding.CheckPss(digest, digestOffset, _encoded, _modulus.Bits)
                    ? DerStatus.Ok : DerStatus.CryptoNotAuthentic;
            }

            if (!RsaEncoding.WritePkcs1(padding == RsaPadding.Pkcs1Raw, digest, digestOffset, digestCount, _expected, size))
            {
                return DerStatus.CryptoBadLength;
            }

            return Bytes.Equal(_expected, 0, _encoded, 0, size) ? DerStatus.Ok : DerStatus.CryptoNotAuthentic;
        }

        /// <summary>Says whether a key's modulus has 2,048 bits or more, by the form of its encoding alone.</summary>
        /// <param name="key">Buffer with RSAPublicKey in DER.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>True when it has.</returns>
        internal static bool IsLongEnough(byte[] key, int offset, int count)
        {
            // 30 82 xx xx 02 82 01 01 00, then 256 bytes of which the first is 80 or more; or a longer one.
            if (count < 270 || key[offset] != 0x30 || key[offset + 1] != 0x82 || key[offset + 4] != 2 || key[offset + 5] != 0x82)
            {
                return false;
            }

            int length = (key[offset + 6] << 8) | key[offset + 7];
            return length > 257 || (length == 257 && key[offset + 8] == 0 && key[offset + 9] >= 0x80);
        }

        // RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }. Zero for what is none.
        private uint LoadKey(byte[] key, int offset, int count)
        {
            DerReader r = _reader;
            r.Reset(key, offset, count);
            int end = r.Enter(DerReader.Sequence);
            r.ReadPositiveInteger();
            int at = r.ContentOffset;
            int length = r.ContentCount;
            r.ReadPositiveInteger();
            int exponentAt = r.ContentOffset;
            int exponentLength = r.ContentCount;
            r.Leave(end);
            r.Finish();
            if (r.Status != DerStatus.Ok || exponentLength > 4 || length > (_maximumBits + 7) >> 3
                || length < MinimumBits >> 3 || !_modulus.Set(key, at, length)
                || _modulus.Bits < MinimumBits || _modulus.Bits > _maximumBits)
            {
                return 0;
            }

            uint exponent = 0;
            for (int i = 0; i < exponentLength; i++)
            {
                exponent = (exponent << 8) | key[exponentAt + i];
            }

            return (exponent & 1) == 0 || exponent < 3 ? 0 : exponent;
        }

        // _encoded = _base to the exponent. The last multiplication, by the plain base, leaves Montgomery's form.
        private void Power(uint exponent)
        {
            uint[] x = _x;
            uint[] other = _other;
            _modulus.Enter(x, _base);
            Array.Copy(x, 0, _power, 0, _modulus.Limbs);
            int bit = 31;
            while ((exponent >> bit) == 0)
            {
                bit--;
            }

            for (bit--; bit >= 0; bit--)
            {
                _modulus.Multiply(other, x, x);
                if (((exponent >> bit) & 1) == 0)
                {
                    uint[] swap = x;
                    x = other;
                    other = swap;
                }
                else
                {
                    _modulus.Multiply(x, other, bit == 0 ? _base : _power);
                }
            }

            _modulus.Reduce(x);
            _modulus.Encode(x, _encoded, 0, (_modulus.Bits + 7) >> 3);
        }
    }
}
