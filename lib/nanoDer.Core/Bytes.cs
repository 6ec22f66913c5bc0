using System;
using System.Text;

namespace nanoDer.Core
{
    /// <summary>Bytes and ASCII text in caller-owned buffers, without garbage.</summary>
    public static class Bytes
    {
        /// <summary>Copies a constant text to a new array. Only at start-up: it allocates.</summary>
        /// <param name="text">Any text.</param>
        /// <returns>Its UTF-8 bytes.</returns>
        public static byte[] Of(string text)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        /// <summary>Compares two ranges.</summary>
        /// <param name="a">First buffer.</param>
        /// <param name="aOffset">Where the first range begins.</param>
        /// <param name="b">Second buffer.</param>
        /// <param name="bOffset">Where the second range begins.</param>
        /// <param name="count">Bytes to compare.</param>
        /// <returns>True when all of them are equal. Not constant in time: see <c>nanoDer.Crypto</c> for secrets.</returns>
        public static bool Equal(byte[] a, int aOffset, byte[] b, int bOffset, int count)
        {
            int end = aOffset + count;
            if (count > 7)
            {
                // The last eight first: what names have in common is their beginning.
                int last = end - 8;
                if (BitConverter.ToInt64(a, last) != BitConverter.ToInt64(b, bOffset + count - 8))
                {
                    return false;
                }

                while (aOffset < last)
                {
                    if (BitConverter.ToInt64(a, aOffset) != BitConverter.ToInt64(b, bOffset))
                    {
                        return false;
                    }

                    aOffset += 8;
                    bOffset += 8;
                }

                return true;
            }

            while (aOffset < end)
            {
                if (a[aOffset] != b[bOffset])
                {
                    return false;
                }

                aOffset++;
                bOffset++;
            }

            return true;
        }

        /// <summary>Says whether a range holds exactly the bytes of <paramref name="text"/>.</summary>
        /// <param name="buffer">The buffer.</param>
        /// <param name="offset">Where the range begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="text">What it is compared with.</param>
        /// <returns>True when length and bytes are equal.</returns>
        public static bool Is(byte[] buffer, int offset, int count, byte[] text)
        {
            return count == text.Length && Equal(buffer, offset, text, 0, count);
        }

        /// <summary>Reads an unsigned decimal number without sign, blank or plus.</summary>
        /// <param name="buffer">The buffer.</param>
        /// <param name="offset">Where the digits begin.</param>
        /// <param name="count">How many characters there are.</param>
        /// <returns>The number, or -1 when there is no digit, anything else than digits, or more than 2,147,483,647.</returns>
        public static int ParseDecimal(byte[] buffer, int offset, int count)
        {
            if (count < 1 || count > 10)
            {
                return -1;
            }

            long value = 0;
            int end = offset + count;
            for (int i = offset; i < end; i++)
            {
                int digit = buffer[i] - '0';
                if (digit < 0 || digit > 9)
                {
                    return -1;
                }

                value = (value * 10) + digit;
            }

            return value > int.MaxValue ? -1 : (int)value;
        }
    }
}
