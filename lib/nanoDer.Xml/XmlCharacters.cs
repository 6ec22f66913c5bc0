namespace nanoDer.Xml
{
    /// <summary>Classes of bytes in XML markup, as a table to look them up.</summary>
    internal static class XmlCharacters
    {
        /// <summary>May stand in a name (bytes of non-ASCII characters included).</summary>
        internal const int Name = 1;

        /// <summary>May begin a name.</summary>
        internal const int NameStart = 2;

        /// <summary>White space.</summary>
        internal const int Space = 4;

        /// <summary>Builds the table, one byte of flags for each byte value.</summary>
        internal static byte[] Table()
        {
            byte[] table = new byte[256];
            for (int c = 0; c < 256; c++)
            {
                if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80)
                {
                    table[c] = Name | NameStart;
                }
                else if ((c >= '0' && c <= '9') || c == '-' || c == '.')
                {
                    table[c] = Name;
                }
                else if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
                {
                    table[c] = Space;
                }
            }

            return table;
        }
    }
}
