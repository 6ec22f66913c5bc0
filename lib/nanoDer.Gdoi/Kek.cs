using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>The key encryption key: how GROUPKEY-PUSH messages are read and whose signature they bear (RFC 6407 clause 5.3).</summary>
    internal sealed class Kek
    {
        internal const int SpiBytes = 16;

        /// <summary>Longest public key: SubjectPublicKeyInfo of RSA with 4,096 bits, or a certificate.</summary>
        internal const int MaximumPublicKey = 1024;

        internal readonly byte[] Spi = new byte[SpiBytes];
        internal readonly byte[] Iv = new byte[AesCipher.BlockBytes];
        internal readonly KeyMaterial Key = new KeyMaterial(32);

        /// <summary>Key of the pushes' signatures: SubjectPublicKeyInfo, or a certificate.</summary>
        internal readonly KeyMaterial PublicKey = new KeyMaterial(MaximumPublicKey);

        internal int KeyBytes;
        internal int Signature;
        internal int Ack;
        internal long NotAfter;

        /// <summary>The last sequence number that was accepted; it only grows.</summary>
        internal long Sequence;

        internal bool IsUsed
        {
            get { return !Key.IsEmpty; }
        }

        /// <summary>Takes initialisation vector and key as they are downloaded.</summary>
        internal bool Set(byte[] buffer, int offset, int count)
        {
            if (count != KeyBytes + AesCipher.BlockBytes)
            {
                return false;
            }

            Array.Copy(buffer, offset, Iv, 0, AesCipher.BlockBytes);
            return Key.Set(buffer, offset + AesCipher.BlockBytes, KeyBytes);
        }

        internal bool IsFor(byte[] buffer)
        {
            return IsUsed && Bytes.Equal(buffer, 0, Spi, 0, SpiBytes);
        }

        internal void Clear()
        {
            Key.Clear();
            PublicKey.Clear();
            Ack = 0;
            Sequence = 0;
        }
    }
}
