using nanoDer.Core;

namespace nanoDer.Xml
{
    /// <summary>What the XML declaration may say (XML 1.0 clause 2.8; RFC 6120 clause 11.6 wants UTF-8).</summary>
    internal static class XmlDeclaration
    {
        private const string Utf8 = "utf-8";

        [Allocates("literals of 12 bytes, once a stream")]
        internal static bool IsAllowed(byte[] buffer, XmlAttributes attributes)
        {
            int count = attributes.Count;
            if (count < 1 || count > 3 || !Is(buffer, attributes.NameOffset[0], attributes.NameLength[0], "version")
                || !Is(buffer, attributes.ValueOffset[0], attributes.ValueLength[0], "1.0"))
            {
                return false;
            }

            int next = 1;
            if (next < count && Is(buffer, attributes.NameOffset[next], attributes.NameLength[next], "encoding"))
            {
                if (!Is(buffer, attributes.ValueOffset[next], attributes.ValueLength[next], Utf8))
                {
                    return false;
                }

                next++;
            }

            if (next < count && Is(buffer, attributes.NameOffset[next], attributes.NameLength[next], "standalone"))
            {
                if (!Is(buffer, attributes.ValueOffset[next], attributes.ValueLength[next], "yes")
                    && !Is(buffer, attributes.ValueOffset[next], attributes.ValueLength[next], "no"))
                {
                    return false;
                }

                next++;
            }

            return next == count;
        }

        private static bool Is(byte[] buffer, int offset, int length, string text)
        {
            if (length != text.Length)
            {
                return false;
            }

            // Encoding names do not care for case.
            bool fold = length == 5;
            for (int i = 0; i < length; i++)
            {
                int c = buffer[offset + i];
                if (fold && c >= 'A' && c <= 'Z')
                {
                    c += 'a' - 'A';
                }

                if (c != text[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
