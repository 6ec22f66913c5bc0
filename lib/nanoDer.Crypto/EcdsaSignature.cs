using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>The two forms of an ECDSA signature: 64 bytes r and s, and DER's SEQUENCE of two INTEGERs (RFC 3279).</summary>
    public static class EcdsaSignature
    {
        /// <summary>Most bytes of the DER form.</summary>
        public const int MaximumDerBytes = 72;

        /// <summary>Brings the DER form to 64 bytes. Strict: minimal integers, definite lengths, nothing after the end.</summary>
        /// <param name="der">Buffer with the DER form.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="target">Buffer for 64 bytes.</param>
        /// <param name="targetOffset">Where they go.</param>
        /// <returns>
        /// <see cref="DerStatus.DerBadEncoding"/>; <see cref="DerStatus.CryptoNotAuthentic"/> for a number that is negative
        /// or too long, as no signature has it.
        /// </returns>
        [DataPath]
        public static DerStatus FromDer(byte[] der, int offset, int count, byte[] target, int targetOffset)
        {
            // A SEQUENCE of two integers of up to 33 bytes never needs a long form of length.
            int end = offset + count;
            if (count < 8 || der[offset] != 0x30 || der[offset + 1] != count - 2)
            {
                return DerStatus.DerBadEncoding;
            }

            int at = offset + 2;
            for (int part = 0; part < 2; part++)
            {
                if (end - at < 3 || der[at] != 2)
                {
                    return DerStatus.DerBadEncoding;
                }

                int length = der[at + 1];
                at += 2;
                if (length < 1 || length > end - at)
                {
                    return DerStatus.DerBadEncoding;
                }

                if (length > 1 && ((der[at] == 0 && der[at + 1] < 0x80) || (der[at] == 0xFF && der[at + 1] >= 0x80)))
                {
                    return DerStatus.DerBadEncoding;
                }

                if (der[at] >= 0x80)
                {
                    return DerStatus.CryptoNotAuthentic;
                }

                if (length > 1 && der[at] == 0)
                {
                    at++;
                    length--;
                }

                if (length > 32)
                {
                    return DerStatus.CryptoNotAuthentic;
                }

                Array.Clear(target, targetOffset, 32 - length);
                Array.Copy(der, at, target, targetOffset + 32 - length, length);
                targetOffset += 32;
                at += length;
            }

            return at == end ? DerStatus.Ok : DerStatus.DerBadEncoding;
        }

        /// <summary>Brings 64 bytes to the DER form.</summary>
        /// <param name="signature">Buffer with r and s.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="target">Buffer for up to 72 bytes.</param>
        /// <param name="targetOffset">Where they go.</param>
        /// <returns>The length of the DER form.</returns>
        [DataPath]
        public static int ToDer(byte[] signature, int offset, byte[] target, int targetOffset)
        {
            int at = targetOffset + 2;
            for (int part = 0; part < 2; part++)
            {
                int skip = 0;
                while (skip < 31 && signature[offset + skip] == 0)
                {
                    skip++;
                }

                int zero = signature[offset + skip] >> 7;
                target[at] = 2;
                target[at + 1] = (byte)(32 - skip + zero);
                target[at + 2] = 0;
                at += 2 + zero;
                Array.Copy(signature, offset + skip, target, at, 32 - skip);
                at += 32 - skip;
                offset += 32;
            }

            target[targetOffset] = 0x30;
            target[targetOffset + 1] = (byte)(at - targetOffset - 2);
            return at - targetOffset;
        }
    }
}
