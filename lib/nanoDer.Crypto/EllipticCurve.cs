using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// One of the two curves of IEC 62351: key agreement (ECDH) and the keys. Points are uncompressed: 4, x, y, 65 bytes
    /// (SEC 1 clause 2.3.3); private keys are numbers of 32 bytes in network order. Operations with a private key execute
    /// the same sequence and touch the same memory for every key. One object serves one thread.
    /// </summary>
    public sealed class EllipticCurve
    {
        /// <summary>Bytes of a private key, of a coordinate and of a shared secret.</summary>
        public const int ScalarBytes = 32;

        /// <summary>Bytes of a point.</summary>
        public const int PointBytes = 65;

        internal readonly PointMath Points;
        internal readonly PrimeField Order;
        internal readonly ScalarMath Scalars;

        /// <summary>Which curve it is.</summary>
        public readonly CurveKind Kind;

        /// <summary>The private key read last.</summary>
        internal readonly long[] Scalar = new long[PrimeField.Limbs];

        private readonly CurveTwist _twist;

        private EllipticCurve(CurveKind kind, PrimeField field, PrimeField order, CurveTwist twist, uint[] comb)
        {
            Kind = kind;
            _twist = twist;
            Order = order;
            Points = new PointMath(field);
            Scalars = new ScalarMath(Points, order, comb);
        }

        /// <summary>P-256 (FIPS 186-4 appendix D.1.2.3; secp256r1), with a table for its base point.</summary>
        /// <returns>The curve and its memory.</returns>
        public static EllipticCurve P256()
        {
            ModularInverse inverter = new ModularInverse(PrimeField.Limbs, 256);
            return new EllipticCurve(
                CurveKind.P256,
                new P256Field(inverter),
                new MontgomeryField(
                    0xFFFFFFFF00000000,
                    0xFFFFFFFFFFFFFFFF,
                    0xBCE6FAADA7179E84,
                    0xF3B9CAC2FC632551,
                    inverter),
                null,
                P256Comb.Table());
        }

        /// <summary>brainpoolP256r1 (RFC 5639 clause 3.4), computed on its twist with a = -3. It has no table.</summary>
        /// <returns>The curve and its memory.</returns>
        public static EllipticCurve BrainpoolP256r1()
        {
            ModularInverse inverter = new ModularInverse(PrimeField.Limbs, 256);
            PrimeField field = new MontgomeryField(
                0xA9FB57DBA1EEA9BC,
                    0x3E660A909D838D72,
                    0x6E3BF623D5262028,
                    0x2013481D1F6E5377,
                inverter);
            return new EllipticCurve(
                CurveKind.BrainpoolP256r1,
                field,
                new MontgomeryField(
                    0xA9FB57DBA1EEA9BC,
                    0x3E660A909D838D71,
                    0x8C397AA3B561A6F7,
                    0x901E0E82974856A7,
                    inverter),
                new CurveTwist(field),
                null);
        }

        /// <summary>Checks a point: its form, its coordinates below p, on the curve. The order of both groups is prime.</summary>
        /// <param name="point">Buffer with the point.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> when it is not one of the curve, or compressed.</returns>
        [DataPath]
        public DerStatus Validate(byte[] point, int offset, int count)
        {
            if (count != PointBytes || point[offset] != 4)
            {
                return DerStatus.CryptoBadKey;
            }

            PointMath p = Points;
            PrimeField.Decode(point, offset + 1, p.SecondX);
            PrimeField.Decode(point, offset + 1 + ScalarBytes, p.SecondY);
            if ((p.Field.IsBelowModulus(p.SecondX) & p.Field.IsBelowModulus(p.SecondY)) == 0)
            {
                return DerStatus.CryptoBadKey;
            }

            EnterSecond();
            if (Kind == CurveKind.P256)
            {
                PrimeField.Set(p.C, 0x5AC635D8AA3A93E7, 0xB3EBBD55769886BC, 0x651D06B0CC53B0F6, 0x3BCE3C3E27D2604B);
            }
            else
            {
                PrimeField.Set(p.C, 0x662C61C430D84EA4, 0xFE66A7733D0B76B7, 0xBF93EBC4AF2F4925, 0x6AE58101FEE92B04);
            }
            p.Field.ToMontgomery(p.C, p.C);
            return p.IsSecondOnCurve(p.C) != 0 ? DerStatus.Ok : DerStatus.CryptoBadKey;
        }

        /// <summary>Computes the public key of a private one.</summary>
        /// <param name="privateKey">32 bytes.</param>
        /// <param name="point">Buffer for 65 bytes.</param>
        /// <param name="offset">Where they go.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> when the private key is 0 or not below the order.</returns>
        [DataPath]
        public DerStatus DerivePublic(KeyMaterial privateKey, byte[] point, int offset)
        {
            if (!LoadScalar(privateKey))
            {
                return DerStatus.CryptoBadKey;
            }

            LoadBase();
            long negated = Scalars.MultiplySecret(Scalar);
            Array.Clear(Scalar, 0, Scalar.Length);
            Points.ToAffine();
            PrimeField.NegateIf(Points.B, negated);
            LeaveAffine();
            point[offset] = 4;
            PrimeField.Encode(Points.A, point, offset + 1);
            PrimeField.Encode(Points.B, point, offset + 1 + ScalarBytes);
            return DerStatus.Ok;
        }

        /// <summary>Makes a key pair.</summary>
        /// <param name="random">Source of the private key.</param>
        /// <param name="privateKey">Receives it; capacity of 32 bytes or more.</param>
        /// <param name="point">Buffer for the public key, 65 bytes.</param>
        /// <param name="offset">Where it goes.</param>
        /// <returns>What the generator says when it is not <see cref="DerStatus.Ok"/>.</returns>
        [DataPath]
        public DerStatus GenerateKey(Drbg random, KeyMaterial privateKey, byte[] point, int offset)
        {
            while (true)
            {
                privateKey.Clear();
                DerStatus status = random.Generate(privateKey.Buffer, 0, ScalarBytes);
                if (status != DerStatus.Ok)
                {
                    return status;
                }

                // Candidates outside 1 to order - 1 are dropped (FIPS 186-5 appendix A.2.2): for P-256 one in 2^32.
                privateKey.SetCount(ScalarBytes);
                status = DerivePublic(privateKey, point, offset);
                if (status == DerStatus.Ok)
                {
                    return status;
                }
            }
        }

        /// <summary>ECDH (SP 800-56A clause 5.7.1.2): the x of the product, 32 bytes. The peer's point is validated.</summary>
        /// <param name="privateKey">Own private key.</param>
        /// <param name="peer">Buffer with the peer's point.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="shared">Receives the secret.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> when one of the keys is not one.</returns>
        [DataPath]
        public DerStatus Agree(KeyMaterial privateKey, byte[] peer, int offset, int count, KeyMaterial shared)
        {
            shared.Clear();
            DerStatus status = Validate(peer, offset, count);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            if (!LoadScalar(privateKey))
            {
                return DerStatus.CryptoBadKey;
            }

            Scalars.MultiplySecret(Scalar);
            Array.Clear(Scalar, 0, Scalar.Length);
            Points.ToAffine();
            LeaveAffine();
            PrimeField.Encode(Points.A, shared.Buffer, 0);
            shared.SetCount(ScalarBytes);
            Wipe();
            return DerStatus.Ok;
        }

        /// <summary>Reads a private key into the scalar and says whether it is 1 to order - 1.</summary>
        internal bool LoadScalar(KeyMaterial key)
        {
            if (key.Count != ScalarBytes)
            {
                return false;
            }

            PrimeField.Decode(key.Buffer, 0, Scalar);
            return IsScalar(Scalar);
        }

        /// <summary>Says whether a plain number is 1 to order - 1. Constant time up to the answer.</summary>
        internal bool IsScalar(long[] a)
        {
            long all = 0;
            for (int i = 0; i < PrimeField.Limbs; i++)
            {
                all |= a[i];
            }

            return (Order.IsBelowModulus(a) & ~((all - 1) >> 63)) != 0;
        }

        /// <summary>Sets the second point to the base point.</summary>
        internal void LoadBase()
        {
            if (Kind == CurveKind.P256)
            {
                PrimeField.Set(Points.SecondX, 0x6B17D1F2E12C4247, 0xF8BCE6E563A440F2, 0x77037D812DEB33A0, 0xF4A13945D898C296);
                PrimeField.Set(Points.SecondY, 0x4FE342E2FE1A7F9B, 0x8EE7EB4A7C0F9E16, 0x2BCE33576B315ECE, 0xCBB6406837BF51F5);
            }
            else
            {
                PrimeField.Set(Points.SecondX, 0x8BD2AEB9CB7E57CB, 0x2C4B482FFC81B7AF, 0xB9DE27E1E3BD23C2, 0x3A4453BD9ACE3262);
                PrimeField.Set(Points.SecondY, 0x547EF835C3DAC4FD, 0x97F8461A14611DC9, 0xC27745132DED8E54, 0x5C1D54C72F046997);
            }

            EnterSecond();
        }

        /// <summary>Brings the affine point in A and B from the computed curve to the real one, plain.</summary>
        internal void LeaveAffine()
        {
            PointMath p = Points;
            if (_twist != null)
            {
                p.Field.Multiply(p.A, p.A, _twist.LeaveX);
                p.Field.Multiply(p.B, p.B, _twist.LeaveY);
            }

            p.Field.FromMontgomery(p.A, p.A);
            p.Field.FromMontgomery(p.B, p.B);
        }

        /// <summary>Wipes what a secret operation left in the work numbers.</summary>
        internal void Wipe()
        {
            PointMath p = Points;
            Array.Clear(p.A, 0, PrimeField.Limbs);
            Array.Clear(p.B, 0, PrimeField.Limbs);
            Array.Clear(p.C, 0, PrimeField.Limbs);
            Array.Clear(p.D, 0, PrimeField.Limbs);
            Array.Clear(p.X, 0, PrimeField.Limbs);
            Array.Clear(p.Y, 0, PrimeField.Limbs);
            Array.Clear(p.Z, 0, PrimeField.Limbs);
        }

        /// <summary>Brings a plain x to the computed curve.</summary>
        internal void EnterX(long[] r, long[] x)
        {
            PrimeField field = Points.Field;
            field.ToMontgomery(r, x);
            if (_twist != null)
            {
                field.Multiply(r, r, _twist.EnterX);
            }
        }

        private void EnterSecond()
        {
            PointMath p = Points;
            EnterX(p.SecondX, p.SecondX);
            p.Field.ToMontgomery(p.SecondY, p.SecondY);
            if (_twist != null)
            {
                p.Field.Multiply(p.SecondY, p.SecondY, _twist.EnterY);
            }
        }
    }
}
