using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Tls
{
    /// <summary>
    /// What is checked before a handshake, in which the runtime stops every thread: the clock, the own certificate and its key, and memory.
    /// Certificate and key are read once; only the dates are kept.
    /// </summary>
    public sealed class PreFlight
    {
        private readonly TlsProfile _profile;
        private long _notBefore;
        private long _notAfter;
        private DerStatus _status;

        /// <summary>Begins without a certificate to look at: it is in the board's store, where no program can read it.</summary>
        /// <param name="profile">What to ask for.</param>
        /// <exception cref="ArgumentNullException">The profile is null.</exception>
        public PreFlight(TlsProfile profile)
        {
            if (profile == null)
            {
                throw new ArgumentNullException();
            }

            _profile = profile;
            _notAfter = long.MaxValue;
        }

        /// <summary>Last second of the own certificate since 1970; the largest number when it is not known.</summary>
        public long NotAfter
        {
            get { return _notAfter; }
        }

        /// <summary>Bytes on the device's heap, once <see cref="Load"/> is done.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(4);
        }

        /// <summary>
        /// Reads the own certificate and checks that the key is its key: for an elliptic curve by deriving the public key. What it
        /// allocates is garbage when it returns. A failure is reported by each <see cref="Check"/> from then on.
        /// </summary>
        /// <param name="certificate">The certificate, PEM.</param>
        /// <param name="key">The private key, PEM, not encrypted: PKCS #8, PKCS #1 or SEC 1.</param>
        public void Load(string certificate, string key)
        {
            byte[] der = Decode(certificate);
            Certificate own = new Certificate();
            byte[] secret = Decode(key);
            if (der.Length > _profile.CertificateBytes)
            {
                _status = DerStatus.DerTooLarge;
            }
            else if (own.Parse(der, 0, der.Length) != DerStatus.Ok)
            {
                _status = DerStatus.TlsOwnCertificate;
            }
            else
            {
                _notBefore = own.NotBefore;
                _notAfter = own.NotAfter;
                _status = Match(own, secret);
            }

            Array.Clear(secret, 0, secret.Length);
        }

        /// <summary>Checks whether a handshake can succeed.</summary>
        /// <param name="now">Seconds since 1970 on the board's clock.</param>
        /// <param name="freeHeap">Free bytes of the managed heap.</param>
        /// <param name="largestBlock">Largest free block outside it.</param>
        /// <returns>
        /// <see cref="DerStatus.TlsClock"/>, <see cref="DerStatus.TlsOwnCertificate"/>, <see cref="DerStatus.DerTooLarge"/>,
        /// <see cref="DerStatus.TlsKeyMismatch"/>, <see cref="DerStatus.X509WeakKey"/>, <see cref="DerStatus.X509UnsupportedAlgorithm"/>,
        /// <see cref="DerStatus.X509NotYetValid"/>, <see cref="DerStatus.X509Expired"/> or <see cref="DerStatus.TlsNoMemory"/>.
        /// </returns>
        [DataPath]
        public DerStatus Check(long now, int freeHeap, int largestBlock)
        {
            if (now < _profile.BuiltAt)
            {
                return DerStatus.TlsClock;
            }

            if (_status != DerStatus.Ok)
            {
                return _status;
            }

            if (now < _notBefore)
            {
                return DerStatus.X509NotYetValid;
            }

            if (now > _notAfter)
            {
                return DerStatus.X509Expired;
            }

            return freeHeap < _profile.HeapBytes || largestBlock < _profile.BlockBytes ? DerStatus.TlsNoMemory : DerStatus.Ok;
        }

        /// <summary>The first PEM block (RFC 7468) that is no "EC PARAMETERS".</summary>
        /// <param name="pem">Text with it, or null.</param>
        /// <returns>Its octets; none where there is no block, or no Base64 in it.</returns>
        public static byte[] Decode(string pem)
        {
            int at = pem == null ? -1 : pem.IndexOf("-----BEGIN ");
            if (at >= 0 && pem.IndexOf("EC PARAM", at) == at + 11)
            {
                at = pem.IndexOf("-----BEGIN ", at + 1);
            }

            at = at < 0 ? -1 : pem.IndexOf("-----", at + 11);
            int end = at < 0 ? -1 : pem.IndexOf("-----END", at);
            if (end < 0)
            {
                return new byte[0];
            }

            byte[] der = new byte[end - at];
            int count = 0;
            for (at += 5; at < end; at++)
            {
                if (pem[at] > ' ')
                {
                    der[count] = (byte)pem[at];
                    count++;
                }
            }

            count = Base64.Decode(der, 0, count, der, 0);
            byte[] exact = new byte[count < 0 ? 0 : count];
            Array.Copy(der, exact, exact.Length);
            Array.Clear(der, 0, der.Length);
            return exact;
        }

        /// <summary>Opens a private key: "SEQUENCE { version, [algorithm, OCTET STRING {] ... }", which is PKCS #8 around, or RSAPrivateKey, or ECPrivateKey.</summary>
        /// <param name="r">Reader, which then has read the modulus or the scalar, or has a status.</param>
        /// <param name="secret">The key, DER.</param>
        /// <returns>True for RSA.</returns>
        public static bool OpenKey(DerReader r, byte[] secret)
        {
            r.Reset(secret, 0, secret.Length);
            r.Enter(DerReader.Sequence);
            r.ReadSmallInteger();
            if (r.Peek() == DerReader.Sequence)
            {
                r.Read();
                r.Enter(DerReader.OctetString);
                r.Enter(DerReader.Sequence);
                r.ReadSmallInteger();
            }

            bool isRsa = r.Peek() == DerReader.Integer;
            if (isRsa)
            {
                r.ReadPositiveInteger();
            }
            else
            {
                r.Read(DerReader.OctetString);
            }

            return isRsa;
        }

        private static DerStatus Match(Certificate own, byte[] secret)
        {
            DerReader r = new DerReader();
            bool isRsa = OpenKey(r, secret);
            KeyKind kind = own.KeyKind;
            if (r.Status != DerStatus.Ok)
            {
                return DerStatus.TlsOwnCertificate;
            }

            if (kind == KeyKind.Unsupported)
            {
                return DerStatus.X509UnsupportedAlgorithm;
            }

            if (isRsa != (kind == KeyKind.Rsa))
            {
                return DerStatus.TlsKeyMismatch;
            }

            int at = r.ContentOffset;
            int count = r.ContentCount;
            int wantedAt = own.KeyOffset;
            int wantedCount = own.KeyCount;
            if (isRsa)
            {
                r.Reset(own.Buffer, wantedAt, wantedCount);
                r.Enter(DerReader.Sequence);
                r.ReadPositiveInteger();
                wantedAt = r.ContentOffset;
                wantedCount = r.ContentCount;
                if (wantedCount < 256)
                {
                    return DerStatus.X509WeakKey;
                }
            }
            else
            {
                KeyMaterial scalar = new KeyMaterial(EllipticCurve.ScalarBytes);
                EllipticCurve curve = kind == KeyKind.P256 ? EllipticCurve.P256() : EllipticCurve.BrainpoolP256r1();
                byte[] point = new byte[EllipticCurve.PointBytes];
                bool good = scalar.Set(secret, at, count) && curve.DerivePublic(scalar, point, 0) == DerStatus.Ok;
                scalar.Clear();
                secret = point;
                at = 0;
                count = good ? point.Length : 0;
            }

            return count == wantedCount && Bytes.Equal(secret, at, own.Buffer, wantedAt, count) ? DerStatus.Ok : DerStatus.TlsKeyMismatch;
        }
    }
}
