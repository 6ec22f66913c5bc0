namespace nanoDer.Core
{
    /// <summary>Hexadecimal text in caller-owned buffers.</summary>
    public static class Hex
    {
        /// <summary>Value of a hexadecimal digit of either case.</summary>
        /// <param name="character">An ASCII character.</param>
        /// <returns>0 to 15, or -1 when it is no hexadecimal digit.</returns>
        public static int Digit(int character)
        {
            if (character >= '0' && character <= '9')
            {
                return character - '0';
            }

            if (character >= 'A' && character <= 'F')
            {
                return character - ('A' - 10);
            }

            if (character >= 'a' && character <= 'f')
            {
                return character - ('a' - 10);
            }

            return -1;
        }

        /// <summary>Decodes pairs of digits. Source and target may be the same place: the result is shorter than the text.</summary>
        /// <param name="source">Buffer with the text.</param>
        /// <param name="sourceOffset">Where it begins.</param>
        /// <param name="count">Its length in characters.</param>
        /// <param name="target">Buffer for the bytes; room for count / 2.</param>
        /// <param name="targetOffset">Where they go.</param>
        /// <returns>The number of bytes, or -1 for an odd count or a character that is no digit.</returns>
        public static int Decode(byte[] source, int sourceOffset, int count, byte[] target, int targetOffset)
        {
            if ((count & 1) != 0)
            {
                return -1;
            }

            int end = sourceOffset + count;
            while (sourceOffset < end)
            {
                int high = Digit(source[sourceOffset]);
                int low = Digit(source[sourceOffset + 1]);
                if (high < 0 || low < 0)
                {
                    return -1;
                }

                target[targetOffset] = (byte)((high << 4) | low);
                targetOffset++;
                sourceOffset += 2;
            }

            return count >> 1;
        }
    }
}
