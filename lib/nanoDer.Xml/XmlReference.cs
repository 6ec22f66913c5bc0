using nanoDer.Core;

namespace nanoDer.Xml
{
    /// <summary>The five predefined entities and character references (XML 1.0 clauses 4.1 and 4.6).</summary>
    internal static class XmlReference
    {
        /// <summary>Longest reference that is accepted, from ampersand to semicolon; more leading zeros than that are refused.</summary>
        internal const int MaxLength = 12;

        /// <summary>Finds the end of the reference at <paramref name="offset"/>.</summary>
        /// <returns>Offset of its semicolon; 0 when it goes on past <paramref name="end"/>; -1 when it is no reference.</returns>
        internal static int FindEnd(byte[] buffer, int offset, int end)
        {
            int limit = offset + MaxLength;
            for (int i = offset + 1; i < limit; i++)
            {
                if (i >= end)
                {
                    return 0;
                }

                int c = buffer[i];
                if (c == ';')
                {
                    return i;
                }

                if (c == '<' || c == '&' || c <= ' ')
                {
                    return -1;
                }
            }

            return -1;
        }

        /// <summary>Reads the reference between ampersand and semicolon.</summary>
        /// <param name="buffer">The buffer.</param>
        /// <param name="offset">Where the ampersand is.</param>
        /// <param name="semicolon">Where the semicolon is.</param>
        /// <returns>The character; -1 when there is none of that name or XML forbids it.</returns>
        internal static int Read(byte[] buffer, int offset, int semicolon)
        {
            int length = semicolon - offset - 1;
            if (length < 2)
            {
                return -1;
            }

            int first = buffer[offset + 1];
            int second = buffer[offset + 2];
            if (first == '#')
            {
                return second == 'x' ? Number(buffer, offset + 3, semicolon, 16) : Number(buffer, offset + 2, semicolon, 10);
            }

            if (length == 2 && second == 't')
            {
                return first == 'l' ? '<' : first == 'g' ? '>' : -1;
            }

            int third = buffer[offset + 3];
            if (length == 3)
            {
                return first == 'a' && second == 'm' && third == 'p' ? '&' : -1;
            }

            if (length != 4)
            {
                return -1;
            }

            int fourth = buffer[offset + 4];
            if (first == 'q' && second == 'u' && third == 'o' && fourth == 't')
            {
                return '"';
            }

            return first == 'a' && second == 'p' && third == 'o' && fourth == 's' ? '\'' : -1;
        }

        private static int Number(byte[] buffer, int offset, int end, int radix)
        {
            if (offset == end)
            {
                return -1;
            }

            int value = 0;
            for (int i = offset; i < end; i++)
            {
                int digit = Hex.Digit(buffer[i]);
                if (digit < 0 || digit >= radix)
                {
                    return -1;
                }

                value = (value * radix) + digit;
                if (value > 0x10FFFF)
                {
                    return -1;
                }
            }

            bool allowed = value >= 0x20
                ? value < 0xD800 || (value > 0xDFFF && value < 0xFFFE) || value > 0xFFFF
                : value == '\t' || value == '\n' || value == '\r';
            return allowed ? value : -1;
        }
    }
}
