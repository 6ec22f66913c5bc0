using System;
using System.Security.Cryptography;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Who computes: nanoFramework's native classes where the firmware has them, managed code elsewhere. An OEM with an
    /// interop assembly of its own derives from this class and hands out its own <see cref="AesCipher"/>,
    /// <see cref="HashFunction"/>, <see cref="ISignatureVerifier"/>; everything in this library takes them from here.
    /// </summary>
    public class CryptoProvider
    {
        /// <summary>True when AES and one-shot HMAC are native.</summary>
        public readonly bool IsNative;

        /// <summary>Tries the native classes once, with the example of FIPS 197 appendix B, and falls back when they fail.</summary>
        public CryptoProvider()
            : this(HasNative())
        {
        }

        /// <summary>With or without the native classes.</summary>
        /// <param name="native">True to use them without trying.</param>
        public CryptoProvider(bool native)
        {
            IsNative = native;
        }

        /// <summary>Makes a cipher. Only at start-up. Keys of 32 bytes mean managed code: the native class has none.</summary>
        /// <param name="keyBytes">16 or 32: with a native cipher only keys of that length.</param>
        /// <param name="maximumBytes">Longest input of its <see cref="AesCipher.EncryptBlocks"/>.</param>
        /// <returns>A cipher without a key.</returns>
        public virtual AesCipher CreateAes(int keyBytes, int maximumBytes)
        {
            if (IsNative && keyBytes == 16)
            {
                return new NativeAes();
            }

            return new ManagedAes(maximumBytes);
        }

        /// <summary>Makes a hash. Only at start-up.</summary>
        /// <returns>SHA-256.</returns>
        public virtual HashFunction CreateSha256()
        {
            return new Sha256();
        }

        /// <summary>Makes an incremental HMAC. Only at start-up.</summary>
        /// <returns>HMAC with <see cref="CreateSha256"/>.</returns>
        public Hmac CreateHmac()
        {
            return new Hmac(CreateSha256());
        }

        /// <summary>Makes a verifier of ECDSA signatures. Only at start-up.</summary>
        /// <param name="kind">The curve.</param>
        /// <returns>The verifier, which has its curve for itself.</returns>
        public virtual ISignatureVerifier CreateEcdsa(CurveKind kind)
        {
            return new Ecdsa(
                kind == CurveKind.P256 ? EllipticCurve.P256() : EllipticCurve.BrainpoolP256r1(), new Hmac(new Sha256()));
        }

        /// <summary>
        /// HMAC-SHA-256 of a whole message in one native call. Much faster than the incremental one, but it allocates
        /// its result; with managed code it allocates more. Not for the data path.
        /// </summary>
        /// <param name="key">The key, exactly as long as its array.</param>
        /// <param name="message">The message, exactly as long as its array.</param>
        /// <returns>32 bytes.</returns>
        [Allocates("nanoFramework's HMACSHA256 returns its result in a new array of 32 bytes")]
        public virtual byte[] HmacSha256(byte[] key, byte[] message)
        {
            if (IsNative)
            {
                return HMACSHA256.HashData(key, message);
            }

            byte[] mac = new byte[Sha256.Size];
            Hmac hmac = CreateHmac();
            hmac.SetKey(key, 0, key.Length);
            hmac.Update(message, 0, message.Length);
            hmac.Finish(mac, 0);
            hmac.Dispose();
            return mac;
        }

        private static bool HasNative()
        {
            try
            {
                Aes aes = new Aes(CipherMode.ECB);
                aes.Key = Example("2B7E151628AED2A6ABF7158809CF4F3C");
                byte[] result = aes.Encrypt(Example("3243F6A8885A308D313198A2E0370734"));
                byte[] expected = Example("3925841D02DC09FBDC118597196A0B32");
                return result.Length == 16 && Bytes.Equal(result, 0, expected, 0, 16);
            }
            catch (Exception)
            {
                return false;
            }
        }

        private static byte[] Example(string hex)
        {
            byte[] bytes = new byte[16];
            for (int i = 0; i < 16; i++)
            {
                bytes[i] = (byte)((Hex.Digit(hex[2 * i]) << 4) | Hex.Digit(hex[(2 * i) + 1]));
            }

            return bytes;
        }
    }
}
