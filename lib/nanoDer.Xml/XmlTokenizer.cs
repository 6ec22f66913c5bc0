using System;
using nanoDer.Core;

namespace nanoDer.Xml
{
    /// <summary>
    /// Tokenizer for the XML that XMPP allows (RFC 6120 clause 11): UTF-8, namespaces, no comments, processing instructions,
    /// document types, CDATA or entities of one's own. Bytes are fed as they arrive; tokens are pulled, each as ranges of
    /// <see cref="Buffer"/> that hold until the next call of <see cref="Feed"/> or <see cref="Next"/>.
    /// <code>
    /// StartElement  NameOffset, NameLength, Namespace, Depth and the attributes are set
    /// EndElement    NameOffset, NameLength, Namespace (for an empty element: those of its tag) and Depth are set
    /// Text          TextOffset, TextLength are set; at most as long as the window, so a long text comes in pieces
    /// </code>
    /// A tag must fit the window as a whole; text need not.
    /// </summary>
    public sealed partial class XmlTokenizer
    {
        // Something was passed over that is no token.
        private const XmlToken Again = (XmlToken)(-1);

        // Blank, "xmlns", equals sign and quote, lowest byte first.
        private const long DefaultDeclaration = 0x223D736E6C6D7820;

        private readonly byte[] _buffer;
        private readonly byte[] _classes;
        private readonly object _greater = (byte)'>';
        private readonly object _less = (byte)'<';
        private readonly XmlAttributes _attributes;
        private readonly XmlScope _scope;
        private readonly XmlNamespaces _namespaces;
        private int _next;
        private int _end;
        private int _seen;
        private int _discarded;
        private int _brackets;
        private bool _dropLineFeed;
        private bool _emptyElement;
        private bool _leaving;
        private bool _started;

        /// <summary>Takes all memory that the tokenizer will ever use.</summary>
        /// <param name="plan">Sizes: the Xml members count.</param>
        /// <param name="namespaces">The namespaces that the reader tells apart.</param>
        public XmlTokenizer(MemoryPlan plan, XmlNamespaces namespaces)
        {
            _buffer = new byte[plan.XmlInputBytes];
            _classes = XmlCharacters.Table();
            _namespaces = namespaces;
            _attributes = new XmlAttributes(plan.XmlAttributes, _classes, namespaces);
            _scope = new XmlScope(namespaces, plan.XmlDepth, plan.XmlNameBytes, plan.XmlAttributes * 2);
        }

        /// <summary>The window; ranges of the current token refer to it.</summary>
        public byte[] Buffer
        {
            get { return _buffer; }
        }

        /// <summary>The first failure; <see cref="DerStatus.Ok"/> until then.</summary>
        public DerStatus Status { get; private set; }

        /// <summary>Nesting of the current element: 1 for the root, the stream itself. 0 before and after.</summary>
        public int Depth
        {
            get { return _scope.Depth; }
        }

        /// <summary>Where the local name of the element begins.</summary>
        public int NameOffset { get; private set; }

        /// <summary>Length of the local name in bytes.</summary>
        public int NameLength { get; private set; }

        /// <summary>Number of the element's namespace in the table given to the constructor.</summary>
        public int Namespace { get; private set; }

        /// <summary>Where the text begins.</summary>
        public int TextOffset { get; private set; }

        /// <summary>Length of the text in bytes.</summary>
        public int TextLength { get; private set; }

        /// <summary>Attributes of the start tag, namespace declarations not counted.</summary>
        public int AttributeCount
        {
            get { return _attributes.Count; }
        }

        /// <summary>Bytes fed that no token has covered yet.</summary>
        public int Pending
        {
            get { return _end - _next; }
        }

        /// <summary>Bytes from the beginning of the input to the end of the current token; to the failure, once there is one.</summary>
        public int Position
        {
            get { return _discarded + _next; }
        }

