using nanoDer.Core;

namespace nanoDer.Xml
{
    /// <summary>
    /// The attributes of the current start tag, as ranges of the tokenizer's buffer. <see cref="Parse"/> finds them without
    /// changing a byte, so that it can be tried again when the tag is not complete; <see cref="Decode"/> replaces references.
    /// </summary>
    internal sealed class XmlAttributes
    {
        internal const int Incomplete = -1;
        internal const int Refused = -2;

        internal readonly ushort[] NameOffset;
        internal readonly ushort[] NameLength;
        internal readonly ushort[] PrefixLength;
        internal readonly ushort[] ValueOffset;
        internal readonly ushort[] ValueLength;
        internal readonly sbyte[] Namespace;
        internal int Count;
        internal DerStatus Status;

        /// <summary>
        /// Of a declaration, the number of the namespace when it is a known one and plainly written. -1 for another attribute that is plain
        /// ASCII, so that it needs neither check nor replacement; else 0.
        /// </summary>
        internal readonly sbyte[] Known;

        private readonly byte[] _classes;
        private readonly XmlNamespaces _namespaces;

        internal XmlAttributes(int capacity, byte[] classes, XmlNamespaces namespaces)
        {
            Known = new sbyte[capacity];
            _namespaces = namespaces;
            NameOffset = new ushort[capacity];
            NameLength = new ushort[capacity];
            PrefixLength = new ushort[capacity];
            ValueOffset = new ushort[capacity];
            ValueLength = new ushort[capacity];
            Namespace = new sbyte[capacity];
            _classes = classes;
        }

        internal static int RequiredBytes(int capacity)
        {
            return HeapSize.Object(11) + (5 * HeapSize.Array(capacity, 2)) + (2 * HeapSize.Array(capacity, 1));
        }

        /// <summary>Reads attributes from behind the element's name up to the slash or bracket that ends the tag.</summary>
        /// <returns>Offset of that character, <see cref="Incomplete"/> or <see cref="Refused"/>.</returns>
        internal int Parse(byte[] buffer, int offset, int end)
        {
            Count = 0;
            byte[] classes = _classes;
            while (true)
            {
                int start = offset;
                while (offset < end && (classes[buffer[offset]] & XmlCharacters.Space) != 0)
                {
                    offset++;
                }

                if (offset >= end)
                {
                    return Incomplete;
                }

                int c = buffer[offset];
                if (c == '>' || c == '/' || c == '?')
                {
                    return offset;
                }

                if (offset == start || (classes[c] & XmlCharacters.NameStart) == 0)
                {
                    return Refuse(DerStatus.XmlNotWellFormed);
                }

                if (Count == NameOffset.Length)
                {
                    return Refuse(DerStatus.XmlTooManyAttributes);
                }

                offset = ParseOne(buffer, offset, end);
                if (offset < 0)
                {
                    return offset;
                }

                Count++;
            }
        }

        /// <summary>Replaces references and line ends in every value, in place; checks characters.</summary>
        /// <returns>False when a value is refused; <see cref="Status"/> says why.</returns>
        internal bool Decode(byte[] buffer)
        {
            for (int i = 0; i < Count; i++)
            {
                if (Known[i] != 0)
                {
                    continue;
                }

                int from = ValueOffset[i];
                int count = ValueLength[i];
                if (Utf8.ValidLength(buffer, from, count) != count
                    || Utf8.ValidLength(buffer, NameOffset[i], NameLength[i]) != NameLength[i])
                {
                    Status = DerStatus.XmlBadCharacter;
                    return false;
                }

                int length = DecodeValue(buffer, from, count);
                if (length < 0)
                {
                    Status = DerStatus.XmlNotWellFormed;
                    return false;
                }

                ValueLength[i] = (ushort)length;
            }

            return true;
        }

        private static int DecodeValue(byte[] buffer, int offset, int count)
        {
            int from = offset;
            int to = offset;
            int end = offset + count;
            while (from < end)
            {
                int c = buffer[from];
                if (c == '&')
                {
                    int semicolon = XmlReference.FindEnd(buffer, from, end);
                    int value = semicolon > 0 ? XmlReference.Read(buffer, from, semicolon) : -1;
                    if (value < 0)
                    {
                        return -1;
                    }

                    to += Utf8.Put(value, buffer, to);
                    from = semicolon + 1;
                    continue;
                }

                // Attribute value normalisation (XML 1.0 clause 3.3.3), a CR LF pair counting once (2.11).
                if (c == '\r' && from + 1 < end && buffer[from + 1] == '\n')
                {
                    from++;
                }

                buffer[to] = c < ' ' ? (byte)' ' : (byte)c;
                to++;
                from++;
            }

            return to - offset;
        }

