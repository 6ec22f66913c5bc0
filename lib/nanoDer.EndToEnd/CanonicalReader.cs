using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.EndToEnd
{
    /// <summary>
    /// Brings a security PDU, however a server has written it anew, to the one form over which signatures and ICVs are computed, as its bytes
    /// arrive: no prefix, no declaration but that of the protected PDU, attributes by their names between double quotes, empty elements as one
    /// tag, and no white space between tags. What is evaluated afterwards is this form too, so that nothing counts that was not protected.
    /// <code>
    /// text        &amp;amp; &amp;lt; &amp;gt; and &amp;#xD; are written so, all else as it is
    /// attributes  &amp;quot; &amp;#x9; and &amp;#xA; besides
    /// white space is dropped where it is all that stands between two tags, unless these are start and end of one element
    /// </code>
    /// </summary>
    internal sealed class CanonicalReader
    {
        private static readonly string Ampersand = "&amp;";
        private static readonly string Less = "&lt;";
        private static readonly string Greater = "&gt;";
        private static readonly string Quote = "&quot;";
        private static readonly string Tab = "&#x9;";
        private static readonly string LineFeed = "&#xA;";
        private static readonly string CarriageReturn = "&#xD;";

        private readonly ByteWriter _output;
        private readonly int _own;
        private readonly int _application;
        private readonly byte[] _declaration;
        private int _root;
        private int _data;
        private int _tagEnd;
        private int _nibble;
        private bool _afterStart;

        /// <summary>Which PDU it is: a number of <see cref="Names"/>.</summary>
        internal int Kind;

        /// <summary>True to turn the digits of an EncrTransfer's data to octets at once, as nothing is computed over them.</summary>
        internal bool TakesOctets;

        /// <summary>Where the content of applData begins in the output; 0 when there is none.</summary>
        internal int DataOffset;

        /// <summary>Its length.</summary>
        internal int DataCount;

        /// <summary>Why the PDU cannot be read.</summary>
        internal DerStatus Status;

        internal CanonicalReader(ByteWriter output, XmlNamespaces namespaces, string application)
        {
            _output = output;
            _own = namespaces.Add(EndToEndProfile.Namespace);
            _application = namespaces.Add(application);
            _declaration = Bytes.Of(" xmlns=\"" + application + "\"");
        }

        /// <summary>Begins with the start tag that the tokenizer stands on.</summary>
        /// <returns>As for <see cref="Continue"/>.</returns>
        [DataPath]
        internal bool Begin(XmlTokenizer tokenizer)
        {
            _output.Clear();
            _root = tokenizer.Depth;
            _data = 0;
            _nibble = -1;
            _tagEnd = 0;
            _afterStart = false;
            DataOffset = 0;
            DataCount = 0;
            Status = DerStatus.Ok;
            Kind = Names.List.Find(tokenizer.Buffer, tokenizer.NameOffset, tokenizer.NameLength);
            Start(tokenizer);
            return Continue(tokenizer);
        }

        /// <summary>Reads on.</summary>
        /// <returns>False when more bytes are needed; true at the PDU's end, or when <see cref="Status"/> says that it is refused.</returns>
        [DataPath]
        internal bool Continue(XmlTokenizer tokenizer)
        {
            while (Status == DerStatus.Ok)
            {
                switch (tokenizer.Next())
                {
                    case XmlToken.None:
                        return false;
                    case XmlToken.StartElement:
                        Start(tokenizer);
                        break;
                    case XmlToken.EndElement:
                        End(tokenizer);
                        if (tokenizer.Depth == _root)
                        {
                            return true;
                        }

                        break;
                    case XmlToken.Text:
                        Text(tokenizer);
                        break;
                    default:
                        Status = tokenizer.Status;
                        break;
                }

                if (_output.Overflow)
                {
                    Status = DerStatus.BufferFull;
                }
            }

            return true;
        }

        private void Start(XmlTokenizer tokenizer)
        {
            DropBlank(false);
            int depth = tokenizer.Depth;
            bool isInside = _data != 0;
            if (tokenizer.Namespace != (isInside ? _application : _own) || (isInside && IsOctets) || (!isInside && tokenizer.AttributeCount > 0))
            {
                Status = DerStatus.EndToEndProtocol;
                return;
            }

            _output.Put((byte)'<');
            _output.Put(tokenizer.Buffer, tokenizer.NameOffset, tokenizer.NameLength);
            if (isInside)
            {
                if (depth == _data + 1)
                {
                    _output.Put(_declaration);
                }

                Attributes(tokenizer);
            }

            _output.Put((byte)'>');
            _tagEnd = _output.Count;
            _afterStart = true;
            if (!isInside && Names.List.Find(tokenizer.Buffer, tokenizer.NameOffset, tokenizer.NameLength) == Names.ApplData)
            {
                if (DataOffset != 0)
                {
                    Status = DerStatus.EndToEndProtocol;
                }

                _data = depth;
                DataOffset = _tagEnd;
            }
        }

        private bool IsOctets
        {
            get { return TakesOctets && Kind == Names.EncrTransfer; }
        }

        private void End(XmlTokenizer tokenizer)
        {
            DropBlank(true);
            if (tokenizer.Depth == _data)
            {
                if (_nibble >= 0)
                {
                    Status = DerStatus.EndToEndProtocol;
                }

                DataCount = _output.Count - DataOffset;
                _data = 0;
            }

            if (_afterStart && _output.Count == _tagEnd)
            {
                _output.Rollback(_tagEnd - 1);
                _output.Put((byte)'/');
            }
            else
            {
                _output.Put((byte)'<');
                _output.Put((byte)'/');
                _output.Put(tokenizer.Buffer, tokenizer.NameOffset, tokenizer.NameLength);
            }

            _output.Put((byte)'>');
            _tagEnd = _output.Count;
            _afterStart = false;
        }

        // By name, the least that is greater than the one before: there is seldom more than one.
        private void Attributes(XmlTokenizer tokenizer)
        {
            byte[] buffer = tokenizer.Buffer;
            int previous = -1;
            for (int k = tokenizer.AttributeCount; k > 0; k--)
            {
                int least = -1;
                for (int i = tokenizer.AttributeCount - 1; i >= 0; i--)
                {
                    if ((previous < 0 || Compare(tokenizer, i, previous) > 0) && (least < 0 || Compare(tokenizer, i, least) < 0))
                    {
                        least = i;
                    }
                }

                if (least < 0 || tokenizer.AttributeNamespace(least) != XmlNamespaces.None)
                {
                    Status = DerStatus.EndToEndProtocol;
                    return;
                }

                previous = least;
                _output.Put((byte)' ');
                _output.Put(buffer, tokenizer.AttributeNameOffset(least), tokenizer.AttributeNameLength(least));
                _output.Put((byte)'=');
                _output.Put((byte)'"');
                Escape(buffer, tokenizer.AttributeValueOffset(least), tokenizer.AttributeValueLength(least), true);
                _output.Put((byte)'"');
            }
        }

        private static int Compare(XmlTokenizer tokenizer, int a, int b)
        {
            byte[] buffer = tokenizer.Buffer;
            int first = tokenizer.AttributeNameOffset(a);
            int second = tokenizer.AttributeNameOffset(b);
            int firstCount = tokenizer.AttributeNameLength(a);
            int secondCount = tokenizer.AttributeNameLength(b);
            for (int i = 0; i < firstCount && i < secondCount; i++)
            {
                if (buffer[first + i] != buffer[second + i])
                {
                    return buffer[first + i] - buffer[second + i];
                }
            }

            return firstCount - secondCount;
        }

        private void Text(XmlTokenizer tokenizer)
        {
            byte[] buffer = tokenizer.Buffer;
            int at = tokenizer.TextOffset;
            int end = at + tokenizer.TextLength;
            if (_data == 0 || !IsOctets)
            {
                Escape(buffer, at, end - at, false);
                return;
            }

            // A piece may end between the two digits of an octet.
            if (_nibble >= 0 && at < end)
            {
                int low = Hex.Digit(buffer[at]);
                if (low < 0)
                {
                    Status = DerStatus.EndToEndProtocol;
                }

                _output.Put((byte)((_nibble << 4) | (low & 15)));
                _nibble = -1;
                at++;
            }

            int count = (end - at) & ~1;
            if (_output.Room < count >> 1)
            {
                Status = DerStatus.BufferFull;
                return;
            }

            int octets = Hex.Decode(buffer, at, count, _output.Buffer, _output.End);
            if (octets >= 0)
            {
                _output.Advance(octets);
                _nibble = at + count < end ? Hex.Digit(buffer[end - 1]) : -1;
            }

            if (octets < 0 || (at + count < end && _nibble < 0))
            {
                Status = DerStatus.EndToEndProtocol;
            }
        }

        private void Escape(byte[] buffer, int at, int count, bool isAttribute)
        {
            int end = at + count;
            int from = at;
            for (int i = at; i < end; i++)
            {
                int c = buffer[i];
                if (c > '>' || (c >= ' ' && c != '&' && c != '<' && c != '>' && c != '"'))
                {
                    continue;
                }

                string text = c == '&' ? Ampersand : c == '<' ? Less : c == '>' ? Greater : c == '\r' ? CarriageReturn
                    : !isAttribute ? null : c == '"' ? Quote : c == '\t' ? Tab : LineFeed;
                if (text != null)
                {
                    _output.Put(buffer, from, i - from);
                    _output.PutAscii(text);
                    from = i + 1;
                }
            }

            _output.Put(buffer, from, end - from);
        }

        private void DropBlank(bool atEnd)
        {
            byte[] buffer = _output.Buffer;
            int count = _output.Count;
            if (count == _tagEnd || (atEnd && _afterStart) || (_data != 0 && IsOctets))
            {
                return;
            }

            for (int i = _tagEnd; i < count; i++)
            {
                if (buffer[i] > ' ')
                {
                    return;
                }
            }

            _output.Rollback(_tagEnd);
        }
    }
}