        /// <summary>Bytes that a tokenizer needs on the device's heap, besides the namespace table.</summary>
        /// <param name="plan">Sizes: the Xml members count.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(22) + 48 + HeapSize.Array(plan.XmlInputBytes, 1) + HeapSize.Array(256, 1)
                + XmlAttributes.RequiredBytes(plan.XmlAttributes)
                + XmlScope.RequiredBytes(plan.XmlDepth, plan.XmlNameBytes, plan.XmlAttributes * 2);
        }

        /// <summary>Forgets everything, bytes that wait included: for a new stream.</summary>
        public void Reset()
        {
            _next = 0;
            _end = 0;
            Restart();
        }

        /// <summary>Forgets everything but the bytes that wait, which are the first ones of a new document.</summary>
        public void Restart()
        {
            _scope.Clear();
            _attributes.Count = 0;
            Status = DerStatus.Ok;
            _seen = _next;
            _discarded = -_next;
            _brackets = 0;
            _dropLineFeed = false;
            _emptyElement = false;
            _leaving = false;
            _started = false;
        }

        /// <summary>Takes bytes into the window, as many as fit.</summary>
        /// <param name="source">Buffer with the bytes.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many there are.</param>
        /// <returns>How many were taken; fewer than given when tokens must be pulled first.</returns>
        [DataPath]
        public int Feed(byte[] source, int offset, int count)
        {
            int room = _buffer.Length - _end;
            if (count > room && _next > 0)
            {
                Array.Copy(_buffer, _next, _buffer, 0, _end - _next);
                _discarded += _next;
                _seen -= _next;
                _end -= _next;
                _next = 0;
                room = _buffer.Length - _end;
            }

            if (count > room)
            {
                count = room;
            }

            Array.Copy(source, offset, _buffer, _end, count);
            _end += count;
            return count;
        }

        /// <summary>Finds the next token.</summary>
        /// <returns>What it is.</returns>
        [DataPath]
        public XmlToken Next()
        {
            if (Status != DerStatus.Ok)
            {
                return XmlToken.Error;
            }

            if (_leaving)
            {
                _leaving = false;
                _scope.Close();
            }
            else if (_emptyElement)
            {
                _emptyElement = false;
                _leaving = true;
                return XmlToken.EndElement;
            }

            XmlToken token;
            do
            {
                if (_next == _end)
                {
                    return XmlToken.None;
                }

                token = _buffer[_next] == '<' ? NextTag() : NextText();
            }
            while (token == Again);

            return token;
        }

        /// <summary>Says that the input is over.</summary>
        /// <returns><see cref="DerStatus.Ok"/> when it ended with the root element; <see cref="DerStatus.Truncated"/> when in the middle.</returns>
        public DerStatus Finish()
        {
            if (Status == DerStatus.Ok && (!_started || _next != _end || _emptyElement || _scope.Depth > (_leaving ? 1 : 0)))
            {
                Status = DerStatus.Truncated;
            }

            return Status;
        }

        /// <summary>Compares the local name of the current element.</summary>
        /// <param name="name">A name.</param>
        /// <returns>True when they are equal.</returns>
        public bool NameIs(byte[] name)
        {
            return NameLength == name.Length && Bytes.Equal(_buffer, NameOffset, name, 0, NameLength);
        }

        /// <summary>Finds an attribute of the current start tag that is in no namespace.</summary>
        /// <param name="names">Buffer with its name.</param>
        /// <param name="offset">Where that begins.</param>
        /// <param name="length">Its length.</param>
        /// <returns>Its index, or -1.</returns>
        public int FindAttribute(byte[] names, int offset, int length)
        {
            XmlAttributes attributes = _attributes;
            int count = attributes.Count;
            ushort[] lengths = attributes.NameLength;
            for (int i = 0; i < count; i++)
            {
                if (lengths[i] == length && attributes.Namespace[i] == XmlNamespaces.None && Bytes.Equal(_buffer, attributes.NameOffset[i], names, offset, length))
                {
                    return i;
                }
            }

            return -1;
        }

