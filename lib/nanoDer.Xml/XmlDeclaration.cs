using nanoDer.Core;

namespace nanoDer.Xml
{
    /// <summary>What the XML declaration may say (XML 1.0 clause 2.8; RFC 6120 clause 11.6 wants UTF-8).</summary>
    internal static class XmlDeclaration
    {
        // A literal in a method is an object of 12 bytes each time it is met.
        private static readonly string s_version = "version";
        private static readonly string s_one = "1.0";
        private static readonly string s_encoding = "encoding";
        private static readonly string s_utf8 = "utf-8";
        private static readonly string s_standalone = "standalone";
        private static readonly string s_yes = "yes";
        private static readonly string s_no = "no";

        internal static bool IsAllowed(byte[] buffer, XmlAttributes attributes)
        {
            int count = attributes.Count;
            if (count < 1 || count > 3 || !Is(buffer, attributes.NameOffset[0], attributes.NameLength[0], s_version)
                || !Is(buffer, attributes.ValueOffset[0], attributes.ValueLength[0], s_one))
            {
                return false;
            }

            int next = 1;
            if (next < count && Is(buffer, attributes.NameOffset[next], attributes.NameLength[next], s_encoding))
            {
                if (!Is(buffer, attributes.ValueOffset[next], attributes.ValueLength[next], s_utf8))
                {
                    return false;
                }

                next++;
            }

            if (next < count && Is(buffer, attributes.NameOffset[next], attributes.NameLength[next], s_standalone))
            {
                if (!Is(buffer, attributes.ValueOffset[next], attributes.ValueLength[next], s_yes)
                    && !Is(buffer, attributes.ValueOffset[next], attributes.ValueLength[next], s_no))
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
            bool fold = text == s_utf8;
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
