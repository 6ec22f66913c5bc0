using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>A traffic encryption key of IEC 61850 (RFC 8052): one key, or two when cipher and MAC are apart.</summary>
    public sealed class Tek
    {
        /// <summary>Authentication algorithm: none.</summary>
        public const int NoAuthentication = 1;

        /// <summary>Authentication algorithm: HMAC-SHA-256, cut to 128 bits.</summary>
        public const int HmacSha256128 = 2;

        /// <summary>Authentication algorithm: HMAC-SHA-256.</summary>
        public const int HmacSha256 = 3;

        /// <summary>Authentication algorithm: AES-GMAC, 128 bits.</summary>
        public const int AesGmac128 = 4;

        /// <summary>Authentication algorithm: AES-GMAC, 256 bits.</summary>
        public const int AesGmac256 = 5;

        /// <summary>Confidentiality algorithm: none.</summary>
        public const int NoEncryption = 1;

        /// <summary>Confidentiality algorithm: AES-CBC, 128 bits.</summary>
        public const int AesCbc128 = 2;

        /// <summary>Confidentiality algorithm: AES-CBC, 256 bits.</summary>
        public const int AesCbc256 = 3;

        /// <summary>Confidentiality algorithm: AES-GCM, 128 bits.</summary>
        public const int AesGcm128 = 4;

        /// <summary>Confidentiality algorithm: AES-GCM, 256 bits.</summary>
        public const int AesGcm256 = 5;

        /// <summary>Longest selector (OID and its selector, RFC 8052 clause 2.2) that is kept.</summary>
        public const int MaximumSelector = 64;

        /// <summary>Its number: the SPI, as it stands in messages.</summary>
        public int KeyId;

        /// <summary>How messages are authenticated: a value of RFC 8052 clause 2.2.</summary>
        public int Authentication;

        /// <summary>How they are encrypted: a value of RFC 8052 clause 2.2.</summary>
        public int Encryption;

        /// <summary>From when on it is used, in milliseconds of the engine's clock.</summary>
        public long NotBefore;

        /// <summary>Until when it is used for sending.</summary>
        public long NotAfter;

        /// <summary>Octets of <see cref="Selector"/>.</summary>
        public int SelectorCount;

        /// <summary>What it is for: the octets from the length of the OID to the end of its selector.</summary>
        public readonly byte[] Selector = new byte[MaximumSelector];

        /// <summary>The key of the MAC: 32 octets, or AES key and 4 octets of salt; empty when there is none.</summary>
        public readonly KeyMaterial AuthenticationKey = new KeyMaterial(36);

        /// <summary>The key of the cipher, with 4 octets of salt for GCM; empty when there is none.</summary>
        public readonly KeyMaterial EncryptionKey = new KeyMaterial(36);

        /// <summary>True for a place that holds a key.</summary>
        public bool IsUsed
        {
            get { return AuthenticationKey.Count + EncryptionKey.Count != 0; }
        }

        internal void Clear()
        {
            AuthenticationKey.Clear();
            EncryptionKey.Clear();
        }

        /// <summary>Octets of the authentication key; -1 for an algorithm that is none.</summary>
        internal int MacBytes()
        {
            return KeyBytes(Authentication, 32);
        }

        /// <summary>Octets of the encryption key; -1 for an algorithm that is none.</summary>
        internal int CipherBytes()
        {
            return KeyBytes(Encryption, 16);
        }

        // RFC 8052 tables 2 and 3 have the same lengths but for number 2.
        private static int KeyBytes(int algorithm, int second)
        {
            switch (algorithm)
            {
                case NoEncryption:
                    return 0;
                case AesCbc128:
                    return second;
                case AesCbc256:
                    return 32;
                case AesGcm128:
                    return 20;
                case AesGcm256:
                    return 36;
                default:
                    return -1;
            }
        }
    }
}
