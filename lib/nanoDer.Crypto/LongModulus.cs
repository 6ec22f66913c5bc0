using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Numbers modulo an odd number of up to 4,096 bits, in limbs of 29 bits, lowest first, times 2^(29 limbs) (Montgomery).
    /// Numbers stay below four times the modulus and are never compared with it in between: the limbs have room for that.
    /// The number of limbs is a multiple of nine, as products are made of strips of nine rows over locals.
    /// </summary>
    internal sealed class LongModulus
    {
        /// <summary>Bits of a limb.</summary>
        public const int LimbBits = 29;

        private const int Strip = 9;
        private const ulong LimbMask = 0x1FFFFFFF;

        /// <summary>Limbs of a number.</summary>
        public int Limbs;

        /// <summary>Bits of the modulus.</summary>
        public int Bits;

        private readonly uint[] _modulus;
        private readonly uint[] _square;
        private readonly uint[] _work;
        private ulong _inverse;

        /// <summary>Takes the memory.</summary>
        /// <param name="maximumBits">Bits of the longest modulus.</param>
        public LongModulus(int maximumBits)
        {
            int limbs = LimbsOf(maximumBits);
            _modulus = new uint[limbs];
            _square = new uint[limbs];
            _work = new uint[limbs];
        }

        /// <summary>Limbs of numbers modulo one of so many bits: six bits of room, a multiple of nine.</summary>
        /// <param name="bits">Bits of the modulus.</param>
        /// <returns>Limbs.</returns>
        public static int LimbsOf(int bits)
        {
            return (bits + 6 + (Strip * LimbBits) - 1) / (Strip * LimbBits) * Strip;
        }

        /// <summary>Sets the modulus.</summary>
        /// <param name="source">Buffer with it, in network order, without leading zeros.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length in bytes.</param>
        /// <returns>False when it is even, has leading zeros, or is too long or too short.</returns>
        [DataPath]
        public bool Set(byte[] source, int offset, int count)
        {
            Limbs = 0;
            if (count < 32 || source[offset] == 0 || (source[offset + count - 1] & 1) == 0)
            {
                return false;
            }

            int bits = count << 3;
            for (int top = source[offset]; top < 0x80; top <<= 1)
            {
                bits--;
            }

            int limbs = LimbsOf(bits);
            if (limbs > _modulus.Length)
            {
                return false;
            }

            Limbs = limbs;
            Bits = bits;
            Decode(source, offset, count, _modulus);
            ulong m = _modulus[0];
            ulong x = m;
            for (int i = 0; i < 4; i++)
            {
                x *= 2 - (m * x);
            }

            _inverse = (0 - x) & LimbMask;
            ComputeSquare();
            return true;
        }

        /// <summary>Reads a number.</summary>
        /// <param name="source">Buffer with it, in network order.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length in bytes; it fits.</param>
        /// <param name="r">Plain result.</param>
        [DataPath]
        public void Decode(byte[] source, int offset, int count, uint[] r)
        {
            ulong bits = 0;
            int have = 0;
            int at = 0;
            for (int i = offset + count - 1; i >= offset; i--)
            {
                bits |= (ulong)source[i] << have;
                have += 8;
                if (have >= LimbBits)
                {
                    r[at] = (uint)(bits & LimbMask);
                    bits >>= LimbBits;
                    have -= LimbBits;
                    at++;
                }
            }

            while (at < Limbs)
            {
                r[at] = (uint)(bits & LimbMask);
                bits >>= LimbBits;
                at++;
            }
        }

        /// <summary>Writes a number.</summary>
        /// <param name="a">Plain, below the modulus.</param>
        /// <param name="target">Where it goes, in network order.</param>
        /// <param name="offset">Offset of the first byte.</param>
        /// <param name="count">Bytes.</param>
        [DataPath]
        public void Encode(uint[] a, byte[] target, int offset, int count)
        {
            ulong bits = 0;
            int have = 0;
            int at = 0;
            for (int i = offset + count - 1; i >= offset; i--)
            {
                if (have < 8 && at < Limbs)
                {
                    bits |= (ulong)a[at] << have;
                    have += LimbBits;
                    at++;
                }

                target[i] = (byte)bits;
                bits >>= 8;
                have -= 8;
            }
        }

        /// <summary>Says whether a plain number is below the modulus; the sequence does not tell.</summary>
        /// <param name="a">The number.</param>
        /// <returns>True when it is.</returns>
        [DataPath]
        public bool IsBelow(uint[] a)
        {
            ulong borrow = 0;
            for (int i = 0; i < Limbs; i++)
            {
                borrow = (a[i] - (ulong)_modulus[i] - borrow) >> 63;
            }

            return borrow != 0;
        }

        /// <summary>Brings a number to Montgomery's form.</summary>
        /// <param name="r">Result.</param>
        /// <param name="a">Plain.</param>
        [DataPath]
        public void Enter(uint[] r, uint[] a)
        {
            Multiply(r, a, _square);
        }

        /// <summary>r = r + a.</summary>
        /// <param name="r">The number.</param>
        /// <param name="a">What is added.</param>
        public void Add(uint[] r, uint[] a)
        {
            ulong t = 0;
            for (int i = 0; i < Limbs; i++)
            {
                t += (ulong)r[i] + a[i];
                r[i] = (uint)(t & LimbMask);
                t >>= LimbBits;
            }
        }

        /// <summary>r = a - b + twice the modulus: not negative for b below that.</summary>
        /// <param name="r">Result.</param>
        /// <param name="a">A number.</param>
        /// <param name="b">A number.</param>
        public void Subtract(uint[] r, uint[] a, uint[] b)
        {
            // The complement of b: what is too much leaves at the top.
            ulong t = 1;
            for (int i = 0; i < Limbs; i++)
            {
                t += a[i] + ((ulong)_modulus[i] << 1) + (LimbMask - b[i]);
                r[i] = (uint)(t & LimbMask);
                t >>= LimbBits;
            }
        }

        /// <summary>Copies the modulus.</summary>
        /// <param name="target">Where its limbs go.</param>
        public void CopyModulus(long[] target)
        {
            for (int i = 0; i < Limbs; i++)
            {
                target[i] = _modulus[i];
            }
        }

        /// <summary>Wipes the modulus.</summary>
        public void Clear()
        {
            Array.Clear(_modulus, 0, _modulus.Length);
            Array.Clear(_square, 0, _square.Length);
            Array.Clear(_work, 0, _work.Length);
            _inverse = 0;
            Limbs = 0;
            Bits = 0;
        }

        /// <summary>Subtracts the modulus as often as a number below four times the modulus has it, always three times.</summary>
        /// <param name="a">The number; below the modulus afterwards.</param>
        [DataPath]
        public void Reduce(uint[] a)
        {
            for (int round = 0; round < 3; round++)
            {
                ulong keep = 0;
                for (int i = 0; i < Limbs; i++)
                {
                    ulong t = a[i] - (ulong)_modulus[i] - keep;
                    keep = t >> 63;
                    _work[i] = (uint)(t & LimbMask);
                }

                uint mask = (uint)keep - 1u;
                for (int i = 0; i < Limbs; i++)
                {
                    a[i] ^= (a[i] ^ _work[i]) & mask;
                }
            }
        }

        /// <summary>r = a b / 2^(29 limbs).</summary>
        /// <param name="r">Result; not one of the others.</param>
        /// <param name="a">A number.</param>
        /// <param name="b">A number.</param>
        [DataPath]
        public void Multiply(uint[] r, uint[] a, uint[] b)
        {
            ulong mask = LimbMask;
            ulong inverse = _inverse;
            uint[] m = _modulus;
            uint[] t = r;
            int limbs = Limbs;
            Array.Clear(t, 0, limbs);
            for (int row = 0; row < limbs; row += 9)
            {
                ulong b0 = b[row];
                ulong b1 = b[row + 1];
                ulong b2 = b[row + 2];
                ulong b3 = b[row + 3];
                ulong b4 = b[row + 4];
                ulong b5 = b[row + 5];
                ulong b6 = b[row + 6];
                ulong b7 = b[row + 7];
                ulong b8 = b[row + 8];
                ulong w0, w1, w2, w3, w4, w5, w6, w7, w8;
                ulong v0, v1, v2, v3, v4, v5, v6, v7, v8;
                ulong q0, q1, q2, q3, q4, q5, q6, q7, q8;
                ulong acc = 0;

                // The first nine columns give the digits of the quotient, and become zero.
                w0 = a[0];
                v0 = m[0];
                acc += t[0] + (w0 * b0);
                q0 = ((acc & mask) * inverse) & mask;
                acc = (acc + (v0 * q0)) >> LimbBits;
                w1 = a[1];
                v1 = m[1];
                acc += t[1] + (w1 * b0) + (w0 * b1) + (v1 * q0);
                q1 = ((acc & mask) * inverse) & mask;
                acc = (acc + (v0 * q1)) >> LimbBits;
                w2 = a[2];
                v2 = m[2];
                acc += t[2] + (w2 * b0) + (w1 * b1) + (w0 * b2) + (v2 * q0) + (v1 * q1);
                q2 = ((acc & mask) * inverse) & mask;
                acc = (acc + (v0 * q2)) >> LimbBits;
                w3 = a[3];
                v3 = m[3];
                acc += t[3] + (w3 * b0) + (w2 * b1) + (w1 * b2) + (w0 * b3) + (v3 * q0) + (v2 * q1) + (v1 * q2);
                q3 = ((acc & mask) * inverse) & mask;
                acc = (acc + (v0 * q3)) >> LimbBits;
                w4 = a[4];
                v4 = m[4];
                acc += t[4] + (w4 * b0) + (w3 * b1) + (w2 * b2) + (w1 * b3) + (w0 * b4) + (v4 * q0) + (v3 * q1) + (v2 * q2)
                    + (v1 * q3);
                q4 = ((acc & mask) * inverse) & mask;
                acc = (acc + (v0 * q4)) >> LimbBits;
                w5 = a[5];
                v5 = m[5];
                acc += t[5] + (w5 * b0) + (w4 * b1) + (w3 * b2) + (w2 * b3) + (w1 * b4) + (w0 * b5) + (v5 * q0) + (v4 * q1)
                    + (v3 * q2) + (v2 * q3) + (v1 * q4);
                q5 = ((acc & mask) * inverse) & mask;
                acc = (acc + (v0 * q5)) >> LimbBits;
                w6 = a[6];
                v6 = m[6];
                acc += t[6] + (w6 * b0) + (w5 * b1) + (w4 * b2) + (w3 * b3) + (w2 * b4) + (w1 * b5) + (w0 * b6) + (v6 * q0)
                    + (v5 * q1) + (v4 * q2) + (v3 * q3) + (v2 * q4) + (v1 * q5);
                q6 = ((acc & mask) * inverse) & mask;
                acc = (acc + (v0 * q6)) >> LimbBits;
                w7 = a[7];
                v7 = m[7];
                acc += t[7] + (w7 * b0) + (w6 * b1) + (w5 * b2) + (w4 * b3) + (w3 * b4) + (w2 * b5) + (w1 * b6) + (w0 * b7)
                    + (v7 * q0) + (v6 * q1) + (v5 * q2) + (v4 * q3) + (v3 * q4) + (v2 * q5) + (v1 * q6);
                q7 = ((acc & mask) * inverse) & mask;
                acc = (acc + (v0 * q7)) >> LimbBits;
                w8 = a[8];
                v8 = m[8];
                acc += t[8] + (w8 * b0) + (w7 * b1) + (w6 * b2) + (w5 * b3) + (w4 * b4) + (w3 * b5) + (w2 * b6) + (w1 * b7)
                    + (w0 * b8) + (v8 * q0) + (v7 * q1) + (v6 * q2) + (v5 * q3) + (v4 * q4) + (v3 * q5) + (v2 * q6) + (v1 * q7);
                q8 = ((acc & mask) * inverse) & mask;
                acc = (acc + (v0 * q8)) >> LimbBits;
                int j = 9;
                while (j < limbs)
                {
                    w0 = a[j];
                    v0 = m[j];
                    acc += t[j] + (w0 * b0) + (w8 * b1) + (w7 * b2) + (w6 * b3) + (w5 * b4) + (w4 * b5) + (w3 * b6)
                        + (w2 * b7) + (w1 * b8)
                        + (v0 * q0) + (v8 * q1) + (v7 * q2) + (v6 * q3) + (v5 * q4) + (v4 * q5) + (v3 * q6) + (v2 * q7)
                        + (v1 * q8);
                    t[j - 9] = (uint)(acc & mask);
                    acc >>= LimbBits;
                    w1 = a[j + 1];
                    v1 = m[j + 1];
                    acc += t[j + 1] + (w1 * b0) + (w0 * b1) + (w8 * b2) + (w7 * b3) + (w6 * b4) + (w5 * b5) + (w4 * b6)
                        + (w3 * b7) + (w2 * b8)
                        + (v1 * q0) + (v0 * q1) + (v8 * q2) + (v7 * q3) + (v6 * q4) + (v5 * q5) + (v4 * q6) + (v3 * q7)
                        + (v2 * q8);
                    t[j - 8] = (uint)(acc & mask);
                    acc >>= LimbBits;
                    w2 = a[j + 2];
                    v2 = m[j + 2];
                    acc += t[j + 2] + (w2 * b0) + (w1 * b1) + (w0 * b2) + (w8 * b3) + (w7 * b4) + (w6 * b5) + (w5 * b6)
                        + (w4 * b7) + (w3 * b8)
                        + (v2 * q0) + (v1 * q1) + (v0 * q2) + (v8 * q3) + (v7 * q4) + (v6 * q5) + (v5 * q6) + (v4 * q7)
                        + (v3 * q8);
                    t[j - 7] = (uint)(acc & mask);
                    acc >>= LimbBits;
                    w3 = a[j + 3];
                    v3 = m[j + 3];
                    acc += t[j + 3] + (w3 * b0) + (w2 * b1) + (w1 * b2) + (w0 * b3) + (w8 * b4) + (w7 * b5) + (w6 * b6)
                        + (w5 * b7) + (w4 * b8)
                        + (v3 * q0) + (v2 * q1) + (v1 * q2) + (v0 * q3) + (v8 * q4) + (v7 * q5) + (v6 * q6) + (v5 * q7)
                        + (v4 * q8);
                    t[j - 6] = (uint)(acc & mask);
                    acc >>= LimbBits;
                    w4 = a[j + 4];
                    v4 = m[j + 4];
                    acc += t[j + 4] + (w4 * b0) + (w3 * b1) + (w2 * b2) + (w1 * b3) + (w0 * b4) + (w8 * b5) + (w7 * b6)
                        + (w6 * b7) + (w5 * b8)
                        + (v4 * q0) + (v3 * q1) + (v2 * q2) + (v1 * q3) + (v0 * q4) + (v8 * q5) + (v7 * q6) + (v6 * q7)
                        + (v5 * q8);
                    t[j - 5] = (uint)(acc & mask);
                    acc >>= LimbBits;
                    w5 = a[j + 5];
                    v5 = m[j + 5];
                    acc += t[j + 5] + (w5 * b0) + (w4 * b1) + (w3 * b2) + (w2 * b3) + (w1 * b4) + (w0 * b5) + (w8 * b6)
                        + (w7 * b7) + (w6 * b8)
                        + (v5 * q0) + (v4 * q1) + (v3 * q2) + (v2 * q3) + (v1 * q4) + (v0 * q5) + (v8 * q6) + (v7 * q7)
                        + (v6 * q8);
                    t[j - 4] = (uint)(acc & mask);
                    acc >>= LimbBits;
                    w6 = a[j + 6];
                    v6 = m[j + 6];
                    acc += t[j + 6] + (w6 * b0) + (w5 * b1) + (w4 * b2) + (w3 * b3) + (w2 * b4) + (w1 * b5) + (w0 * b6)
                        + (w8 * b7) + (w7 * b8)
                        + (v6 * q0) + (v5 * q1) + (v4 * q2) + (v3 * q3) + (v2 * q4) + (v1 * q5) + (v0 * q6) + (v8 * q7)
                        + (v7 * q8);
                    t[j - 3] = (uint)(acc & mask);
                    acc >>= LimbBits;
                    w7 = a[j + 7];
                    v7 = m[j + 7];
                    acc += t[j + 7] + (w7 * b0) + (w6 * b1) + (w5 * b2) + (w4 * b3) + (w3 * b4) + (w2 * b5) + (w1 * b6)
                        + (w0 * b7) + (w8 * b8)
                        + (v7 * q0) + (v6 * q1) + (v5 * q2) + (v4 * q3) + (v3 * q4) + (v2 * q5) + (v1 * q6) + (v0 * q7)
                        + (v8 * q8);
                    t[j - 2] = (uint)(acc & mask);
                    acc >>= LimbBits;
                    w8 = a[j + 8];
                    v8 = m[j + 8];
                    acc += t[j + 8] + (w8 * b0) + (w7 * b1) + (w6 * b2) + (w5 * b3) + (w4 * b4) + (w3 * b5) + (w2 * b6)
                        + (w1 * b7) + (w0 * b8)
                        + (v8 * q0) + (v7 * q1) + (v6 * q2) + (v5 * q3) + (v4 * q4) + (v3 * q5) + (v2 * q6) + (v1 * q7)
                        + (v0 * q8);
                    t[j - 1] = (uint)(acc & mask);
                    acc >>= LimbBits;
                    j += 9;
                }

                // The last nine have no limbs of their own.
                acc += (w8 * b1) + (w7 * b2) + (w6 * b3) + (w5 * b4) + (w4 * b5) + (w3 * b6) + (w2 * b7) + (w1 * b8)
                    + (v8 * q1) + (v7 * q2) + (v6 * q3) + (v5 * q4) + (v4 * q5) + (v3 * q6) + (v2 * q7) + (v1 * q8);
                t[j - 9] = (uint)(acc & mask);
                acc >>= LimbBits;
                acc += (w8 * b2) + (w7 * b3) + (w6 * b4) + (w5 * b5) + (w4 * b6) + (w3 * b7) + (w2 * b8)
                    + (v8 * q2) + (v7 * q3) + (v6 * q4) + (v5 * q5) + (v4 * q6) + (v3 * q7) + (v2 * q8);
                t[j - 8] = (uint)(acc & mask);
                acc >>= LimbBits;
                acc += (w8 * b3) + (w7 * b4) + (w6 * b5) + (w5 * b6) + (w4 * b7) + (w3 * b8)
                    + (v8 * q3) + (v7 * q4) + (v6 * q5) + (v5 * q6) + (v4 * q7) + (v3 * q8);
                t[j - 7] = (uint)(acc & mask);
                acc >>= LimbBits;
                acc += (w8 * b4) + (w7 * b5) + (w6 * b6) + (w5 * b7) + (w4 * b8)
                    + (v8 * q4) + (v7 * q5) + (v6 * q6) + (v5 * q7) + (v4 * q8);
                t[j - 6] = (uint)(acc & mask);
                acc >>= LimbBits;
                acc += (w8 * b5) + (w7 * b6) + (w6 * b7) + (w5 * b8)
                    + (v8 * q5) + (v7 * q6) + (v6 * q7) + (v5 * q8);
                t[j - 5] = (uint)(acc & mask);
                acc >>= LimbBits;
                acc += (w8 * b6) + (w7 * b7) + (w6 * b8)
                    + (v8 * q6) + (v7 * q7) + (v6 * q8);
                t[j - 4] = (uint)(acc & mask);
                acc >>= LimbBits;
                acc += (w8 * b7) + (w7 * b8)
                    + (v8 * q7) + (v7 * q8);
                t[j - 3] = (uint)(acc & mask);
                acc >>= LimbBits;
                acc += (w8 * b8)
                    + (v8 * q8);
                t[j - 2] = (uint)(acc & mask);
                acc >>= LimbBits;
                t[j - 1] = (uint)(acc & mask);
            }
        }

        // _square = 2^(58 limbs) modulo the modulus, up to three times too much: one limb of a long division a round. The
        // quotient digit comes from the highest 63 bits over the highest 32 of the modulus and is at most two too small.
        private void ComputeSquare()
        {
            uint[] x = _square;
            Array.Clear(x, 0, Limbs);
            ulong divisor = HighBits(_modulus, Bits - 32) + 1;
            int top = (Bits - 1) / LimbBits;
            x[top] = 1u << ((Bits - 1) % LimbBits);

            // x is 2^(bits - 1): doublings up to the next whole limb, then whole limbs.
            int exponent = Bits - 1;
            int target = 2 * LimbBits * Limbs;
            while ((target - exponent) % LimbBits != 0)
            {
                Shift(x, 1, divisor);
                exponent++;
            }

            while (exponent < target)
            {
                Shift(x, LimbBits, divisor);
                exponent += LimbBits;
            }
        }

        // x = x 2^shift - q modulus, where -q modulus is q times its complement plus q, modulo 2^(29 limbs).
        private void Shift(uint[] x, int shift, ulong divisor)
        {
            ulong q = HighBits(x, Bits - 32 - shift) / divisor;
            ulong acc = q;
            ulong previous = 0;
            for (int i = 0; i < Limbs; i++)
            {
                ulong limb = x[i];
                acc += (((limb << shift) & LimbMask) | (previous >> (LimbBits - shift))) + (q * (LimbMask - _modulus[i]));
                x[i] = (uint)(acc & LimbMask);
                acc >>= LimbBits;
                previous = limb;
            }
        }

        private ulong HighBits(uint[] x, int position)
        {
            int at = position / LimbBits;
            int low = position % LimbBits;
            ulong bits = x[at] >> low;
            int shift = LimbBits - low;
            for (at++; at < Limbs && shift < 64; at++)
            {
                bits |= (ulong)x[at] << shift;
                shift += LimbBits;
            }

            return bits;
        }
    }
}
