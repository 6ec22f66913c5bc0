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

        /// <summary>May stand in a name, and needs no more attention: neither a colon nor part of a longer character.</summary>
        internal const int Plain = 8;

        /// <summary>ASCII that stands for itself in the value of an attribute; a bracket that may end the tag does not count.</summary>
        internal const int Value = 16;

        /// <summary>Builds the table, one byte of flags for each byte value.</summary>
        internal static byte[] Table()
        {
            byte[] table = new byte[256];
            for (int c = 0; c < 256; c++)
            {
                if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80)
                {
                    table[c] = (byte)(c == ':' || c >= 0x80 ? Name | NameStart : Name | NameStart | Plain);
                }
                else if ((c >= '0' && c <= '9') || c == '-' || c == '.')
                {
                    table[c] = Name | Plain;
                }
                else if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
                {
                    table[c] = Space;
                }

                if (c >= ' ' && c < 0x80 && c != '"' && c != '\'' && c != '&' && c != '<' && c != '>')
                {
                    table[c] |= Value;
                }
            }

            return table;
        }
    }
}
