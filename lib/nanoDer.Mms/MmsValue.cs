using System;
using nanoDer.Core;

namespace nanoDer.Mms
{
    /// <summary>
    /// Checks the text of a value and turns it into its stored form. Source and target may be the same place: the result is never
    /// longer than the text, but for the exponent width of a short floating-point number, whose text was twice as long.
    /// </summary>
    internal static class MmsValue
    {
        internal const int BadValue = -1;
        internal const int OutOfRange = -2;

        /// <summary>Octets that a stored value takes.</summary>
        internal static int Octets(int kind, int length)
        {
            int mode = MmsTables.TypeMode[MmsTables.ElementType[kind]];
            return mode == MmsMode.Bits ? (length + 7) >> 3 : mode == MmsMode.Boolean ? 0 : length;
        }

        /// <summary>Turns text into a value.</summary>
        /// <param name="dialect">What is accepted.</param>
        /// <param name="type">A primitive type other than boolean, null and named.</param>
        /// <param name="source">Buffer with the text. When it is not <paramref name="values"/> it is XML that was not looked at, and a text that needs more than copying is refused.</param>
        /// <param name="at">Where it begins.</param>
        /// <param name="length">Length of the text; there is room for it.</param>
        /// <param name="values">Buffer for the value.</param>
        /// <param name="offset">Where it goes.</param>
        /// <returns>Length of the value, in bits for a bit string; <see cref="BadValue"/> or <see cref="OutOfRange"/>.</returns>
        internal static int Parse(XerDialect dialect, int type, byte[] source, int at, int length, byte[] values, int offset)
        {
            int range = MmsTables.TypeStart[type];
            int minimum = MmsTables.Minimum[range];
            int maximum = MmsTables.Maximum[range];
            int mode = MmsTables.TypeMode[type];
            int stored;
            switch (mode)
            {
                case MmsMode.Bits:
                    return Bits(dialect, source, at, length, values, offset, minimum, maximum);
                case MmsMode.Octets:
                case MmsMode.TimeOfDay:
                case MmsMode.Float:
                    return Hex(dialect, mode, source, at, length, values, offset, minimum, maximum);
                case MmsMode.Integer:
                    stored = Integer(source, at, length, minimum, maximum);
                    break;
                case MmsMode.Integer64:
                case MmsMode.Unsigned64:
                case MmsMode.Positive64:
                    stored = Integer64(source, at, length, mode);
                    break;
                case MmsMode.Oid:
                    stored = Oid(source, at, length);
                    break;
                case MmsMode.Time:
                    stored = Time(source, at, length);
                    break;
                case MmsMode.Identifier:
                    stored = Identifier(source, at, length, maximum);
                    break;
                default:
                    stored = source == values ? Text(mode, source, at, length, minimum, maximum) : PlainText(source, at, length, minimum, maximum);
                    break;
            }

            if (stored > 0 && source != values)
            {
                Array.Copy(source, at, values, offset, stored);
            }

            return stored;
        }

        private static int Integer(byte[] values, int offset, int length, int minimum, int maximum)
        {
            int end = offset + length;
            int at = offset;
            bool negative = length > 0 && values[at] == '-';
            if (negative)
            {
                at++;
            }

            int digits = end - at;
            if (digits == 0 || (values[at] == '0' && length > 1))
            {
                return BadValue;
            }

            // Downwards, as the smallest number has no opposite. Up to nine digits cannot overflow.
            int value = 0;
            int safe = digits > 9 ? at + 9 : end;
            while (at < end)
            {
                int digit = values[at] - '0';
                if (digit < 0 || digit > 9)
                {
                    return BadValue;
                }

                if (at >= safe)
                {
                    return LongInteger(values, at, end, value, negative, minimum, maximum, length);
                }

                value = (value * 10) - digit;
                at++;
            }

            if (!negative)
            {
                value = -value;
            }

            return value < minimum || value > maximum ? OutOfRange : length;
        }

        private static int LongInteger(byte[] values, int at, int end, long value, bool negative, int minimum, int maximum, int length)
        {
            bool over = end - at > 1;
            while (at < end)
            {
                int digit = values[at] - '0';
                if (digit < 0 || digit > 9)
                {
                    return BadValue;
                }

                if (!over)
                {
                    value = (value * 10) - digit;
                }

                at++;
            }

            if (!negative)
            {
                value = -value;
            }

            return over || value < minimum || value > maximum ? OutOfRange : length;
        }

