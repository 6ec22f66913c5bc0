using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// A hash over blocks of 64 bytes, incremental and without garbage: <see cref="Update(byte[], int, int)"/> as often
    /// as wanted, then <see cref="Finish"/>. An OEM's native hash overrides those two and <see cref="Reset"/>.
    /// </summary>
    public abstract class HashFunction
    {
        /// <summary>Bytes of a block.</summary>
        public const int BlockBytes = 64;

        /// <summary>The chaining value.</summary>
        protected readonly uint[] State;

        private readonly byte[] _block = new byte[BlockBytes];
        private int _filled;
        private ulong _length;

        /// <summary>Takes the memory.</summary>
        /// <param name="stateWords">Words of the chaining value.</param>
        protected HashFunction(int stateWords)
        {
            State = new uint[stateWords];
        }

        /// <summary>Bytes of a digest.</summary>
        public abstract int DigestBytes { get; }

        /// <summary>Starts a new message and wipes what the last one left.</summary>
        [DataPath]
        public virtual void Reset()
        {
            SetInitialState(State);
            Array.Clear(_block, 0, BlockBytes);
            _filled = 0;
            _length = 0;
        }

        /// <summary>Takes a part of the message.</summary>
        /// <param name="buffer">The buffer.</param>
        /// <param name="offset">Where the part begins.</param>
        /// <param name="count">Its length, 0 or more.</param>
        [DataPath]
        public virtual void Update(byte[] buffer, int offset, int count)
        {
            _length += (ulong)count;
            if (_filled > 0)
            {
                int part = BlockBytes - _filled;
                if (part > count)
                {
                    part = count;
                }

                Array.Copy(buffer, offset, _block, _filled, part);
                _filled += part;
                offset += part;
                count -= part;
                if (_filled < BlockBytes)
                {
                    return;
                }

                Compress(_block, 0);
                _filled = 0;
            }

            while (count >= BlockBytes)
            {
                Compress(buffer, offset);
                offset += BlockBytes;
                count -= BlockBytes;
            }

            if (count > 0)
            {
                Array.Copy(buffer, offset, _block, 0, count);
                _filled = count;
            }
        }

        /// <summary>Takes one byte of the message.</summary>
        /// <param name="value">The byte.</param>
        [DataPath]
        public virtual void Update(byte value)
        {
            _length++;
            _block[_filled] = value;
            _filled++;
            if (_filled == BlockBytes)
            {
                Compress(_block, 0);
                _filled = 0;
            }
        }

        /// <summary>Ends the message, writes its digest and starts a new one.</summary>
        /// <param name="target">Buffer for <see cref="DigestBytes"/> bytes.</param>
        /// <param name="offset">Where they go.</param>
        [DataPath]
        public virtual void Finish(byte[] target, int offset)
        {
            ulong bits = _length << 3;
            byte[] block = _block;
            block[_filled] = 0x80;
            _filled++;
            if (_filled > 56)
            {
                Array.Clear(block, _filled, BlockBytes - _filled);
                Compress(block, 0);
                _filled = 0;
            }

            Array.Clear(block, _filled, 56 - _filled);
            for (int i = 63; i >= 56; i--)
            {
                block[i] = (byte)bits;
                bits >>= 8;
            }

            Compress(block, 0);
            WriteState(target, offset);
            Reset();
        }

        /// <summary>Keeps the chaining value after whole blocks.</summary>
        /// <param name="target">Where it goes.</param>
        /// <param name="offset">Offset of the first word.</param>
        internal void SaveState(uint[] target, int offset)
        {
            Array.Copy(State, 0, target, offset, State.Length);
        }

        /// <summary>Goes on where <see cref="SaveState"/> stood after one block.</summary>
        /// <param name="source">The chaining value.</param>
        /// <param name="offset">Offset of its first word.</param>
        internal void LoadState(uint[] source, int offset)
        {
            Array.Copy(source, offset, State, 0, State.Length);
            _filled = 0;
            _length = BlockBytes;
        }

        /// <summary>Writes the chaining value in network order.</summary>
        /// <param name="target">Where it goes.</param>
        /// <param name="offset">Offset of the first byte.</param>
        internal void WriteState(byte[] target, int offset)
        {
            for (int i = 0; i < State.Length; i++)
            {
                uint word = State[i];
                target[offset] = (byte)(word >> 24);
                target[offset + 1] = (byte)(word >> 16);
                target[offset + 2] = (byte)(word >> 8);
                target[offset + 3] = (byte)word;
                offset += 4;
            }
        }

        /// <summary>Takes one whole block, past the buffering of <see cref="Update(byte[], int, int)"/>.</summary>
        /// <param name="block">Buffer with it.</param>
        internal void CompressBlock(byte[] block)
        {
            Compress(block, 0);
        }

        /// <summary>Sets the chaining value with which a message begins.</summary>
        /// <param name="state">The words.</param>
        protected abstract void SetInitialState(uint[] state);

        /// <summary>Folds one block into the chaining value.</summary>
        /// <param name="p">Buffer with the block.</param>
        /// <param name="at">Where it begins.</param>
        protected abstract void Compress(byte[] p, int at);
    }
}
