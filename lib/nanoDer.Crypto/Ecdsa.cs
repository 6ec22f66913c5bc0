using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// ECDSA (FIPS 186-5 clause 6) over digests of 32 bytes. Signatures are r and s, 32 bytes each (RFC 4754);
    /// <see cref="EcdsaSignature"/> knows the form that certificates have. Signing takes its secret number from the key
    /// and the digest (RFC 6979), so a weak random number generator does not give the key away, and executes the same
    /// sequence for every key.
    /// </summary>
    public sealed class Ecdsa : ISignatureVerifier
    {
        /// <summary>Bytes of a signature.</summary>
        public const int SignatureBytes = 64;

        private readonly EllipticCurve _curve;
        private readonly Drbg _generator;
        private readonly KeyMaterial _seed = new KeyMaterial(64);
        private readonly long[] _r = new long[PrimeField.Limbs];
        private readonly long[] _s = new long[PrimeField.Limbs];
        private readonly long[] _x;
        private readonly long[] _y;

        /// <summary>Takes the memory.</summary>
        /// <param name="curve">Lent for the time of each call.</param>
        /// <param name="hmac">HMAC with SHA-256, lent for the time of each signature; null when nothing is ever signed.</param>
        public Ecdsa(EllipticCurve curve, Hmac hmac)
        {
            _curve = curve;
            _generator = new Drbg(hmac);
            if (!curve.Scalars.HasComb)
            {
                _x = new long[PrimeField.Limbs];
                _y = new long[PrimeField.Limbs];
            }
        }

        /// <summary>Checks a signature.</summary>
        /// <param name="point">Buffer with the public key.</param>
        /// <param name="pointOffset">Where its 65 bytes begin.</param>
        /// <param name="pointCount">Its length.</param>
        /// <param name="digest">Buffer with the digest.</param>
        /// <param name="digestOffset">Where its 32 bytes begin.</param>
        /// <param name="signature">Buffer with the signature.</param>
        /// <param name="signatureOffset">Where its 64 bytes begin.</param>
        /// <returns>
        /// <see cref="DerStatus.CryptoBadKey"/> when the point is not on the curve,
        /// <see cref="DerStatus.CryptoNotAuthentic"/> when the signature is wrong.
        /// </returns>
        [DataPath]
        public DerStatus Verify(
            byte[] point, int pointOffset, int pointCount, byte[] digest, int digestOffset, byte[] signature, int signatureOffset)
        {
            PrimeField order = _curve.Order;
            PointMath p = _curve.Points;
            PrimeField.Decode(signature, signatureOffset, _r);
            PrimeField.Decode(signature, signatureOffset + 32, _s);
            if (!_curve.IsScalar(_r) || !_curve.IsScalar(_s))
            {
                return DerStatus.CryptoNotAuthentic;
            }

            // u1 = digest / s, u2 = r / s
            order.ToMontgomery(p.C, _s);
            order.Invert(_s, p.C, p.A, p.B);
            PrimeField.Decode(digest, digestOffset, p.A);
            order.Multiply(p.A, p.A, _s);
            order.Normalize(p.A);
            order.Multiply(_s, _r, _s);
            order.Normalize(_s);
            if (_curve.Scalars.HasComb)
            {
                long[] u1 = _curve.Scalar;
                PrimeField.Copy(u1, p.A);
                DerStatus status = _curve.Validate(point, pointOffset, pointCount);
                if (status != DerStatus.Ok)
                {
                    return status;
                }

                _curve.Scalars.MultiplyPublic(_s, u1);
            }
            else
            {
                DerStatus status = AddProducts(point, pointOffset, pointCount);
                if (status != DerStatus.Ok)
                {
                    return status;
                }
            }

            return !p.IsInfinity && IsR() ? DerStatus.Ok : DerStatus.CryptoNotAuthentic;
        }

        /// <inheritdoc/>
        [DataPath]
        public DerStatus VerifyDigest(
            byte[] key,
            int keyOffset,
            int keyCount,
            byte[] digest,
            int digestOffset,
            byte[] signature,
            int signatureOffset,
            int signatureCount)
        {
            DerStatus status = EcdsaSignature.FromDer(signature, signatureOffset, signatureCount, _seed.Buffer, 0);
            return status != DerStatus.Ok ? status : Verify(key, keyOffset, keyCount, digest, digestOffset, _seed.Buffer, 0);
        }

        /// <summary>Signs.</summary>
        /// <param name="privateKey">32 bytes.</param>
        /// <param name="digest">Buffer with the digest.</param>
        /// <param name="digestOffset">Where its 32 bytes begin.</param>
        /// <param name="signature">Buffer for 64 bytes.</param>
        /// <param name="signatureOffset">Where they go.</param>
        /// <returns><see cref="DerStatus.CryptoBadKey"/> when the private key is 0 or not below the order.</returns>
        [DataPath]
        public DerStatus Sign(KeyMaterial privateKey, byte[] digest, int digestOffset, byte[] signature, int signatureOffset)
        {
            if (!_curve.LoadScalar(privateKey))
            {
                return DerStatus.CryptoBadKey;
            }

            PrimeField order = _curve.Order;
            PointMath p = _curve.Points;
            StartGenerator(privateKey, digest, digestOffset);
            while (true)
            {
                // The digest's number modulo the order changes nothing in s: Multiply takes it unreduced.
                _generator.Output(_seed.Buffer, 0, 32);
                PrimeField.Decode(_seed.Buffer, 0, _s);
                if (_curve.IsScalar(_s))
                {
                    Commit();
                    bool usable = _curve.IsScalar(_r);
                    order.ToMontgomery(p.C, _s);
                    order.Invert(_s, p.C, p.A, p.B);
                    order.ToMontgomery(p.A, _curve.Scalar);
                    order.Multiply(p.A, p.A, _r);
                    PrimeField.Decode(digest, digestOffset, p.B);
                    order.Combine(p.A, p.A, 1, p.B, 1);
                    order.Multiply(_s, _s, p.A);
                    order.Normalize(_s);
                    if (usable && _curve.IsScalar(_s))
                    {
                        break;
                    }
                }

                _generator.Update(_seed.Buffer, 0, 0);
            }

            PrimeField.Encode(_r, signature, signatureOffset);
            PrimeField.Encode(_s, signature, signatureOffset + 32);
            Array.Clear(_curve.Scalar, 0, PrimeField.Limbs);
            _generator.Dispose();
            _seed.Clear();
            _curve.Wipe();
            return DerStatus.Ok;
        }

        // r = x of (number in _s) times the base point, modulo the order.
        private void Commit()
        {
            if (_curve.Scalars.HasComb)
            {
                _curve.Scalars.MultiplyBaseSecret(_s);
            }
            else
            {
                _curve.LoadBase();
                _curve.Scalars.MultiplySecret(_s);
            }

            _curve.Points.ToAffine();
            _curve.LeaveAffine();
            PrimeField.Copy(_r, _curve.Points.A);
            _curve.Order.Normalize(_r);
        }

        // RFC 6979 clause 3.2, steps b to g: seed is the private key and the digest modulo the order.
        private void StartGenerator(KeyMaterial privateKey, byte[] digest, int digestOffset)
        {
            _seed.Set(privateKey.Buffer, 0, 32);
            PrimeField.Decode(digest, digestOffset, _s);
            _curve.Order.Normalize(_s);
            PrimeField.Encode(_s, _seed.Buffer, 32);
            _generator.Start(_seed.Buffer, 0, 64);
        }

        // Without a table: u1 times the base point, affine, then u2 times the key, then their sum.
        private DerStatus AddProducts(byte[] point, int pointOffset, int pointCount)
        {
            PointMath p = _curve.Points;
            long[] u1 = _curve.Scalar;
            PrimeField.Copy(u1, p.A);
            _curve.LoadBase();
            _curve.Scalars.MultiplyPublic(u1, null);
            bool none = p.IsInfinity;
            if (!none)
            {
                p.ToAffine();
                PrimeField.Copy(_x, p.A);
                PrimeField.Copy(_y, p.B);
            }

            DerStatus status = _curve.Validate(point, pointOffset, pointCount);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            _curve.Scalars.MultiplyPublic(_s, null);
            if (!none)
            {
                PrimeField.Copy(p.SecondX, _x);
                PrimeField.Copy(p.SecondY, _y);
                p.AddSecondPublic();
            }

            return DerStatus.Ok;
        }

        // Says whether r is the accumulator's x modulo the order, without an inversion: x Z^2 = X for x = r and r + order.
        private bool IsR()
        {
            PointMath p = _curve.Points;
            PrimeField f = p.Field;
            f.Square(p.A, p.Z);
            _curve.EnterX(p.B, _r);
            f.Multiply(p.B, p.B, p.A);
            f.Subtract(p.B, p.B, p.X);
            if (f.IsZero(p.B, p.D) != 0)
            {
                return true;
            }

            // r + order is a coordinate only when it is below p.
            PrimeField.AddTight(p.C, _r, _curve.Order.Modulus);
            if (f.IsBelowModulus(p.C) == 0)
            {
                return false;
            }

            _curve.EnterX(p.B, p.C);
            f.Multiply(p.B, p.B, p.A);
            f.Subtract(p.B, p.B, p.X);
            return f.IsZero(p.B, p.D) != 0;
        }
    }
}