        private static int Integer64(byte[] values, int offset, int length, int mode)
        {
            int end = offset + length;
            int at = offset;
            bool negative = length > 0 && values[at] == '-';
            if (negative)
            {
                at++;
            }

            int digits = end - at;
            if (digits == 0 || (values[at] == '0' && length > 1))
            {
                return BadValue;
            }

            ulong value = 0;
            bool over = digits > 20;
            while (at < end)
            {
                int digit = values[at] - '0';
                if (digit < 0 || digit > 9)
                {
                    return BadValue;
                }

                if (value > 1844674407370955161 || (value == 1844674407370955161 && digit > 5))
                {
                    over = true;
                }

                value = (value * 10) + (ulong)digit;
                at++;
            }

            ulong limit = mode == MmsMode.Unsigned64 ? ulong.MaxValue : negative ? 1UL << 63 : (1UL << 63) - 1;
            return over || value > limit || (negative && mode != MmsMode.Integer64) ? OutOfRange : length;
        }

        private static int Bits(XerDialect dialect, byte[] source, int at, int length, byte[] values, int offset, int minimum, int maximum)
        {
            int bits = 0;
            int octet = 0;
            int to = offset;
            int end = at + length;
            for (; at < end; at++)
            {
                int digit = source[at] - '0';
                if ((digit & ~1) != 0)
                {
                    if (!dialect.AcceptSpaceInStrings || !IsSpace(source[at]))
                    {
                        return BadValue;
                    }

                    continue;
                }

                octet = (octet << 1) | digit;
                bits++;
                if ((bits & 7) == 0)
                {
                    values[to] = (byte)octet;
                    to++;
                    octet = 0;
                }
            }

            if ((bits & 7) != 0)
            {
                values[to] = (byte)(octet << (8 - (bits & 7)));
            }

            return bits < minimum || bits > maximum || bits > 65535 || (bits == 0 && !dialect.AcceptEmptyBits) ? OutOfRange : bits;
        }

        private static int Hex(XerDialect dialect, int mode, byte[] source, int at, int length, byte[] values, int offset, int minimum, int maximum)
        {
            int to = offset;
            int end = at + length;
            int high = -1;
            for (; at < end; at++)
            {
                int c = source[at];
                int digit = c - '0';
                if (digit < 0 || digit > 9)
                {
                    digit = c - ('A' - 10);
                    if (digit < 10 || digit > 15)
                    {
                        digit = dialect.AcceptLowerCaseHex ? c - ('a' - 10) : -1;
                        if (digit < 10 || digit > 15)
                        {
                            if (!dialect.AcceptSpaceInStrings || !IsSpace(c))
                            {
                                return BadValue;
                            }

                            continue;
                        }
                    }
                }

                if (high < 0)
                {
                    high = digit;
                }
                else
                {
                    values[to] = (byte)((high << 4) | digit);
                    to++;
                    high = -1;
                }
            }

            int count = to - offset;
            if (high >= 0)
            {
                return BadValue;
            }

            if (mode == MmsMode.Float)
            {
                return Float(dialect, values, offset, count);
            }

            return count < minimum || count > maximum || (mode == MmsMode.TimeOfDay && count == 5) ? OutOfRange : count;
        }

        private static int Float(XerDialect dialect, byte[] values, int offset, int count)
        {
            if ((count == 4 || count == 8) && dialect.AcceptShortFloat)
            {
                for (int i = offset + count; i > offset; i--)
                {
                    values[i] = values[i - 1];
                }

                values[offset] = count == 4 ? (byte)8 : (byte)11;
                return count + 1;
            }

            return (count == 5 && values[offset] == 8) || (count == 9 && values[offset] == 11) ? count : OutOfRange;
        }

        /// <summary>ISO 9506-2 clause 7.5.2: letters, digits, underscore and dollar.</summary>
        private static int Identifier(byte[] source, int at, int length, int maximum)
        {
            int end = at + length;
            while (at < end)
            {
                int c = source[at];
                if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '$')
                {
                    return BadValue;
                }

                at++;
            }

            return length == 0 || length > maximum ? OutOfRange : length;
        }

