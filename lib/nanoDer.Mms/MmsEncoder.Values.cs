using System;

namespace nanoDer.Mms
{
    // Elements that hold a value.
    public sealed partial class MmsEncoder
    {
        // A literal costs 12 bytes of heap each time its place in the code is passed; in a field it costs them once.
        private static readonly string Escapes = "&amp;&#xD;&lt;&gt;";

        private int PutPrimitive(byte[] buffer, int at, int limit, int element, int mode, int item)
        {
            int length = _tree.Lengths[_node];
            if (element == Mms.BasicObjectClass && _dialect.IsScsm)
            {
                at = PutEmpty(buffer, at, MmsTables.FirstClass + _tree.Int32(_node));
                _node++;
                return PutItemEnd(buffer, at, item);
            }

            bool empty = mode == MmsMode.Null || (length == 0 && mode != MmsMode.Boolean);
            if (!empty && (_depth >= 0 || !_dialect.WriteNamespace))
            {
                at = PutTag(buffer, at, element, 0);
            }
            else
            {
                buffer[at] = (byte)'<';
                at = PutName(buffer, at + 1, element);
                if (_depth < 0 && _dialect.WriteNamespace)
                {
                    Array.Copy(_xmlns, 0, buffer, at, _xmlns.Length);
                    at += _xmlns.Length;
                }

                if (empty)
                {
                    buffer[at] = (byte)'/';
                    at++;
                }

                buffer[at] = (byte)'>';
                at++;
                if (empty)
                {
                    _node++;
                    return PutItemEnd(buffer, at, item);
                }
            }

            _valueAt = 0;
            _inValue = true;
            _outer = item;
            return PutValue(buffer, at, limit);
        }

        /// <summary>Writes as much of the value of the current node as there is room for, and behind its last part the end tag.</summary>
        private int PutValue(byte[] buffer, int at, int limit)
        {
            int element = _tree.Kinds[_node];
            int mode = MmsTables.TypeMode[MmsTables.ElementType[element]];
            int length = _tree.Lengths[_node];
            limit -= EndBytes;
            switch (mode)
            {
                case MmsMode.Boolean:
                    at = PutEmpty(buffer, at, MmsTables.False + length);
                    _valueAt = length;
                    break;
                case MmsMode.Bits:
                    at = PutBits(buffer, at, limit, length);
                    break;
                case MmsMode.Octets:
                case MmsMode.TimeOfDay:
                case MmsMode.Float:
                    if (mode == MmsMode.Float && _valueAt == 0 && _dialect.WriteShortFloat)
                    {
                        _valueAt = 1;
                    }

                    at = PutHex(buffer, at, limit, length);
                    break;
                case MmsMode.Visible:
                case MmsMode.Graphic:
                case MmsMode.Utf8:
                    at = PutText(buffer, at, limit, length);
                    break;
                default:
                    at = PutPlain(buffer, at, limit, length);
                    break;
            }

            if (_valueAt < length)
            {
                return at;
            }

            _inValue = false;
            _node++;
            at = PutTag(buffer, at, element, 2);
            return PutItemEnd(buffer, at, _outer);
        }

        private int PutPlain(byte[] buffer, int at, int limit, int length)
        {
            int count = length - _valueAt;
            if (count > limit - at)
            {
                count = limit - at;
            }

            Array.Copy(_tree.Values, _tree.Starts[_node] + _valueAt, buffer, at, count);
            _valueAt += count;
            return at + count;
        }

        private int PutBits(byte[] buffer, int at, int limit, int length)
        {
            byte[] values = _tree.Values;
            int start = _tree.Starts[_node];
            int bit = _valueAt;
            int octet;
            while ((bit & 7) == 0 && length - bit >= 8 && limit - at >= 8)
            {
                octet = values[start + (bit >> 3)];
                buffer[at] = (byte)('0' + (octet >> 7));
                buffer[at + 1] = (byte)('0' + ((octet >> 6) & 1));
                buffer[at + 2] = (byte)('0' + ((octet >> 5) & 1));
                buffer[at + 3] = (byte)('0' + ((octet >> 4) & 1));
                buffer[at + 4] = (byte)('0' + ((octet >> 3) & 1));
                buffer[at + 5] = (byte)('0' + ((octet >> 2) & 1));
                buffer[at + 6] = (byte)('0' + ((octet >> 1) & 1));
                buffer[at + 7] = (byte)('0' + (octet & 1));
                at += 8;
                bit += 8;
            }

            octet = bit < length ? values[start + (bit >> 3)] << (bit & 7) : 0;
            while (bit < length && at < limit)
            {
                buffer[at] = (byte)('0' + ((octet >> 7) & 1));
                at++;
                bit++;
                octet <<= 1;
                if ((bit & 7) == 0 && bit < length)
                {
                    octet = values[start + (bit >> 3)];
                }
            }

            _valueAt = bit;
            return at;
        }

        private int PutHex(byte[] buffer, int at, int limit, int length)
        {
            byte[] values = _tree.Values;
            byte[] digits = _digits;
            int from = _tree.Starts[_node] + _valueAt;
            int end = _tree.Starts[_node] + length;
            if (end - from > (limit - at) >> 1)
            {
                end = from + ((limit - at) >> 1);
            }

            while (from < end)
            {
                int octet = values[from];
                buffer[at] = digits[octet >> 4];
                buffer[at + 1] = digits[octet & 15];
                at += 2;
                from++;
            }

            _valueAt = end - _tree.Starts[_node];
            return at;
        }

        private int PutText(byte[] buffer, int at, int limit, int length)
        {
            byte[] values = _tree.Values;
            int start = _tree.Starts[_node];
            int from = start + _valueAt;
            int end = start + length;

            // The longest escape has six characters.
            limit -= 5;
            while (from < end && at < limit)
            {
                int c = values[from];
                if (c > '>' || (c >= ' ' && c != '<' && c != '&' && c != '>'))
                {
                    buffer[at] = (byte)c;
                    at++;
                }
                else
                {
                    at = PutEscaped(buffer, at, c);
                }

                from++;
            }

            _valueAt = from - start;
            return at;
        }

        private static int PutEscaped(byte[] buffer, int at, int c)
        {
            if (c < ' ')
            {
                int next = XerControl.Put(c, buffer, at);
                if (next > at)
                {
                    return next;
                }

                if (c != '\r')
                {
                    buffer[at] = (byte)c;
                    return at + 1;
                }
            }

            // An XML reader makes a carriage return that is not referenced to a line feed (XML 1.0 clause 2.11).
            int from = c == '&' ? 0 : c == '<' ? 10 : c == '>' ? 14 : 5;
            int end = from + (from < 10 ? 5 : 4);
            while (from < end)
            {
                buffer[at] = (byte)Escapes[from];
                at++;
                from++;
            }

            return at;
        }
    }
}
