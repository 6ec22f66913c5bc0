using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Diffie-Hellman modulo a prime: groups 14 (RFC 3526 clause 3) and, for legacy peers only, 2 (RFC 2409 clause 6.2). Private exponents have
    /// 256 bits, twice the strength of the groups; the sequence does not tell them.
    /// </summary>
    public sealed class ModpGroup : IDisposable
    {
        /// <summary>Bytes of a private exponent.</summary>
        public const int ExponentBytes = 32;

        private readonly LongModulus _prime;
        private readonly RsaPower _power;
        private readonly uint[] _x;
        private readonly uint[] _y;
        private readonly int _bytes;

        /// <summary>Takes the memory: about 6 KB for group 14.</summary>
        /// <param name="group">14 or 2.</param>
        /// <exception cref="ArgumentOutOfRangeException">Another group.</exception>
        public ModpGroup(int group)
        {
            if (group != 14 && group != 2)
            {
                throw new ArgumentOutOfRangeException();
            }

            // Both primes begin alike, up to where the shorter one ends in its own way.
            string hex = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
                + "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
                + (group == 2 ? "49286651ECE65381FFFFFFFFFFFFFFFF"
                : "49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D"
                + "670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
                + "3995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF");
            _bytes = hex.Length / 2;
            byte[] prime = new byte[_bytes];
            for (int i = 0; i < _bytes; i++)
            {
                prime[i] = (byte)((Hex.Digit(hex[2 * i]) << 4) | Hex.Digit(hex[(2 * i) + 1]));
            }

            _prime = new LongModulus(_bytes * 8);
            _prime.Set(prime, 0, _bytes);
            _power = new RsaPower(_prime.Limbs);
            _x = new uint[2 * _prime.Limbs];
            _y = new uint[_prime.Limbs];
        }

        /// <summary>Bytes of a public key and of a shared secret.</summary>
        public int PublicBytes
        {
            get { return _bytes; }
        }

        /// <summary>Makes a key pair.</summary>
        /// <param name="random">Source of the exponent.</param>
        /// <param name="privateKey">Receives it; capacity of 32 bytes or more.</param>
        /// <param name="publicKey">Buffer for the public key.</param>
        /// <param name="offset">Where it goes.</param>
        /// <returns>What the generator says when it is not <see cref="DerStatus.Ok"/>.</returns>
        [DataPath]
        public DerStatus GenerateKey(Drbg random, KeyMaterial privateKey, byte[] publicKey, int offset)
        {
            privateKey.Clear();
            DerStatus status = random.Generate(privateKey.Buffer, 0, ExponentBytes);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            privateKey.SetCount(ExponentBytes);
            Array.Clear(_x, 0, _x.Length);
            _x[0] = 2;
            _power.Secret(_prime, privateKey, _x, _y);
            _prime.Encode(_y, publicKey, offset, _bytes);
            Dispose();
            return DerStatus.Ok;
        }

        /// <summary>Computes the shared secret. A peer's key of 0, 1 or the prime less 1 is refused (SP 800-56A clause 5.6.2.3.1).</summary>
        /// <param name="privateKey">Own private exponent.</param>
        /// <param name="peer">Buffer with the peer's public key, as long as the prime.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="shared">Receives the secret, as long as the prime.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> for a key that is none.</returns>
        [DataPath]
        public DerStatus Agree(KeyMaterial privateKey, byte[] peer, int offset, KeyMaterial shared)
        {
            shared.Clear();
            Array.Clear(_x, 0, _x.Length);
            _prime.Decode(peer, offset, _bytes, _x);
            bool isSmall = true;
            for (int i = offset; i < offset + _bytes - 1; i++)
            {
                isSmall &= peer[i] == 0;
            }

            // Minus one has order 2: of a power of it, itself or 1 comes out.
            if (privateKey.Count != ExponentBytes || !_prime.IsBelow(_x) || (isSmall && peer[offset + _bytes - 1] < 2))
            {
                return DerStatus.CryptoBadKey;
            }

            _power.Secret(_prime, privateKey, _x, _y);
            _prime.Encode(_y, shared.Buffer, 0, _bytes);
            shared.SetCount(_bytes);
            Dispose();
            return IsTrivial(shared) ? DerStatus.CryptoBadKey : DerStatus.Ok;
        }

        /// <summary>Wipes the work.</summary>
        public void Dispose()
        {
            _power.Clear();
            Array.Clear(_x, 0, _x.Length);
            Array.Clear(_y, 0, _y.Length);
        }

        // 1, or the prime less 1, whose second byte from the end is 0xFF as the prime's, and the last one less by one.
        private bool IsTrivial(KeyMaterial shared)
        {
            byte[] b = shared.Buffer;
            int ones = 0;
            int zeros = 0;
            for (int i = 1; i < 8; i++)
            {
                ones += b[i] == 0xFF ? 1 : 0;
            }

            for (int i = 0; i < _bytes - 1; i++)
            {
                zeros += b[i] == 0 ? 1 : 0;
            }

            int last = b[_bytes - 1];
            return zeros == _bytes - 1 || (ones == 7 && b[0] == 0xFF && last == 0xFE && b[_bytes - 2] == 0xFF && b[8] == 0xC9);
        }
    }
}
