namespace nanoDer.Core
{
    /// <summary>Base64 (RFC 4648 clause 4) into a caller-owned buffer.</summary>
    public static class Base64
    {
        /// <summary>Characters that <paramref name="count"/> bytes need.</summary>
        /// <param name="count">Bytes to encode.</param>
        /// <returns>A multiple of four.</returns>
        public static int EncodedLength(int count)
        {
            return (count + 2) / 3 * 4;
        }

        /// <summary>Encodes with padding. The ranges must not overlap.</summary>
        /// <param name="source">Buffer with the bytes.</param>
        /// <param name="sourceOffset">Where they begin.</param>
        /// <param name="count">How many they are.</param>
        /// <param name="target">Buffer for the text; room for <see cref="EncodedLength"/>.</param>
        /// <param name="targetOffset">Where it goes.</param>
        /// <returns>The number of characters.</returns>
        public static int Encode(byte[] source, int sourceOffset, int count, byte[] target, int targetOffset)
        {
            int start = targetOffset;
            int end = sourceOffset + count;
            while (sourceOffset < end)
            {
                int left = end - sourceOffset;
                int bits = source[sourceOffset] << 16;
                if (left > 1)
                {
                    bits |= source[sourceOffset + 1] << 8;
                }

                if (left > 2)
                {
                    bits |= source[sourceOffset + 2];
                }

                target[targetOffset] = Character(bits >> 18);
                target[targetOffset + 1] = Character((bits >> 12) & 63);
                target[targetOffset + 2] = left > 1 ? Character((bits >> 6) & 63) : (byte)'=';
                target[targetOffset + 3] = left > 2 ? Character(bits & 63) : (byte)'=';
                targetOffset += 4;
                sourceOffset += 3;
            }

            return targetOffset - start;
        }

        private static byte Character(int value)
        {
            if (value < 26)
            {
                return (byte)('A' + value);
            }

            if (value < 52)
            {
                return (byte)('a' + value - 26);
            }

            if (value < 62)
            {
                return (byte)('0' + value - 52);
            }

            return value == 62 ? (byte)'+' : (byte)'/';
        }
    }
}
