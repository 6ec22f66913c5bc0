using System.Runtime.CompilerServices;

namespace System
{
    public enum Base64FormattingOptions
    {
        None = 0, InsertLineBreaks = 1
    }

    /// <summary>Text to numbers and base64.</summary>
    public static class Convert
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        internal static extern long NativeToInt64(string value, bool signed, long minValue, long maxValue, int fromBase, bool throwException, out bool success);
        [MethodImpl(MethodImplOptions.InternalCall)]
        internal static extern double NativeToDouble(string value, bool throwException, out bool success);
        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern string ToBase64String(byte[] inArray, int offset, int length, bool insertLineBreaks);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] FromBase64String(string inString);

        public static byte ToByte(bool value)
        {
            return (byte)(value ? 1 : 0);
        }

        public static bool ToBoolean(byte value)
        {
            return value != 0;
        }

        public static char ToChar(ushort value)
        {
            return (char)value;
        }

        public static sbyte ToSByte(string value, int fromBase = 10)
        {
            return (sbyte)NativeToInt64(value, true, sbyte.MinValue, sbyte.MaxValue, fromBase, true, out bool ok);
        }

        public static byte ToByte(string value, int fromBase = 10)
        {
            return (byte)NativeToInt64(value, false, byte.MinValue, byte.MaxValue, fromBase, true, out bool ok);
        }

        public static short ToInt16(string value, int fromBase = 10)
        {
            return (short)NativeToInt64(value, true, short.MinValue, short.MaxValue, fromBase, true, out bool ok);
        }

        public static ushort ToUInt16(string value, int fromBase = 10)
        {
            return (ushort)NativeToInt64(value, false, ushort.MinValue, ushort.MaxValue, fromBase, true, out bool ok);
        }

        public static int ToInt32(string value, int fromBase = 10)
        {
            return (int)NativeToInt64(value, true, int.MinValue, int.MaxValue, fromBase, true, out bool ok);
        }

        public static uint ToUInt32(string value, int fromBase = 10)
        {
            return (uint)NativeToInt64(value, false, uint.MinValue, uint.MaxValue, fromBase, true, out bool ok);
        }

        public static long ToInt64(string value, int fromBase = 10)
        {
            return NativeToInt64(value, true, long.MinValue, long.MaxValue, fromBase, true, out bool ok);
        }

        public static ulong ToUInt64(string value, int fromBase = 10)
        {
            return (ulong)NativeToInt64(value, false, 0, 0, fromBase, true, out bool ok);
        }

        public static double ToDouble(string value)
        {
            return double.Parse(value);
        }

        public static float ToSingle(string value)
        {
            return float.Parse(value);
        }

        public static string ToBase64String(byte[] inArray)
        {
            return ToBase64String(inArray, 0, inArray.Length, false);
        }

        public static string ToBase64String(byte[] inArray, Base64FormattingOptions options)
        {
            return ToBase64String(inArray, 0, inArray.Length, options != Base64FormattingOptions.None);
        }

        public static string ToBase64String(byte[] inArray, int offset, int length)
        {
            return ToBase64String(inArray, offset, length, false);
        }

        public static string ToBase64String(byte[] inArray, int offset, int length, Base64FormattingOptions options)
        {
            return ToBase64String(inArray, offset, length, options != Base64FormattingOptions.None);
        }

        public static byte[] FromBase64CharArray(char[] inArray, int offset, int length)
        {
            return FromBase64String(new string(inArray, offset, length));
        }
    }

    public static class BitConverter
    {
        public static extern bool IsLittleEndian
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern long DoubleToInt64Bits(double value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Int64BitsToDouble(long value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(bool value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(char value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(double value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(float value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(int value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(long value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(short value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(uint value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(ulong value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] GetBytes(ushort value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern bool ToBoolean(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern char ToChar(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double ToDouble(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern short ToInt16(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int ToInt32(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern long ToInt64(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern float ToSingle(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern ushort ToUInt16(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern uint ToUInt32(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern ulong ToUInt64(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern string ToString(byte[] value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern string ToString(byte[] value, int index);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern string ToString(byte[] value, int index, int length);
    }
}
