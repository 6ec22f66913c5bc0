using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// AES (FIPS 197): the seam between the modes of this library and whoever computes the
    /// blocks, nanoFramework's native class, the managed fallback, or an OEM's own.
    /// </summary>
    public abstract class AesCipher : IDisposable
    {
        /// <summary>Bytes of a block.</summary>
        public const int BlockBytes = 16;

        /// <summary>True when the blocks are computed by native code.</summary>
        public abstract bool IsNative { get; }

        /// <summary>Sets the key.</summary>
        /// <param name="key">16 or 32 bytes; a native cipher may have one of both only.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> for another length.</returns>
        public abstract DerStatus SetKey(KeyMaterial key);

        /// <summary>Encrypts whole blocks, each for itself (ECB): what counter modes are made of.</summary>
        /// <param name="blocks">All of it is encrypted, and it stays as it is.</param>
        /// <returns>
        /// An array of which the first bytes are the result, lent until the next call. A native cipher makes a new one of the
        /// same length each time: with that of the input, the only allocation of the modes.
        /// </returns>
        public abstract byte[] EncryptBlocks(byte[] blocks);

        /// <summary>Encrypts in place with CBC (SP 800-38A clause 6.2), without padding.</summary>
        /// <param name="iv">16 bytes: the last block before; receives the last block of the result.</param>
        /// <param name="buffer">Buffer with the plain text.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length, a multiple of 16.</param>
        /// <returns><see cref="DerStatus.CryptoBadLength"/> or <see cref="DerStatus.CryptoNoKey"/>.</returns>
        public abstract DerStatus EncryptCbc(byte[] iv, byte[] buffer, int offset, int count);

        /// <summary>Decrypts in place with CBC, without padding.</summary>
        /// <param name="iv">16 bytes: the last block before; receives the last block of the input.</param>
        /// <param name="buffer">Buffer with the cipher text.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length, a multiple of 16.</param>
        /// <returns><see cref="DerStatus.CryptoBadLength"/> or <see cref="DerStatus.CryptoNoKey"/>.</returns>
        public abstract DerStatus DecryptCbc(byte[] iv, byte[] buffer, int offset, int count);

        /// <summary>Wipes the key.</summary>
        public abstract void Dispose();
    }
}
