namespace nanoDer.Mms
{
    /// <summary>Control characters, which XML cannot carry, as empty elements (X.680 clause 12.15.8). Tab and line ends stand for themselves.</summary>
    internal static class XerControl
    {
        // Four characters each, from 0; the gaps are 9, 10 and 13.
        private static readonly string Names = "nul soh stx etx eot enq ack bel bs          vt  ff      so  si  dle dc1 dc2 dc3 dc4 nak syn etb can em  sub esc is4 is3 is2 is1 ";

        /// <summary>Finds a control character by its name.</summary>
        /// <returns>0 to 31, or -1.</returns>
        internal static int Find(byte[] buffer, int offset, int length)
        {
            for (int c = 0; c < 32 && length > 1 && length < 4; c++)
            {
                int i = 0;
                while (i < length && buffer[offset + i] == Names[(4 * c) + i])
                {
                    i++;
                }

                if (i == length && Names[(4 * c) + i] == ' ')
                {
                    return c;
                }
            }

            return -1;
        }

        /// <summary>Writes the element of a control character.</summary>
        /// <returns>Offset behind it; <paramref name="offset"/> when the character stands for itself.</returns>
        internal static int Put(int character, byte[] buffer, int offset)
        {
            if (Names[4 * character] == ' ')
            {
                return offset;
            }

            buffer[offset] = (byte)'<';
            offset++;
            for (int i = 0; i < 3 && Names[(4 * character) + i] != ' '; i++)
            {
                buffer[offset] = (byte)Names[(4 * character) + i];
                offset++;
            }

            buffer[offset] = (byte)'/';
            buffer[offset + 1] = (byte)'>';
            return offset + 2;
        }
    }
}
