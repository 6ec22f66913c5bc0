using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// PBKDF2 (RFC 8018 clause 5.2) with HMAC-SHA-256; SCRAM's <c>Hi()</c> (RFC 5802) is its first block. At once with
    /// <see cref="Derive"/>, or in slices that leave a loop its time: <see cref="Begin"/>, <see cref="Continue"/>
    /// until it says that it is done, <see cref="End"/>. A provider's native HMAC does the iterations where there is one.
    /// </summary>
    public sealed class Pbkdf2
    {
        private readonly CryptoProvider _provider;
        private readonly Hmac _hmac;
        private readonly byte[] _block = new byte[HashFunction.BlockBytes];
        private readonly KeyMaterial _sum = new KeyMaterial(Sha256.Size);
        private byte[] _nativeKey;
        private byte[] _nativeResult;
        private int _left;

        /// <summary>Takes the memory.</summary>
        /// <param name="provider">Who computes.</param>
        /// <param name="hmac">HMAC-SHA-256, lent from the beginning to the end of each derivation; its key changes.</param>
        public Pbkdf2(CryptoProvider provider, Hmac hmac)
        {
            _provider = provider;
            _hmac = hmac;
        }

        /// <summary>Bytes that it needs on the device's heap, without the HMAC.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(7) + HeapSize.Array(HashFunction.BlockBytes, 1) + KeyMaterial.RequiredBytes(Sha256.Size);
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
            if (count < 0)
            {
                throw new ArgumentOutOfRangeException();
            }

            Begin(password, passwordOffset, passwordCount, salt, saltOffset, saltCount, iterations);
            for (int index = 1; count > 0; index++)
            {
                if (index > 1)
                {
                    Start(salt, saltOffset, saltCount, iterations, index);
                }

                Continue(iterations);
                int part = count < Sha256.Size ? count : Sha256.Size;
                Array.Copy(_sum.Buffer, 0, target, offset, part);
                offset += part;
                count -= part;
            }

            Clear();
        }

        /// <summary>Begins to derive a key of up to 32 bytes, with its first iteration.</summary>
        /// <param name="password">Buffer with the password.</param>
        /// <param name="passwordOffset">Where it begins.</param>
        /// <param name="passwordCount">Its length.</param>
        /// <param name="salt">Buffer with the salt.</param>
        /// <param name="saltOffset">Where it begins.</param>
        /// <param name="saltCount">Its length.</param>
        /// <param name="iterations">1 or more.</param>
        /// <exception cref="ArgumentOutOfRangeException">No iterations.</exception>
        [DataPath]
        public void Begin(
            byte[] password, int passwordOffset, int passwordCount, byte[] salt, int saltOffset, int saltCount, int iterations)
        {
            if (iterations < 1)
            {
                throw new ArgumentOutOfRangeException();
            }

            Clear();
            _hmac.SetKey(password, passwordOffset, passwordCount);
            if (_provider.IsNative && passwordCount > 0)
            {
                KeepForNative(password, passwordOffset, passwordCount);
            }

            Start(salt, saltOffset, saltCount, iterations, 1);
        }

        /// <summary>Goes on.</summary>
        /// <param name="rounds">Most iterations to do now, 1 or more.</param>
        /// <returns>True when all are done.</returns>
        [DataPath]
        public bool Continue(int rounds)
        {
            int end = _left > rounds ? _left - rounds : 0;
            if (_nativeKey != null)
            {
                ContinueNative(end);
            }

            while (_left > end)
            {
                _hmac.Iterate(_block);
                Add(_block);
            }

            return _left == 0;
        }

        /// <summary>Writes the key and wipes everything.</summary>
        /// <param name="target">Where it goes.</param>
        /// <param name="offset">Offset of its first byte.</param>
        /// <param name="count">Bytes wanted, up to 32.</param>
        /// <exception cref="InvalidOperationException">Iterations are left.</exception>
        [DataPath]
        public void End(byte[] target, int offset, int count)
        {
            if (_left > 0)
            {
                throw new InvalidOperationException();
            }

            Array.Copy(_sum.Buffer, 0, target, offset, count);
            Clear();
        }

        /// <summary>Drops what was begun and wipes everything, the key of the HMAC included.</summary>
        [DataPath]
        public void Clear()
        {
            Array.Clear(_block, 0, _block.Length);
            _sum.Clear();
            _hmac.Dispose();
            _left = 0;
            if (_nativeKey != null)
            {
                Array.Clear(_nativeKey, 0, _nativeKey.Length);
                Array.Clear(_nativeResult, 0, _nativeResult.Length);
                _nativeKey = null;
            }
        }

        [Allocates("the native HMAC wants its key and message in arrays of their own")]
        private void KeepForNative(byte[] password, int offset, int count)
        {
            _nativeKey = new byte[count];
            _nativeResult = new byte[Sha256.Size];
            Array.Copy(password, offset, _nativeKey, 0, count);
        }

        // The first iteration of a block, and the padding behind its result for all others.
        private void Start(byte[] salt, int saltOffset, int saltCount, int iterations, int index)
        {
            _hmac.Reset();
            _hmac.Update(salt, saltOffset, saltCount);
            _hmac.Update((byte)(index >> 24));
            _hmac.Update((byte)(index >> 16));
            _hmac.Update((byte)(index >> 8));
            _hmac.Update((byte)index);
            _hmac.Finish(_block, 0);
            Array.Clear(_block, Sha256.Size, HashFunction.BlockBytes - Sha256.Size);
            _block[Sha256.Size] = 0x80;
            _block[62] = (HashFunction.BlockBytes + Sha256.Size) >> 5;
            _sum.Clear();
            _left = iterations;
            Add(_block);
            if (_nativeKey != null)
            {
                Array.Copy(_block, 0, _nativeResult, 0, Sha256.Size);
            }
        }

        [Allocates("the native HMAC returns 32 bytes an iteration")]
        private void ContinueNative(int end)
        {
            while (_left > end)
            {
                byte[] last = _nativeResult;
                _nativeResult = _provider.HmacSha256(_nativeKey, last);
                Array.Clear(last, 0, last.Length);
                Add(_nativeResult);
            }
        }

        private void Add(byte[] block)
        {
            byte[] sum = _sum.Buffer;
            for (int i = 0; i < Sha256.Size; i++)
            {
                sum[i] ^= block[i];
            }

            _left--;
        }
    }
}