        /// <summary>Where the local name of an attribute begins.</summary>
        /// <param name="index">0 to <see cref="AttributeCount"/> - 1.</param>
        /// <returns>Offset in <see cref="Buffer"/>.</returns>
        public int AttributeNameOffset(int index)
        {
            return _attributes.NameOffset[index];
        }

        /// <summary>Length of the local name of an attribute.</summary>
        /// <param name="index">0 to <see cref="AttributeCount"/> - 1.</param>
        /// <returns>Bytes.</returns>
        public int AttributeNameLength(int index)
        {
            return _attributes.NameLength[index];
        }

        /// <summary>Number of the namespace of an attribute.</summary>
        /// <param name="index">0 to <see cref="AttributeCount"/> - 1.</param>
        /// <returns>As for elements; without a prefix it is <see cref="XmlNamespaces.None"/>.</returns>
        public int AttributeNamespace(int index)
        {
            return _attributes.Namespace[index];
        }

        /// <summary>Where the value of an attribute begins, references replaced.</summary>
        /// <param name="index">0 to <see cref="AttributeCount"/> - 1.</param>
        /// <returns>Offset in <see cref="Buffer"/>.</returns>
        public int AttributeValueOffset(int index)
        {
            return _attributes.ValueOffset[index];
        }

        /// <summary>Length of the value of an attribute.</summary>
        /// <param name="index">0 to <see cref="AttributeCount"/> - 1.</param>
        /// <returns>Bytes.</returns>
        public int AttributeValueLength(int index)
        {
            return _attributes.ValueLength[index];
        }

        /// <summary>Says whether the current text is white space only.</summary>
        /// <returns>True when it is.</returns>
        public bool TextIsBlank()
        {
            int end = TextOffset + TextLength;
            for (int i = TextOffset; i < end; i++)
            {
                if ((_classes[_buffer[i]] & XmlCharacters.Space) == 0)
                {
                    return false;
                }
            }

            return true;
        }

        private XmlToken NextTag()
        {
            if (_end - _next > 1 && _buffer[_next + 1] == '!')
            {
                return Fail(DerStatus.XmlRestricted);
            }

            // A tag is looked at only once its last character may be there, so that slow input costs no more than fast input.
            int from = _seen > _next ? _seen : _next;
            while (from < _end)
            {
                int bracket = Array.IndexOf(_buffer, _greater, from, _end - from);
                if (bracket < 0)
                {
                    break;
                }

                from = bracket + 1;
                _seen = from;
                int second = _buffer[_next + 1];
                XmlToken token = second == '/' ? EndTag(bracket) : second == '?' ? Declaration(from) : StartTag(from);
                if (token != XmlToken.None)
                {
                    return token;
                }
            }

            _seen = _end;
            return _end - _next == _buffer.Length ? Fail(DerStatus.XmlTagTooLong) : XmlToken.None;
        }

