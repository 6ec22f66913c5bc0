using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// RSA signatures, made: for peers that have nothing else. By Chinese remainders, blinded by a random number, with
    /// exponents in windows of four bits whose table is read whole, and checked with the public key before a signature is
    /// given out, so that a fault in between gives nothing away. Slow: see the table of costs.
    /// </summary>
    public sealed class RsaSigner : IDisposable
    {
        private readonly LongModulus _n;
        private readonly LongModulus _p;
        private readonly LongModulus _q;
        private readonly RsaPower _power;
        private readonly RsaEncoding _encoding;
        private readonly RsaVerifier _verifier;
        private readonly ModularInverse _inverter;
        private readonly DerReader _reader = new DerReader();
        private readonly KeyMaterial _dp;
        private readonly KeyMaterial _dq;
        private readonly KeyMaterial _public;
        private readonly uint[] _qInverse;
        private readonly uint[] _qPlain;
        private readonly uint[] _message;
        private readonly uint[] _unblind;
        private readonly uint[] _x;
        private readonly uint[] _y;
        private readonly uint[] _z;
        private readonly long[][] _inversion = new long[5][];
        private readonly byte[] _bytes;
        private readonly byte[] _salt = new byte[32];
        private uint _exponent;

        /// <summary>Takes the memory.</summary>
        /// <param name="bits">Bits of the modulus: 2,048, 3,072 or 4,096.</param>
        /// <param name="hash">SHA-256, lent for the time of each call.</param>
        /// <exception cref="ArgumentOutOfRangeException">The bits are none of these.</exception>
        public RsaSigner(int bits, HashFunction hash)
        {
            if (bits != 2048 && bits != 3072 && bits != 4096)
            {
                throw new ArgumentOutOfRangeException();
            }

            int limbs = LongModulus.LimbsOf(bits);
            int half = LongModulus.LimbsOf(bits / 2);
            _n = new LongModulus(bits);
            _p = new LongModulus(bits / 2);
            _q = new LongModulus(bits / 2);
            _power = new RsaPower(half);
            _inverter = new ModularInverse(limbs, bits);
            _encoding = new RsaEncoding(hash);
            _verifier = new RsaVerifier(bits, hash);
            _dp = new KeyMaterial(bits / 16);
            _dq = new KeyMaterial(bits / 16);
            _public = new KeyMaterial((bits / 8) + 24);
            _qInverse = new uint[half];
            _qPlain = new uint[half];
            _message = new uint[limbs];
            _unblind = new uint[limbs];
            _x = new uint[limbs];
            _y = new uint[limbs];
            _z = new uint[limbs];
            for (int i = 0; i < _inversion.Length; i++)
            {
                _inversion[i] = new long[limbs];
            }

            _bytes = new byte[bits / 8];
        }

        /// <summary>Loads a key: RSAPrivateKey (RFC 8017 appendix A.1.2) of two primes, in DER.</summary>
        /// <param name="key">The key; it may be wiped afterwards.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> when it is none, or of another length than was planned.</returns>
        public DerStatus Load(KeyMaterial key)
        {
            Dispose();
            DerReader r = _reader;
            r.Reset(key.Buffer, 0, key.Count);
            int end = r.Enter(DerReader.Sequence);
            bool good = r.ReadSmallInteger() == 0;
            int publicAt = r.ContentOffset + r.ContentCount;
            r.ReadPositiveInteger();
            good &= r.Status == DerStatus.Ok && r.ContentCount == _bytes.Length
                && _n.Set(key.Buffer, r.ContentOffset, r.ContentCount) && _n.Bits == _bytes.Length * 8;
            r.ReadPositiveInteger();
            int publicCount = r.ContentOffset + r.ContentCount - publicAt;
            good &= r.Status == DerStatus.Ok && r.ContentCount <= 4;
            for (int i = 0; good && i < r.ContentCount; i++)
            {
                _exponent = (_exponent << 8) | key.Buffer[r.ContentOffset + i];
            }

            r.ReadPositiveInteger();
            good = good && LoadPrime(_p) && LoadPrime(_q);
            if (good)
            {
                _q.Decode(key.Buffer, r.ContentOffset, r.ContentCount, _qPlain);
                good = LoadExponent(_dp) && LoadExponent(_dq);
                r.ReadPositiveInteger();
                good = good && r.Status == DerStatus.Ok && r.ContentCount <= _bytes.Length / 2;
            }

            if (good)
            {
                _p.Decode(key.Buffer, r.ContentOffset, r.ContentCount, _x);
                _p.Enter(_qInverse, _x);
                r.Leave(end);
                good = r.Finish() == DerStatus.Ok && publicCount < 0x10000;
            }

            if (!good)
            {
                Dispose();
                return DerStatus.CryptoBadKey;
            }

            // The same two integers as RSAPublicKey.
            byte[] b = _public.Buffer;
            b[0] = 0x30;
            b[1] = 0x82;
            b[2] = (byte)(publicCount >> 8);
            b[3] = (byte)publicCount;
            Array.Copy(key.Buffer, publicAt, b, 4, publicCount);
            _public.SetCount(publicCount + 4);
            return DerStatus.Ok;
        }

        /// <summary>Signs.</summary>
        /// <param name="padding">The encoding.</param>
        /// <param name="digest">Buffer with the digest.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length: 32, or any for <see cref="RsaPadding.Pkcs1Raw"/>.</param>
        /// <param name="random">Source of the blinding number and of the salt.</param>
        /// <param name="signature">Buffer for the signature, as long as the modulus.</param>
        /// <param name="signatureOffset">Where it goes.</param>
        /// <returns>
        /// <see cref="DerStatus.CryptoNoKey"/>, <see cref="DerStatus.CryptoBadLength"/>, what the generator says, or
        /// <see cref="DerStatus.CryptoNotAuthentic"/> when the result does not verify: a fault, or a key that is none.
        /// </returns>
        public DerStatus Sign(
            RsaPadding padding, byte[] digest, int offset, int count, Drbg random, byte[] signature, int signatureOffset)
        {
            if (_public.IsEmpty)
            {
                return DerStatus.CryptoNoKey;
            }

            DerStatus status = Encode(padding, digest, offset, count, random);
            if (status == DerStatus.Ok)
            {
                _n.Decode(_bytes, 0, _bytes.Length, _message);
                status = Blind(random);
            }

            if (status == DerStatus.Ok)
            {
                Compute();
                _n.Encode(_x, _bytes, 0, _bytes.Length);
                status = _verifier.Verify(
                    padding, _public.Buffer, 0, _public.Count, digest, offset, count, _bytes, 0, _bytes.Length);
            }

            if (status == DerStatus.Ok)
            {
                Array.Copy(_bytes, 0, signature, signatureOffset, _bytes.Length);
            }

            WipeWork();
            return status;
        }

        /// <summary>Wipes the key.</summary>
        public void Dispose()
        {
            _dp.Clear();
            _dq.Clear();
            _public.Clear();
            _p.Clear();
            _q.Clear();
            Array.Clear(_qInverse, 0, _qInverse.Length);
            Array.Clear(_qPlain, 0, _qPlain.Length);
            _exponent = 0;
            WipeWork();
        }

        private bool LoadPrime(LongModulus modulus)
        {
            DerReader r = _reader;
            r.ReadPositiveInteger();
            return r.Status == DerStatus.Ok && r.ContentCount == _bytes.Length / 2
                && modulus.Set(r.Buffer, r.ContentOffset, r.ContentCount);
        }

        // At the end of its place, so that all exponents have the same number of bits to go through.
        private bool LoadExponent(KeyMaterial exponent)
        {
            DerReader r = _reader;
            r.ReadPositiveInteger();
            int place = _bytes.Length / 2;
            if (r.Status != DerStatus.Ok || r.ContentCount > place)
            {
                return false;
            }

            exponent.Clear();
            Array.Copy(r.Buffer, r.ContentOffset, exponent.Buffer, place - r.ContentCount, r.ContentCount);
            exponent.SetCount(place);
            return true;
        }

        private DerStatus Encode(RsaPadding padding, byte[] digest, int offset, int count, Drbg random)
        {
            if (padding == RsaPadding.Pss)
            {
                DerStatus status = count == Sha256.Size ? random.Generate(_salt, 0, _salt.Length) : DerStatus.CryptoBadLength;
                if (status == DerStatus.Ok)
                {
                    _encoding.WritePss(digest, offset, _salt, _bytes, _n.Bits);
                }

                return status;
            }

            bool raw = padding == RsaPadding.Pkcs1Raw;
            return (raw || count == Sha256.Size) && RsaEncoding.WritePkcs1(raw, digest, offset, count, _bytes, _bytes.Length)
                ? DerStatus.Ok : DerStatus.CryptoBadLength;
        }

        // _message = message b^e, _unblind = 1/b in Montgomery's form, for a random b.
        private DerStatus Blind(Drbg random)
        {
            DerStatus status = random.Generate(_bytes, 0, _bytes.Length);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            _bytes[0] &= 0x7F;
            _n.Decode(_bytes, 0, _bytes.Length, _x);
            int limbs = _n.Limbs;
            _n.CopyModulus(_inversion[0]);
            for (int i = 0; i < limbs; i++)
            {
                _inversion[2][i] = _x[i];
            }

            _inverter.Invert(_inversion[0], _inversion[1], _inversion[2], _inversion[3], _inversion[4]);
            for (int i = 0; i < limbs; i++)
            {
                _y[i] = (uint)_inversion[1][i];
            }

            _n.Enter(_unblind, _y);
            RsaPower.Public(_n, _exponent, _x, _y, _z);
            _n.Multiply(_x, _y, _message);
            Array.Copy(_x, 0, _message, 0, limbs);
            return DerStatus.Ok;
        }

        // _x = _message to the private exponent, unblinded (RFC 8017 clause 5.2.1, 2b).
        private void Compute()
        {
            _n.Reduce(_message);
            _power.Secret(_p, _dp, _message, _x);
            _power.Secret(_q, _dq, _message, _y);

            // h = (m1 - m2) qInv mod p, with m2 brought below p first; both primes have as many bits, so m2 < 2p.
            _p.Subtract(_z, _x, _y);
            _p.Multiply(_x, _z, _qInverse);
            _p.Reduce(_x);
            RsaPower.MultiplyAdd(_z, _x, _qPlain, _y, _p.Limbs);
            _n.Multiply(_x, _z, _unblind);
            _n.Reduce(_x);
        }

        private void WipeWork()
        {
            Array.Clear(_message, 0, _message.Length);
            Array.Clear(_unblind, 0, _unblind.Length);
            Array.Clear(_x, 0, _x.Length);
            Array.Clear(_y, 0, _y.Length);
            Array.Clear(_z, 0, _z.Length);
            Array.Clear(_bytes, 0, _bytes.Length);
            Array.Clear(_salt, 0, _salt.Length);
            for (int i = 1; i < _inversion.Length; i++)
            {
                Array.Clear(_inversion[i], 0, _inversion[i].Length);
            }

            _power.Clear();
        }
    }
}
