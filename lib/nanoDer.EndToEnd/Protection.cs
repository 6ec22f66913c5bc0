using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.EndToEnd
{
    /// <summary>
    /// Encrypts and authenticates under the keys of an association. One key of each length is set at a time, so that more associations cost no more
    /// memory; setting one costs 250 steps with native AES.
    /// <para>
    /// A nonce of AES-GCM or GMAC is the salt of the direction and the message's time and sequence number as one number of 64 bits. It never comes
    /// twice under one key: that number only grows (<see cref="EndToEndEngine.BeginTransfer"/>), whatever the clock does, and each direction has a
    /// key of its own. Keys are never stored; each association and each renewal has new ones, of a key exchange in which both sides drew new numbers.
    /// So a restart begins with other keys. What XEP-0198 sends again after a cut are the same octets, not the same number for others.
    /// </para>
    /// </summary>
    internal sealed class Protection
    {
        internal const int Encrypting = EndToEndProfile.Aes128Gcm | EndToEndProfile.Aes256Gcm | EndToEndProfile.Aes128Cbc | EndToEndProfile.Aes256Cbc;

        private const int Short = EndToEndProfile.Aes128Gcm | EndToEndProfile.Aes128Cbc | EndToEndProfile.Aes128Gmac;
        private const int Gmac = EndToEndProfile.Aes128Gmac | EndToEndProfile.Aes256Gmac;

        // Key stream that AES makes at a time.
        private const int ChunkBytes = 256;
        private const int SaltBytes = 4;

        /// <summary>Nonce or initialisation vector of the message at hand.</summary>
        internal readonly byte[] Nonce = new byte[AesCipher.BlockBytes];

        private readonly int _tagBytes;
        private readonly Hmac _hmac;
        private readonly KeyMaterial _key = new KeyMaterial(32);
        private readonly byte[] _icv = new byte[Sha256.Size];
        private readonly AesCipher _cipher16;
        private readonly AesCipher _cipher32;
        private readonly AesGcm _gcm16;
        private readonly AesGcm _gcm32;

        internal Protection(EndToEndProfile profile, EndToEndTools tools, MemoryPlan plan)
        {
            _tagBytes = profile.TagBytes;
            _hmac = tools.Hmac;
            if ((profile.Algorithms & Short) != 0)
            {
                _cipher16 = tools.Provider.CreateAes(16, ChunkBytes);
                _gcm16 = new AesGcm(_cipher16, ChunkBytes, plan.GhashTableBytes);
            }

            if ((profile.Algorithms & ~Short & ~EndToEndProfile.HmacSha256) != 0)
            {
                _cipher32 = tools.Provider.CreateAes(32, ChunkBytes);
                _gcm32 = new AesGcm(_cipher32, ChunkBytes, plan.GhashTableBytes);
            }
        }

        /// <summary>Octets of all keys and salts of a suite.</summary>
        internal static int KeySetBytes(int suite)
        {
            return 2 * (IcvKeyBytes(suite) + EncryptionKeyBytes(suite) + SaltBytes);
        }

        internal static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(9) + HeapSize.Array(16, 1) + HeapSize.Array(32, 1) + KeyMaterial.RequiredBytes(32)
                + AesGcm.RequiredBytes(ChunkBytes, plan.GhashTableBytes);
        }

        internal int TagBytes
        {
            get { return _tagBytes; }
        }

        /// <summary>Octets of an ICV.</summary>
        internal int IcvBytes(int suite)
        {
            return (suite & Gmac) != 0 ? _tagBytes : Sha256.Size;
        }

        internal static bool HasGmac(int suite)
        {
            return (suite & Gmac) != 0;
        }

        /// <summary>Sets <see cref="Nonce"/> to that of a message.</summary>
        /// <param name="keys">The keys.</param>
        /// <param name="suite">What they are for.</param>
        /// <param name="direction">0 from the client, 1 from the server.</param>
        /// <param name="number">Time and sequence number.</param>
        internal void SetNonce(KeyMaterial keys, int suite, int direction, long number)
        {
            Array.Copy(keys.Buffer, KeySetBytes(suite) - ((2 - direction) * SaltBytes), Nonce, 0, SaltBytes);
            for (int i = AesGcm.NonceBytes - 1; i >= SaltBytes; i--)
            {
                Nonce[i] = (byte)number;
                number >>= 8;
            }
        }

        /// <summary>AES-GCM in place, the tag behind the text.</summary>
        internal DerStatus SealAe(KeyMaterial keys, int suite, int direction, byte[] b, int token, int tokenCount, int text, int count)
        {
            AesGcm gcm = EncryptionGcm(keys, suite, direction);
            return gcm.Seal(Nonce, 0, b, token, tokenCount, b, text, count, b, text + count, _tagBytes);
        }

        /// <summary>The other way round, where the count is that of text and tag; the text stays as it is when the tag is wrong.</summary>
        internal DerStatus OpenAe(KeyMaterial keys, int suite, int direction, byte[] b, int token, int tokenCount, int text, int count)
        {
            AesGcm gcm = EncryptionGcm(keys, suite, direction);
            count -= _tagBytes;
            return count < 0 ? DerStatus.CryptoNotAuthentic : gcm.Open(Nonce, 0, b, token, tokenCount, b, text, count, b, text + count, _tagBytes);
        }

        /// <summary>AES-CBC in place, padded as in RFC 5652 clause 6.3 by the caller; <see cref="Nonce"/> is the initialisation vector and is used up.</summary>
        internal DerStatus Cbc(KeyMaterial keys, int suite, int direction, byte[] b, int text, int count, bool encrypts)
        {
            int bytes = EncryptionKeyBytes(suite);
            AesCipher cipher = bytes == 16 ? _cipher16 : _cipher32;
            _key.Set(keys.Buffer, (2 * IcvKeyBytes(suite)) + (direction * bytes), bytes);
            DerStatus status = cipher.SetKey(_key);
            _key.Clear();
            return status != DerStatus.Ok ? status : encrypts ? cipher.EncryptCbc(Nonce, b, text, count) : cipher.DecryptCbc(Nonce, b, text, count);
        }

        /// <summary>Computes an ICV; with GMAC under <see cref="Nonce"/>.</summary>
        internal void ComputeIcv(KeyMaterial keys, int suite, int direction, byte[] b, int at, int count, byte[] icv, int icvAt)
        {
            int bytes = IcvKeyBytes(suite);
            if ((suite & Gmac) == 0)
            {
                _hmac.SetKey(keys.Buffer, direction * bytes, bytes);
                _hmac.Update(b, at, count);
                _hmac.Finish(icv, icvAt);
                _hmac.Dispose();
                return;
            }

            AesGcm gcm = bytes == 16 ? _gcm16 : _gcm32;
            _key.Set(keys.Buffer, direction * bytes, bytes);
            gcm.SetKey(_key);
            _key.Clear();
            gcm.Seal(Nonce, 0, b, at, count, b, 0, 0, icv, icvAt, _tagBytes);
        }

        /// <summary>Compares the ICV at hand with one that was received.</summary>
        internal bool CheckIcv(KeyMaterial keys, int suite, int direction, byte[] b, int at, int count, byte[] icv, int icvAt)
        {
            ComputeIcv(keys, suite, direction, b, at, count, _icv, 0);
            return ConstantTime.Equal(_icv, 0, icv, icvAt, IcvBytes(suite));
        }

        private static int EncryptionKeyBytes(int suite)
        {
            return (suite & Encrypting) == 0 ? 0 : (suite & Encrypting & Short) != 0 ? 16 : 32;
        }

        private static int IcvKeyBytes(int suite)
        {
            return (suite & EndToEndProfile.Aes128Gmac) != 0 ? 16
                : (suite & (EndToEndProfile.HmacSha256 | EndToEndProfile.Aes256Gmac)) != 0 ? 32 : 0;
        }

        private AesGcm EncryptionGcm(KeyMaterial keys, int suite, int direction)
        {
            int bytes = EncryptionKeyBytes(suite);
            AesGcm gcm = bytes == 16 ? _gcm16 : _gcm32;
            _key.Set(keys.Buffer, (2 * IcvKeyBytes(suite)) + (direction * bytes), bytes);
            gcm.SetKey(_key);
            _key.Clear();
            return gcm;
        }
    }
}
