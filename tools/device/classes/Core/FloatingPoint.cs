namespace System
{
    /// <summary>A floating-point number of the device.</summary>
    public struct Single
    {
        internal float m_value;

        public const float MaxValue = 3.40282346638528859e+38f;

        public const float MinValue = -3.40282346638528859e+38f;

        public const float Epsilon = 1.4e-45f;

        public const float PositiveInfinity = (float)1.0 / (float)0.0;

        public const float NegativeInfinity = (float)-1.0 / (float)0.0;

        public const float NaN = (float)0.0 / (float)0.0;

        public static float Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return (float)Convert.NativeToDouble(s, true, out bool success);
        }

        public static bool TryParse(string s, out float result)
        {
            result = (float)Convert.NativeToDouble(s, false, out bool success);
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

        public int CompareTo(float value)
        {
            return ((double)m_value).CompareTo(value);
        }

        public static bool IsInfinity(float f)
        {
            return double.IsInfinity(f);
        }

        public static bool IsNaN(float f)
        {
            return double.IsNaN(f);
        }

        public static bool IsNegativeInfinity(float f)
        {
            return double.IsNegativeInfinity(f);
        }

        public static bool IsPositiveInfinity(float f)
        {
            return double.IsPositiveInfinity(f);
        }
    }

    /// <summary>A floating-point number of the device.</summary>
    public struct Double
    {
        internal double m_value;

        public const double MaxValue = 1.7976931348623157E+308;

        public const double MinValue = -1.7976931348623157E+308;

        public const double Epsilon = 4.9406564584124654E-324;

        public const double PositiveInfinity = (double)1.0 / (double)0.0;

        public const double NegativeInfinity = (double)-1.0 / (double)0.0;

        public const double NaN = (double)0.0 / (double)0.0;

        public static double Parse(string s)
        {
            if (s == null)
            {
                throw new ArgumentNullException();
            }

            return (double)Convert.NativeToDouble(s, true, out bool success);
        }

        public static bool TryParse(string s, out double result)
        {
            result = (double)Convert.NativeToDouble(s, false, out bool success);
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

        public int CompareTo(double value)
        {
            return CompareTo(m_value, value);
        }

        [Runtime.CompilerServices.MethodImpl(Runtime.CompilerServices.MethodImplOptions.InternalCall)]
        private static extern int CompareTo(double left, double right);

        [Runtime.CompilerServices.MethodImpl(Runtime.CompilerServices.MethodImplOptions.InternalCall)]
        public static extern bool IsInfinity(double d);

        [Runtime.CompilerServices.MethodImpl(Runtime.CompilerServices.MethodImplOptions.InternalCall)]
        public static extern bool IsNaN(double d);

        [Runtime.CompilerServices.MethodImpl(Runtime.CompilerServices.MethodImplOptions.InternalCall)]
        public static extern bool IsNegativeInfinity(double d);

        [Runtime.CompilerServices.MethodImpl(Runtime.CompilerServices.MethodImplOptions.InternalCall)]
        public static extern bool IsPositiveInfinity(double d);
    }
}
