using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Points of a curve y^2 = x^3 - 3x + b: an accumulator in Jacobian coordinates, a second point in affine ones, and the
    /// formulas over them. <see cref="Double(int)"/> and <see cref="AddSecond"/> know no special cases and run the same way for
    /// all values; <see cref="AddSecondPublic"/> knows all of them and is for public values only.
    /// </summary>
    internal sealed class PointMath
    {
        /// <summary>Field of the coordinates.</summary>
        public readonly PrimeField Field;

        /// <summary>The accumulator's X: x Z^2.</summary>
        public readonly long[] X = new long[PrimeField.Limbs];

        /// <summary>The accumulator's Y: y Z^3.</summary>
        public readonly long[] Y = new long[PrimeField.Limbs];

        /// <summary>The accumulator's Z.</summary>
        public readonly long[] Z = new long[PrimeField.Limbs];

        /// <summary>The second point's x.</summary>
        public readonly long[] SecondX = new long[PrimeField.Limbs];

        /// <summary>The second point's y.</summary>
        public readonly long[] SecondY = new long[PrimeField.Limbs];

        /// <summary>Work; after <see cref="AddSecond"/> of different points, the factor by which Z grew is in B.</summary>
        public readonly long[] A = new long[PrimeField.Limbs];

        /// <summary>Work.</summary>
        public readonly long[] B = new long[PrimeField.Limbs];

        /// <summary>Work.</summary>
        public readonly long[] C = new long[PrimeField.Limbs];

        /// <summary>Work.</summary>
        public readonly long[] D = new long[PrimeField.Limbs];

        /// <summary>The accumulator is the point at infinity. Only the public paths set and ask it.</summary>
        public bool IsInfinity;

        /// <summary>Takes the memory.</summary>
        /// <param name="field">Field of the coordinates.</param>
        public PointMath(PrimeField field)
        {
            Field = field;
        }

        /// <summary>Sets the accumulator to the second point.</summary>
        public void LoadSecond()
        {
            PrimeField.Copy(X, SecondX);
            PrimeField.Copy(Y, SecondY);
            LoadOne();
        }

        /// <summary>Sets the accumulator's Z to one.</summary>
        public void LoadOne()
        {
            Field.SetOne(Z);
            IsInfinity = false;
        }

        /// <summary>Doubles the accumulator several times.</summary>
        /// <param name="times">How often, 1 or more.</param>
        public void Double(int times)
        {
            while (times > 0)
            {
                Double();
                times--;
            }
        }

        /// <summary>Doubles the accumulator once: 4 products, 4 squares.</summary>
        private void Double()
        {
            PrimeField f = Field;
            long[] a = A;
            long[] b = B;
            long[] c = C;
            f.Square(a, Z);
            f.Add(c, X, a);
            f.Subtract(a, X, a);
            f.Multiply(a, a, c);
            f.Square(b, Y);
            f.Add(c, Y, Y);
            f.Multiply(Z, Z, c);
            f.Add(c, b, b);
            f.Multiply(c, X, c);
            f.Square(b, b);
            f.Square(X, a);
            f.Combine(X, X, 9, c, -4);
            f.TwiceMinus(c, c, X);
            f.Multiply(a, a, c);
            f.Combine(Y, a, 3, b, -8);
        }

        /// <summary>
        /// Adds the second point: 8 products, 3 squares. Wrong when both are the same point or one is infinity: callers
        /// see to it that this cannot be, or repair it. The second point's y may be loose.
        /// </summary>
        public void AddSecond()
        {
            PrimeField f = Field;
            long[] a = A;
            long[] b = B;
            long[] c = C;
            long[] d = D;
            f.Square(a, Z);
            f.Multiply(b, SecondX, a);
            f.Multiply(a, a, Z);
            f.Multiply(c, SecondY, a);
            f.Subtract(b, b, X);
            f.Subtract(c, c, Y);
            f.Multiply(Z, Z, b);
            f.Square(a, b);
            f.Multiply(d, a, b);
            f.Multiply(a, a, X);
            f.Square(X, c);
            f.Subtract(X, X, d);
            f.Combine(X, X, 1, a, -2);
            f.Subtract(a, a, X);
            f.Multiply(a, a, c);
            f.Multiply(d, d, Y);
            f.Combine(Y, a, 1, d, -1);
        }

        /// <summary>Adds the second point in all cases. The sequence tells which: for public values only.</summary>
        public void AddSecondPublic()
        {
            if (IsInfinity)
            {
                LoadSecond();
                return;
            }

            PrimeField f = Field;
            f.Square(A, Z);
            f.Multiply(B, SecondX, A);
            f.Subtract(B, B, X);

            // A difference of tight numbers that is zero modulo p is 0, p or -p; the lowest limb rules out nearly all.
            long low = B[0] & PrimeField.LimbMask;
            long p = f.Modulus[0];
            if ((low == 0 || low == p || low == ((0 - p) & PrimeField.LimbMask)) && f.IsZero(B, D) != 0)
            {
                f.Multiply(A, A, Z);
                f.Multiply(C, SecondY, A);
                f.Subtract(C, C, Y);
                if (f.IsZero(C, D) != 0)
                {
                    Double(1);
                }
                else
                {
                    IsInfinity = true;
                }

                return;
            }

            AddSecond();
        }

        /// <summary>Brings the accumulator, not infinity, to affine coordinates in A and B, Montgomery's form. Constant time.</summary>
        public void ToAffine()
        {
            PrimeField f = Field;
            f.Invert(D, Z, A, B);
            f.Square(C, D);
            f.Multiply(A, X, C);
            f.Multiply(C, C, D);
            f.Multiply(B, Y, C);
        }

        /// <summary>Says whether the second point is on the curve.</summary>
        /// <param name="b">The curve's b in Montgomery's form.</param>
        /// <returns>-1 when it is, else 0.</returns>
        public long IsSecondOnCurve(long[] b)
        {
            PrimeField f = Field;
            f.Square(A, SecondX);
            f.Multiply(A, A, SecondX);
            f.Combine(A, A, 1, SecondX, -3);
            f.Add(A, A, b);
            f.Square(B, SecondY);
            f.Subtract(A, A, B);
            return f.IsZero(A, D);
        }
    }
}