        private XmlToken StartTag(int end)
        {
            int name = _next + 1;
            int offset = name;
            int colon = -1;
            if ((_classes[_buffer[name]] & XmlCharacters.NameStart) == 0 || (_scope.Depth == 0 && _started))
            {
                return Fail(DerStatus.XmlNotWellFormed);
            }

            int c;
            bool ascii = true;
            byte[] buffer = _buffer;
            byte[] classes = _classes;
            while ((classes[buffer[offset]] & XmlCharacters.Plain) != 0)
            {
                offset++;
            }

            if (buffer[offset] == ' ')
            {
                int next = DeclaringTag(name, offset, end);
                if (next > 0)
                {
                    return Take(next, XmlToken.StartElement);
                }
            }

            while ((classes[c = buffer[offset]] & XmlCharacters.Name) != 0)
            {
                if (c == ':')
                {
                    if (colon >= 0 || offset == name)
                    {
                        return Fail(DerStatus.XmlBadNamespace);
                    }

                    colon = offset;
                }
                else if (c >= 0x80)
                {
                    ascii = false;
                }

                offset++;
            }

            int nameEnd = offset;
            _attributes.Count = 0;
            if (c != '>' && c != '/')
            {
                offset = _attributes.Parse(_buffer, offset, end);
                if (offset < 0)
                {
                    return offset == XmlAttributes.Incomplete ? XmlToken.None : Fail(_attributes.Status);
                }
            }

            c = _buffer[offset];
            if (c == '/')
            {
                offset++;
                c = _buffer[offset];
                _emptyElement = c == '>';
            }

            if (c != '>')
            {
                return Fail(DerStatus.XmlNotWellFormed);
            }

            if (!ascii && Utf8.ValidLength(_buffer, name, nameEnd - name) != nameEnd - name)
            {
                return Fail(DerStatus.XmlBadCharacter);
            }

            if (colon == nameEnd - 1 || (colon >= 0 && (_classes[_buffer[colon + 1]] & XmlCharacters.NameStart) == 0))
            {
                return Fail(DerStatus.XmlBadNamespace);
            }

            if (_attributes.Count > 0 && !_attributes.Decode(_buffer))
            {
                return Fail(_attributes.Status);
            }

            DerStatus status = _scope.Open(_buffer, name, nameEnd - name, colon < 0 ? 0 : colon - name, _attributes);
            if (status != DerStatus.Ok)
            {
                return Fail(status);
            }

            NameOffset = colon < 0 ? name : colon + 1;
            NameLength = nameEnd - NameOffset;
            Namespace = _scope.Current();
            _started = true;
            return Take(offset + 1, XmlToken.StartElement);
        }

        /// <summary>A start tag that does nothing but declare a known default namespace, as those of stanzas' payloads do.</summary>
        /// <returns>Behind the tag; 0 when it is another one, or there is no room.</returns>
        private int DeclaringTag(int name, int nameEnd, int end)
        {
            int uri = nameEnd + 8;
            if (uri >= end || BitConverter.ToInt64(_buffer, nameEnd) != DefaultDeclaration)
            {
                return 0;
            }

            int number = _namespaces.FindQuoted(_buffer, uri, end, '"');
            if (number <= XmlNamespaces.Xml)
            {
                return 0;
            }

            int bracket = uri + _namespaces.Length(number) + 1;
            if (_buffer[bracket] != '>' || !_scope.OpenDeclaring(_buffer, name, nameEnd - name, number))
            {
                return 0;
            }

            _attributes.Count = 0;
            NameOffset = name;
            NameLength = nameEnd - name;
            Namespace = number;
            _started = true;
            return bracket + 1;
        }

        private XmlToken EndTag(int bracket)
        {
            int name = _next + 2;
            int end = bracket;
            while (end > name && (_classes[_buffer[end - 1]] & XmlCharacters.Space) != 0)
            {
                end--;
            }

            if (_scope.Depth == 0 || !_scope.Matches(_buffer, name, end - name))
            {
                return Fail(DerStatus.XmlNotWellFormed);
            }

            int colon = _scope.CurrentPrefixLength();
            NameOffset = colon == 0 ? name : name + colon + 1;
            NameLength = end - NameOffset;
            Namespace = _scope.Current();
            _attributes.Count = 0;
            _leaving = true;
            return Take(bracket + 1, XmlToken.EndElement);
        }

