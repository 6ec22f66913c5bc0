using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>Writes to the debug channel. It takes text only.</summary>
    public static class Console
    {
        public static void Write(string value)
        {
            Diagnostics.Debug.WriteLineNative(value, false);
        }

        public static void WriteLine()
        {
            Diagnostics.Debug.WriteLineNative(string.Empty, true);
        }

        public static void WriteLine(string value)
        {
            Diagnostics.Debug.WriteLineNative(value, true);
        }
    }

    public static class Math
    {
        public const double PI = 3.14159265358979323846;
        public const double E = 2.7182818284590452354;

        public static int Abs(int val)
        {
            return val >= 0 ? val : -val;
        }

        public static int Max(int val1, int val2)
        {
            return val1 >= val2 ? val1 : val2;
        }

        public static int Min(int val1, int val2)
        {
            return val1 <= val2 ? val1 : val2;
        }

        public static long Clamp(long value, long min, long max)
        {
            if (min > max)
            {
                throw new ArgumentException();
            }
            return value < min ? min : value > max ? max : value;
        }

        public static ulong Clamp(ulong value, ulong min, ulong max)
        {
            if (min > max)
            {
                throw new ArgumentException();
            }
            return value < min ? min : value > max ? max : value;
        }

        public static double Clamp(double value, double min, double max)
        {
            if (min > max)
            {
                throw new ArgumentException();
            }
            return value < min ? min : value > max ? max : value;
        }

        public static float Clamp(float value, float min, float max)
        {
            if (min > max)
            {
                throw new ArgumentException();
            }
            return value < min ? min : value > max ? max : value;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Abs(double val);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern float Abs(float val);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Acos(double d);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Asin(double d);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Atan(double d);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Atan2(double y, double x);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Cbrt(double d);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Ceiling(double d);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Cos(double radians);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Cosh(double radians);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Exp(double d);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Floor(double d);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double IEEERemainder(double x, double y);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Log(double a);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Log10(double a);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Max(double x, double y);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern float Max(float x, float y);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Min(double x, double y);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern float Min(float x, float y);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Pow(double x, double y);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Round(double d);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Sign(double value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Sin(double radians);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Sinh(double radians);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Sqrt(double x);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Tan(double radians);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Tanh(double radians);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern double Truncate(double d);

        public static int Sign(float value)
        {
            return Sign((double)value);
        }
    }

    public class Random
    {
        private object _random;

        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern Random();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern Random(int seed);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern int Next();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern int Next(int maxValue);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern double NextDouble();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern void NextBytes(byte[] buffer);
    }

    public struct Guid
    {
        public static readonly Guid Empty = new Guid(new byte[16]);
        private int[] _data;

        public Guid(byte[] b)
        {
            if (b == null)
            {
                throw new ArgumentNullException();
            }
            if (b.Length != 16)
            {
                throw new ArgumentException();
            }
            _data = new int[4];
            for (int i = 0; i < 4; i++)
            {
                _data[i] = BitConverter.ToInt32(b, i * 4);
            }
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern byte[] GenerateNewGuid();

        public static Guid NewGuid()
        {
            return new Guid(GenerateNewGuid());
        }

        public byte[] ToByteArray()
        {
            byte[] bytes = new byte[16];
            for (int i = 0; i < 16; i++)
            {
                bytes[i] = (byte)(_data[i >> 2] >> ((i & 3) * 8));
            }
            return bytes;
        }

        public override bool Equals(object o)
        {
            if (!(o is Guid))
            {
                return false;
            }
            int[] other = ((Guid)o)._data;
            return _data[0] == other[0] && _data[1] == other[1] && _data[2] == other[2] && _data[3] == other[3];
        }

        public override int GetHashCode()
        {
            return _data[0] ^ _data[1] ^ _data[2] ^ _data[3];
        }

        public override string ToString()
        {
            return _data[0].ToString("x8") + "-" + ((ushort)_data[1]).ToString("x4") + "-" + ((ushort)(_data[1] >> 16)).ToString("x4")
                + "-" + Bytes(_data[2], 0, 2) + "-" + Bytes(_data[2], 2, 4) + Bytes(_data[3], 0, 4);
        }

        private static string Bytes(int value, int from, int to)
        {
            string text = string.Empty;
            for (int i = from; i < to; i++)
            {
                text += ((byte)(value >> (i * 8))).ToString("x2");
            }
            return text;
        }
    }

    public sealed class Version
    {
        private int _Major;
        private int _Minor;
        private int _Build = -1;
        private int _Revision = -1;

        public Version(int major, int minor)
        {
            _Major = major;
            _Minor = minor;
        }

        public Version(int major, int minor, int build, int revision)
        {
            _Major = major;
            _Minor = minor;
            _Build = build;
            _Revision = revision;
        }

        public int Major
        {
            get
            {
                return _Major;
            }
        }

        public int Minor
        {
            get
            {
                return _Minor;
            }
        }

        public int Build
        {
            get
            {
                return _Build;
            }
        }

        public int Revision
        {
            get
            {
                return _Revision;
            }
        }

        public override bool Equals(object obj)
        {
            Version other = obj as Version;
            return other != null && _Major == other._Major && _Minor == other._Minor && _Build == other._Build && _Revision == other._Revision;
        }

        public override int GetHashCode()
        {
            return _Major ^ _Minor;
        }

        public override string ToString()
        {
            string text = _Major + "." + _Minor;
            return _Build < 0 ? text : _Revision < 0 ? text + "." + _Build : text + "." + _Build + "." + _Revision;
        }
    }

    public readonly ref struct SpanByte
    {
        private readonly byte[] _array;
        private readonly int _start;
        private readonly int _length;

        public SpanByte(byte[] array)
        {
            _array = array;
            _start = 0;
            _length = array != null ? array.Length : 0;
        }

        public SpanByte(byte[] array, int start, int length)
        {
            if (array != null && (start < 0 || length < 0 || start + length > array.Length))
            {
                throw new ArgumentOutOfRangeException();
            }
            _array = array;
            _start = start;
            _length = length;
        }

        public static SpanByte Empty
        {
            get
            {
                return new SpanByte(null);
            }
        }

        public int Length
        {
            get
            {
                return _length;
            }
        }

        public bool IsEmpty
        {
            get
            {
                return _length == 0;
            }
        }

        public byte this[int index]
        {
            get
            {
                if (index < 0 || index >= _length)
                {
                    throw new IndexOutOfRangeException();
                }
                return _array[_start + index];
            }

            set
            {
                if (index < 0 || index >= _length)
                {
                    throw new IndexOutOfRangeException();
                }
                _array[_start + index] = value;
            }
        }

        public SpanByte Slice(int start)
        {
            return Slice(start, _length - start);
        }

        public SpanByte Slice(int start, int length)
        {
            if (start < 0 || length < 0 || start + length > _length)
            {
                throw new ArgumentOutOfRangeException();
            }
            return new SpanByte(_array, _start + start, length);
        }

        public byte[] ToArray()
        {
            byte[] copy = new byte[_length];
            for (int i = 0; i < _length; i++)
            {
                copy[i] = _array[_start + i];
            }
            return copy;
        }

        public void CopyTo(SpanByte destination)
        {
            if (destination._length < _length)
            {
                throw new ArgumentException();
            }
            for (int i = 0; i < _length; i++)
            {
                destination[i] = _array[_start + i];
            }
        }

        public static implicit operator SpanByte(byte[] array)
        {
            return new SpanByte(array);
        }
    }

    public static class Environment
    {
        public static extern long TickCount64
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }
    }
}

namespace System.Diagnostics
{
    public static class Debug
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        internal static extern void WriteLineNative(string text, bool addLineFeed);

        [Conditional("DEBUG")]
        public static void Write(string text)
        {
            WriteLineNative(text, false);
        }

        [Conditional("DEBUG")]
        public static void WriteLine()
        {
            WriteLineNative(string.Empty, true);
        }

        [Conditional("DEBUG")]
        public static void WriteLine(string text)
        {
            WriteLineNative(text, true);
        }

        [Conditional("DEBUG")]
        public static void Assert(bool condition)
        {
            if (!condition)
            {
                WriteLineNative("Assert failed", true);
            }
        }

        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message)
        {
            if (!condition)
            {
                WriteLineNative(message, true);
            }
        }

        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message, string detailedMessage)
        {
            if (!condition)
            {
                WriteLineNative(message + detailedMessage, true);
            }
        }
    }

    public static class Debugger
    {
        public static bool IsAttached
        {
            get
            {
                return false;
            }
        }

        public static void Break()
        {
        }
    }
}
