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

        private readonly CurveKind _kind;
        private readonly long[] _scalar = new long[PrimeField.Limbs];
        private readonly CurveTwist _twist;

        private EllipticCurve(CurveKind kind, PrimeField field, PrimeField order, CurveTwist twist, uint[] comb)
        {
            _kind = kind;
            _twist = twist;
            Order = order;
            Points = new PointMath(field);
            Scalars = new ScalarMath(Points, order, comb);
        }

        /// <summary>Which curve it is.</summary>
        public CurveKind Kind
        {
            get { return _kind; }
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
                    "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
                    "84B6556A65587F0616C8E4ADAFB165861F11FC5BB2D31A9945E9CFEEB48D9EF5",
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
                "A9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377",
                "2E71A4639AFADBCF60D18BE5132FA222ECF1159CD97F731E5B415DE88CFA250C",
                inverter);
            return new EllipticCurve(
                CurveKind.BrainpoolP256r1,
                field,
                new MontgomeryField(
                    "A9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7",
                    "1AFEE8912C271E29A7E2D9D8CC04BF15C1528F6C5B03D0BCAB85AC9EB403EA4B",
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
            PrimeField.FromHex(
                _kind == CurveKind.P256
                    ? "5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B"
                    : "662C61C430D84EA4FE66A7733D0B76B7BF93EBC4AF2F49256AE58101FEE92B04",
                p.C);
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
            long negated = Scalars.MultiplySecret(_scalar);
            Array.Clear(_scalar, 0, _scalar.Length);
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

            Scalars.MultiplySecret(_scalar);
            Array.Clear(_scalar, 0, _scalar.Length);
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

            PrimeField.Decode(key.Buffer, 0, _scalar);
            return IsScalar(_scalar);
        }

        /// <summary>The private key read last.</summary>
        internal long[] Scalar
        {
            get { return _scalar; }
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
            bool p256 = _kind == CurveKind.P256;
            PrimeField.FromHex(
                p256
                    ? "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
                    : "8BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262",
                Points.SecondX);
            PrimeField.FromHex(
                p256
                    ? "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"
                    : "547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997",
                Points.SecondY);
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
