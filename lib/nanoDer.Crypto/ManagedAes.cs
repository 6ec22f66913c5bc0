using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// AES for firmware without native cryptography: bit-sliced, four blocks at a time in eight words of 64 bits. It has no
    /// table and no branch or index that depends on a secret. CBC encryption, which is serial, uses one block of the four.
    /// <para>
    /// Bit i of the byte in row r and column c of block b is bit 16r + 4c + b of plane i: ShiftRows turns the 16 bits of a
    /// row, MixColumns turns whole planes by 16.
    /// </para>
    /// </summary>
    public sealed class ManagedAes : AesCipher
    {
        private const int SliceBytes = 4 * BlockBytes;

        private readonly ulong[] _planes = new ulong[8];
        private readonly ulong[] _keys = new ulong[8 * 15];
        private readonly byte[] _output;
        private readonly byte[] _slice = new byte[SliceBytes];
        private int _rounds;

        /// <summary>Takes the memory.</summary>
        /// <param name="maximumBytes">Longest input of <see cref="EncryptBlocks"/>, a multiple of 16.</param>
        public ManagedAes(int maximumBytes)
        {
            _output = new byte[(maximumBytes + SliceBytes - 1) / SliceBytes * SliceBytes];
        }

        /// <inheritdoc/>
        public override bool IsNative
        {
            get { return false; }
        }

        /// <inheritdoc/>
        [DataPath]
        public override DerStatus SetKey(KeyMaterial key)
        {
            Dispose();
            if (key.Count != 16 && key.Count != 32)
            {
                return DerStatus.CryptoBadKey;
            }

            _rounds = key.Count == 16 ? 10 : 14;
            ExpandKey(key);
            return DerStatus.Ok;
        }

        /// <inheritdoc/>
        [DataPath]
        public override byte[] EncryptBlocks(byte[] blocks)
        {
            Array.Copy(blocks, 0, _output, 0, blocks.Length);
            for (int at = 0; at < blocks.Length; at += SliceBytes)
            {
                Encrypt(_output, at);
            }

            return _output;
        }

        /// <inheritdoc/>
        [DataPath]
        public override DerStatus EncryptCbc(byte[] iv, byte[] buffer, int offset, int count)
        {
            DerStatus status = Check(count);
            for (int end = offset + count; status == DerStatus.Ok && offset < end; offset += BlockBytes)
            {
                for (int i = 0; i < BlockBytes; i++)
                {
                    _slice[i] = (byte)(iv[i] ^ buffer[offset + i]);
                }

                Encrypt(_slice, 0);
                Array.Copy(_slice, 0, buffer, offset, BlockBytes);
                Array.Copy(_slice, 0, iv, 0, BlockBytes);
            }

            return status;
        }

        /// <inheritdoc/>
        [DataPath]
        public override DerStatus DecryptCbc(byte[] iv, byte[] buffer, int offset, int count)
        {
            DerStatus status = Check(count);
            int end = offset + count;
            while (status == DerStatus.Ok && offset < end)
            {
                int part = end - offset < SliceBytes ? end - offset : SliceBytes;
                Array.Copy(buffer, offset, _slice, 0, part);
                Decrypt(_slice);
                for (int i = 0; i < part; i++)
                {
                    int at = i & 15;
                    byte cipher = buffer[offset + i];
                    buffer[offset + i] = (byte)(_slice[i] ^ iv[at]);
                    iv[at] = cipher;
                }

                offset += part;
            }

            return status;
        }

        /// <inheritdoc/>
        public override void Dispose()
        {
            Array.Clear(_keys, 0, _keys.Length);
            Array.Clear(_planes, 0, _planes.Length);
            Array.Clear(_output, 0, _output.Length);
            Array.Clear(_slice, 0, _slice.Length);
            _rounds = 0;
        }

        private DerStatus Check(int count)
        {
            return _rounds == 0 ? DerStatus.CryptoNoKey
                : count < 0 || (count & 15) != 0 ? DerStatus.CryptoBadLength : DerStatus.Ok;
        }

        private void Encrypt(byte[] buffer, int offset)
        {
            ulong[] q = _planes;
            AesSlices.Load(q, buffer, offset);
            AddRoundKey(q, 0);
            for (int round = 1; round < _rounds; round++)
            {
                AesSubstitution.Forward(q);
                AesSlices.ShiftRows(q);
                AesSlices.MixColumns(q);
                AddRoundKey(q, round);
            }

            AesSubstitution.Forward(q);
            AesSlices.ShiftRows(q);
            AddRoundKey(q, _rounds);
            AesSlices.Store(q, buffer, offset);
        }

        private void Decrypt(byte[] buffer)
        {
            ulong[] q = _planes;
            AesSlices.Load(q, buffer, 0);
            AddRoundKey(q, _rounds);
            for (int round = _rounds - 1; round >= 0; round--)
            {
                // The fourth power of both maps is the identity: three times forth is once back.
                AesSlices.ShiftRows(q);
                AesSlices.ShiftRows(q);
                AesSlices.ShiftRows(q);
                AesSubstitution.Inverse(q);
                AddRoundKey(q, round);
                if (round > 0)
                {
                    AesSlices.MixColumns(q);
                    AesSlices.MixColumns(q);
                    AesSlices.MixColumns(q);
                }
            }

            AesSlices.Store(q, buffer, 0);
        }

        private void AddRoundKey(ulong[] q, int round)
        {
            ulong[] k = _keys;
            int at = round << 3;
            q[0] ^= k[at];
            q[1] ^= k[at + 1];
            q[2] ^= k[at + 2];
            q[3] ^= k[at + 3];
            q[4] ^= k[at + 4];
            q[5] ^= k[at + 5];
            q[6] ^= k[at + 6];
            q[7] ^= k[at + 7];
        }

        // KeyExpansion (clause 5.2), four words at a time: _slice holds the last words in bytes 0 to 31, work in 48 to 63.
        private void ExpandKey(KeyMaterial key)
        {
            byte[] w = _slice;
            int count = key.Count;
            Array.Copy(key.Buffer, 0, w, 0, count);
            int constant = 1;
            for (int round = 0; round <= _rounds; round++)
            {
                // Words 4 round to 4 round + 3 stand at the place of their half.
                int half = count == 32 && (round & 1) != 0 ? 16 : 0;
                if (round >= (count >> 4))
                {
                    // The word before: the last of the other half, or of the only one. Rotated but in a second half.
                    int last = count == 32 && half == 0 ? 28 : 12;
                    bool turn = half == 0;
                    for (int i = 0; i < 4; i++)
                    {
                        w[48 + i] = w[last + (turn ? (i + 1) & 3 : i)];
                    }

                    Substitute(w);
                    if (turn)
                    {
                        w[48] ^= (byte)constant;
                        constant = (constant << 1) ^ ((constant >> 7) * 0x11B);
                    }

                    for (int i = 0; i < BlockBytes; i++)
                    {
                        w[half + i] ^= i < 4 ? w[48 + i] : w[half + i - 4];
                    }
                }

                StoreRoundKey(w, half, round);
            }

            Array.Clear(w, 0, w.Length);
        }

        // Four bytes at 48 through the S-box. Their planes: load them as a slice, substitute, store.
        private void Substitute(byte[] w)
        {
            Array.Clear(_output, 0, SliceBytes);
            Array.Copy(w, 48, _output, 0, 4);
            AesSlices.Load(_planes, _output, 0);
            AesSubstitution.Forward(_planes);
            AesSlices.Store(_planes, _output, 0);
            Array.Copy(_output, 0, w, 48, 4);
        }

        // The same round key for all four blocks.
        private void StoreRoundKey(byte[] w, int half, int round)
        {
            for (int block = 0; block < SliceBytes; block += BlockBytes)
            {
                Array.Copy(w, half, _output, block, BlockBytes);
            }

            AesSlices.Load(_planes, _output, 0);
            Array.Copy(_planes, 0, _keys, round << 3, 8);
        }
    }
}
