using System;
using nanoDer.Core;

namespace nanoDer.Xml
{
    /// <summary>
    /// The open elements and the namespace declarations in force, on stacks of fixed size. Names lie one behind the other in one
    /// buffer: for each element first its declarations (prefix, and the namespace name when it has no number), then its own name
    /// with prefix.
    /// </summary>
    internal sealed class XmlScope
    {
        internal int Depth;

        private readonly XmlNamespaces _known;
        private readonly byte[] _bytes;
        private readonly ushort[] _nameOffset;
        private readonly ushort[] _elementStart;
        private readonly ushort[] _declarationStart;
        private readonly sbyte[] _elementNamespace;
        private readonly ushort[] _prefixLength;
        private readonly ushort[] _prefixOffset;
        private readonly ushort[] _uriOffset;
        private readonly ushort[] _uriEnd;
        private readonly sbyte[] _uriNumber;
        private int _top;
        private int _declarations;

        internal XmlScope(XmlNamespaces known, int depth, int nameBytes, int declarations)
        {
            _known = known;
            _bytes = new byte[nameBytes];
            _nameOffset = new ushort[depth + 1];
            _elementStart = new ushort[depth + 1];
            _declarationStart = new ushort[depth + 1];
            _elementNamespace = new sbyte[depth + 1];
            _prefixLength = new ushort[depth + 1];
            _prefixOffset = new ushort[declarations];
            _uriOffset = new ushort[declarations];
            _uriEnd = new ushort[declarations];
            _uriNumber = new sbyte[declarations];
        }

        internal static int RequiredBytes(int depth, int nameBytes, int declarations)
        {
            return HeapSize.Object(14) + HeapSize.Array(nameBytes, 1) + (4 * HeapSize.Array(depth + 1, 2)) + HeapSize.Array(depth + 1, 1)
                + (3 * HeapSize.Array(declarations, 2)) + HeapSize.Array(declarations, 1);
        }

        internal void Clear()
        {
            Depth = 0;
            _top = 0;
            _declarations = 0;
        }

        /// <summary>Opens an element: takes its declarations, then finds the namespaces of its name and its attributes.</summary>
        /// <returns>The first failure.</returns>
        internal DerStatus Open(byte[] buffer, int name, int nameLength, int prefixLength, XmlAttributes attributes)
        {
            if (Depth + 1 >= _nameOffset.Length)
            {
                return DerStatus.XmlTooDeep;
            }

            Depth++;
            _elementStart[Depth] = (ushort)_top;
            _declarationStart[Depth] = (ushort)_declarations;
            if (attributes.Count > 0)
            {
                DerStatus status = OpenAttributes(buffer, attributes);
                if (status != DerStatus.Ok)
                {
                    return status;
                }
            }

            if (_top + nameLength > _bytes.Length)
            {
                return DerStatus.XmlTooDeep;
            }

            _nameOffset[Depth] = (ushort)_top;
            Array.Copy(buffer, name, _bytes, _top, nameLength);
            _top += nameLength;
            int number;
            if (prefixLength == 0 && _declarationStart[Depth] == _declarations && Depth > 1 && _prefixLength[Depth - 1] == 0)
            {
                // Neither the parent nor the child has a prefix or declares anything: the default namespace goes on.
                number = _elementNamespace[Depth - 1];
            }
            else
            {
                int declaration = Find(buffer, name, prefixLength);
                if (declaration < 0 && prefixLength != 0)
                {
                    return IsXml(buffer, name, prefixLength) ? DerStatus.XmlNotWellFormed : DerStatus.XmlBadNamespace;
                }

                number = declaration < 0 ? XmlNamespaces.None : _uriNumber[declaration];
            }

            _elementNamespace[Depth] = (sbyte)number;
            _prefixLength[Depth] = (ushort)prefixLength;
            return DerStatus.Ok;
        }

        /// <summary>How many more elements with names of at most that length may be opened.</summary>
        internal int FreeLevels(int nameLength)
        {
            int levels = _nameOffset.Length - 1 - Depth;
            int names = (_bytes.Length - _top) / nameLength;
            return levels < names ? levels : names;
        }

