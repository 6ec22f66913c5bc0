using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// The inverse modulo an odd number of any length, in constant time: Bernstein and Yang's division steps
    /// ("Fast constant-time gcd computation and modular inversion", 2019, started at delta = 1/2), 29 of them at a time on
    /// the lowest limb, then applied to the whole numbers as one matrix. Limbs are signed, of 29 bits, lowest first.
    /// </summary>
    internal sealed class ModularInverse
    {
        private const int LimbBits = PrimeField.LimbBits;
        private const long LimbMask = PrimeField.LimbMask;

        private readonly int _limbs;
        private readonly int _rounds;
        private long[] _modulus;
        private long _inverse;
        private long _u;
        private long _v;
        private long _q;
        private long _r;

        /// <summary>For numbers of a size.</summary>
        /// <param name="limbs">Limbs of all numbers. Two bits at least are free in the highest.</param>
        /// <param name="bits">Bits of the largest modulus.</param>
        public ModularInverse(int limbs, int bits)
        {
            _limbs = limbs;
            _rounds = StepCount(bits);
        }

        /// <summary>The inverse of an odd limb modulo 2^29.</summary>
        /// <param name="limb">The limb.</param>
        /// <returns>0 to 2^29 - 1.</returns>
        public static long OfLimb(long limb)
        {
            // Newton: each round doubles the number of right bits, three at first.
            long x = limb;
            for (int i = 0; i < 4; i++)
            {
                x = (x * (2 - ((limb * x) & LimbMask))) & LimbMask;
            }

            return x;
        }

        /// <summary>d = 1/g modulo the modulus, 0 to modulus - 1; 0 when there is none.</summary>
        /// <param name="modulus">An odd number.</param>
        /// <param name="d">Result.</param>
        /// <param name="g">The number, 0 to modulus - 1; changed.</param>
        /// <param name="f">Work.</param>
        /// <param name="e">Work.</param>
        [DataPath]
        public void Invert(long[] modulus, long[] d, long[] g, long[] f, long[] e)
        {
            _modulus = modulus;
            _inverse = OfLimb(modulus[0]);
            Array.Clear(d, 0, _limbs);
            Array.Clear(e, 0, _limbs);
            Array.Copy(_modulus, f, _limbs);
            e[0] = 1;
            long zeta = -1;
            for (int i = 0; i < _rounds; i++)
            {
                zeta = DivisionSteps(zeta, f[0], g[0]);
                UpdateNumbers(f, g);
                UpdateCoefficients(d, e);
            }

            Finish(d, f[_limbs - 1] >> 63);
        }

        private static int StepCount(int bits)
        {
            return ((((45907 * bits) + 26313) / 19929) + LimbBits - 1) / LimbBits;
        }

        private long DivisionSteps(long zeta, long f, long g)
        {
            long u = 1;
            long v = 0;
            long q = 0;
            long r = 1;
            for (int i = 0; i < LimbBits; i++)
            {
                long swap = zeta >> 63;
                long odd = 0 - (g & 1);
                g += ((f ^ swap) - swap) & odd;
                q += ((u ^ swap) - swap) & odd;
                r += ((v ^ swap) - swap) & odd;
                swap &= odd;
                zeta = (zeta ^ swap) - 1;
                f += g & swap;
                u += q & swap;
                v += r & swap;
                g >>= 1;
                u <<= 1;
                v <<= 1;
            }

            _u = u;
            _v = v;
            _q = q;
            _r = r;
            return zeta;
        }

        private void UpdateNumbers(long[] f, long[] g)
        {
            long u = _u;
            long v = _v;
            long q = _q;
            long r = _r;
            long mask = LimbMask;
            long a = f[0];
            long b = g[0];
            long cf = ((u * a) + (v * b)) >> LimbBits;
            long cg = ((q * a) + (r * b)) >> LimbBits;
            int last = _limbs - 1;
            for (int i = 1; i <= last; i++)
            {
                a = f[i];
                b = g[i];
                cf += (u * a) + (v * b);
                cg += (q * a) + (r * b);
                f[i - 1] = cf & mask;
                g[i - 1] = cg & mask;
                cf >>= LimbBits;
                cg >>= LimbBits;
            }

            f[last] = cf;
            g[last] = cg;
        }

        // As UpdateNumbers, with as many moduli added as make the lowest limbs zero; d and e stay between -2m and m.
        private void UpdateCoefficients(long[] d, long[] e)
        {
            long u = _u;
            long v = _v;
            long q = _q;
            long r = _r;
            long mask = LimbMask;
            int last = _limbs - 1;
            long[] m = _modulus;
            long signD = d[last] >> 63;
            long signE = e[last] >> 63;
            long a = d[0];
            long b = e[0];
            long cd = (u * a) + (v * b);
            long ce = (q * a) + (r * b);
            long md = (u & signD) + (v & signE);
            long me = (q & signD) + (r & signE);
            md -= (((cd & mask) * _inverse) + md) & mask;
            me -= (((ce & mask) * _inverse) + me) & mask;
            cd = (cd + (m[0] * md)) >> LimbBits;
            ce = (ce + (m[0] * me)) >> LimbBits;
            for (int i = 1; i <= last; i++)
            {
                a = d[i];
                b = e[i];
                long c = m[i];
                cd += (u * a) + (v * b) + (c * md);
                ce += (q * a) + (r * b) + (c * me);
                d[i - 1] = cd & mask;
                e[i - 1] = ce & mask;
                cd >>= LimbBits;
                ce >>= LimbBits;
            }

            d[last] = cd;
            e[last] = ce;
        }

        private void Finish(long[] d, long negate)
        {
            AddModulusIfNegative(d);
            long t = 0;
            int last = _limbs - 1;
            for (int i = 0; i < last; i++)
            {
                t += (d[i] ^ negate) - negate;
                d[i] = t & LimbMask;
                t >>= LimbBits;
            }

            d[last] = t + ((d[last] ^ negate) - negate);
            AddModulusIfNegative(d);
        }

        private void AddModulusIfNegative(long[] d)
        {
            int last = _limbs - 1;
            long mask = d[last] >> 63;
            long t = 0;
            for (int i = 0; i < last; i++)
            {
                t += d[i] + (_modulus[i] & mask);
                d[i] = t & LimbMask;
                t >>= LimbBits;
            }

            d[last] += t + (_modulus[last] & mask);
        }
    }
}