        /// <summary>Text of letters that stand for themselves in XML and that every kind of string allows.</summary>
        private static int PlainText(byte[] source, int at, int length, int minimum, int maximum)
        {
            int end = at + length;
            while (at < end)
            {
                int c = source[at];
                if (c < ' ' || c > '~' || c == '&' || c == '>')
                {
                    return BadValue;
                }

                at++;
            }

            return length < minimum || length > maximum ? OutOfRange : length;
        }

        private static int Text(int mode, byte[] values, int offset, int length, int minimum, int maximum)
        {
            int end = offset + length;
            int count = length;
            for (int at = offset; at < end; at++)
            {
                int c = values[at];
                if (mode == MmsMode.Utf8)
                {
                    if ((c & 0xC0) == 0x80)
                    {
                        count--;
                    }
                }
                else if (c < ' ' || c == 0x7F || (c > 0x7F && mode == MmsMode.Visible))
                {
                    return BadValue;
                }
            }

            return count < minimum || count > maximum ? OutOfRange : length;
        }

        private static int Oid(byte[] values, int offset, int length)
        {
            int end = offset + length;
            int at = offset;
            int arcs = 0;
            long first = 0;
            while (true)
            {
                int start = at;
                long arc = 0;
                while (at < end && values[at] != '.')
                {
                    int digit = values[at] - '0';
                    if (digit < 0 || digit > 9 || (at > start && values[start] == '0'))
                    {
                        return BadValue;
                    }

                    arc = (arc * 10) + digit;
                    if (arc > 0xFFFFFFFFL)
                    {
                        return OutOfRange;
                    }

                    at++;
                }

                if (at == start || (arcs == 0 && arc > 2) || (arcs == 1 && first < 2 && arc > 39))
                {
                    return BadValue;
                }

                if (arcs == 0)
                {
                    first = arc;
                }

                arcs++;
                if (at == end)
                {
                    return arcs < 2 ? BadValue : length;
                }

                at++;
            }
        }

        /// <summary>GeneralizedTime (X.680 clause 46): YYYYMMDDHH[MM[SS]][.f][Z|+hh[mm]|-hh[mm]].</summary>
        private static int Time(byte[] values, int offset, int length)
        {
            int end = offset + length;
            int at = offset;
            while (at < end && values[at] >= '0' && values[at] <= '9')
            {
                at++;
            }

            int digits = at - offset;
            if (digits != 10 && digits != 12 && digits != 14)
            {
                return BadValue;
            }

            int month = Two(values, offset + 4);
            int day = Two(values, offset + 6);
            if (month < 1 || month > 12 || day < 1 || day > Days(values, offset, month) || Two(values, offset + 8) > 23
                || (digits > 10 && Two(values, offset + 10) > 59) || (digits > 12 && Two(values, offset + 12) > 60))
            {
                return BadValue;
            }

            if (at < end && (values[at] == '.' || values[at] == ','))
            {
                int fraction = at + 1;
                at = fraction;
                while (at < end && values[at] >= '0' && values[at] <= '9')
                {
                    at++;
                }

                if (at == fraction)
                {
                    return BadValue;
                }
            }

            if (at == end || (values[at] == 'Z' && at + 1 == end))
            {
                return length;
            }

            return (values[at] == '+' || values[at] == '-') && IsOffset(values, at + 1, end) ? length : BadValue;
        }

        private static bool IsOffset(byte[] values, int at, int end)
        {
            int digits = end - at;
            if (digits != 2 && digits != 4)
            {
                return false;
            }

            for (int i = at; i < end; i++)
            {
                if (values[i] < '0' || values[i] > '9')
                {
                    return false;
                }
            }

            return Two(values, at) < 24 && (digits == 2 || Two(values, at + 2) < 60);
        }

        private static int Days(byte[] values, int offset, int month)
        {
            if (month == 2)
            {
                int year = (Two(values, offset) * 100) + Two(values, offset + 2);
                return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            }

            return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        }

        private static int Two(byte[] values, int offset)
        {
            return ((values[offset] - '0') * 10) + values[offset + 1] - '0';
        }

        internal static bool IsSpace(int c)
        {
            return c == ' ' || c == '\n' || c == '\t' || c == '\r';
        }
    }
}