        /// <summary>Opens an element without prefix and attributes inside one without prefix; there is room for it.</summary>
        internal void OpenPlain(byte[] buffer, int name, int nameLength)
        {
            int number = _elementNamespace[Depth];
            Depth++;
            _elementStart[Depth] = (ushort)_top;
            _declarationStart[Depth] = (ushort)_declarations;
            _nameOffset[Depth] = (ushort)_top;
            Array.Copy(buffer, name, _bytes, _top, nameLength);
            _top += nameLength;
            _elementNamespace[Depth] = (sbyte)number;
            _prefixLength[Depth] = 0;
        }

        /// <summary>Opens an element without prefix whose one attribute declares its namespace.</summary>
        /// <returns>False when there is no room for it.</returns>
        internal bool OpenDeclaring(byte[] buffer, int name, int nameLength, int number)
        {
            int depth = Depth + 1;
            int declaration = _declarations;
            int top = _top;
            if (depth >= _nameOffset.Length || declaration == _prefixOffset.Length || top + nameLength > _bytes.Length)
            {
                return false;
            }

            Depth = depth;
            _elementStart[depth] = (ushort)top;
            _declarationStart[depth] = (ushort)declaration;
            _prefixOffset[declaration] = (ushort)top;
            _uriOffset[declaration] = (ushort)top;
            _uriEnd[declaration] = (ushort)top;
            _uriNumber[declaration] = (sbyte)number;
            _declarations = declaration + 1;
            _nameOffset[depth] = (ushort)top;
            Array.Copy(buffer, name, _bytes, top, nameLength);
            _top = top + nameLength;
            _elementNamespace[depth] = (sbyte)number;
            _prefixLength[depth] = 0;
            return true;
        }

        /// <summary>Number of the namespace of the innermost open element.</summary>
        internal int Current()
        {
            return _elementNamespace[Depth];
        }

        /// <summary>Length of the prefix of the innermost open element.</summary>
        internal int CurrentPrefixLength()
        {
            return _prefixLength[Depth];
        }

        /// <summary>Says whether a name is that of the innermost open element, prefix included.</summary>
        internal bool Matches(byte[] buffer, int name, int nameLength)
        {
            int offset = _nameOffset[Depth];
            return _top - offset == nameLength && Bytes.Equal(buffer, name, _bytes, offset, nameLength);
        }

        internal void Close()
        {
            _top = _elementStart[Depth];
            _declarations = _declarationStart[Depth];
            Depth--;
        }

        private static bool IsXml(byte[] buffer, int offset, int length)
        {
            return length == 3 && buffer[offset] == 'x' && buffer[offset + 1] == 'm' && buffer[offset + 2] == 'l';
        }

        internal static bool IsXmlns(byte[] buffer, int offset, int length)
        {
            return length == 5 && buffer[offset] == 'x' && buffer[offset + 1] == 'm' && buffer[offset + 2] == 'l'
                && buffer[offset + 3] == 'n' && buffer[offset + 4] == 's';
        }

        private DerStatus OpenAttributes(byte[] buffer, XmlAttributes attributes)
        {
            int kept = 0;
            for (int i = 0; i < attributes.Count; i++)
            {
                int name = attributes.NameOffset[i];
                int prefix = attributes.PrefixLength[i];
                bool isDefault = prefix == 0;
                if (buffer[name] == 'x' && IsXmlns(buffer, name, isDefault ? attributes.NameLength[i] : prefix))
                {
                    int from = isDefault ? name : name + 6;
                    DerStatus status = Declare(buffer, from, isDefault ? 0 : attributes.NameLength[i] - 6, attributes.ValueOffset[i], attributes.ValueLength[i], attributes.Known[i]);
                    if (status != DerStatus.Ok)
                    {
                        return status;
                    }
                }
                else if (kept == i)
                {
                    kept++;
                }
                else
                {
                    attributes.NameOffset[kept] = (ushort)name;
                    attributes.NameLength[kept] = attributes.NameLength[i];
                    attributes.PrefixLength[kept] = (ushort)prefix;
                    attributes.ValueOffset[kept] = attributes.ValueOffset[i];
                    attributes.ValueLength[kept] = attributes.ValueLength[i];
                    kept++;
                }
            }

            attributes.Count = kept;
            return ResolveAttributes(buffer, attributes);
        }