        private int ParseOne(byte[] buffer, int offset, int end)
        {
            // The bracket at the end stops every loop over names.
            int name = offset;
            int at = Count;
            byte[] classes = _classes;
            while ((classes[buffer[offset]] & XmlCharacters.Plain) != 0)
            {
                offset++;
            }

            int plainEnd = offset;
            PrefixLength[at] = 0;
            if (buffer[offset] != '=')
            {
                offset = ParseName(buffer, name, end);
                if (offset < 0)
                {
                    return offset;
                }
            }

            int nameLength = offset - name;
            NameOffset[at] = (ushort)name;
            NameLength[at] = (ushort)nameLength;
            int quote = buffer[offset + 1];
            if (buffer[offset] == '=' && (quote == '"' || quote == '\''))
            {
                offset++;
            }
            else
            {
                offset = SkipSpace(buffer, offset, end);
                if (offset < end && buffer[offset] != '=')
                {
                    return Refuse(DerStatus.XmlNotWellFormed);
                }

                offset = SkipSpace(buffer, offset + 1, end);
                if (offset >= end)
                {
                    return Incomplete;
                }

                quote = buffer[offset];
                if (quote != '"' && quote != '\'')
                {
                    return Refuse(DerStatus.XmlNotWellFormed);
                }
            }

            offset++;
            int value = offset;
            ValueOffset[at] = (ushort)value;
            Known[at] = 0;
            if (nameLength == 5 && buffer[name] == 'x' && buffer[name + 4] == 's' && XmlScope.IsXmlns(buffer, name, 5))
            {
                // Known names are recognised as a whole: they need neither check nor replacement.
                int number = _namespaces.FindQuoted(buffer, offset, end, quote);
                if (number > 0)
                {
                    Known[at] = (sbyte)number;
                    int length = _namespaces.Length(number);
                    ValueLength[at] = (ushort)length;
                    return value + length + 1;
                }
            }

            // The bracket at the end stops this.
            while ((classes[buffer[offset]] & XmlCharacters.Value) != 0)
            {
                offset++;
            }

            if (buffer[offset] == quote)
            {
                Known[at] = plainEnd - name == nameLength ? (sbyte)-1 : (sbyte)0;
                ValueLength[at] = (ushort)(offset - value);
                return offset + 1;
            }

            while (offset < end)
            {
                int c = buffer[offset];
                if (c == quote)
                {
                    ValueLength[at] = (ushort)(offset - value);
                    return offset + 1;
                }

                if (c == '<')
                {
                    return Refuse(DerStatus.XmlNotWellFormed);
                }

                offset++;
            }

            return Incomplete;
        }

        /// <summary>Reads a name that is not plain letters up to its equals sign.</summary>
        private int ParseName(byte[] buffer, int name, int end)
        {
            int offset = name;
            int colon = -1;
            while (offset < end && (_classes[buffer[offset]] & XmlCharacters.Name) != 0)
            {
                if (buffer[offset] == ':')
                {
                    if (colon >= 0)
                    {
                        return Refuse(DerStatus.XmlBadNamespace);
                    }

                    colon = offset;
                }

                offset++;
            }

            PrefixLength[Count] = (ushort)(colon < 0 ? 0 : colon - name);
            if (colon == name || (colon >= 0 && (colon == offset - 1 || (_classes[buffer[colon + 1]] & XmlCharacters.NameStart) == 0)))
            {
                return offset >= end ? Incomplete : Refuse(DerStatus.XmlBadNamespace);
            }

            return offset;
        }

        private int SkipSpace(byte[] buffer, int offset, int end)
        {
            while (offset < end && (_classes[buffer[offset]] & XmlCharacters.Space) != 0)
            {
                offset++;
            }

            return offset;
        }

        private int Refuse(DerStatus status)
        {
            Status = status;
            return Refused;
        }
    }
}
