using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>Comparison and selection whose sequence does not depend on what they look at.</summary>
    public static class ConstantTime
    {
        /// <summary>Compares two ranges.</summary>
        /// <param name="a">First buffer.</param>
        /// <param name="aOffset">Where the first range begins.</param>
        /// <param name="b">Second buffer.</param>
        /// <param name="bOffset">Where the second range begins.</param>
        /// <param name="count">Bytes to compare.</param>
        /// <returns>True when all of them are equal.</returns>
        [DataPath]
        public static bool Equal(byte[] a, int aOffset, byte[] b, int bOffset, int count)
        {
            int difference = 0;
            for (int i = 0; i < count; i++)
            {
                difference |= a[aOffset + i] ^ b[bOffset + i];
            }

            return difference == 0;
        }

        /// <summary>Says whether a value is zero.</summary>
        /// <param name="value">Any value.</param>
        /// <returns>All ones for zero, else all zeros.</returns>
        internal static uint IsZero(uint value)
        {
            return ((value | (0u - value)) >> 31) - 1u;
        }
    }
}
