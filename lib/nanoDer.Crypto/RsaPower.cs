using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>Powers modulo long numbers: with a public exponent, and with a secret one in a sequence that does not tell it.</summary>
    internal sealed class RsaPower
    {
        private const int Entries = 16;

        private readonly int _limbs;
        private readonly uint[][] _table = new uint[Entries][];
        private readonly uint[] _a;
        private readonly uint[] _b;

        /// <summary>Takes the memory.</summary>
        /// <param name="limbs">Limbs of the primes.</param>
        public RsaPower(int limbs)
        {
            _limbs = limbs;
            for (int i = 0; i < Entries; i++)
            {
                _table[i] = new uint[limbs];
            }

            _a = new uint[limbs];
            _b = new uint[limbs];
        }

        /// <summary>result = x to the exponent, in Montgomery's form.</summary>
        /// <param name="m">The modulus.</param>
        /// <param name="exponent">Odd, 3 or more.</param>
        /// <param name="x">Plain; Montgomery's form afterwards.</param>
        /// <param name="result">Result.</param>
        /// <param name="work">Work.</param>
        public static void Public(LongModulus m, uint exponent, uint[] x, uint[] result, uint[] work)
        {
            m.Enter(result, x);
            Array.Copy(result, 0, x, 0, m.Limbs);
            int bit = 31;
            while ((exponent >> bit) == 0)
            {
                bit--;
            }

            for (bit--; bit >= 0; bit--)
            {
                m.Multiply(work, result, result);
                if (((exponent >> bit) & 1) != 0)
                {
                    m.Multiply(result, work, x);
                }
                else
                {
                    Array.Copy(work, 0, result, 0, m.Limbs);
                }
            }
        }

        /// <summary>result = a b + c, plain, not modulo anything.</summary>
        /// <param name="result">Twice as many limbs.</param>
        /// <param name="a">A number.</param>
        /// <param name="b">A number.</param>
        /// <param name="c">A number.</param>
        /// <param name="limbs">Limbs of the three.</param>
        public static void MultiplyAdd(uint[] result, uint[] a, uint[] b, uint[] c, int limbs)
        {
            const ulong LimbMask = 0x1FFFFFFF;
            Array.Clear(result, 0, result.Length);
            Array.Copy(c, 0, result, 0, limbs);
            for (int i = 0; i < limbs; i++)
            {
                ulong factor = a[i];
                ulong carry = 0;
                for (int j = 0; j < limbs; j++)
                {
                    carry += result[i + j] + (factor * b[j]);
                    result[i + j] = (uint)(carry & LimbMask);
                    carry >>= LongModulus.LimbBits;
                }

                result[i + limbs] = (uint)carry;
            }
        }

        /// <summary>result = x modulo a prime, to a secret exponent; plain, below the prime.</summary>
        /// <param name="m">The prime.</param>
        /// <param name="exponent">As long as the prime.</param>
        /// <param name="x">Plain, of up to twice as many limbs.</param>
        /// <param name="result">Result.</param>
        public void Secret(LongModulus m, KeyMaterial exponent, uint[] x, uint[] result)
        {
            // x = high 2^(29 limbs) + low: in Montgomery's form that is high times the square of 2^(29 limbs), twice entered.
            Array.Copy(x, _limbs, _a, 0, _limbs);
            m.Enter(_b, _a);
            m.Enter(_table[1], _b);
            Array.Copy(x, 0, _a, 0, _limbs);
            m.Enter(_b, _a);
            m.Add(_table[1], _b);

            Array.Clear(_a, 0, _limbs);
            _a[0] = 1;
            m.Enter(_table[0], _a);
            for (int i = 2; i < Entries; i++)
            {
                m.Multiply(_table[i], _table[i - 1], _table[1]);
            }

            Array.Copy(_table[0], 0, _a, 0, _limbs);
            for (int i = 0; i < exponent.Count; i++)
            {
                int digits = exponent.Buffer[i];
                Step(m, digits >> 4, result);
                Step(m, digits & 15, result);
            }

            Array.Clear(_b, 0, _limbs);
            _b[0] = 1;
            m.Multiply(result, _a, _b);
            m.Reduce(result);
        }

        /// <summary>Wipes the work.</summary>
        public void Clear()
        {
            for (int i = 0; i < Entries; i++)
            {
                Array.Clear(_table[i], 0, _limbs);
            }

            Array.Clear(_a, 0, _limbs);
            Array.Clear(_b, 0, _limbs);
        }

        // _a = _a^16 times the table's entry, all of which are read.
        private void Step(LongModulus m, int digit, uint[] work)
        {
            m.Multiply(_b, _a, _a);
            m.Multiply(_a, _b, _b);
            m.Multiply(_b, _a, _a);
            m.Multiply(_a, _b, _b);
            Array.Clear(_b, 0, _limbs);
            for (int i = 0; i < Entries; i++)
            {
                uint mask = ConstantTime.IsZero((uint)(i ^ digit));
                uint[] entry = _table[i];
                for (int k = 0; k < _limbs; k++)
                {
                    _b[k] |= entry[k] & mask;
                }
            }

            m.Multiply(work, _a, _b);
            Array.Copy(work, 0, _a, 0, _limbs);
        }
    }
}
