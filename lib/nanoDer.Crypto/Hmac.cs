using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// HMAC (RFC 2104) over any <see cref="HashFunction"/>, incremental. The two blocks of the key are hashed once, when
    /// it is set; a message of up to 55 bytes then costs two compressions.
    /// </summary>
    public sealed class Hmac : IDisposable
    {
        private readonly HashFunction _hash;
        private readonly byte[] _work = new byte[HashFunction.BlockBytes];
        private readonly uint[] _inner;
        private readonly uint[] _outer;

        /// <summary>Takes the memory. There is no key yet.</summary>
        /// <param name="hash">The hash; this object has it for itself.</param>
        public Hmac(HashFunction hash)
        {
            _hash = hash;
            _inner = new uint[hash.DigestBytes >> 2];
            _outer = new uint[hash.DigestBytes >> 2];
        }

        /// <summary>Bytes of a result.</summary>
        public int Size
        {
            get { return _hash.DigestBytes; }
        }

        /// <summary>Bytes that one with SHA-256 needs on the device's heap, the hash included.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(4) + HeapSize.Array(HashFunction.BlockBytes, 1) + (2 * HeapSize.Array(8, 4))
                + Sha256.RequiredBytes();
        }

        /// <summary>Sets the key and starts a message.</summary>
        /// <param name="key">Buffer with the key.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length, 0 or more.</param>
        [DataPath]
        public void SetKey(byte[] key, int offset, int count)
        {
            byte[] work = _work;
            Array.Clear(work, 0, HashFunction.BlockBytes);
            _hash.Reset();
            if (count > HashFunction.BlockBytes)
            {
                _hash.Update(key, offset, count);
                _hash.Finish(work, 0);
            }
            else
            {
                Array.Copy(key, offset, work, 0, count);
            }

            for (int i = 0; i < HashFunction.BlockBytes; i++)
            {
                work[i] ^= 0x36;
            }

            _hash.Update(work, 0, HashFunction.BlockBytes);
            _hash.SaveState(_inner, 0);
            for (int i = 0; i < HashFunction.BlockBytes; i++)
            {
                work[i] ^= 0x36 ^ 0x5C;
            }

            _hash.Reset();
            _hash.Update(work, 0, HashFunction.BlockBytes);
            _hash.SaveState(_outer, 0);
            Array.Clear(work, 0, HashFunction.BlockBytes);
            Reset();
        }

        /// <summary>Starts a new message under the same key.</summary>
        [DataPath]
        public void Reset()
        {
            _hash.Reset();
            _hash.LoadState(_inner, 0);
        }

        /// <summary>Takes a part of the message.</summary>
        /// <param name="buffer">The buffer.</param>
        /// <param name="offset">Where the part begins.</param>
        /// <param name="count">Its length, 0 or more.</param>
        [DataPath]
        public void Update(byte[] buffer, int offset, int count)
        {
            _hash.Update(buffer, offset, count);
        }

        /// <summary>Takes one byte of the message.</summary>
        /// <param name="value">The byte.</param>
        [DataPath]
        public void Update(byte value)
        {
            _hash.Update(value);
        }

        /// <summary>Ends the message, writes the result and starts a new message under the same key.</summary>
        /// <param name="target">Buffer for <see cref="Size"/> bytes.</param>
        /// <param name="offset">Where they go.</param>
        [DataPath]
        public void Finish(byte[] target, int offset)
        {
            int size = _hash.DigestBytes;
            _hash.Finish(_work, 0);
            _hash.LoadState(_outer, 0);
            _hash.Update(_work, 0, size);
            _hash.Finish(target, offset);
            Array.Clear(_work, 0, size);
            Reset();
        }

        /// <summary>Ends the message and compares its first bytes with a received value, in constant time.</summary>
        /// <param name="expected">Buffer with the received value.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length; at least 10 bytes (RFC 2104 clause 5).</param>
        /// <returns>True when it is right. A length outside 10 to <see cref="Size"/> is wrong.</returns>
        [DataPath]
        public bool Verify(byte[] expected, int offset, int count)
        {
            int size = _hash.DigestBytes;
            _hash.Finish(_work, 0);
            _hash.LoadState(_outer, 0);
            _hash.Update(_work, 0, size);
            _hash.Finish(_work, 0);
            bool equal = count >= 10 && count <= size && ConstantTime.Equal(_work, 0, expected, offset, count);
            Array.Clear(_work, 0, size);
            Reset();
            return equal;
        }

        /// <summary>Wipes the key.</summary>
        public void Dispose()
        {
            Array.Clear(_inner, 0, _inner.Length);
            Array.Clear(_outer, 0, _outer.Length);
            Array.Clear(_work, 0, _work.Length);
            _hash.Reset();
        }

        /// <summary>
        /// Replaces a result by the result over it: the step of PBKDF2, two compressions and no buffering between them.
        /// </summary>
        /// <param name="block">
        /// 64 bytes: the result, then the padding of a message of 64 + <see cref="Size"/> bytes.
        /// </param>
        internal void Iterate(byte[] block)
        {
            _hash.LoadState(_inner, 0);
            _hash.CompressBlock(block);
            _hash.WriteState(block, 0);
            _hash.LoadState(_outer, 0);
            _hash.CompressBlock(block);
            _hash.WriteState(block, 0);
        }
    }
}
