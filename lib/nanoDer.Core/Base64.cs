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

        /// <summary>Encodes with padding. In place is allowed where the text never reaches bytes that are still to come.</summary>
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

        /// <summary>Decodes the one encoding that each value has. In place is allowed.</summary>
        /// <param name="source">Buffer with the text.</param>
        /// <param name="sourceOffset">Where it begins.</param>
        /// <param name="count">Its length, padding included.</param>
        /// <param name="target">Buffer for the bytes; room for three for each four characters.</param>
        /// <param name="targetOffset">Where they go.</param>
        /// <returns>
        /// How many bytes, or -1: a length that is no multiple of four, another character (a blank or a line's end
        /// included), padding at another place than the end, or bits set that encode nothing.
        /// </returns>
        public static int Decode(byte[] source, int sourceOffset, int count, byte[] target, int targetOffset)
        {
            int start = targetOffset;
            int end = sourceOffset + count;
            if ((count & 3) != 0)
            {
                return -1;
            }

            if (count > 0 && source[end - 1] == '=')
            {
                end -= source[end - 2] == '=' ? 2 : 1;
            }

            int bits = 0;
            int held = 0;
            for (int i = sourceOffset; i < end; i++)
            {
                int value = Value(source[i]);
                if (value < 0)
                {
                    return -1;
                }

                bits = (bits << 6) | value;
                held += 6;
                if (held >= 8)
                {
                    held -= 8;
                    target[targetOffset] = (byte)(bits >> held);
                    targetOffset++;
                    bits &= (1 << held) - 1;
                }
            }

            return bits == 0 ? targetOffset - start : -1;
        }

        private static int Value(int character)
        {
            if (character >= 'A' && character <= 'Z')
            {
                return character - 'A';
            }

            if (character >= 'a' && character <= 'z')
            {
                return character - 'a' + 26;
            }

            if (character >= '0' && character <= '9')
            {
                return character - '0' + 52;
            }

            return character == '+' ? 62 : character == '/' ? 63 : -1;
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
