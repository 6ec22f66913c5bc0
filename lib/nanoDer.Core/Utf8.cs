namespace nanoDer.Core
{
    /// <summary>UTF-8 and the characters of XML 1.0 (clause 2.2), checked in place.</summary>
    public static class Utf8
    {
        /// <summary>Checks that a range is whole, shortest-form UTF-8 without surrogates, of XML characters only.</summary>
        /// <param name="buffer">The buffer.</param>
        /// <param name="offset">Where the range begins.</param>
        /// <param name="count">Its length in bytes.</param>
        /// <returns>The length of the valid part: <paramref name="count"/> when all is valid.</returns>
        public static int ValidLength(byte[] buffer, int offset, int count)
        {
            int i = offset;
            int end = offset + count;
            while (i < end)
            {
                int c = buffer[i];
                if (c < 0x80)
                {
                    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
                    {
                        break;
                    }

                    i++;
                    continue;
                }

                int length = CharacterLength(buffer, i, end);
                if (length <= 0)
                {
                    break;
                }

                i += length;
            }

            return i - offset;
        }

        /// <summary>Length of the character of several bytes at <paramref name="offset"/>.</summary>
        /// <param name="buffer">The buffer.</param>
        /// <param name="offset">Where the character begins; the byte there is 0x80 or more.</param>
        /// <param name="end">Where the buffer's content ends.</param>
        /// <returns>2 to 4; 0 when the character goes on past <paramref name="end"/>; -1 when it is invalid.</returns>
        public static int CharacterLength(byte[] buffer, int offset, int end)
        {
            int c = buffer[offset];
            int length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
            if (c < 0xC2 || c > 0xF4)
            {
                return -1;
            }

            int value = c & (0x7F >> length);
            for (int k = 1; k < length; k++)
            {
                if (offset + k >= end)
                {
                    return 0;
                }

                int next = buffer[offset + k];
                if ((next & 0xC0) != 0x80)
                {
                    return -1;
                }

                value = (value << 6) | (next & 0x3F);
                if (k == 1 && ((length == 3 && (value < 0x20 || (value >= 0x360 && value <= 0x37F)))
                    || (length == 4 && (value < 0x10 || value > 0x10F))))
                {
                    return -1;
                }
            }

            return value == 0xFFFE || value == 0xFFFF ? -1 : length;
        }

        /// <summary>Writes a character.</summary>
        /// <param name="value">A Unicode scalar value.</param>
        /// <param name="buffer">Where it goes; room for four bytes.</param>
        /// <param name="offset">Offset of its first byte.</param>
        /// <returns>Bytes written: 1 to 4.</returns>
        public static int Put(int value, byte[] buffer, int offset)
        {
            if (value < 0x80)
            {
                buffer[offset] = (byte)value;
                return 1;
            }

            int length = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
            for (int k = length - 1; k > 0; k--)
            {
                buffer[offset + k] = (byte)(0x80 | (value & 0x3F));
                value >>= 6;
            }

            buffer[offset] = (byte)(value | (0xF00 >> length));
            return length;
        }
    }
}
