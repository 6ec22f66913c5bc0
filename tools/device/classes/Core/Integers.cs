namespace System
{
    /// <summary>A number of the device.</summary>
    public struct SByte
    {
        internal sbyte m_value;

        public const sbyte MaxValue = 127;

        public const sbyte MinValue = -128;

        public static sbyte Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return (sbyte)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, true, out bool success);
        }

        public static bool TryParse(string s, out sbyte result)
        {
            result = (sbyte)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, false, out bool success);
            return success;
        }

        public override string ToString()
        {
            return Number.Format(m_value, "G");
        }

        public string ToString(string format)
        {
            return Number.Format(m_value, format);
        }
    }

    /// <summary>A number of the device.</summary>
    public struct Byte
    {
        internal byte m_value;

        public const byte MaxValue = 255;

        public const byte MinValue = 0;

        public static byte Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return (byte)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, true, out bool success);
        }

        public static bool TryParse(string s, out byte result)
        {
            result = (byte)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, false, out bool success);
            return success;
        }

        public override string ToString()
        {
            return Number.Format(m_value, "G");
        }

        public string ToString(string format)
        {
            return Number.Format(m_value, format);
        }
    }

    /// <summary>A number of the device.</summary>
    public struct Int16
    {
        internal short m_value;

        public const short MaxValue = 32767;

        public const short MinValue = -32768;

        public static short Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return (short)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, true, out bool success);
        }

        public static bool TryParse(string s, out short result)
        {
            result = (short)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, false, out bool success);
            return success;
        }

        public override string ToString()
        {
            return Number.Format(m_value, "G");
        }

        public string ToString(string format)
        {
            return Number.Format(m_value, format);
        }
    }

    /// <summary>A number of the device.</summary>
    public struct UInt16
    {
        internal ushort m_value;

        public const ushort MaxValue = 65535;

        public const ushort MinValue = 0;

        public static ushort Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return (ushort)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, true, out bool success);
        }

        public static bool TryParse(string s, out ushort result)
        {
            result = (ushort)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, false, out bool success);
            return success;
        }

        public override string ToString()
        {
            return Number.Format(m_value, "G");
        }

        public string ToString(string format)
        {
            return Number.Format(m_value, format);
        }
    }

    /// <summary>A number of the device.</summary>
    public struct Int32
    {
        internal int m_value;

        public const int MaxValue = 2147483647;

        public const int MinValue = -2147483648;

        public static int Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return (int)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, true, out bool success);
        }

        public static bool TryParse(string s, out int result)
        {
            result = (int)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, false, out bool success);
            return success;
        }

        public override string ToString()
        {
            return Number.Format(m_value, "G");
        }

        public string ToString(string format)
        {
            return Number.Format(m_value, format);
        }
    }

    /// <summary>A number of the device.</summary>
    public struct UInt32
    {
        internal uint m_value;

        public const uint MaxValue = 4294967295;

        public const uint MinValue = 0;

        public static uint Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return (uint)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, true, out bool success);
        }

        public static bool TryParse(string s, out uint result)
        {
            result = (uint)Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, false, out bool success);
            return success;
        }

        public override string ToString()
        {
            return Number.Format(m_value, "G");
        }

        public string ToString(string format)
        {
            return Number.Format(m_value, format);
        }
    }

    /// <summary>A number of the device.</summary>
    public struct Int64
    {
        internal long m_value;

        public const long MaxValue = 9223372036854775807;

        public const long MinValue = -9223372036854775808;

        public static long Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, true, out bool success);
        }

        public static bool TryParse(string s, out long result)
        {
            result = Convert.NativeToInt64(s, true, MinValue, MaxValue, 10, false, out bool success);
            return success;
        }

        public override string ToString()
        {
            return Number.Format(m_value, "G");
        }

        public string ToString(string format)
        {
            return Number.Format(m_value, format);
        }
    }

    /// <summary>A number of the device.</summary>
    public struct UInt64
    {
        internal ulong m_value;

        public const ulong MaxValue = 18446744073709551615;

        public const ulong MinValue = 0;

        public static ulong Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return (ulong)Convert.NativeToInt64(s, false, 0, 0, 10, true, out bool success);
        }

        public static bool TryParse(string s, out ulong result)
        {
            result = (ulong)Convert.NativeToInt64(s, false, 0, 0, 10, false, out bool success);
            return success;
        }

        public override string ToString()
        {
            return Number.Format(m_value, "G");
        }

        public string ToString(string format)
        {
            return Number.Format(m_value, format);
        }
    }
}
