using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Mms
{
    // The parts of the fast way: names, attributes and values that are written plainly. A value is put behind the values that are
    // complete and counts only once its end tag is seen.
    public sealed partial class MmsDecoder
    {
        // "<tru" and "<fal", lowest byte first.
        private const int True = 0x7572743C;
        private const int False = 0x6C61663C;

        private int _foundAttribute;
        private int _foundLength;
        private int _foundOctets;

        /// <summary>Compares the rest of a name of ten letters or more, its bracket included, whose first seven are equal.</summary>
        /// <param name="a">The window.</param>
        /// <param name="i">Where the last eight bytes begin.</param>
        /// <param name="b">The names.</param>
        /// <param name="j">Where the name begins.</param>
        /// <param name="length">Its length.</param>
        private static bool SameTail(byte[] a, int i, byte[] b, int j, int length)
        {
            if (BitConverter.ToInt64(a, i) != BitConverter.ToInt64(b, j + length - 7))
            {
                return false;
            }

            // What is left between the first seven and the last eight.
            int last = i;
            i += 14 - length;
            j += 7;
            while (i < last)
            {
                if (BitConverter.ToInt64(a, i) != BitConverter.ToInt64(b, j))
                {
                    return false;
                }

                i += 8;
                j += 8;
            }

            return true;
        }

        /// <summary>How deep elements can be passed over so that the tokenizer and the levels have room for them.</summary>
        private int Deepest(XmlTokenizer tokenizer, int depth)
        {
            int deepest = _levelElement.Length - 4;
            int free = depth + tokenizer.FreeLevels(NameRoom) - 3;
            return deepest > free ? free : deepest;
        }

        /// <summary>Passes over white space between elements.</summary>
        /// <param name="buffer">The window.</param>
        /// <param name="at">Where it may begin.</param>
        /// <param name="end">Where the window ends.</param>
        /// <param name="more">Whether it goes on from what was counted before.</param>
        /// <returns>Behind it.</returns>
        private int PassSpace(byte[] buffer, int at, int end, bool more)
        {
            if (!more)
            {
                _space = 0;
            }

            int limit = at + _maxSpace - _space;
            if (limit > end)
            {
                limit = end;
            }

            int start = at;
            while (at < limit && _dialect.AcceptSpace)
            {
                int c = buffer[at];
                if (c != ' ' && c != '\n' && c != '\t')
                {
                    break;
                }

                at++;
            }

            _space += at - start;
            return at;
        }

        /// <summary>Finds the element whose name is followed by a bracket, a blank or a slash.</summary>
        /// <returns>Its usage; -1 when there is none.</returns>
        private int FindPlain(byte[] buffer, int at, int end, long name, int mode, int usage, int last)
        {
            while (usage < last)
            {
                int element = MmsTables.UsageElement[usage];
                int length = _dialect.NameLength[element];
                long start = _dialect.NameStart[element];
                if (at + length + 1 < end && start != 0 && (start ^ name) << _dialect.NameShifts[length - 1] == 0
                    && (length < 8 || Bytes.Equal(buffer, at, _dialect.Names, _dialect.NameOffset[element], length)))
                {
                    int c = buffer[at + length];
                    if (c == '>' || c == '/' || c == ' ')
                    {
                        return usage;
                    }
                }

                if (mode == MmsMode.Sequence && (MmsTables.UsageFlags[usage] & MmsUsage.Optional) == 0)
                {
                    return -1;
                }

                usage++;
            }

            return -1;
        }

        /// <summary>Passes over the one attribute that an element of the 8-2 form has.</summary>
        /// <returns>Offset behind the tag; -1 when it is not written plainly.</returns>
        private int PassPlainAttribute(byte[] buffer, int at, int end, int type)
        {
            int usage = MmsTables.TypeAttribute[type];
            if (usage == 0 || !_dialect.IsScsm)
            {
                return -1;
            }

            int element = MmsTables.UsageElement[MmsTables.TypeStart[type] + usage - 1];
            int length = _dialect.NameLength[element];
            int value = at + length + 2;
            if (value + 4 > end || !AttributeIs(buffer, at, length, element) || buffer[value - 2] != '=' || buffer[value - 1] != '"')
            {
                return -1;
            }

            bool boolean = MmsTables.TypeMode[MmsTables.ElementType[element]] == MmsMode.Boolean;
            int quote = value;
            if (boolean && value + 8 <= end)
            {
                int word = BitConverter.ToInt32(buffer, value - 1) ^ ('<' ^ '"');
                quote += word == True ? 4 : 5;
                if ((word == True || (word == False && buffer[value + 3] == 's')) && buffer[quote - 1] == 'e' && buffer[quote] == '"' && buffer[quote + 1] == '>')
                {
                    _foundAttribute = word == True ? 2 : 1;
                    return quote + 2;
                }

                quote = value;
            }

            while (quote < end && buffer[quote] > '>')
            {
                quote++;
            }

            if (quote + 1 >= end || quote == value || buffer[quote] != '"' || buffer[quote + 1] != '>')
            {
                return -1;
            }

            _foundAttribute = AttributeValue(buffer, value, quote - value, boolean) + 1;
            return _foundAttribute == 0 ? -1 : quote + 2;
        }

        /// <summary>Says whether a sequence may end here, and its end needs nothing but its node.</summary>
        private bool IsComplete(int type, int place, int depth)
        {
            if (place < MmsTables.TypeRequired[type])
            {
                return false;
            }

            if (MmsTables.TypeAttribute[type] == 0)
            {
                return true;
            }

            bool settled = _dialect.AcceptMissingDefault && (_levelAttribute[depth] == 0 || _levelAttribute[depth] == Passed);
            if (settled)
            {
                _levelAttribute[depth] = 0;
            }

            return settled;
        }

        /// <summary>Appends the attribute of a sequence, if that comes before a component.</summary>
        /// <returns>False when that is not certain.</returns>
        private bool PassAttributeOf(int type, int usage, int depth)
        {
            if (!_dialect.AcceptMissingDefault || usage == MmsTables.TypeAttribute[type] - 1 || _tree.Count + 2 >= _tree.Kinds.Length || _tree.Top == _tree.Values.Length)
            {
                return false;
            }

            PassAttribute(type, usage, depth);
            return true;
        }

        /// <summary>Takes an element that is written as one empty tag.</summary>
        /// <param name="buffer">The window.</param>
        /// <param name="at">Behind the slash.</param>
        /// <param name="end">Where the window ends.</param>
        /// <param name="element">The element.</param>
        /// <param name="type">Its type.</param>
        /// <param name="mode">How that is written.</param>
        /// <param name="node">The number of its node.</param>
        /// <returns>Behind the tag; -1 when it is not that plain.</returns>
        private int PassEmpty(byte[] buffer, int at, int end, int element, int type, int mode, int node)
        {
            if (at >= end || buffer[at] != '>' || element < MmsTables.FirstNode || mode == MmsMode.Boolean || mode == MmsMode.Choice)
            {
                return -1;
            }

            int kind = element;
            int start = mode == MmsMode.Null ? 0 : _tree.Top;
            if (mode >= MmsMode.Sequence)
            {
                if (MmsTables.TypeRequired[type] > 0 || MmsTables.TypeAttribute[type] > 0 || (type == MmsTables.DataListType && _nesting >= NestingLevel))
                {
                    return -1;
                }

                kind |= MmsTree.Constructed;
                start = node + 1;
            }
            else if (mode != MmsMode.Null && MmsValue.Parse(_dialect, type, buffer, at, 0, _tree.Values, _tree.Top) < 0)
            {
                return -1;
            }

            _tree.Kinds[node] = (ushort)kind;
            _tree.Starts[node] = (ushort)start;
            _tree.Lengths[node] = 0;
            return at + 1;
        }

        /// <summary>Takes a value, whose end is not checked.</summary>
        /// <param name="buffer">The window.</param>
        /// <param name="at">Where its text begins.</param>
        /// <param name="end">Where the window ends.</param>
        /// <param name="type">Its type.</param>
        /// <param name="mode">How that is written.</param>
        /// <returns>Behind the text; -1 when it is not written plainly, or no value.</returns>
        private int PassValue(byte[] buffer, int at, int end, int type, int mode)
        {
            _foundOctets = 0;
            switch (mode)
            {
                case MmsMode.Null:
                    _foundLength = 0;
                    return at;
                case MmsMode.Boolean:
                    return PassBoolean(buffer, at, end);
                case MmsMode.Integer:
                case MmsMode.Integer64:
                case MmsMode.Unsigned64:
                case MmsMode.Positive64:
                    return PassNumber(buffer, at, end, type, mode);
                case MmsMode.Bits:
                    return PassBits(buffer, at, end, type);
                case MmsMode.Octets:
                case MmsMode.TimeOfDay:
                case MmsMode.Float:
                    return PassHex(buffer, at, end, type, mode);
                case MmsMode.Named:
                    return -1;
                default:
                    return PassText(buffer, at, end, type, mode);
            }
        }

        private int PassBoolean(byte[] buffer, int at, int end)
        {
            if (at + 8 > end)
            {
                return -1;
            }

            int word = BitConverter.ToInt32(buffer, at);
            int next = word == True ? at + 4 : at + 5;
            if ((word != True && (word != False || buffer[at + 4] != 's')) || buffer[next] != 'e' || buffer[next + 1] != '/' || buffer[next + 2] != '>')
            {
                return -1;
            }

            _foundLength = word == True ? 1 : 0;
            return next + 3;
        }

        private int PassNumber(byte[] buffer, int at, int end, int type, int mode)
        {
            byte[] values = _tree.Values;
            int to = _tree.Top;
            int start = at;

            // Nine digits fit an int.
            int limit = at + 9;
            if (limit > end || to + 10 > values.Length)
            {
                return -1;
            }

            bool negative = buffer[at] == '-';

            if (negative)
            {
                values[to] = (byte)'-';
                to++;
                at++;
            }

            int first = at;
            int value = 0;
            while (at < limit)
            {
                int digit = buffer[at] - '0';
                if (digit < 0 || digit > 9)
                {
                    break;
                }

                value = (value * 10) + digit;
                values[to] = (byte)(digit + '0');
                to++;
                at++;
            }

            int length = at - start;
            if (at == first || (length > 1 && buffer[first] == '0'))
            {
                return -1;
            }

            if (negative)
            {
                value = -value;
            }

            if (mode == MmsMode.Integer)
            {
                int range = MmsTables.TypeStart[type];
                if (value < MmsTables.Minimum[range] || value > MmsTables.Maximum[range])
                {
                    return -1;
                }
            }
            else if (negative && mode != MmsMode.Integer64)
            {
                return -1;
            }

            _foundLength = length;
            _foundOctets = length;
            return at;
        }

        private int PassBits(byte[] buffer, int at, int end, int type)
        {
            byte[] values = _tree.Values;
            int start = at;
            int to = _tree.Top;
            int limit = at + ((values.Length - to) << 3) - 8;
            if (limit > end - 8)
            {
                limit = end - 8;
            }

            // Eight digits at a time: their low bits, gathered by one multiplication.
            while (at <= limit)
            {
                ulong eight = BitConverter.ToUInt64(buffer, at) ^ 0x3030303030303030UL;
                if ((eight & 0xFEFEFEFEFEFEFEFEUL) != 0)
                {
                    break;
                }

                values[to] = (byte)((eight * 0x8040201008040201UL) >> 56);
                to++;
                at += 8;
            }

            if (at > limit)
            {
                return -1;
            }

            int octet = 0;
            int rest = 0;
            while (rest < 8)
            {
                int digit = buffer[at] - '0';
                if ((digit & ~1) != 0)
                {
                    break;
                }

                octet = (octet << 1) | digit;
                rest++;
                at++;
            }

            if (rest > 0)
            {
                values[to] = (byte)(octet << (8 - rest));
                to++;
            }

            int bits = at - start;
            int range = MmsTables.TypeStart[type];
            if (bits < MmsTables.Minimum[range] || bits > MmsTables.Maximum[range] || bits > 65535 || (bits == 0 && !_dialect.AcceptEmptyBits))
            {
                return -1;
            }

            _foundLength = bits;
            _foundOctets = to - _tree.Top;
            return at;
        }

        private int PassHex(byte[] buffer, int at, int end, int type, int mode)
        {
            byte[] values = _tree.Values;
            byte[] classes = _dialect.Classes;
            int to = _tree.Top;

            // As the walk by tokens does, this asks for the room that the text takes.
            int limit = at + values.Length - to;
            if (limit > end)
            {
                limit = end;
            }

            // Eight digits at a time: their values, then the digits that those are written with, to see that they are digits.
            while (at + 8 <= limit)
            {
                ulong text = BitConverter.ToUInt64(buffer, at);
                ulong letters = (text >> 6) & 0x0101010101010101UL;
                ulong digits = (text & 0x0F0F0F0F0F0F0F0FUL) + (letters * 9);
                ulong over = ((digits + 0x0606060606060606UL) >> 4) & 0x0101010101010101UL;
                ulong written = digits + 0x3030303030303030UL + (over * 7);
                if ((digits & 0xF0F0F0F0F0F0F0F0UL) != 0 || (written != text && (!_dialect.AcceptLowerCaseHex || written != (text & ~(letters << 5)))))
                {
                    break;
                }

                digits = (digits << 4) | (digits >> 8);
                values[to] = (byte)digits;
                values[to + 1] = (byte)(digits >> 16);
                values[to + 2] = (byte)(digits >> 32);
                values[to + 3] = (byte)(digits >> 48);
                to += 4;
                at += 8;
            }

            limit--;
            while (at < limit)
            {
                int high = classes[buffer[at]];
                int low = classes[buffer[at + 1]];
                if ((high & low & XerDialect.HexDigit) == 0)
                {
                    break;
                }

                values[to] = (byte)((high << 4) | (low & 15));
                to++;
                at += 2;
            }

            if (at >= limit)
            {
                return -1;
            }

            int count = to - _tree.Top;
            int range = MmsTables.TypeStart[type];
            if (count < MmsTables.Minimum[range] || count > MmsTables.Maximum[range] || (mode == MmsMode.TimeOfDay && count == 5))
            {
                return -1;
            }

            if (mode == MmsMode.Float && (count != 5 || values[_tree.Top] != 8) && (count != 9 || values[_tree.Top] != 11))
            {
                return -1;
            }

            _foundLength = count;
            _foundOctets = count;
            return at;
        }

        private int PassText(byte[] buffer, int at, int end, int type, int mode)
        {
            byte[] classes = _dialect.Classes;
            int letter = mode == MmsMode.Identifier ? XerDialect.IdentifierLetter : XerDialect.PlainLetter;
            int start = at;
            int limit = at + _tree.Values.Length - _tree.Top;
            if (limit > end)
            {
                limit = end;
            }

            while (at < limit && (classes[buffer[at]] & letter) != 0)
            {
                at++;
            }

            if (at == limit)
            {
                return -1;
            }

            int length = at - start;
            int stored = length;
            if (mode >= MmsMode.Oid)
            {
                stored = MmsValue.Parse(_dialect, type, buffer, start, length, _tree.Values, _tree.Top);
            }
            else
            {
                int range = MmsTables.TypeStart[type];
                if (length < MmsTables.Minimum[range] || length > MmsTables.Maximum[range])
                {
                    return -1;
                }

                Array.Copy(buffer, start, _tree.Values, _tree.Top, length);
            }

            if (stored < 0)
            {
                return -1;
            }

            _foundLength = stored;
            _foundOctets = stored;
            return at;
        }
    }
}
