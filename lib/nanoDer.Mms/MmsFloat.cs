using System;

namespace nanoDer.Mms
{
    /// <summary>
    /// IEEE 754 numbers, highest octet first. A 32-bit number goes through the bits of the 64-bit one that equals it, as the
    /// runtime has no way to its own bits that takes no memory.
    /// </summary>
    internal static class MmsFloat
    {
        // 2^-149, the smallest 32-bit number.
        private const long SmallestSingle = 874L << 52;

        internal static float ToSingle(byte[] buffer, int offset)
        {
            int first = buffer[offset];
            int second = buffer[offset + 1];
            int exponent = ((first & 0x7F) << 1) | (second >> 7);
            long fraction = ((second & 0x7F) << 16) | (buffer[offset + 2] << 8) | buffer[offset + 3];
            if (exponent == 0)
            {
                double small = fraction * BitConverter.Int64BitsToDouble(SmallestSingle);
                return (float)(first >= 0x80 ? -small : small);
            }

            long wide = exponent == 255 ? 2047 : exponent + 896;
            long bits = (wide << 52) | (fraction << 29);
            return (float)BitConverter.Int64BitsToDouble(first >= 0x80 ? bits | long.MinValue : bits);
        }

        internal static double ToDouble(byte[] buffer, int offset)
        {
            long bits = 0;
            for (int i = 0; i < 8; i++)
            {
                bits = (bits << 8) | buffer[offset + i];
            }

            return BitConverter.Int64BitsToDouble(bits);
        }

        internal static void PutSingle(float value, byte[] buffer, int offset)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            int exponent = (int)((bits >> 52) & 2047);
            int fraction = (int)((bits >> 29) & 0x7FFFFF);
            if (exponent == 2047)
            {
                exponent = 255;
            }
            else if (exponent > 896)
            {
                exponent -= 896;
            }
            else
            {
                // Too small for an exponent of its own, or zero.
                fraction = exponent < 873 ? 0 : (fraction | 0x800000) >> (897 - exponent);
                exponent = 0;
            }

            buffer[offset] = (byte)((bits < 0 ? 0x80 : 0) | (exponent >> 1));
            buffer[offset + 1] = (byte)(((exponent & 1) << 7) | (fraction >> 16));
            buffer[offset + 2] = (byte)(fraction >> 8);
            buffer[offset + 3] = (byte)fraction;
        }

        internal static void PutDouble(double value, byte[] buffer, int offset)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            for (int i = 7; i >= 0; i--)
            {
                buffer[offset + i] = (byte)bits;
                bits >>= 8;
            }
        }
    }
}
