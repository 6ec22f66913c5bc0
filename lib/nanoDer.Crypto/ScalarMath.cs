using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Multiples of points. <see cref="MultiplySecret"/> and <see cref="MultiplyBaseSecret"/> execute the same sequence and
    /// touch the same memory for every scalar; <see cref="MultiplyPublic"/> does not.
    /// </summary>
    internal sealed class ScalarMath
    {
        private const int Entries = 8;
        private const int EntryLimbs = 27;
        private const int CombColumns = 52;

        private readonly PointMath _points;
        private readonly PrimeField _order;
        private readonly uint[] _comb;
        private readonly uint[] _table = new uint[Entries * EntryLimbs];
        private readonly long[] _scalar = new long[PrimeField.Limbs];
        private readonly byte[] _bits = new byte[PrimeField.Bytes];

        /// <summary>Takes the memory.</summary>
        /// <param name="points">The point arithmetic.</param>
        /// <param name="order">Numbers modulo the order of the base point.</param>
        /// <param name="comb">Table of the base point as in <see cref="P256Comb"/>, or null for none.</param>
        public ScalarMath(PointMath points, PrimeField order, uint[] comb)
        {
            _points = points;
            _order = order;
            _comb = comb;
        }

        /// <summary>True when multiples of the base point have a table.</summary>
        public bool HasComb
        {
            get { return _comb != null; }
        }

        /// <summary>
        /// Accumulator = plus or minus scalar times the second point: the sign is lost, and with it y.
        /// Windows of four bits, each an odd digit of -15 to 15, so that no addition is ever left out.
        /// </summary>
        /// <param name="scalar">Plain, 1 to order - 1.</param>
        /// <returns>-1 when the result is negated, else 0.</returns>
        public long MultiplySecret(long[] scalar)
        {
            PointMath p = _points;
            BuildTable();
            long negated = MakeOdd(scalar);
            PrimeField.Encode(_scalar, _bits, 0);
            Select((_bits[0] >> 5) & 7, 0);
            p.LoadSecond();
            for (int window = 62; window >= 0; window--)
            {
                p.Double(4);
                SelectDigit(window);
                if (window > 0)
                {
                    p.AddSecond();
                }
            }

            AddLast();
            Wipe();
            return negated;
        }

        /// <summary>As <see cref="MultiplySecret"/> for the base point, by its comb.</summary>
        /// <param name="scalar">Plain, 1 to order - 1, random: small ones could meet a case that the sums do not know.</param>
        /// <returns>-1 when the result is negated, else 0.</returns>
        public long MultiplyBaseSecret(long[] scalar)
        {
            PointMath p = _points;
            long negated = MakeOdd(scalar);
            for (int column = CombColumns - 1; column >= 0; column--)
            {
                SelectComb(column);
                if (column == CombColumns - 1)
                {
                    p.LoadSecond();
                }
                else
                {
                    p.Double(1);
                    p.AddSecond();
                }
            }

            Wipe();
            return negated;
        }

        /// <summary>
        /// Accumulator = scalar times the second point + base scalar times the base point when there is a comb. Public values.
        /// </summary>
        /// <param name="scalar">Plain, 0 to order - 1.</param>
        /// <param name="baseScalar">Plain, 0 to order - 1; null for none.</param>
        public void MultiplyPublic(long[] scalar, long[] baseScalar)
        {
            PointMath p = _points;
            BuildTable();
            byte[] bits = _bits;
            long baseNegated = 0;
            if (baseScalar != null && !IsZero(baseScalar))
            {
                baseNegated = MakeOdd(baseScalar);
            }
            else
            {
                baseScalar = null;
            }

            PrimeField.Encode(scalar, bits, 0);
            p.IsInfinity = true;
            int doublings = 0;
            int pending = -1;
            int entry = 0;
            for (int i = 255; i >= 0; i--)
            {
                // Doublings wait for each other until there is something to add.
                doublings++;
                if (pending < 0 && Bit(bits, i) != 0)
                {
                    pending = i >= 3 ? i - 3 : 0;
                    while (Bit(bits, pending) == 0)
                    {
                        pending++;
                    }

                    entry = 0;
                    for (int k = i; k > pending; k--)
                    {
                        entry = (entry << 1) | Bit(bits, k);
                    }
                }

                if (pending == i)
                {
                    doublings = DoublePublic(doublings);
                    Load(_table, entry * EntryLimbs, 0);
                    p.AddSecondPublic();
                    pending = -1;
                }

                if (baseScalar != null && i < CombColumns)
                {
                    doublings = DoublePublic(doublings);
                    AddCombPublic(i, baseNegated);
                }
            }

            DoublePublic(doublings);
        }

        private int DoublePublic(int times)
        {
            if (!_points.IsInfinity && times > 0)
            {
                _points.Double(times);
            }

            return 0;
        }

        private static int Bit(byte[] bits, int i)
        {
            return (bits[PrimeField.Bytes - 1 - (i >> 3)] >> (i & 7)) & 1;
        }

        private static bool IsZero(long[] a)
        {
            for (int i = 0; i < PrimeField.Limbs; i++)
            {
                if (a[i] != 0)
                {
                    return false;
                }
            }

            return true;
        }

        // The odd one of scalar and order - scalar, to the bits. The order is odd, so one of them is.
        private long MakeOdd(long[] scalar)
        {
            long even = (scalar[0] & 1) - 1;
            long t = 0;
            for (int i = 0; i < PrimeField.Limbs; i++)
            {
                t += (_order.Modulus[i] & even) + ((scalar[i] ^ even) - even);
                _scalar[i] = t & PrimeField.LimbMask;
                t >>= PrimeField.LimbBits;
            }

            return even;
        }

        // The odd multiples 1, 3 ... 15 of the second point P, affine. With the denominator of D = 2P taken into the curve
        // (x Z^2, y Z^3) D is affine there, and P + D, P + 2D ... are sums with an affine point; each sum multiplies Z by
        // one factor, which is kept, so that one inversion brings all of them back.
        private void BuildTable()
        {
            PointMath p = _points;
            PrimeField f = p.Field;
            Store(0, p.SecondX, p.SecondY, p.B);
            p.LoadSecond();
            p.Double(1);
            f.Square(p.A, p.Z);
            f.Multiply(p.C, p.SecondX, p.A);
            f.Multiply(p.A, p.A, p.Z);
            f.Multiply(p.D, p.SecondY, p.A);
            PrimeField.Copy(p.SecondX, p.X);
            PrimeField.Copy(p.SecondY, p.Y);
            PrimeField.Copy(_scalar, p.Z);
            PrimeField.Copy(p.X, p.C);
            PrimeField.Copy(p.Y, p.D);
            p.LoadOne();
            for (int i = 1; i < Entries; i++)
            {
                p.AddSecond();
                f.Combine(p.B, p.B, 1, p.B, 0);
                Store(i, p.X, p.Y, p.B);
            }

            f.Multiply(p.Z, p.Z, _scalar);
            f.Invert(_scalar, p.Z, p.A, p.B);
            for (int i = Entries - 1; i > 0; i--)
            {
                Load(_table, i * EntryLimbs, 0);
                f.Square(p.A, _scalar);
                f.Multiply(p.SecondX, p.SecondX, p.A);
                f.Multiply(p.A, p.A, _scalar);
                f.Multiply(p.SecondY, p.SecondY, p.A);
                LoadOne(i, 18, p.B);
                f.Multiply(_scalar, _scalar, p.B);
                Store(i, p.SecondX, p.SecondY, p.B);
            }

            Load(_table, 0, 0);
        }

        // The last sum is the only one in which both points can be the same (for scalars near 0 and near the order):
        // it is computed as a doubling too, and the right one is kept.
        private void AddLast()
        {
            PointMath p = _points;
            PrimeField f = p.Field;
            f.Square(p.A, p.Z);
            f.Multiply(p.B, p.SecondX, p.A);
            f.Subtract(p.B, p.B, p.X);
            long same = f.IsZero(p.B, p.D);
            Store(0, p.X, p.Y, p.Z);
            p.AddSecond();
            Store(1, p.X, p.Y, p.Z);
            LoadOne(0, 0, p.X);
            LoadOne(0, 9, p.Y);
            LoadOne(0, 18, p.Z);
            p.Double(1);
            LoadOne(1, 0, p.A);
            LoadOne(1, 9, p.B);
            LoadOne(1, 18, p.C);
            PrimeField.CopyIf(p.X, p.A, ~same);
            PrimeField.CopyIf(p.Y, p.B, ~same);
            PrimeField.CopyIf(p.Z, p.C, ~same);
        }

        private void SelectDigit(int window)
        {
            // Bits 4w to 4w + 4, made odd, minus 16.
            int low = PrimeField.Bytes - 1 - (window >> 1);
            int pair = _bits[low];
            if (low > 0)
            {
                pair |= _bits[low - 1] << 8;
            }

            int value = ((pair >> ((window & 1) << 2)) | 1) & 31;
            int negative = (value >> 4) - 1;
            int size = ((value - 16) ^ negative) - negative;
            Select(size >> 1, negative);
        }

        // Reads all entries and keeps one; negates its y when the mask is -1.
        private void Select(int index, long negate)
        {
            uint i = (uint)index;
            uint m0 = ConstantTime.IsZero(i);
            uint m1 = ConstantTime.IsZero(i ^ 1);
            uint m2 = ConstantTime.IsZero(i ^ 2);
            uint m3 = ConstantTime.IsZero(i ^ 3);
            uint m4 = ConstantTime.IsZero(i ^ 4);
            uint m5 = ConstantTime.IsZero(i ^ 5);
            uint m6 = ConstantTime.IsZero(i ^ 6);
            uint m7 = ConstantTime.IsZero(i ^ 7);
            uint[] t = _table;
            long[] target = _points.SecondX;
            int at = 0;
            for (int k = 0; k < 2 * PrimeField.Limbs; k++)
            {
                if (k == PrimeField.Limbs)
                {
                    target = _points.SecondY;
                    at = 0;
                }

                target[at] = (t[k] & m0) | (t[k + EntryLimbs] & m1) | (t[k + (2 * EntryLimbs)] & m2)
                    | (t[k + (3 * EntryLimbs)] & m3) | (t[k + (4 * EntryLimbs)] & m4) | (t[k + (5 * EntryLimbs)] & m5)
                    | (t[k + (6 * EntryLimbs)] & m6) | (t[k + (7 * EntryLimbs)] & m7);
                at++;
            }

            PrimeField.NegateIf(_points.SecondY, negate);
        }

        // Five bits of the odd scalar, halved, with bit 259 set: that is the scalar in digits of -1 and 1.
        private int CombDigit(int column)
        {
            int digit = ScalarBit(column + 1) | (ScalarBit(column + 53) << 1) | (ScalarBit(column + 105) << 2)
                | (ScalarBit(column + 157) << 3);
            int top = column == 51 ? 1 : column >= 47 ? 0 : ScalarBit(column + 209);
            return digit | (top << 4);
        }

        private int ScalarBit(int i)
        {
            return (int)(_scalar[i / PrimeField.LimbBits] >> (i % PrimeField.LimbBits)) & 1;
        }

        private void SelectComb(int column)
        {
            int digit = CombDigit(column);
            int negate = (digit >> 4) - 1;
            uint index = (uint)((digit ^ negate) & 15);
            uint[] t = _comb;
            long[] x = _points.SecondX;
            long[] y = _points.SecondY;
            Array.Clear(x, 0, PrimeField.Limbs);
            Array.Clear(y, 0, PrimeField.Limbs);
            int at = 0;
            for (uint i = 0; i < P256Comb.Entries; i += 4)
            {
                uint m0 = ConstantTime.IsZero(i ^ index);
                uint m1 = ConstantTime.IsZero((i + 1) ^ index);
                uint m2 = ConstantTime.IsZero((i + 2) ^ index);
                uint m3 = ConstantTime.IsZero((i + 3) ^ index);
                for (int k = 0; k < PrimeField.Limbs; k++)
                {
                    x[k] |= (t[at] & m0) | (t[at + 18] & m1) | (t[at + 36] & m2) | (t[at + 54] & m3);
                    y[k] |= (t[at + 9] & m0) | (t[at + 27] & m1) | (t[at + 45] & m2) | (t[at + 63] & m3);
                    at++;
                }

                at += 63;
            }

            PrimeField.NegateIf(y, negate);
        }

        private void AddCombPublic(int column, long negated)
        {
            int digit = CombDigit(column);
            int negate = (digit >> 4) - 1;
            int index = (digit ^ negate) & 15;
            Load(_comb, index * 2 * PrimeField.Limbs, negate ^ negated);
            _points.AddSecondPublic();
        }

        private void Load(uint[] table, int at, long negate)
        {
            long[] x = _points.SecondX;
            long[] y = _points.SecondY;
            for (int k = 0; k < PrimeField.Limbs; k++)
            {
                x[k] = table[at];
                y[k] = ((long)table[at + PrimeField.Limbs] ^ negate) - negate;
                at++;
            }
        }

        private void LoadOne(int entry, int part, long[] r)
        {
            int at = (entry * EntryLimbs) + part;
            for (int k = 0; k < PrimeField.Limbs; k++)
            {
                r[k] = _table[at];
                at++;
            }
        }

        private void StoreOne(int entry, int part, long[] a)
        {
            _points.Field.Normalize(a);
            int at = (entry * EntryLimbs) + part;
            for (int k = 0; k < PrimeField.Limbs; k++)
            {
                _table[at] = (uint)a[k];
                at++;
            }
        }

        private void Store(int entry, long[] x, long[] y, long[] z)
        {
            StoreOne(entry, 0, x);
            StoreOne(entry, PrimeField.Limbs, y);
            StoreOne(entry, 2 * PrimeField.Limbs, z);
        }

        private void Wipe()
        {
            Array.Clear(_bits, 0, _bits.Length);
            Array.Clear(_scalar, 0, _scalar.Length);
        }
    }
}