        private DerStatus ResolveAttributes(byte[] buffer, XmlAttributes attributes)
        {
            int count = attributes.Count;
            ushort[] lengths = attributes.NameLength;
            for (int i = 0; i < count; i++)
            {
                int name = attributes.NameOffset[i];
                int prefix = attributes.PrefixLength[i];
                int declaration = -1;
                attributes.Namespace[i] = XmlNamespaces.None;
                if (prefix != 0)
                {
                    declaration = Find(buffer, name, prefix);
                    if (declaration >= 0)
                    {
                        attributes.Namespace[i] = _uriNumber[declaration];
                    }
                    else if (IsXml(buffer, name, prefix))
                    {
                        attributes.Namespace[i] = XmlNamespaces.Xml;
                    }
                    else
                    {
                        return DerStatus.XmlBadNamespace;
                    }

                    // From here on the local name only.
                    attributes.NameOffset[i] = (ushort)(name + prefix + 1);
                    lengths[i] -= (ushort)(prefix + 1);
                }

                int length = lengths[i];
                for (int k = 0; k < i; k++)
                {
                    if (lengths[k] == length && attributes.Namespace[k] == attributes.Namespace[i]
                        && Bytes.Equal(buffer, attributes.NameOffset[k], buffer, attributes.NameOffset[i], attributes.NameLength[i])
                        && (attributes.Namespace[i] != XmlNamespaces.Unknown || SameUri(declaration, Find(buffer, attributes.NameOffset[k] - attributes.PrefixLength[k] - 1, attributes.PrefixLength[k]))))
                    {
                        return DerStatus.XmlBadNamespace;
                    }
                }
            }

            return DerStatus.Ok;
        }

        private bool SameUri(int a, int b)
        {
            int length = _uriEnd[a] - _uriOffset[a];
            return length == _uriEnd[b] - _uriOffset[b] && Bytes.Equal(_bytes, _uriOffset[a], _bytes, _uriOffset[b], length);
        }

        private DerStatus Declare(byte[] buffer, int prefix, int prefixLength, int uri, int uriLength, int known)
        {
            int number = known > 0 ? known : _known.Find(buffer, uri, uriLength);
            if (IsXml(buffer, prefix, prefixLength))
            {
                return number == XmlNamespaces.Xml ? DerStatus.Ok : DerStatus.XmlBadNamespace;
            }

            if (number == XmlNamespaces.Xml || IsXmlns(buffer, prefix, prefixLength) || (prefixLength != 0 && uriLength == 0))
            {
                return DerStatus.XmlBadNamespace;
            }

            for (int i = _declarationStart[Depth]; i < _declarations; i++)
            {
                int length = _uriOffset[i] - _prefixOffset[i];
                if (length == prefixLength && Bytes.Equal(buffer, prefix, _bytes, _prefixOffset[i], length))
                {
                    return DerStatus.XmlBadNamespace;
                }
            }

            if (_declarations == _prefixOffset.Length)
            {
                return DerStatus.XmlTooManyAttributes;
            }

            if (number > 0)
            {
                // The number says it all.
                uriLength = 0;
            }

            if (_top + prefixLength + uriLength > _bytes.Length)
            {
                return DerStatus.XmlTooDeep;
            }

            _prefixOffset[_declarations] = (ushort)_top;
            Array.Copy(buffer, prefix, _bytes, _top, prefixLength);
            _top += prefixLength;
            _uriOffset[_declarations] = (ushort)_top;
            Array.Copy(buffer, uri, _bytes, _top, uriLength);
            _top += uriLength;
            _uriEnd[_declarations] = (ushort)_top;
            _uriNumber[_declarations] = (sbyte)number;
            _declarations++;
            return DerStatus.Ok;
        }

        private int Find(byte[] buffer, int prefix, int prefixLength)
        {
            for (int i = _declarations - 1; i >= 0; i--)
            {
                int length = _uriOffset[i] - _prefixOffset[i];
                if (length == prefixLength && Bytes.Equal(buffer, prefix, _bytes, _prefixOffset[i], length))
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
