using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// AES-GCM (SP 800-38D) with nonces of 12 bytes and tags of 12 to 16, in place; with no text it is GMAC. The key stream
    /// of a message comes out of few calls of the cipher, as many blocks each as the plan has room for.
    /// A nonce must never come twice under one key: whoever calls sees to that.
    /// </summary>
    public sealed class AesGcm : IDisposable
    {
        /// <summary>Bytes of a nonce.</summary>
        public const int NonceBytes = 12;

        /// <summary>Bytes of GHASH's tables, when there are any.</summary>
        public const int TableBytes = Ghash.TableBytes;

        private readonly AesCipher _cipher;
        private readonly Ghash _ghash;
        private readonly AesCtr _stream;
        private readonly byte[] _block = new byte[AesCipher.BlockBytes];
        private readonly byte[] _mask = new byte[AesCipher.BlockBytes];
        private readonly byte[] _tag = new byte[AesCipher.BlockBytes];
        private bool _keyed;

        /// <summary>Takes the memory.</summary>
        /// <param name="cipher">This object has it for itself.</param>
        /// <param name="chunkBytes">
        /// Bytes of key stream from one call of the cipher, a multiple of 64. A native cipher allocates as much for each
        /// call; more means fewer calls.
        /// </param>
        /// <param name="tableBytes">
        /// Bytes of GHASH's tables for the key: 0 for none, or <see cref="TableBytes"/>. With tables it is faster, but memory is read at
        /// places that depend on the key: not where somebody else's code shares a cache with this one.
        /// </param>
        /// <exception cref="ArgumentOutOfRangeException">The chunk is not a multiple of 64, or the tables have another size.</exception>
        public AesGcm(AesCipher cipher, int chunkBytes, int tableBytes)
        {
            if (tableBytes != 0 && tableBytes != TableBytes)
            {
                throw new ArgumentOutOfRangeException();
            }

            _ghash = new Ghash(tableBytes != 0);
            _cipher = cipher;
            _stream = new AesCtr(cipher, chunkBytes);
        }

        /// <summary>Bytes that one needs on the device's heap, without its cipher.</summary>
        /// <param name="chunkBytes">As in the constructor.</param>
        /// <param name="tableBytes">As in the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int chunkBytes, int tableBytes)
        {
            return HeapSize.Object(7) + Ghash.RequiredBytes(tableBytes != 0) + AesCtr.RequiredBytes(chunkBytes)
                + (3 * HeapSize.Array(16, 1));
        }

        /// <summary>Sets the key.</summary>
        /// <param name="key">16 or 32 bytes.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> for another length.</returns>
        [DataPath]
        public DerStatus SetKey(KeyMaterial key)
        {
            _keyed = false;
            DerStatus status = _stream.SetKey(key);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            Array.Clear(_block, 0, _block.Length);
            _ghash.SetKey(_cipher.EncryptBlocks(_block));
            _keyed = true;
            return DerStatus.Ok;
        }

        /// <summary>Encrypts in place and computes the tag.</summary>
        /// <param name="nonce">Buffer with the nonce.</param>
        /// <param name="nonceOffset">Where its 12 bytes begin.</param>
        /// <param name="associated">Buffer with the associated data.</param>
        /// <param name="associatedOffset">Where they begin.</param>
        /// <param name="associatedCount">Their length, 0 or more.</param>
        /// <param name="text">Buffer with the text.</param>
        /// <param name="textOffset">Where it begins.</param>
        /// <param name="textCount">Its length, 0 or more.</param>
        /// <param name="tag">Buffer for the tag; apart from the text.</param>
        /// <param name="tagOffset">Where it goes.</param>
        /// <param name="tagCount">Its length, 12 to 16.</param>
        /// <returns><see cref="DerStatus.CryptoNoKey"/> or <see cref="DerStatus.CryptoBadLength"/>.</returns>
        [DataPath]
        public DerStatus Seal(
            byte[] nonce,
            int nonceOffset,
            byte[] associated,
            int associatedOffset,
            int associatedCount,
            byte[] text,
            int textOffset,
            int textCount,
            byte[] tag,
            int tagOffset,
            int tagCount)
        {
            DerStatus status = Check(tagCount);
            if (status == DerStatus.Ok)
            {
                Start(nonce, nonceOffset);
                _stream.Apply(_block, text, textOffset, textCount);
                ComputeTag(associated, associatedOffset, associatedCount, text, textOffset, textCount);
                Array.Copy(_tag, 0, tag, tagOffset, tagCount);
            }

            return status;
        }

        /// <summary>Checks the tag and then decrypts in place. With a wrong tag the text stays as it came.</summary>
        /// <param name="nonce">Buffer with the nonce.</param>
        /// <param name="nonceOffset">Where its 12 bytes begin.</param>
        /// <param name="associated">Buffer with the associated data.</param>
        /// <param name="associatedOffset">Where they begin.</param>
        /// <param name="associatedCount">Their length, 0 or more.</param>
        /// <param name="text">Buffer with the text.</param>
        /// <param name="textOffset">Where it begins.</param>
        /// <param name="textCount">Its length, 0 or more.</param>
        /// <param name="tag">Buffer with the tag.</param>
        /// <param name="tagOffset">Where it begins.</param>
        /// <param name="tagCount">Its length, 12 to 16.</param>
        /// <returns>
        /// <see cref="DerStatus.CryptoNotAuthentic"/>, <see cref="DerStatus.CryptoNoKey"/> or
        /// <see cref="DerStatus.CryptoBadLength"/>.
        /// </returns>
        [DataPath]
        public DerStatus Open(
            byte[] nonce,
            int nonceOffset,
            byte[] associated,
            int associatedOffset,
            int associatedCount,
            byte[] text,
            int textOffset,
            int textCount,
            byte[] tag,
            int tagOffset,
            int tagCount)
        {
            DerStatus status = Check(tagCount);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            Start(nonce, nonceOffset);
            ComputeTag(associated, associatedOffset, associatedCount, text, textOffset, textCount);
            if (!ConstantTime.Equal(_tag, 0, tag, tagOffset, tagCount))
            {
                return DerStatus.CryptoNotAuthentic;
            }

            _stream.Apply(_block, text, textOffset, textCount);
            return DerStatus.Ok;
        }

        /// <summary>Wipes the key.</summary>
        public void Dispose()
        {
            _stream.Dispose();
            _ghash.Clear();
            Array.Clear(_mask, 0, _mask.Length);
            Array.Clear(_tag, 0, _tag.Length);
            _keyed = false;
        }

        private DerStatus Check(int tagCount)
        {
            return !_keyed ? DerStatus.CryptoNoKey
                : tagCount < 12 || tagCount > 16 ? DerStatus.CryptoBadLength : DerStatus.Ok;
        }

        private void Start(byte[] nonce, int offset)
        {
            Array.Copy(nonce, offset, _block, 0, NonceBytes);
            Array.Clear(_block, NonceBytes, 3);
            _block[15] = 1;
            Array.Copy(_cipher.EncryptBlocks(_block), 0, _mask, 0, _mask.Length);
            _block[15] = 2;
        }

        private void ComputeTag(
            byte[] associated, int associatedOffset, int associatedCount, byte[] text, int textOffset, int textCount)
        {
            _ghash.Reset();
            _ghash.Update(associated, associatedOffset, associatedCount, _tag);
            _ghash.Update(text, textOffset, textCount, _tag);
            _ghash.Finish(associatedCount, textCount, _tag);
            for (int i = 0; i < _tag.Length; i++)
            {
                _tag[i] ^= _mask[i];
            }
        }
    }
}
