using System;
using System.Security.Cryptography;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// AES-128 by nanoFramework's native class, which has no longer keys. Its calls take whole arrays and return new ones.
    /// </summary>
    public sealed class NativeAes : AesCipher
    {
        private const int KeyBytes = 16;
        private const int ChunkBytes = 256;

        private readonly Aes _ecb = new Aes(CipherMode.ECB);
        private readonly Aes _cbc = new Aes(CipherMode.CBC);
        private readonly byte[] _key = new byte[KeyBytes];
        private readonly byte[] _iv = new byte[BlockBytes];
        private readonly byte[] _chunk = new byte[ChunkBytes];
        private readonly byte[] _block = new byte[BlockBytes];
        private bool _keyed;

        /// <inheritdoc/>
        public override bool IsNative
        {
            get { return true; }
        }

        /// <inheritdoc/>
        [DataPath]
        public override DerStatus SetKey(KeyMaterial key)
        {
            Dispose();
            if (key.Count != KeyBytes)
            {
                return DerStatus.CryptoBadKey;
            }

            Array.Copy(key.Buffer, 0, _key, 0, KeyBytes);
            GiveKey();
            _keyed = true;
            return DerStatus.Ok;
        }

        /// <inheritdoc/>
        [DataPath]
        public override byte[] EncryptBlocks(byte[] blocks)
        {
            return EncryptNatively(_ecb, blocks);
        }

        /// <inheritdoc/>
        [DataPath]
        public override DerStatus EncryptCbc(byte[] iv, byte[] buffer, int offset, int count)
        {
            return Cbc(iv, buffer, offset, count, true);
        }

        /// <inheritdoc/>
        [DataPath]
        public override DerStatus DecryptCbc(byte[] iv, byte[] buffer, int offset, int count)
        {
            return Cbc(iv, buffer, offset, count, false);
        }

        /// <inheritdoc/>
        public override void Dispose()
        {
            Array.Clear(_key, 0, _key.Length);
            Array.Clear(_chunk, 0, _chunk.Length);
            Array.Clear(_block, 0, _block.Length);
            _keyed = false;
        }

        [Allocates("nanoFramework's Aes keeps the array; whether it copies it, its documentation does not say")]
        private void GiveKey()
        {
            _ecb.Key = _key;
            _cbc.Key = _key;
        }

        [Allocates("nanoFramework's Aes keeps the array; whether it copies it, its documentation does not say")]
        private void GiveIv()
        {
            _cbc.IV = _iv;
        }

        [Allocates("nanoFramework's Aes returns its result in a new array, as long as its input")]
        private static byte[] EncryptNatively(Aes aes, byte[] data)
        {
            return aes.Encrypt(data);
        }

        [Allocates("nanoFramework's Aes returns its result in a new array, as long as its input")]
        private static byte[] DecryptNatively(Aes aes, byte[] data)
        {
            return aes.Decrypt(data);
        }

        // In chunks of one size and single blocks for the rest: the arrays must be exactly as long as what they hold.
        private DerStatus Cbc(byte[] iv, byte[] buffer, int offset, int count, bool encrypt)
        {
            if (!_keyed)
            {
                return DerStatus.CryptoNoKey;
            }

            if (count < 0 || (count & 15) != 0)
            {
                return DerStatus.CryptoBadLength;
            }

            while (count > 0)
            {
                byte[] part = count >= ChunkBytes ? _chunk : _block;
                int length = part.Length;
                Array.Copy(iv, 0, _iv, 0, BlockBytes);
                GiveIv();
                Array.Copy(buffer, offset, part, 0, length);
                byte[] result = encrypt ? EncryptNatively(_cbc, part) : DecryptNatively(_cbc, part);
                Array.Copy(encrypt ? result : part, length - BlockBytes, iv, 0, BlockBytes);
                Array.Copy(result, 0, buffer, offset, length);
                Array.Clear(result, 0, length);
                offset += length;
                count -= length;
            }

            return DerStatus.Ok;
        }
    }
}
