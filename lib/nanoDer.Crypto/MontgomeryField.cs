using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Numbers modulo any odd prime of 256 bits: the field of brainpoolP256r1, and the orders of both curves.
    /// </summary>
    internal sealed class MontgomeryField : PrimeField
    {
        private readonly long _inverse;
        private readonly long _reciprocal;

        /// <summary>Takes the memory.</summary>
        /// <param name="w3">The prime's highest 64 bits; it has 256.</param>
        /// <param name="w2">The next ones.</param>
        /// <param name="w1">The next ones.</param>
        /// <param name="w0">Its lowest 64 bits.</param>
        /// <param name="inverter">Inverts numbers of 9 limbs; shared by the fields of a curve.</param>
        public MontgomeryField(ulong w3, ulong w2, ulong w1, ulong w0, ModularInverse inverter)
            : base(inverter)
        {
            Set(Modulus, w3, w2, w1, w0);
            _inverse = (0 - ModularInverse.OfLimb(Modulus[0])) & LimbMask;
            _reciprocal = (1L << 40) / (Modulus[8] + 1);
            SetSquare();
        }

        /// <inheritdoc/>
        [DataPath]
        public override void Multiply(long[] r, long[] a, long[] b)
        {
            long[] m = Modulus;
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
            long m0 = m[0];
            long m1 = m[1];
            long m2 = m[2];
            long m3 = m[3];
            long m4 = m[4];
            long m5 = m[5];
            long m6 = m[6];
            long m7 = m[7];
            long m8 = m[8];
            long inverse = _inverse;
            long mask = LimbMask;
            
            long t = (a0 * b0);
            long q0 = ((t & mask) * inverse) & mask;
            t += q0 * m0;
            t = (t >> LimbBits) + (a0 * b1) + (a1 * b0)
                + (q0 * m1);
            long q1 = ((t & mask) * inverse) & mask;
            t += q1 * m0;
            t = (t >> LimbBits) + (a0 * b2) + (a1 * b1) + (a2 * b0)
                + (q0 * m2) + (q1 * m1);
            long q2 = ((t & mask) * inverse) & mask;
            t += q2 * m0;
            t = (t >> LimbBits) + (a0 * b3) + (a1 * b2) + (a2 * b1) + (a3 * b0)
                + (q0 * m3) + (q1 * m2) + (q2 * m1);
            long q3 = ((t & mask) * inverse) & mask;
            t += q3 * m0;
            t = (t >> LimbBits) + (a0 * b4) + (a1 * b3) + (a2 * b2) + (a3 * b1) + (a4 * b0)
                + (q0 * m4) + (q1 * m3) + (q2 * m2) + (q3 * m1);
            long q4 = ((t & mask) * inverse) & mask;
            t += q4 * m0;
            t = (t >> LimbBits) + (a0 * b5) + (a1 * b4) + (a2 * b3) + (a3 * b2) + (a4 * b1) + (a5 * b0)
                + (q0 * m5) + (q1 * m4) + (q2 * m3) + (q3 * m2) + (q4 * m1);
            long q5 = ((t & mask) * inverse) & mask;
            t += q5 * m0;
            t = (t >> LimbBits) + (a0 * b6) + (a1 * b5) + (a2 * b4) + (a3 * b3) + (a4 * b2) + (a5 * b1) + (a6 * b0)
                + (q0 * m6) + (q1 * m5) + (q2 * m4) + (q3 * m3) + (q4 * m2) + (q5 * m1);
            long q6 = ((t & mask) * inverse) & mask;
            t += q6 * m0;
            t = (t >> LimbBits) + (a0 * b7) + (a1 * b6) + (a2 * b5) + (a3 * b4) + (a4 * b3) + (a5 * b2) + (a6 * b1) + (a7 * b0)
                + (q0 * m7) + (q1 * m6) + (q2 * m5) + (q3 * m4) + (q4 * m3) + (q5 * m2) + (q6 * m1);
            long q7 = ((t & mask) * inverse) & mask;
            t += q7 * m0;
            t = (t >> LimbBits) + (a0 * b8) + (a1 * b7) + (a2 * b6) + (a3 * b5) + (a4 * b4) + (a5 * b3) + (a6 * b2)
                + (a7 * b1) + (a8 * b0)
                + (q0 * m8) + (q1 * m7) + (q2 * m6) + (q3 * m5) + (q4 * m4) + (q5 * m3) + (q6 * m2) + (q7 * m1);
            long q8 = ((t & mask) * inverse) & mask;
            t += q8 * m0;
            r[0] = (t = (t >> LimbBits) + (a1 * b8) + (a2 * b7) + (a3 * b6) + (a4 * b5) + (a5 * b4) + (a6 * b3) + (a7 * b2)
                + (a8 * b1)
                + (q1 * m8) + (q2 * m7) + (q3 * m6) + (q4 * m5) + (q5 * m4) + (q6 * m3) + (q7 * m2) + (q8 * m1)) & mask;
            r[1] = (t = (t >> LimbBits) + (a2 * b8) + (a3 * b7) + (a4 * b6) + (a5 * b5) + (a6 * b4) + (a7 * b3) + (a8 * b2)
                + (q2 * m8) + (q3 * m7) + (q4 * m6) + (q5 * m5) + (q6 * m4) + (q7 * m3) + (q8 * m2)) & mask;
            r[2] = (t = (t >> LimbBits) + (a3 * b8) + (a4 * b7) + (a5 * b6) + (a6 * b5) + (a7 * b4) + (a8 * b3)
                + (q3 * m8) + (q4 * m7) + (q5 * m6) + (q6 * m5) + (q7 * m4) + (q8 * m3)) & mask;
            r[3] = (t = (t >> LimbBits) + (a4 * b8) + (a5 * b7) + (a6 * b6) + (a7 * b5) + (a8 * b4)
                + (q4 * m8) + (q5 * m7) + (q6 * m6) + (q7 * m5) + (q8 * m4)) & mask;
            r[4] = (t = (t >> LimbBits) + (a5 * b8) + (a6 * b7) + (a7 * b6) + (a8 * b5)
                + (q5 * m8) + (q6 * m7) + (q7 * m6) + (q8 * m5)) & mask;
            r[5] = (t = (t >> LimbBits) + (a6 * b8) + (a7 * b7) + (a8 * b6)
                + (q6 * m8) + (q7 * m7) + (q8 * m6)) & mask;
            r[6] = (t = (t >> LimbBits) + (a7 * b8) + (a8 * b7)
                + (q7 * m8) + (q8 * m7)) & mask;
            r[7] = (t = (t >> LimbBits) + (a8 * b8)
                + (q8 * m8)) & mask;
            r[8] = t >> LimbBits;
        }

        /// <inheritdoc/>
        [DataPath]
        public override void Square(long[] r, long[] a)
        {
            Multiply(r, a, a);
        }

        /// <inheritdoc/>
        [DataPath]
        public override void Combine(long[] r, long[] a, long ka, long[] b, long kb)
        {
            long mask = LimbMask;
            long[] m = Modulus;
            long v7 = (a[7] * ka) + (b[7] * kb);
            long v8 = (a[8] * ka) + (b[8] * kb);
            long q = ((v8 + (v7 >> LimbBits)) * _reciprocal) >> 40;
            long t = (a[0] * ka) + (b[0] * kb) - (q * m[0]);
            r[0] = t & mask;
            for (int i = 1; i < Limbs - 2; i++)
            {
                t = (t >> LimbBits) + (a[i] * ka) + (b[i] * kb) - (q * m[i]);
                r[i] = t & mask;
            }

            t = (t >> LimbBits) + v7 - (q * m[7]);
            r[7] = t & mask;
            r[8] = (t >> LimbBits) + v8 - (q * m[8]);
        }
    }
}
