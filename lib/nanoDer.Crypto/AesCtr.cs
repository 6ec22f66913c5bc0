using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// AES in counter mode (SP 800-38A clause 6.5), in place; decryption is the same. The key stream of a message comes out
    /// of few calls of the cipher, as many blocks each as the plan has room for. A counter must never come twice under one
    /// key: whoever calls sees to that. It hides a text and does not protect it: see <see cref="AesGcm"/>.
    /// </summary>
    public sealed class AesCtr : IDisposable
    {
        // Of the counter block, what stays the same for 2^32 blocks.
        private const int PrefixBytes = 12;

        private readonly AesCipher _cipher;
        private readonly byte[] _one = new byte[AesCipher.BlockBytes];
        private readonly byte[] _few = new byte[4 * AesCipher.BlockBytes];
        private readonly byte[] _many;
        private bool _keyed;

        /// <summary>Takes the memory.</summary>
        /// <param name="cipher">This object has it for itself.</param>
        /// <param name="chunkBytes">
        /// Bytes of key stream from one call of the cipher, a multiple of 64. A native cipher allocates as much for each
        /// call; more means fewer calls.
        /// </param>
        /// <exception cref="ArgumentOutOfRangeException">The chunk is not a multiple of 64.</exception>
        public AesCtr(AesCipher cipher, int chunkBytes)
        {
            if (chunkBytes < 64 || (chunkBytes & 63) != 0)
            {
                throw new ArgumentOutOfRangeException();
            }

            _cipher = cipher;
            _many = new byte[chunkBytes];
        }

        /// <summary>Bytes that one needs on the device's heap, without its cipher.</summary>
        /// <param name="chunkBytes">As in the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int chunkBytes)
        {
            return HeapSize.Object(5) + HeapSize.Array(AesCipher.BlockBytes, 1) + HeapSize.Array(4 * AesCipher.BlockBytes, 1)
                + HeapSize.Array(chunkBytes, 1);
        }

        /// <summary>Sets the key.</summary>
        /// <param name="key">16 or 32 bytes.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> for another length.</returns>
        [DataPath]
        public DerStatus SetKey(KeyMaterial key)
        {
            DerStatus status = _cipher.SetKey(key);
            _keyed = status == DerStatus.Ok;
            return status;
        }

        /// <summary>Encrypts or decrypts in place.</summary>
        /// <param name="counter">
        /// 16 bytes, counted up as one number in network order (appendix B.1): the first block's; receives the one after the
        /// last block, so that a text of which all parts but the last are multiples of 16 may come in parts.
        /// </param>
        /// <param name="buffer">Buffer with the text.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length, 0 or more.</param>
        /// <returns><see cref="DerStatus.CryptoBadLength"/> or <see cref="DerStatus.CryptoNoKey"/>.</returns>
        [DataPath]
        public DerStatus Apply(byte[] counter, byte[] buffer, int offset, int count)
        {
            if (!_keyed || count < 0 || counter.Length != AesCipher.BlockBytes)
            {
                return _keyed ? DerStatus.CryptoBadLength : DerStatus.CryptoNoKey;
            }

            byte[] filled = null;
            uint number = ((uint)counter[12] << 24) | ((uint)counter[13] << 16) | ((uint)counter[14] << 8) | counter[15];
            while (count > 0)
            {
                byte[] blocks = count <= AesCipher.BlockBytes ? _one : count <= _few.Length ? _few : _many;
                if (blocks != filled)
                {
                    for (int at = 0; at < blocks.Length; at += AesCipher.BlockBytes)
                    {
                        Array.Copy(counter, 0, blocks, at, PrefixBytes);
                    }

                    filled = blocks;
                }

                // Up to where the last 32 bits of the counter begin again.
                int part = count < blocks.Length ? count : blocks.Length;
                uint blocksLeft = 0u - number;
                if (blocksLeft < (uint)((part + 15) >> 4) && blocksLeft != 0)
                {
                    part = (int)blocksLeft << 4;
                }

                Number(blocks, number);
                byte[] stream = _cipher.EncryptBlocks(blocks);
                Xor(buffer, offset, stream, part);
                Array.Clear(stream, 0, stream.Length);
                offset += part;
                count -= part;
                number += (uint)((part + 15) >> 4);
                if (number == 0)
                {
                    int carry = PrefixBytes;
                    do
                    {
                        carry--;
                        counter[carry]++;
                    }
                    while (counter[carry] == 0 && carry > 0);
                    filled = null;
                }
            }

            counter[12] = (byte)(number >> 24);
            counter[13] = (byte)(number >> 16);
            counter[14] = (byte)(number >> 8);
            counter[15] = (byte)number;
            return DerStatus.Ok;
        }

        /// <summary>Wipes the key.</summary>
        public void Dispose()
        {
            _cipher.Dispose();
            _keyed = false;
        }

        private static void Number(byte[] blocks, uint counter)
        {
            for (int at = PrefixBytes; at < blocks.Length; at += AesCipher.BlockBytes)
            {
                blocks[at] = (byte)(counter >> 24);
                blocks[at + 1] = (byte)(counter >> 16);
                blocks[at + 2] = (byte)(counter >> 8);
                blocks[at + 3] = (byte)counter;
                counter++;
            }
        }

        private static void Xor(byte[] text, int offset, byte[] stream, int count)
        {
            int i = 0;
            int unrolled = count & ~3;
            while (i < unrolled)
            {
                text[offset] ^= stream[i];
                text[offset + 1] ^= stream[i + 1];
                text[offset + 2] ^= stream[i + 2];
                text[offset + 3] ^= stream[i + 3];
                offset += 4;
                i += 4;
            }

            while (i < count)
            {
                text[offset] ^= stream[i];
                offset++;
                i++;
            }
        }
    }
}
