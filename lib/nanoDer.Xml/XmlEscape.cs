using nanoDer.Core;

namespace nanoDer.Xml
{
    /// <summary>Writes character data and attribute values (XML 1.0 clause 2.4).</summary>
    public static class XmlEscape
    {
        /// <summary>Writes UTF-8 text so that it can stand in an element as well as between quotes of either kind.</summary>
        /// <param name="output">Where it goes.</param>
        /// <param name="text">Buffer with the text; what it holds must be characters that XML allows.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length in bytes.</param>
        public static void Put(ByteWriter output, byte[] text, int offset, int count)
        {
            int end = offset + count;
            int from = offset;
            for (int i = offset; i < end; i++)
            {
                int c = text[i];
                if (c > '>' || (c >= ' ' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\''))
                {
                    continue;
                }

                output.Put(text, from, i - from);
                from = i + 1;
                output.Put((byte)'&');
                if (c == '&' || c == '\'')
                {
                    output.Put((byte)'a');
                    output.Put((byte)(c == '&' ? 'm' : 'p'));
                    output.Put((byte)(c == '&' ? 'p' : 'o'));
                    if (c == '\'')
                    {
                        output.Put((byte)'s');
                    }
                }
                else if (c == '<' || c == '>')
                {
                    output.Put((byte)(c == '<' ? 'l' : 'g'));
                    output.Put((byte)'t');
                }
                else
                {
                    // Quote and white space: a number keeps them through attribute normalisation.
                    output.Put((byte)'#');
                    output.PutDecimal((long)c);
                }

                output.Put((byte)';');
            }

            output.Put(text, from, end - from);
        }
    }
}
