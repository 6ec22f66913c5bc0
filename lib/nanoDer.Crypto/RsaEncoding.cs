using System;

namespace nanoDer.Crypto
{
    /// <summary>Builds and checks the encoded messages of RSA signatures.</summary>
    internal sealed class RsaEncoding
    {
        private const int PrefixBytes = 19;
        private const int HashBytes = Sha256.Size;
        private const int SaltBytes = 32;

        private readonly HashFunction _hash;
        private readonly byte[] _digest = new byte[HashBytes];
        private readonly byte[] _seed = new byte[HashBytes];

        /// <summary>Takes the memory.</summary>
        /// <param name="hash">SHA-256, lent for the time of each call.</param>
        public RsaEncoding(HashFunction hash)
        {
            _hash = hash;
        }

        /// <summary>Writes the encoding of PKCS #1 v1.5.</summary>
        /// <param name="raw">Without DigestInfo.</param>
        /// <param name="digest">Buffer with the digest.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="target">Receives the encoding from its start.</param>
        /// <param name="size">Bytes of the modulus.</param>
        /// <returns>False when the digest is too long for it.</returns>
        public static bool WritePkcs1(bool raw, byte[] digest, int offset, int count, byte[] target, int size)
        {
            int prefix = raw ? 0 : PrefixBytes;
            int at = size - count - prefix;
            if (at < 11)
            {
                return false;
            }

            target[0] = 0;
            target[1] = 1;
            for (int i = 2; i < at - 1; i++)
            {
                target[i] = 0xFF;
            }

            target[at - 1] = 0;
            if (!raw)
            {
                // DigestInfo of SHA-256 (RFC 8017 clause 9.2, note 1) before the digest.
                Put(target, at, 0x3031300D06096086);
                Put(target, at + 8, 0x4801650304020105);
                Put(target, at + PrefixBytes - 8, 0x0304020105000420);
            }

            Array.Copy(digest, offset, target, at + prefix, count);
            return true;
        }

        /// <summary>Writes the encoding of PSS (clause 9.1.1).</summary>
        /// <param name="digest">Buffer with the digest.</param>
        /// <param name="offset">Where its 32 bytes begin.</param>
        /// <param name="salt">32 bytes.</param>
        /// <param name="target">Receives the encoding from its start.</param>
        /// <param name="bits">Bits of the modulus.</param>
        public void WritePss(byte[] digest, int offset, byte[] salt, byte[] target, int bits)
        {
            int size = (bits + 7) >> 3;
            int skip = size - ((bits + 6) >> 3);
            int dataBytes = size - skip - HashBytes - 1;
            Array.Clear(target, 0, size);
            target[skip + dataBytes - SaltBytes - 1] = 1;
            Array.Copy(salt, 0, target, skip + dataBytes - SaltBytes, SaltBytes);
            HashSalted(digest, offset, salt, 0);
            Array.Copy(_digest, 0, target, skip + dataBytes, HashBytes);
            Mask(target, skip, dataBytes);
            int lead = (bits - 1) & 7;
            target[skip] &= (byte)(lead == 0 ? 0xFF : 0xFF >> (8 - lead));
            target[size - 1] = 0xBC;
        }

        /// <summary>Checks the encoding of PSS (clause 9.1.2).</summary>
        /// <param name="digest">Buffer with the digest.</param>
        /// <param name="offset">Where its 32 bytes begin.</param>
        /// <param name="encoded">The encoding from its start; changed.</param>
        /// <param name="bits">Bits of the modulus.</param>
        /// <returns>True when it is right.</returns>
        public bool CheckPss(byte[] digest, int offset, byte[] encoded, int bits)
        {
            int size = (bits + 7) >> 3;
            int skip = size - ((bits + 6) >> 3);
            int dataBytes = size - skip - HashBytes - 1;
            int lead = (bits - 1) & 7;
            int keep = lead == 0 ? 0xFF : 0xFF >> (8 - lead);
            if ((skip == 1 && encoded[0] != 0) || encoded[size - 1] != 0xBC || (encoded[skip] & ~keep) != 0)
            {
                return false;
            }

            Array.Copy(encoded, skip + dataBytes, _digest, 0, HashBytes);
            Mask(encoded, skip, dataBytes);
            encoded[skip] &= (byte)keep;
            int saltAt = skip + dataBytes - SaltBytes;
            int other = encoded[saltAt - 1] ^ 1;
            for (int i = skip; i < saltAt - 1; i++)
            {
                other |= encoded[i];
            }

            HashSalted(digest, offset, encoded, saltAt);
            return other == 0 && ConstantTime.Equal(_digest, 0, encoded, skip + dataBytes, HashBytes);
        }

        private static void Put(byte[] target, int at, ulong bytes)
        {
            for (int i = 7; i >= 0; i--)
            {
                target[at + i] = (byte)bytes;
                bytes >>= 8;
            }
        }

        // Hash of eight zeros, the digest and the salt.
        private void HashSalted(byte[] digest, int offset, byte[] salt, int saltOffset)
        {
            for (int i = 0; i < 8; i++)
            {
                _hash.Update((byte)0);
            }

            _hash.Update(digest, offset, HashBytes);
            _hash.Update(salt, saltOffset, SaltBytes);
            _hash.Finish(_digest, 0);
        }

        // Adds MGF1 (appendix B.2.1) of the hash in _digest.
        private void Mask(byte[] target, int at, int count)
        {
            for (int counter = 0; count > 0; counter++)
            {
                _hash.Update(_digest, 0, HashBytes);
                _hash.Update((byte)0);
                _hash.Update((byte)0);
                _hash.Update((byte)0);
                _hash.Update((byte)counter);
                _hash.Finish(_seed, 0);
                int part = count < HashBytes ? count : HashBytes;
                for (int i = 0; i < part; i++)
                {
                    target[at + i] ^= _seed[i];
                }

                at += part;
                count -= part;
            }
        }
    }
}
