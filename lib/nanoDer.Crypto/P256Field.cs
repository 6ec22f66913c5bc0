using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// The field of P-256: p = 2^256 - 2^224 + 2^192 + 2^96 - 1. As p is -1 modulo 2^96, Montgomery's quotient digit is
    /// the lowest limb itself, and multiplying it by p is two shifts and two products.
    /// </summary>
    internal sealed class P256Field : PrimeField
    {
        // The two upper limbs of p.
        internal const long P7 = 0x1FE00000;
        internal const long P8 = 0xFFFFFF;

        /// <summary>Takes the memory.</summary>
        /// <param name="inverter">Inverts numbers of 9 limbs; shared by the fields of a curve.</param>
        public P256Field(ModularInverse inverter)
            : base(inverter)
        {
            Set(Modulus, 0xFFFFFFFF00000001, 0x0000000000000000, 0x00000000FFFFFFFF, 0xFFFFFFFFFFFFFFFF);
            SetSquare();
        }

        /// <inheritdoc/>
        [DataPath]
        public override void Multiply(long[] r, long[] a, long[] b)
        {
            long a0 = a[0];
            long a1 = a[1];
            long a2 = a[2];
            long a3 = a[3];
            long a4 = a[4];
            long a5 = a[5];
            long a6 = a[6];
            long a7 = a[7];
            long a8 = a[8];
            long b0 = b[0];
            long b1 = b[1];
            long b2 = b[2];
            long b3 = b[3];
            long b4 = b[4];
            long b5 = b[5];
            long b6 = b[6];
            long b7 = b[7];
            long b8 = b[8];
            long p7 = P7;
            long p8 = P8;
            long mask = LimbMask;
            
            long t;
            long q0 = (t = (a0 * b0)) & mask;
            long q1 = (t = (t >> LimbBits) + (a0 * b1) + (a1 * b0)) & mask;
            long q2 = (t = (t >> LimbBits) + (a0 * b2) + (a1 * b1) + (a2 * b0)) & mask;
            long q3 = (t = (t >> LimbBits) + (a0 * b3) + (a1 * b2) + (a2 * b1) + (a3 * b0)
                + (q0 << 9)) & mask;
            long q4 = (t = (t >> LimbBits) + (a0 * b4) + (a1 * b3) + (a2 * b2) + (a3 * b1) + (a4 * b0)
                + (q1 << 9)) & mask;
            long q5 = (t = (t >> LimbBits) + (a0 * b5) + (a1 * b4) + (a2 * b3) + (a3 * b2) + (a4 * b1) + (a5 * b0)
                + (q2 << 9)) & mask;
            long q6 = (t = (t >> LimbBits) + (a0 * b6) + (a1 * b5) + (a2 * b4) + (a3 * b3) + (a4 * b2) + (a5 * b1) + (a6 * b0)
                + (q3 << 9) + (q0 << 18)) & mask;
            long q7 = (t = (t >> LimbBits) + (a0 * b7) + (a1 * b6) + (a2 * b5) + (a3 * b4) + (a4 * b3) + (a5 * b2)
                + (a6 * b1) + (a7 * b0)
                + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
            long q8 = (t = (t >> LimbBits) + (a0 * b8) + (a1 * b7) + (a2 * b6) + (a3 * b5) + (a4 * b4) + (a5 * b3)
                + (a6 * b2) + (a7 * b1) + (a8 * b0)
                + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
            r[0] = (t = (t >> LimbBits) + (a1 * b8) + (a2 * b7) + (a3 * b6) + (a4 * b5) + (a5 * b4) + (a6 * b3) + (a7 * b2)
                + (a8 * b1)
                + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
            r[1] = (t = (t >> LimbBits) + (a2 * b8) + (a3 * b7) + (a4 * b6) + (a5 * b5) + (a6 * b4) + (a7 * b3) + (a8 * b2)
                + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
            r[2] = (t = (t >> LimbBits) + (a3 * b8) + (a4 * b7) + (a5 * b6) + (a6 * b5) + (a7 * b4) + (a8 * b3)
                + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
            r[3] = (t = (t >> LimbBits) + (a4 * b8) + (a5 * b7) + (a6 * b6) + (a7 * b5) + (a8 * b4)
                + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
            r[4] = (t = (t >> LimbBits) + (a5 * b8) + (a6 * b7) + (a7 * b6) + (a8 * b5)
                + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
            r[5] = (t = (t >> LimbBits) + (a6 * b8) + (a7 * b7) + (a8 * b6)
                + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
            r[6] = (t = (t >> LimbBits) + (a7 * b8) + (a8 * b7)
                + (q8 * p7) + (q7 * p8)) & mask;
            r[7] = (t = (t >> LimbBits) + (a8 * b8)
                + (q8 * p8)) & mask;
            r[8] = t >> LimbBits;
        }

        /// <inheritdoc/>
        [DataPath]
        public override void Square(long[] r, long[] a)
        {
            long a0 = a[0];
            long a1 = a[1];
            long a2 = a[2];
            long a3 = a[3];
            long a4 = a[4];
            long a5 = a[5];
            long a6 = a[6];
            long a7 = a[7];
            long a8 = a[8];
            long p7 = P7;
            long p8 = P8;
            long mask = LimbMask;
            
            long t;
            long q0 = (t = (a0 * a0)) & mask;
            long q1 = (t = (t >> LimbBits) + ((a0 * a1) << 1)) & mask;
            long q2 = (t = (t >> LimbBits) + ((a0 * a2) << 1) + (a1 * a1)) & mask;
            long q3 = (t = (t >> LimbBits) + (((a0 * a3) + (a1 * a2)) << 1)
                + (q0 << 9)) & mask;
            long q4 = (t = (t >> LimbBits) + (((a0 * a4) + (a1 * a3)) << 1) + (a2 * a2)
                + (q1 << 9)) & mask;
            long q5 = (t = (t >> LimbBits) + (((a0 * a5) + (a1 * a4) + (a2 * a3)) << 1)
                + (q2 << 9)) & mask;
            long q6 = (t = (t >> LimbBits) + (((a0 * a6) + (a1 * a5) + (a2 * a4)) << 1) + (a3 * a3)
                + (q3 << 9) + (q0 << 18)) & mask;
            long q7 = (t = (t >> LimbBits) + (((a0 * a7) + (a1 * a6) + (a2 * a5) + (a3 * a4)) << 1)
                + (q4 << 9) + (q1 << 18) + (q0 * p7)) & mask;
            long q8 = (t = (t >> LimbBits) + (((a0 * a8) + (a1 * a7) + (a2 * a6) + (a3 * a5)) << 1) + (a4 * a4)
                + (q5 << 9) + (q2 << 18) + (q1 * p7) + (q0 * p8)) & mask;
            r[0] = (t = (t >> LimbBits) + (((a1 * a8) + (a2 * a7) + (a3 * a6) + (a4 * a5)) << 1)
                + (q6 << 9) + (q3 << 18) + (q2 * p7) + (q1 * p8)) & mask;
            r[1] = (t = (t >> LimbBits) + (((a2 * a8) + (a3 * a7) + (a4 * a6)) << 1) + (a5 * a5)
                + (q7 << 9) + (q4 << 18) + (q3 * p7) + (q2 * p8)) & mask;
            r[2] = (t = (t >> LimbBits) + (((a3 * a8) + (a4 * a7) + (a5 * a6)) << 1)
                + (q8 << 9) + (q5 << 18) + (q4 * p7) + (q3 * p8)) & mask;
            r[3] = (t = (t >> LimbBits) + (((a4 * a8) + (a5 * a7)) << 1) + (a6 * a6)
                + (q6 << 18) + (q5 * p7) + (q4 * p8)) & mask;
            r[4] = (t = (t >> LimbBits) + (((a5 * a8) + (a6 * a7)) << 1)
                + (q7 << 18) + (q6 * p7) + (q5 * p8)) & mask;
            r[5] = (t = (t >> LimbBits) + ((a6 * a8) << 1) + (a7 * a7)
                + (q8 << 18) + (q7 * p7) + (q6 * p8)) & mask;
            r[6] = (t = (t >> LimbBits) + ((a7 * a8) << 1)
                + (q8 * p7) + (q7 * p8)) & mask;
            r[7] = (t = (t >> LimbBits) + (a8 * a8)
                + (q8 * p8)) & mask;
            r[8] = t >> LimbBits;
        }

        /// <inheritdoc/>
        [DataPath]
        public override void Combine(long[] r, long[] a, long ka, long[] b, long kb)
        {
            long mask = LimbMask;
            long v7 = (a[7] * ka) + (b[7] * kb);
            long v8 = (a[8] * ka) + (b[8] * kb);
            long q = (v8 + (v7 >> LimbBits)) >> 24;
            long t = (a[0] * ka) + (b[0] * kb) + q;
            r[0] = t & mask;
            t = (t >> LimbBits) + (a[1] * ka) + (b[1] * kb);
            r[1] = t & mask;
            t = (t >> LimbBits) + (a[2] * ka) + (b[2] * kb);
            r[2] = t & mask;
            t = (t >> LimbBits) + (a[3] * ka) + (b[3] * kb) - (q << 9);
            r[3] = t & mask;
            t = (t >> LimbBits) + (a[4] * ka) + (b[4] * kb);
            r[4] = t & mask;
            t = (t >> LimbBits) + (a[5] * ka) + (b[5] * kb);
            r[5] = t & mask;
            t = (t >> LimbBits) + (a[6] * ka) + (b[6] * kb) - (q << 18);
            r[6] = t & mask;
            t = (t >> LimbBits) + v7 + (q << 21);
            r[7] = t & mask;
            r[8] = (t >> LimbBits) + v8 - (q << 24);
        }
    }
}
