using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>Numbers to text.</summary>
    internal static class Number
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        internal static extern string FormatNative(object value, string format);

        internal static string Format(object value, string format)
        {
            return FormatNative(value, format == null || format.Length == 0 ? "G" : format);
        }
    }

    /// <summary>Composite format strings: {index[,alignment][:format]}.</summary>
    internal static class Formatting
    {
        internal static string Format(string format, object[] args)
        {
            if (format == null || args == null)
            {
                throw new ArgumentNullException();
            }
            string result = string.Empty;
            int length = format.Length;
            int start = 0;
            int i = 0;
            while (i < length)
            {
                char c = format[i];
                if (c != '{' && c != '}')
                {
                    i++;
                    continue;
                }

                if (i > start)
                {
                    result += format.Substring(start, i - start);
                }
                i++;
                if (i < length && format[i] == c)
                {
                    start = i;
                    i++;
                    continue;
                }

                int end = format.IndexOf('}', i);
                if (c == '}' || end < 0)
                {
                    throw new ArgumentException();
                }
                result += Item(format.Substring(i, end - i), args);
                i = end + 1;
                start = i;
            }

            return start == 0 ? format : start < length ? result + format.Substring(start) : result;
        }

        private static string Item(string item, object[] args)
        {
            string format = null;
            int colon = item.IndexOf(':');
            if (colon >= 0)
            {
                format = item.Substring(colon + 1);
                item = item.Substring(0, colon);
            }

            int width = 0;
            int comma = item.IndexOf(',');
            if (comma >= 0)
            {
                width = int.Parse(item.Substring(comma + 1));
                item = item.Substring(0, comma);
            }

            int index = int.Parse(item);
            string text = Value(args[index], format);
            return width > 0 ? text.PadLeft(width) : width < 0 ? text.PadRight(-width) : text;
        }

        private static string Value(object value, string format)
        {
            if (value == null)
            {
                return string.Empty;
            }
            if (format == null)
            {
                return value.ToString();
            }
            if (value is DateTime)
            {
                return ((DateTime)value).ToString(format);
            }
            if (value is IFormattable)
            {
                return ((IFormattable)value).ToString(format, null);
            }
            return value is ValueType && !(value is bool) && !(value is char) && !(value is TimeSpan) && !(value is Guid)
                ? Number.Format(value, format)
                : value.ToString();
        }
    }
}