        /// <summary>The XML declaration, at the very beginning only; it gives no token of its own.</summary>
        private XmlToken Declaration(int end)
        {
            int name = _next + 2;
            if (_started || Position != 0 || end - name < 4 || _buffer[name] != 'x' || _buffer[name + 1] != 'm' || _buffer[name + 2] != 'l'
                || (_classes[_buffer[name + 3]] & XmlCharacters.Space) == 0)
            {
                return Fail(DerStatus.XmlRestricted);
            }

            int offset = _attributes.Parse(_buffer, name + 3, end);
            if (offset == XmlAttributes.Incomplete)
            {
                return XmlToken.None;
            }

            if (offset < 0 || _buffer[offset] != '?' || offset + 2 != end || !XmlDeclaration.IsAllowed(_buffer, _attributes))
            {
                return Fail(DerStatus.XmlNotWellFormed);
            }

            return Take(end, Again);
        }

        private XmlToken NextText()
        {
            if (_dropLineFeed)
            {
                _dropLineFeed = false;
                if (_buffer[_next] == '\n')
                {
                    _next++;
                    return Again;
                }
            }

            if (_buffer[_next] == '&')
            {
                return NextReference();
            }

            int start = _next;
            int end = Array.IndexOf(_buffer, _less, start, _end - start);
            if (end < 0)
            {
                end = _end;
            }

            int offset = start;
            while (offset < end)
            {
                int c = _buffer[offset];
                if (c > '>' && c < 0x80)
                {
                    if (c == ']')
                    {
                        _brackets++;
                    }
                    else
                    {
                        _brackets = 0;
                    }

                    offset++;
                    continue;
                }

                if (c == '&')
                {
                    break;
                }

                if (c == '\r')
                {
                    // The end of a line is one line feed (XML 1.0 clause 2.11).
                    _buffer[offset] = (byte)'\n';
                    _dropLineFeed = true;
                    _brackets = 0;
                    offset++;
                    break;
                }

                int length = TextCharacter(c, offset);
                if (length < 0)
                {
                    if (offset > start)
                    {
                        // What came before is given first, as it would be if it had arrived alone.
                        break;
                    }

                    return Fail(length == -1 ? DerStatus.XmlBadCharacter : DerStatus.XmlNotWellFormed);
                }

                if (length == 0)
                {
                    break;
                }

                _brackets = 0;
                offset += length;
            }

            TextOffset = start;
            TextLength = offset - start;
            if (offset == start)
            {
                return XmlToken.None;
            }

            if (_scope.Depth == 0)
            {
                if (!TextIsBlank())
                {
                    return Fail(DerStatus.XmlNotWellFormed);
                }

                _next = offset;
                return Again;
            }

            return Take(offset, XmlToken.Text);
        }

        /// <summary>Length of a character that is not a plain letter; 0 when it is not complete, -1 or -2 when it is refused.</summary>
        private int TextCharacter(int c, int offset)
        {
            if (c >= 0x80)
            {
                int length = Utf8.CharacterLength(_buffer, offset, _end);

                // A character cut by the next tag is as bad as any other.
                return length == 0 && Array.IndexOf(_buffer, _less, offset, _end - offset) >= 0 ? -1 : length;
            }

            if (c == '>' && _brackets >= 2)
            {
                return -2;
            }

            return c >= ' ' || c == '\n' || c == '\t' ? 1 : -1;
        }

        private XmlToken NextReference()
        {
            int semicolon = XmlReference.FindEnd(_buffer, _next, _end);
            if (semicolon == 0)
            {
                return XmlToken.None;
            }

            int value = semicolon < 0 ? -1 : XmlReference.Read(_buffer, _next, semicolon);
            if (value < 0 || _scope.Depth == 0)
            {
                return Fail(DerStatus.XmlNotWellFormed);
            }

            _brackets = 0;
            TextOffset = _next;
            TextLength = Utf8.Put(value, _buffer, _next);
            return Take(semicolon + 1, XmlToken.Text);
        }

        private XmlToken Take(int next, XmlToken token)
        {
            _next = next;
            if (token != XmlToken.Text)
            {
                _brackets = 0;
                _dropLineFeed = false;
            }

            return token;
        }

        private XmlToken Fail(DerStatus status)
        {
            Status = status;
            return XmlToken.Error;
        }
    }
}
