using System.Runtime.CompilerServices;

namespace System
{
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
}
