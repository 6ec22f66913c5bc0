using System;

namespace nanoDer.Core
{
    /// <summary>IEEE 754 numbers as bits, without the arrays that BitConverter would make of them.</summary>
    public static class Ieee754
    {
        // 2^-149, the smallest single-precision number.
        private const long SmallestSingle = 874L << 52;

        /// <summary>Bits of a single-precision number.</summary>
        /// <param name="value">The number.</param>
        /// <returns>Sign, 8 bits of exponent, 23 of fraction; every NaN gives 0x7FC00000.</returns>
        public static int SingleBits(float value)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            int sign = bits < 0 ? int.MinValue : 0;
            int exponent = (int)((bits >> 52) & 0x7FF);
            int fraction = (int)((bits >> 29) & 0x7FFFFF);
            if (exponent == 0x7FF)
            {
                return (bits & 0xFFFFFFFFFFFFFL) != 0 ? 0x7FC00000 : sign | 0x7F800000;
            }

            int single = exponent - 1023 + 127;
            if (single > 0)
            {
                return sign | (single << 23) | fraction;
            }

            // Below the smallest normal number: the leading one becomes part of the fraction.
            return single < -23 ? sign : sign | ((fraction | 0x800000) >> (1 - single));
        }

        /// <summary>The single-precision number that some bits are. It goes through the double-precision one that equals it.</summary>
        /// <param name="bits">Sign, 8 bits of exponent, 23 of fraction.</param>
        /// <returns>The number.</returns>
        public static float Single(int bits)
        {
            int exponent = (bits >> 23) & 0xFF;
            long fraction = bits & 0x7FFFFF;
            if (exponent == 0)
            {
                double small = fraction * BitConverter.Int64BitsToDouble(SmallestSingle);
                return (float)(bits < 0 ? -small : small);
            }

            long wide = exponent == 255 ? 2047 : exponent + 896;
            wide = (wide << 52) | (fraction << 29);
            return (float)BitConverter.Int64BitsToDouble(bits < 0 ? wide | long.MinValue : wide);
        }
    }
}
