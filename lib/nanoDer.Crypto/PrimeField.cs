using System;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Numbers modulo a prime p of 256 bits as nine signed limbs of 29 bits, lowest first, times 2^261 (Montgomery).
    /// <para>
    /// A <b>tight</b> number has limbs of 0 to 2^29 - 1 (the highest may be negative) and lies between -p/8 and 9p/8;
    /// a <b>loose</b> one is a sum or difference of tight ones whose carries were left alone. Products take limbs up to
    /// 2^29 times 2^30 in size and give tight numbers. No sequence here depends on a value.
    /// </para>
    /// </summary>
    internal abstract class PrimeField
    {
        /// <summary>Limbs of a number.</summary>
        public const int Limbs = 9;

        /// <summary>Bits of a limb.</summary>
        public const int LimbBits = 29;

        /// <summary>The lower bits of a limb, all ones.</summary>
        public const long LimbMask = 0x1FFFFFFF;

        /// <summary>Bytes of an encoded number.</summary>
        public const int Bytes = 32;

        private static long[] s_one;

        /// <summary>The prime.</summary>
        public readonly long[] Modulus = new long[Limbs];

        private readonly long[] _toMontgomery = new long[Limbs];
        private readonly ModularInverse _inverter;

        /// <summary>Takes the memory. The derived class sets the modulus and then <see cref="SetSquare"/>.</summary>
        /// <param name="inverter">Inverts numbers of 9 limbs; shared by the fields of a curve.</param>
        protected PrimeField(ModularInverse inverter)
        {
            _inverter = inverter;
            if (s_one == null)
            {
                s_one = new long[Limbs];
                s_one[0] = 1;
            }
        }

        /// <summary>r = a b / 2^261. Any of them may be the same.</summary>
        /// <param name="r">Tight result.</param>
        /// <param name="a">Limbs up to 2^29 in size when those of b go up to 2^30, or the other way round.</param>
        /// <param name="b">See <paramref name="a"/>.</param>
        public abstract void Multiply(long[] r, long[] a, long[] b);

        /// <summary>r = a a / 2^261.</summary>
        /// <param name="r">Tight result.</param>
        /// <param name="a">Limbs up to 2^29 in size.</param>
        public abstract void Square(long[] r, long[] a);

        /// <summary>r = ka a + kb b, tight.</summary>
        /// <param name="r">Result; may be one of the others.</param>
        /// <param name="a">Tight or loose.</param>
        /// <param name="ka">Factor, at most 9 in size.</param>
        /// <param name="b">Tight or loose.</param>
        /// <param name="kb">Factor, at most 9 in size.</param>
        public abstract void Combine(long[] r, long[] a, long ka, long[] b, long kb);

        /// <summary>r = a + b, loose.</summary>
        /// <param name="r">Result.</param>
        /// <param name="a">A number.</param>
        /// <param name="b">A number.</param>
        public void Add(long[] r, long[] a, long[] b)
        {
            r[0] = a[0] + b[0];
            r[1] = a[1] + b[1];
            r[2] = a[2] + b[2];
            r[3] = a[3] + b[3];
            r[4] = a[4] + b[4];
            r[5] = a[5] + b[5];
            r[6] = a[6] + b[6];
            r[7] = a[7] + b[7];
            r[8] = a[8] + b[8];
        }

        /// <summary>r = a + b with its carries, for plain numbers.</summary>
        /// <param name="r">Result.</param>
        /// <param name="a">A number.</param>
        /// <param name="b">A number.</param>
        public static void AddTight(long[] r, long[] a, long[] b)
        {
            for (int i = 0; i < Limbs; i++)
            {
                r[i] = a[i] + b[i];
            }

            Carry(r);
        }

        /// <summary>r = a - b, loose.</summary>
        /// <param name="r">Result.</param>
        /// <param name="a">A number.</param>
        /// <param name="b">A number.</param>
        public void Subtract(long[] r, long[] a, long[] b)
        {
            r[0] = a[0] - b[0];
            r[1] = a[1] - b[1];
            r[2] = a[2] - b[2];
            r[3] = a[3] - b[3];
            r[4] = a[4] - b[4];
            r[5] = a[5] - b[5];
            r[6] = a[6] - b[6];
            r[7] = a[7] - b[7];
            r[8] = a[8] - b[8];
        }

        /// <summary>r = 2a - b, loose.</summary>
        /// <param name="r">Result.</param>
        /// <param name="a">A number.</param>
        /// <param name="b">A number.</param>
        public void TwiceMinus(long[] r, long[] a, long[] b)
        {
            r[0] = (a[0] << 1) - b[0];
            r[1] = (a[1] << 1) - b[1];
            r[2] = (a[2] << 1) - b[2];
            r[3] = (a[3] << 1) - b[3];
            r[4] = (a[4] << 1) - b[4];
            r[5] = (a[5] << 1) - b[5];
            r[6] = (a[6] << 1) - b[6];
            r[7] = (a[7] << 1) - b[7];
            r[8] = (a[8] << 1) - b[8];
        }

        /// <summary>Negates when <paramref name="mask"/> is -1; the result is loose then.</summary>
        /// <param name="r">The number.</param>
        /// <param name="mask">0 or -1.</param>
        public static void NegateIf(long[] r, long mask)
        {
            for (int i = 0; i < Limbs; i++)
            {
                r[i] = (r[i] ^ mask) - mask;
            }
        }

        /// <summary>Copies a number.</summary>
        /// <param name="r">Target.</param>
        /// <param name="a">Source.</param>
        public static void Copy(long[] r, long[] a)
        {
            Array.Copy(a, r, Limbs);
        }

        /// <summary>r = b where <paramref name="mask"/> is -1, else r stays.</summary>
        /// <param name="r">The number.</param>
        /// <param name="b">The other one.</param>
        /// <param name="mask">0 or -1.</param>
        public static void CopyIf(long[] r, long[] b, long mask)
        {
            for (int i = 0; i < Limbs; i++)
            {
                r[i] ^= (r[i] ^ b[i]) & mask;
            }
        }

        /// <summary>Brings a plain number to Montgomery's form.</summary>
        /// <param name="r">Tight result.</param>
        /// <param name="a">Tight.</param>
        public void ToMontgomery(long[] r, long[] a)
        {
            Multiply(r, a, _toMontgomery);
        }

        /// <summary>r = 1 in Montgomery's form.</summary>
        /// <param name="r">Tight result.</param>
        public void SetOne(long[] r)
        {
            Multiply(r, s_one, _toMontgomery);
        }

        /// <summary>Brings a number back from Montgomery's form, to 0 to p - 1.</summary>
        /// <param name="r">Plain result.</param>
        /// <param name="a">Limbs up to 2^30 in size.</param>
        public void FromMontgomery(long[] r, long[] a)
        {
            Multiply(r, a, s_one);
            Normalize(r);
        }

        /// <summary>Brings a tight number to 0 to p - 1.</summary>
        /// <param name="r">The number.</param>
        public void Normalize(long[] r)
        {
            long mask = r[8] >> 63;
            for (int i = 0; i < Limbs; i++)
            {
                r[i] += Modulus[i] & mask;
            }

            Carry(r);
            SubtractModulus(r);
        }

        /// <summary>Inverts in Montgomery's form; zero gives zero. Constant time.</summary>
        /// <param name="r">Tight result.</param>
        /// <param name="a">Tight; changed.</param>
        /// <param name="w1">Work.</param>
        /// <param name="w2">Work.</param>
        public void Invert(long[] r, long[] a, long[] w1, long[] w2)
        {
            Normalize(a);
            _inverter.Invert(Modulus, r, a, w1, w2);
            Multiply(r, r, _toMontgomery);
            Multiply(r, r, _toMontgomery);
        }

        /// <summary>Says whether a number of Montgomery's form is zero modulo p.</summary>
        /// <param name="a">Limbs up to 2^30 in size.</param>
        /// <param name="work">Work; changed.</param>
        /// <returns>-1 for zero, else 0.</returns>
        public long IsZero(long[] a, long[] work)
        {
            FromMontgomery(work, a);
            long all = 0;
            for (int i = 0; i < Limbs; i++)
            {
                all |= work[i];
            }

            return (all - 1) >> 63;
        }

        /// <summary>Says whether a plain, non-negative number is below p.</summary>
        /// <param name="a">The number, tight.</param>
        /// <returns>-1 when it is, else 0.</returns>
        public long IsBelowModulus(long[] a)
        {
            long t = 0;
            for (int i = 0; i < Limbs; i++)
            {
                t = (t >> LimbBits) + a[i] - Modulus[i];
            }

            return t >> 63;
        }

        /// <summary>Reads a number in network order.</summary>
        /// <param name="source">Buffer with 32 bytes.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="r">Plain result, not reduced.</param>
        public static void Decode(byte[] source, int offset, long[] r)
        {
            long bits = 0;
            int have = 0;
            int at = 0;
            for (int i = Bytes - 1; i >= 0; i--)
            {
                bits |= (long)source[offset + i] << have;
                have += 8;
                if (have >= LimbBits)
                {
                    r[at] = bits & LimbMask;
                    bits >>= LimbBits;
                    have -= LimbBits;
                    at++;
                }
            }

            r[at] = bits;
        }

        /// <summary>Writes a number in network order.</summary>
        /// <param name="a">Plain, 0 to 2^256 - 1.</param>
        /// <param name="target">Buffer for 32 bytes.</param>
        /// <param name="offset">Where they go.</param>
        public static void Encode(long[] a, byte[] target, int offset)
        {
            long bits = 0;
            int have = 0;
            int at = 0;
            for (int i = Bytes - 1; i >= 0; i--)
            {
                if (have < 8)
                {
                    bits |= a[at] << have;
                    have += LimbBits;
                    at++;
                }

                target[offset + i] = (byte)bits;
                bits >>= 8;
                have -= 8;
            }
        }

        /// <summary>Sets a constant: it stands in the code, thus in flash.</summary>
        /// <param name="r">Plain result.</param>
        /// <param name="w3">Its highest 64 bits.</param>
        /// <param name="w2">The next ones.</param>
        /// <param name="w1">The next ones.</param>
        /// <param name="w0">Its lowest 64 bits.</param>
        public static void Set(long[] r, ulong w3, ulong w2, ulong w1, ulong w0)
        {
            for (int i = 0; i < Limbs; i++)
            {
                r[i] = (long)(w0 & (ulong)LimbMask);
                w0 = (w0 >> LimbBits) | (w1 << (64 - LimbBits));
                w1 = (w1 >> LimbBits) | (w2 << (64 - LimbBits));
                w2 = (w2 >> LimbBits) | (w3 << (64 - LimbBits));
                w3 >>= LimbBits;
            }
        }

        /// <summary>Computes what numbers are brought to Montgomery's form with, 2^522 modulo the prime.</summary>
        protected void SetSquare()
        {
            // From 2^262, which is two in Montgomery's form, to its power 261 = 100000101b by squarings and doublings. 2^256
            // is below 2p, and so is the double of what is below p.
            long[] r = _toMontgomery;
            Set(r, 0, 0, 0, 0);
            r[8] = 1 << 24;
            SubtractModulus(r);
            for (int i = 0; i < 6; i++)
            {
                AddTight(r, r, r);
                SubtractModulus(r);
            }

            for (int bit = 7; bit >= 0; bit--)
            {
                Square(r, r);
                if (((261 >> bit) & 1) != 0)
                {
                    Combine(r, r, 2, r, 0);
                }
            }
        }

        private static void Carry(long[] r)
        {
            long t = 0;
            for (int i = 0; i < Limbs - 1; i++)
            {
                t += r[i];
                r[i] = t & LimbMask;
                t >>= LimbBits;
            }

            r[8] += t;
        }

        private void SubtractModulus(long[] r)
        {
            // -1 when r is p or more: then p goes away.
            long mask = ~IsBelowModulus(r);
            for (int i = 0; i < Limbs; i++)
            {
                r[i] -= Modulus[i] & mask;
            }

            Carry(r);
        }
    }
}
