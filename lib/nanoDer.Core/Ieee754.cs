using System;

namespace nanoDer.Core
{
    /// <summary>IEEE 754 numbers as bits, without the arrays that BitConverter would make of them.</summary>
    public static class Ieee754
    {
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
    }
}
