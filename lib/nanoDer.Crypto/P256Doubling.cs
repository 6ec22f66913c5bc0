using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Doublings on P-256, by far most of the work of every operation on the curve: <see cref="PointMath.Double(int)"/> with its
    /// products written out over locals, which saves a third of the time on the device. A product is that of
    /// <see cref="P256Field.Multiply"/>; results may take the place of operands, as a limb is written after its last use.
    /// </summary>
    internal static class P256Doubling
    {
        private const int LimbBits = PrimeField.LimbBits;
        private const long LimbMask = PrimeField.LimbMask;
        private const long P7 = P256Field.P7;
        private const long P8 = P256Field.P8;

        /// <summary>Doubles a point in Jacobian coordinates several times.</summary>
        /// <param name="xLimbs">X, tight, and the result's.</param>
        /// <param name="yLimbs">Y, tight, and the result's.</param>
        /// <param name="zLimbs">Z, tight, and the result's.</param>
        /// <param name="times">How often, 1 or more.</param>
        [DataPath]
        public static void Double(long[] xLimbs, long[] yLimbs, long[] zLimbs, int times)
        {
            long x0 = xLimbs[0];
            long x1 = xLimbs[1];
            long x2 = xLimbs[2];
            long x3 = xLimbs[3];
            long x4 = xLimbs[4];
            long x5 = xLimbs[5];
            long x6 = xLimbs[6];
            long x7 = xLimbs[7];
            long x8 = xLimbs[8];
            long y0 = yLimbs[0];
            long y1 = yLimbs[1];
            long y2 = yLimbs[2];
            long y3 = yLimbs[3];
            long y4 = yLimbs[4];
            long y5 = yLimbs[5];
            long y6 = yLimbs[6];
            long y7 = yLimbs[7];
            long y8 = yLimbs[8];
            long z0 = zLimbs[0];
            long z1 = zLimbs[1];
            long z2 = zLimbs[2];
            long z3 = zLimbs[3];
            long z4 = zLimbs[4];
            long z5 = zLimbs[5];
            long z6 = zLimbs[6];
            long z7 = zLimbs[7];
            long z8 = zLimbs[8];
            long mask = LimbMask;
            long p7 = P7;
            long p8 = P8;
            long t;
            long a0, a1, a2, a3, a4, a5, a6, a7, a8;
            long b0, b1, b2, b3, b4, b5, b6, b7, b8;
            long c0, c1, c2, c3, c4, c5, c6, c7, c8;
            long q0, q1, q2, q3, q4, q5, q6, q7, q8;
            do
            {
                // a = z^2
                q0 = (t = (z0 * z0)) & mask;
                q1 = (t = (t >> LimbBits) + ((z0 * z1) << 1)) & mask;
                q2 = (t = (t >> LimbBits) + ((z0 * z2) << 1) + (z1 * z1)) & mask;
                q3 = (t = (t >> LimbBits) + (((z0 * z3) + (z1 * z2)) << 1)
                    + (q0 << 9)) & mask;
                q4 = (t = (t >> LimbBits) + (((z0 * z4) + (z1 * z3)) << 1) + (z2 * z2)
                    + (q1 << 9)) & mask;
                q5 = (t = (t >> LimbBits) + (((z0 * z5) + (z1 * z4) + (z2 * z3)) << 1)
                    + (q2 << 9)) & mask;
                q6 = (t = (t >> LimbBits) + (((z0 * z6) + (z1 * z5) + (z2 * z4)) << 1) + (z3 * z3)
                    + (q3 << 9) + (q0 << 18)) & mask;
                q7 = (t = (t >> LimbBits) + (((z0 * z7) + (z1 * z6) + (z2 * z5) + (z3 * z4)) << 1)
                    + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
                q8 = (t = (t >> LimbBits) + (((z0 * z8) + (z1 * z7) + (z2 * z6) + (z3 * z5)) << 1) + (z4 * z4)
                    + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
                a0 = (t = (t >> LimbBits) + (((z1 * z8) + (z2 * z7) + (z3 * z6) + (z4 * z5)) << 1)
                    + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
                a1 = (t = (t >> LimbBits) + (((z2 * z8) + (z3 * z7) + (z4 * z6)) << 1) + (z5 * z5)
                    + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
                a2 = (t = (t >> LimbBits) + (((z3 * z8) + (z4 * z7) + (z5 * z6)) << 1)
                    + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
                a3 = (t = (t >> LimbBits) + (((z4 * z8) + (z5 * z7)) << 1) + (z6 * z6)
                    + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
                a4 = (t = (t >> LimbBits) + (((z5 * z8) + (z6 * z7)) << 1)
                    + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
                a5 = (t = (t >> LimbBits) + ((z6 * z8) << 1) + (z7 * z7)
                    + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
                a6 = (t = (t >> LimbBits) + ((z7 * z8) << 1)
                    + (q8 * p7) + (q7 * p8)) & mask;
                a7 = (t = (t >> LimbBits) + (z8 * z8)
                    + (q8 * p8)) & mask;
                a8 = t >> LimbBits;

                // c = x + a, a = x - a
                c0 = x0 + a0;
                a0 = x0 - a0;
                c1 = x1 + a1;
                a1 = x1 - a1;
                c2 = x2 + a2;
                a2 = x2 - a2;
                c3 = x3 + a3;
                a3 = x3 - a3;
                c4 = x4 + a4;
                a4 = x4 - a4;
                c5 = x5 + a5;
                a5 = x5 - a5;
                c6 = x6 + a6;
                a6 = x6 - a6;
                c7 = x7 + a7;
                a7 = x7 - a7;
                c8 = x8 + a8;
                a8 = x8 - a8;

                // a = a c; three times this is the slope's numerator
                q0 = (t = (a0 * c0)) & mask;
                q1 = (t = (t >> LimbBits) + (a0 * c1) + (a1 * c0)) & mask;
                q2 = (t = (t >> LimbBits) + (a0 * c2) + (a1 * c1) + (a2 * c0)) & mask;
                q3 = (t = (t >> LimbBits) + (a0 * c3) + (a1 * c2) + (a2 * c1) + (a3 * c0)
                    + (q0 << 9)) & mask;
                q4 = (t = (t >> LimbBits) + (a0 * c4) + (a1 * c3) + (a2 * c2) + (a3 * c1) + (a4 * c0)
                    + (q1 << 9)) & mask;
                q5 = (t = (t >> LimbBits) + (a0 * c5) + (a1 * c4) + (a2 * c3) + (a3 * c2) + (a4 * c1) + (a5 * c0)
                    + (q2 << 9)) & mask;
                q6 = (t = (t >> LimbBits) + (a0 * c6) + (a1 * c5) + (a2 * c4) + (a3 * c3) + (a4 * c2) + (a5 * c1) + (a6 * c0)
                    + (q3 << 9) + (q0 << 18)) & mask;
                q7 = (t = (t >> LimbBits) + (a0 * c7) + (a1 * c6) + (a2 * c5) + (a3 * c4) + (a4 * c3) + (a5 * c2) + (a6 * c1)
                    + (a7 * c0)
                    + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
                q8 = (t = (t >> LimbBits) + (a0 * c8) + (a1 * c7) + (a2 * c6) + (a3 * c5) + (a4 * c4) + (a5 * c3) + (a6 * c2)
                    + (a7 * c1) + (a8 * c0)
                    + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
                a0 = (t = (t >> LimbBits) + (a1 * c8) + (a2 * c7) + (a3 * c6) + (a4 * c5) + (a5 * c4) + (a6 * c3) + (a7 * c2)
                    + (a8 * c1)
                    + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
                a1 = (t = (t >> LimbBits) + (a2 * c8) + (a3 * c7) + (a4 * c6) + (a5 * c5) + (a6 * c4) + (a7 * c3) + (a8 * c2)
                    + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
                a2 = (t = (t >> LimbBits) + (a3 * c8) + (a4 * c7) + (a5 * c6) + (a6 * c5) + (a7 * c4) + (a8 * c3)
                    + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
                a3 = (t = (t >> LimbBits) + (a4 * c8) + (a5 * c7) + (a6 * c6) + (a7 * c5) + (a8 * c4)
                    + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
                a4 = (t = (t >> LimbBits) + (a5 * c8) + (a6 * c7) + (a7 * c6) + (a8 * c5)
                    + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
                a5 = (t = (t >> LimbBits) + (a6 * c8) + (a7 * c7) + (a8 * c6)
                    + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
                a6 = (t = (t >> LimbBits) + (a7 * c8) + (a8 * c7)
                    + (q8 * p7) + (q7 * p8)) & mask;
                a7 = (t = (t >> LimbBits) + (a8 * c8)
                    + (q8 * p8)) & mask;
                a8 = t >> LimbBits;

                // b = y^2
                q0 = (t = (y0 * y0)) & mask;
                q1 = (t = (t >> LimbBits) + ((y0 * y1) << 1)) & mask;
                q2 = (t = (t >> LimbBits) + ((y0 * y2) << 1) + (y1 * y1)) & mask;
                q3 = (t = (t >> LimbBits) + (((y0 * y3) + (y1 * y2)) << 1)
                    + (q0 << 9)) & mask;
                q4 = (t = (t >> LimbBits) + (((y0 * y4) + (y1 * y3)) << 1) + (y2 * y2)
                    + (q1 << 9)) & mask;
                q5 = (t = (t >> LimbBits) + (((y0 * y5) + (y1 * y4) + (y2 * y3)) << 1)
                    + (q2 << 9)) & mask;
                q6 = (t = (t >> LimbBits) + (((y0 * y6) + (y1 * y5) + (y2 * y4)) << 1) + (y3 * y3)
                    + (q3 << 9) + (q0 << 18)) & mask;
                q7 = (t = (t >> LimbBits) + (((y0 * y7) + (y1 * y6) + (y2 * y5) + (y3 * y4)) << 1)
                    + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
                q8 = (t = (t >> LimbBits) + (((y0 * y8) + (y1 * y7) + (y2 * y6) + (y3 * y5)) << 1) + (y4 * y4)
                    + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
                b0 = (t = (t >> LimbBits) + (((y1 * y8) + (y2 * y7) + (y3 * y6) + (y4 * y5)) << 1)
                    + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
                b1 = (t = (t >> LimbBits) + (((y2 * y8) + (y3 * y7) + (y4 * y6)) << 1) + (y5 * y5)
                    + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
                b2 = (t = (t >> LimbBits) + (((y3 * y8) + (y4 * y7) + (y5 * y6)) << 1)
                    + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
                b3 = (t = (t >> LimbBits) + (((y4 * y8) + (y5 * y7)) << 1) + (y6 * y6)
                    + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
                b4 = (t = (t >> LimbBits) + (((y5 * y8) + (y6 * y7)) << 1)
                    + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
                b5 = (t = (t >> LimbBits) + ((y6 * y8) << 1) + (y7 * y7)
                    + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
                b6 = (t = (t >> LimbBits) + ((y7 * y8) << 1)
                    + (q8 * p7) + (q7 * p8)) & mask;
                b7 = (t = (t >> LimbBits) + (y8 * y8)
                    + (q8 * p8)) & mask;
                b8 = t >> LimbBits;

                // y = 2y
                y0 += y0;
                y1 += y1;
                y2 += y2;
                y3 += y3;
                y4 += y4;
                y5 += y5;
                y6 += y6;
                y7 += y7;
                y8 += y8;

                // z = z y
                q0 = (t = (z0 * y0)) & mask;
                q1 = (t = (t >> LimbBits) + (z0 * y1) + (z1 * y0)) & mask;
                q2 = (t = (t >> LimbBits) + (z0 * y2) + (z1 * y1) + (z2 * y0)) & mask;
                q3 = (t = (t >> LimbBits) + (z0 * y3) + (z1 * y2) + (z2 * y1) + (z3 * y0)
                    + (q0 << 9)) & mask;
                q4 = (t = (t >> LimbBits) + (z0 * y4) + (z1 * y3) + (z2 * y2) + (z3 * y1) + (z4 * y0)
                    + (q1 << 9)) & mask;
                q5 = (t = (t >> LimbBits) + (z0 * y5) + (z1 * y4) + (z2 * y3) + (z3 * y2) + (z4 * y1) + (z5 * y0)
                    + (q2 << 9)) & mask;
                q6 = (t = (t >> LimbBits) + (z0 * y6) + (z1 * y5) + (z2 * y4) + (z3 * y3) + (z4 * y2) + (z5 * y1) + (z6 * y0)
                    + (q3 << 9) + (q0 << 18)) & mask;
                q7 = (t = (t >> LimbBits) + (z0 * y7) + (z1 * y6) + (z2 * y5) + (z3 * y4) + (z4 * y3) + (z5 * y2) + (z6 * y1)
                    + (z7 * y0)
                    + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
                q8 = (t = (t >> LimbBits) + (z0 * y8) + (z1 * y7) + (z2 * y6) + (z3 * y5) + (z4 * y4) + (z5 * y3) + (z6 * y2)
                    + (z7 * y1) + (z8 * y0)
                    + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
                z0 = (t = (t >> LimbBits) + (z1 * y8) + (z2 * y7) + (z3 * y6) + (z4 * y5) + (z5 * y4) + (z6 * y3) + (z7 * y2)
                    + (z8 * y1)
                    + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
                z1 = (t = (t >> LimbBits) + (z2 * y8) + (z3 * y7) + (z4 * y6) + (z5 * y5) + (z6 * y4) + (z7 * y3) + (z8 * y2)
                    + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
                z2 = (t = (t >> LimbBits) + (z3 * y8) + (z4 * y7) + (z5 * y6) + (z6 * y5) + (z7 * y4) + (z8 * y3)
                    + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
                z3 = (t = (t >> LimbBits) + (z4 * y8) + (z5 * y7) + (z6 * y6) + (z7 * y5) + (z8 * y4)
                    + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
                z4 = (t = (t >> LimbBits) + (z5 * y8) + (z6 * y7) + (z7 * y6) + (z8 * y5)
                    + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
                z5 = (t = (t >> LimbBits) + (z6 * y8) + (z7 * y7) + (z8 * y6)
                    + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
                z6 = (t = (t >> LimbBits) + (z7 * y8) + (z8 * y7)
                    + (q8 * p7) + (q7 * p8)) & mask;
                z7 = (t = (t >> LimbBits) + (z8 * y8)
                    + (q8 * p8)) & mask;
                z8 = t >> LimbBits;

                // c = 2b
                c0 = b0 + b0;
                c1 = b1 + b1;
                c2 = b2 + b2;
                c3 = b3 + b3;
                c4 = b4 + b4;
                c5 = b5 + b5;
                c6 = b6 + b6;
                c7 = b7 + b7;
                c8 = b8 + b8;

                // c = x c
                q0 = (t = (x0 * c0)) & mask;
                q1 = (t = (t >> LimbBits) + (x0 * c1) + (x1 * c0)) & mask;
                q2 = (t = (t >> LimbBits) + (x0 * c2) + (x1 * c1) + (x2 * c0)) & mask;
                q3 = (t = (t >> LimbBits) + (x0 * c3) + (x1 * c2) + (x2 * c1) + (x3 * c0)
                    + (q0 << 9)) & mask;
                q4 = (t = (t >> LimbBits) + (x0 * c4) + (x1 * c3) + (x2 * c2) + (x3 * c1) + (x4 * c0)
                    + (q1 << 9)) & mask;
                q5 = (t = (t >> LimbBits) + (x0 * c5) + (x1 * c4) + (x2 * c3) + (x3 * c2) + (x4 * c1) + (x5 * c0)
                    + (q2 << 9)) & mask;
                q6 = (t = (t >> LimbBits) + (x0 * c6) + (x1 * c5) + (x2 * c4) + (x3 * c3) + (x4 * c2) + (x5 * c1) + (x6 * c0)
                    + (q3 << 9) + (q0 << 18)) & mask;
                q7 = (t = (t >> LimbBits) + (x0 * c7) + (x1 * c6) + (x2 * c5) + (x3 * c4) + (x4 * c3) + (x5 * c2) + (x6 * c1)
                    + (x7 * c0)
                    + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
                q8 = (t = (t >> LimbBits) + (x0 * c8) + (x1 * c7) + (x2 * c6) + (x3 * c5) + (x4 * c4) + (x5 * c3) + (x6 * c2)
                    + (x7 * c1) + (x8 * c0)
                    + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
                c0 = (t = (t >> LimbBits) + (x1 * c8) + (x2 * c7) + (x3 * c6) + (x4 * c5) + (x5 * c4) + (x6 * c3) + (x7 * c2)
                    + (x8 * c1)
                    + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
                c1 = (t = (t >> LimbBits) + (x2 * c8) + (x3 * c7) + (x4 * c6) + (x5 * c5) + (x6 * c4) + (x7 * c3) + (x8 * c2)
                    + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
                c2 = (t = (t >> LimbBits) + (x3 * c8) + (x4 * c7) + (x5 * c6) + (x6 * c5) + (x7 * c4) + (x8 * c3)
                    + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
                c3 = (t = (t >> LimbBits) + (x4 * c8) + (x5 * c7) + (x6 * c6) + (x7 * c5) + (x8 * c4)
                    + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
                c4 = (t = (t >> LimbBits) + (x5 * c8) + (x6 * c7) + (x7 * c6) + (x8 * c5)
                    + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
                c5 = (t = (t >> LimbBits) + (x6 * c8) + (x7 * c7) + (x8 * c6)
                    + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
                c6 = (t = (t >> LimbBits) + (x7 * c8) + (x8 * c7)
                    + (q8 * p7) + (q7 * p8)) & mask;
                c7 = (t = (t >> LimbBits) + (x8 * c8)
                    + (q8 * p8)) & mask;
                c8 = t >> LimbBits;

                // b = b^2
                q0 = (t = (b0 * b0)) & mask;
                q1 = (t = (t >> LimbBits) + ((b0 * b1) << 1)) & mask;
                q2 = (t = (t >> LimbBits) + ((b0 * b2) << 1) + (b1 * b1)) & mask;
                q3 = (t = (t >> LimbBits) + (((b0 * b3) + (b1 * b2)) << 1)
                    + (q0 << 9)) & mask;
                q4 = (t = (t >> LimbBits) + (((b0 * b4) + (b1 * b3)) << 1) + (b2 * b2)
                    + (q1 << 9)) & mask;
                q5 = (t = (t >> LimbBits) + (((b0 * b5) + (b1 * b4) + (b2 * b3)) << 1)
                    + (q2 << 9)) & mask;
                q6 = (t = (t >> LimbBits) + (((b0 * b6) + (b1 * b5) + (b2 * b4)) << 1) + (b3 * b3)
                    + (q3 << 9) + (q0 << 18)) & mask;
                q7 = (t = (t >> LimbBits) + (((b0 * b7) + (b1 * b6) + (b2 * b5) + (b3 * b4)) << 1)
                    + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
                q8 = (t = (t >> LimbBits) + (((b0 * b8) + (b1 * b7) + (b2 * b6) + (b3 * b5)) << 1) + (b4 * b4)
                    + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
                b0 = (t = (t >> LimbBits) + (((b1 * b8) + (b2 * b7) + (b3 * b6) + (b4 * b5)) << 1)
                    + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
                b1 = (t = (t >> LimbBits) + (((b2 * b8) + (b3 * b7) + (b4 * b6)) << 1) + (b5 * b5)
                    + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
                b2 = (t = (t >> LimbBits) + (((b3 * b8) + (b4 * b7) + (b5 * b6)) << 1)
                    + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
                b3 = (t = (t >> LimbBits) + (((b4 * b8) + (b5 * b7)) << 1) + (b6 * b6)
                    + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
                b4 = (t = (t >> LimbBits) + (((b5 * b8) + (b6 * b7)) << 1)
                    + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
                b5 = (t = (t >> LimbBits) + ((b6 * b8) << 1) + (b7 * b7)
                    + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
                b6 = (t = (t >> LimbBits) + ((b7 * b8) << 1)
                    + (q8 * p7) + (q7 * p8)) & mask;
                b7 = (t = (t >> LimbBits) + (b8 * b8)
                    + (q8 * p8)) & mask;
                b8 = t >> LimbBits;

                // x = a^2
                q0 = (t = (a0 * a0)) & mask;
                q1 = (t = (t >> LimbBits) + ((a0 * a1) << 1)) & mask;
                q2 = (t = (t >> LimbBits) + ((a0 * a2) << 1) + (a1 * a1)) & mask;
                q3 = (t = (t >> LimbBits) + (((a0 * a3) + (a1 * a2)) << 1)
                    + (q0 << 9)) & mask;
                q4 = (t = (t >> LimbBits) + (((a0 * a4) + (a1 * a3)) << 1) + (a2 * a2)
                    + (q1 << 9)) & mask;
                q5 = (t = (t >> LimbBits) + (((a0 * a5) + (a1 * a4) + (a2 * a3)) << 1)
                    + (q2 << 9)) & mask;
                q6 = (t = (t >> LimbBits) + (((a0 * a6) + (a1 * a5) + (a2 * a4)) << 1) + (a3 * a3)
                    + (q3 << 9) + (q0 << 18)) & mask;
                q7 = (t = (t >> LimbBits) + (((a0 * a7) + (a1 * a6) + (a2 * a5) + (a3 * a4)) << 1)
                    + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
                q8 = (t = (t >> LimbBits) + (((a0 * a8) + (a1 * a7) + (a2 * a6) + (a3 * a5)) << 1) + (a4 * a4)
                    + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
                x0 = (t = (t >> LimbBits) + (((a1 * a8) + (a2 * a7) + (a3 * a6) + (a4 * a5)) << 1)
                    + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
                x1 = (t = (t >> LimbBits) + (((a2 * a8) + (a3 * a7) + (a4 * a6)) << 1) + (a5 * a5)
                    + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
                x2 = (t = (t >> LimbBits) + (((a3 * a8) + (a4 * a7) + (a5 * a6)) << 1)
                    + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
                x3 = (t = (t >> LimbBits) + (((a4 * a8) + (a5 * a7)) << 1) + (a6 * a6)
                    + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
                x4 = (t = (t >> LimbBits) + (((a5 * a8) + (a6 * a7)) << 1)
                    + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
                x5 = (t = (t >> LimbBits) + ((a6 * a8) << 1) + (a7 * a7)
                    + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
                x6 = (t = (t >> LimbBits) + ((a7 * a8) << 1)
                    + (q8 * p7) + (q7 * p8)) & mask;
                x7 = (t = (t >> LimbBits) + (a8 * a8)
                    + (q8 * p8)) & mask;
                x8 = t >> LimbBits;

                // x = 9x - 4c
                x7 = (x7 * 9) - (c7 * 4);
                x8 = (x8 * 9) - (c8 * 4);
                q0 = (x8 + (x7 >> LimbBits)) >> 24;
                x0 = (t = (x0 * 9) - (c0 * 4) + q0) & mask;
                x1 = (t = (t >> LimbBits) + (x1 * 9) - (c1 * 4)) & mask;
                x2 = (t = (t >> LimbBits) + (x2 * 9) - (c2 * 4)) & mask;
                x3 = (t = (t >> LimbBits) + (x3 * 9) - (c3 * 4) - (q0 << 9)) & mask;
                x4 = (t = (t >> LimbBits) + (x4 * 9) - (c4 * 4)) & mask;
                x5 = (t = (t >> LimbBits) + (x5 * 9) - (c5 * 4)) & mask;
                x6 = (t = (t >> LimbBits) + (x6 * 9) - (c6 * 4) - (q0 << 18)) & mask;
                x7 = (t = (t >> LimbBits) + x7 + (q0 << 21)) & mask;
                x8 = (t >> LimbBits) + x8 - (q0 << 24);

                // c = 2c - x
                c0 = (c0 << 1) - x0;
                c1 = (c1 << 1) - x1;
                c2 = (c2 << 1) - x2;
                c3 = (c3 << 1) - x3;
                c4 = (c4 << 1) - x4;
                c5 = (c5 << 1) - x5;
                c6 = (c6 << 1) - x6;
                c7 = (c7 << 1) - x7;
                c8 = (c8 << 1) - x8;

                // a = a c
                q0 = (t = (a0 * c0)) & mask;
                q1 = (t = (t >> LimbBits) + (a0 * c1) + (a1 * c0)) & mask;
                q2 = (t = (t >> LimbBits) + (a0 * c2) + (a1 * c1) + (a2 * c0)) & mask;
                q3 = (t = (t >> LimbBits) + (a0 * c3) + (a1 * c2) + (a2 * c1) + (a3 * c0)
                    + (q0 << 9)) & mask;
                q4 = (t = (t >> LimbBits) + (a0 * c4) + (a1 * c3) + (a2 * c2) + (a3 * c1) + (a4 * c0)
                    + (q1 << 9)) & mask;
                q5 = (t = (t >> LimbBits) + (a0 * c5) + (a1 * c4) + (a2 * c3) + (a3 * c2) + (a4 * c1) + (a5 * c0)
                    + (q2 << 9)) & mask;
                q6 = (t = (t >> LimbBits) + (a0 * c6) + (a1 * c5) + (a2 * c4) + (a3 * c3) + (a4 * c2) + (a5 * c1) + (a6 * c0)
                    + (q3 << 9) + (q0 << 18)) & mask;
                q7 = (t = (t >> LimbBits) + (a0 * c7) + (a1 * c6) + (a2 * c5) + (a3 * c4) + (a4 * c3) + (a5 * c2) + (a6 * c1)
                    + (a7 * c0)
                    + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
                q8 = (t = (t >> LimbBits) + (a0 * c8) + (a1 * c7) + (a2 * c6) + (a3 * c5) + (a4 * c4) + (a5 * c3) + (a6 * c2)
                    + (a7 * c1) + (a8 * c0)
                    + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
                a0 = (t = (t >> LimbBits) + (a1 * c8) + (a2 * c7) + (a3 * c6) + (a4 * c5) + (a5 * c4) + (a6 * c3) + (a7 * c2)
                    + (a8 * c1)
                    + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
                a1 = (t = (t >> LimbBits) + (a2 * c8) + (a3 * c7) + (a4 * c6) + (a5 * c5) + (a6 * c4) + (a7 * c3) + (a8 * c2)
                    + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
                a2 = (t = (t >> LimbBits) + (a3 * c8) + (a4 * c7) + (a5 * c6) + (a6 * c5) + (a7 * c4) + (a8 * c3)
                    + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
                a3 = (t = (t >> LimbBits) + (a4 * c8) + (a5 * c7) + (a6 * c6) + (a7 * c5) + (a8 * c4)
                    + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
                a4 = (t = (t >> LimbBits) + (a5 * c8) + (a6 * c7) + (a7 * c6) + (a8 * c5)
                    + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
                a5 = (t = (t >> LimbBits) + (a6 * c8) + (a7 * c7) + (a8 * c6)
                    + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
                a6 = (t = (t >> LimbBits) + (a7 * c8) + (a8 * c7)
                    + (q8 * p7) + (q7 * p8)) & mask;
                a7 = (t = (t >> LimbBits) + (a8 * c8)
                    + (q8 * p8)) & mask;
                a8 = t >> LimbBits;

                // y = 3a - 8b
                a7 = (a7 * 3) - (b7 * 8);
                a8 = (a8 * 3) - (b8 * 8);
                q0 = (a8 + (a7 >> LimbBits)) >> 24;
                y0 = (t = (a0 * 3) - (b0 * 8) + q0) & mask;
                y1 = (t = (t >> LimbBits) + (a1 * 3) - (b1 * 8)) & mask;
                y2 = (t = (t >> LimbBits) + (a2 * 3) - (b2 * 8)) & mask;
                y3 = (t = (t >> LimbBits) + (a3 * 3) - (b3 * 8) - (q0 << 9)) & mask;
                y4 = (t = (t >> LimbBits) + (a4 * 3) - (b4 * 8)) & mask;
                y5 = (t = (t >> LimbBits) + (a5 * 3) - (b5 * 8)) & mask;
                y6 = (t = (t >> LimbBits) + (a6 * 3) - (b6 * 8) - (q0 << 18)) & mask;
                y7 = (t = (t >> LimbBits) + a7 + (q0 << 21)) & mask;
                y8 = (t >> LimbBits) + a8 - (q0 << 24);

                times--;
            }
            while (times > 0);

            xLimbs[0] = x0;
            xLimbs[1] = x1;
            xLimbs[2] = x2;
            xLimbs[3] = x3;
            xLimbs[4] = x4;
            xLimbs[5] = x5;
            xLimbs[6] = x6;
            xLimbs[7] = x7;
            xLimbs[8] = x8;
            yLimbs[0] = y0;
            yLimbs[1] = y1;
            yLimbs[2] = y2;
            yLimbs[3] = y3;
            yLimbs[4] = y4;
            yLimbs[5] = y5;
            yLimbs[6] = y6;
            yLimbs[7] = y7;
            yLimbs[8] = y8;
            zLimbs[0] = z0;
            zLimbs[1] = z1;
            zLimbs[2] = z2;
            zLimbs[3] = z3;
            zLimbs[4] = z4;
            zLimbs[5] = z5;
            zLimbs[6] = z6;
            zLimbs[7] = z7;
            zLimbs[8] = z8;
        }
    }
}
