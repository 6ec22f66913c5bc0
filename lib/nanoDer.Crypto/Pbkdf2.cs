using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>PBKDF2 (RFC 8018 clause 5.2) with HMAC; SCRAM's <c>Hi()</c> (RFC 5802) is its first block.</summary>
    public sealed class Pbkdf2
    {
        private readonly Hmac _hmac;
        private readonly byte[] _block = new byte[HashFunction.BlockBytes];
        private readonly KeyMaterial _sum;

        /// <summary>Takes the memory.</summary>
        /// <param name="hmac">Lent for the time of each call; its key changes.</param>
        public Pbkdf2(Hmac hmac)
        {
            _hmac = hmac;
            _sum = new KeyMaterial(hmac.Size);
        }

        /// <summary>Derives a key. Two compressions of the hash an iteration and block: see the table of costs.</summary>
        /// <param name="password">Buffer with the password.</param>
        /// <param name="passwordOffset">Where it begins.</param>
        /// <param name="passwordCount">Its length.</param>
        /// <param name="salt">Buffer with the salt.</param>
        /// <param name="saltOffset">Where it begins.</param>
        /// <param name="saltCount">Its length.</param>
        /// <param name="iterations">1 or more.</param>
        /// <param name="target">Where the key goes.</param>
        /// <param name="offset">Offset of its first byte.</param>
        /// <param name="count">Bytes wanted.</param>
        /// <exception cref="ArgumentOutOfRangeException">No iterations, or a negative count.</exception>
        [DataPath]
        public void Derive(
            byte[] password,
            int passwordOffset,
            int passwordCount,
            byte[] salt,
            int saltOffset,
            int saltCount,
            int iterations,
            byte[] target,
            int offset,
            int count)
        {
            if (iterations < 1 || count < 0)
            {
                throw new ArgumentOutOfRangeException();
            }

            int size = _hmac.Size;
            _hmac.SetKey(password, passwordOffset, passwordCount);
            for (int index = 1; count > 0; index++)
            {
                _hmac.Update(salt, saltOffset, saltCount);
                _hmac.Update((byte)(index >> 24));
                _hmac.Update((byte)(index >> 16));
                _hmac.Update((byte)(index >> 8));
                _hmac.Update((byte)index);
                _hmac.Finish(_block, 0);
                Array.Copy(_block, 0, _sum.Buffer, 0, size);
                Pad(size);
                for (int i = 1; i < iterations; i++)
                {
                    _hmac.Iterate(_block);
                    Add(size);
                }

                int part = count < size ? count : size;
                Array.Copy(_sum.Buffer, 0, target, offset, part);
                offset += part;
                count -= part;
                _hmac.Reset();
            }

            Array.Clear(_block, 0, _block.Length);
            _sum.Clear();
            _hmac.Dispose();
        }

        private void Pad(int size)
        {
            int bits = (HashFunction.BlockBytes + size) << 3;
            Array.Clear(_block, size, HashFunction.BlockBytes - size);
            _block[size] = 0x80;
            _block[62] = (byte)(bits >> 8);
            _block[63] = (byte)bits;
        }

        private void Add(int size)
        {
            byte[] sum = _sum.Buffer;
            byte[] block = _block;
            for (int i = 0; i < size; i++)
            {
                sum[i] ^= block[i];
            }
        }
    }
}
