using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// Checks a certificate up to one of several trust anchors (RFC 5280 clause 6.1 without policies and name constraints):
    /// signatures, validity at a given time, basic constraints, path length, key usage, unknown critical extensions, weak
    /// algorithms, revocation. Names are compared byte by byte.
    /// </summary>
    public sealed class CertificateVerifier
    {
        /// <summary>Certificates of the path that was checked last, the peer's and the anchor included.</summary>
        public int PathCount;

        private readonly HashFunction _hash;
        private readonly ISignatureVerifier _p256;
        private readonly ISignatureVerifier _brainpool;
        private readonly RsaVerifier _rsa;
        private readonly Certificate[] _anchors;
        private readonly CertificateList[] _lists;
        private readonly Certificate[] _path;
        private readonly byte[] _digest = new byte[Sha256.Size];
        private int _anchorCount;
        private int _listCount;

        /// <summary>Takes the memory.</summary>
        /// <param name="hash">SHA-256, lent for the time of each call.</param>
        /// <param name="p256">ECDSA on P-256.</param>
        /// <param name="brainpool">ECDSA on brainpoolP256r1, or null to refuse it.</param>
        /// <param name="rsa">RSA, or null to refuse it.</param>
        /// <param name="anchors">Most trust anchors.</param>
        /// <param name="lists">Most CRLs.</param>
        /// <param name="pathLength">Most certificates of a path, the anchor included: at least 2.</param>
        public CertificateVerifier(
            HashFunction hash,
            ISignatureVerifier p256,
            ISignatureVerifier brainpool,
            RsaVerifier rsa,
            int anchors,
            int lists,
            int pathLength)
        {
            _hash = hash;
            _p256 = p256;
            _brainpool = brainpool;
            _rsa = rsa;
            _anchors = new Certificate[anchors];
            _lists = new CertificateList[lists];
            _path = new Certificate[pathLength];
        }

        /// <summary>For which certificates a CRL is wanted.</summary>
        public RevocationCheck Revocation { get; set; }

        /// <summary>Adds a trust anchor. It is trusted as it is: its own signature is not checked.</summary>
        /// <param name="anchor">A parsed certificate, which stays as it is.</param>
        /// <returns><see cref="DerStatus.BufferFull"/> when there is no room.</returns>
        public DerStatus AddAnchor(Certificate anchor)
        {
            if (_anchorCount == _anchors.Length)
            {
                return DerStatus.BufferFull;
            }

            _anchors[_anchorCount] = anchor;
            _anchorCount++;
            return DerStatus.Ok;
        }

        /// <summary>Adds a CRL. Its signature is checked when it is used.</summary>
        /// <param name="list">A parsed list, which stays as it is.</param>
        /// <returns><see cref="DerStatus.BufferFull"/> when there is no room.</returns>
        public DerStatus AddList(CertificateList list)
        {
            if (_listCount == _lists.Length)
            {
                return DerStatus.BufferFull;
            }

            _lists[_listCount] = list;
            _listCount++;
            return DerStatus.Ok;
        }

        /// <summary>Drops all CRLs, to add newer ones.</summary>
        public void ClearLists()
        {
            Array.Clear(_lists, 0, _lists.Length);
            _listCount = 0;
        }

        /// <summary>Checks a peer's certificate.</summary>
        /// <param name="certificates">Parsed certificates: the peer's first, then what may lie between, in any order.</param>
        /// <param name="count">How many they are, at least 1.</param>
        /// <param name="now">The time, in seconds since 1970-01-01 UTC.</param>
        /// <param name="keyUsage">Bits of <see cref="Certificate.KeyUsage"/> that the peer's certificate must have; 0 for any.</param>
        /// <param name="extendedKeyUsage">Bits of <see cref="Certificate.ExtendedKeyUsage"/> that it must have; 0 for any.</param>
        /// <returns>One of the statuses <c>X509...</c>; the first failure from the peer's certificate upwards.</returns>
        [DataPath]
        public DerStatus Verify(Certificate[] certificates, int count, long now, int keyUsage, int extendedKeyUsage)
        {
            Certificate leaf = certificates[0];
            _path[0] = leaf;
            PathCount = 1;
            DerStatus status = CheckLeaf(leaf, keyUsage, extendedKeyUsage);
            int below = 0;
            Certificate current = leaf;
            while (status == DerStatus.Ok)
            {
                status = CheckOne(current, now);
                if (status != DerStatus.Ok || IsAnchor(current))
                {
                    break;
                }

                Certificate issuer = null;
                status = FindIssuer(current, certificates, count, ref issuer);
                if (status != DerStatus.Ok)
                {
                    break;
                }

                if (PathCount == _path.Length)
                {
                    status = DerStatus.X509PathTooLong;
                    break;
                }

                // Self-issued certificates do not count (clause 6.1.4 l), nor does the peer's.
                below += current != leaf && !current.IsNamedIssuerOf(current) ? 1 : 0;
                status = CheckIssuer(issuer, below);
                _path[PathCount] = issuer;
                PathCount++;
                current = issuer;
            }

            return status == DerStatus.Ok ? CheckRevocation(now) : status;
        }

        /// <summary>Checks the signature of a certificate or a signed message by the key of another certificate.</summary>
        /// <param name="signer">Certificate with the key.</param>
        /// <param name="kind">The algorithm.</param>
        /// <param name="buffer">Buffer with what is signed.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="signature">Buffer with the signature.</param>
        /// <param name="signatureOffset">Where it begins.</param>
        /// <param name="signatureCount">Its length.</param>
        /// <returns>
        /// <see cref="DerStatus.X509WeakSignature"/>, <see cref="DerStatus.X509UnsupportedAlgorithm"/>,
        /// <see cref="DerStatus.X509WeakKey"/> or <see cref="DerStatus.X509BadSignature"/>.
        /// </returns>
        [DataPath]
        public DerStatus VerifySignature(
            Certificate signer,
            SignatureKind kind,
            byte[] buffer,
            int offset,
            int count,
            byte[] signature,
            int signatureOffset,
            int signatureCount)
        {
            if (kind == SignatureKind.Weak)
            {
                return DerStatus.X509WeakSignature;
            }

            bool rsa = kind == SignatureKind.RsaSha256 || kind == SignatureKind.RsaPssSha256;
            ISignatureVerifier verifier = signer.KeyKind == KeyKind.P256 ? _p256
                : signer.KeyKind == KeyKind.BrainpoolP256r1 ? _brainpool
                : signer.KeyKind == KeyKind.Rsa ? _rsa : null;
            if (verifier == null || kind == SignatureKind.Unsupported || rsa != (signer.KeyKind == KeyKind.Rsa))
            {
                return DerStatus.X509UnsupportedAlgorithm;
            }

            _hash.Reset();
            _hash.Update(buffer, offset, count);
            _hash.Finish(_digest, 0);
            DerStatus status = kind == SignatureKind.RsaPssSha256
                ? _rsa.Verify(
                    RsaPadding.Pss, signer.Buffer, signer.KeyOffset, signer.KeyCount, _digest, 0, 32, signature, signatureOffset, signatureCount)
                : verifier.VerifyDigest(
                    signer.Buffer, signer.KeyOffset, signer.KeyCount, _digest, 0, signature, signatureOffset, signatureCount);
            return status == DerStatus.Ok ? status
                : status == DerStatus.CryptoBadKey ? DerStatus.X509WeakKey : DerStatus.X509BadSignature;
        }

        private static DerStatus CheckLeaf(Certificate leaf, int keyUsage, int extendedKeyUsage)
        {
            bool allowed = (leaf.KeyUsage < 0 || (leaf.KeyUsage & keyUsage) == keyUsage)
                && (leaf.ExtendedKeyUsage < 0 || (leaf.ExtendedKeyUsage & extendedKeyUsage) == extendedKeyUsage);
            return allowed ? DerStatus.Ok : DerStatus.X509KeyUsage;
        }

        private static DerStatus CheckIssuer(Certificate issuer, int below)
        {
            if (!issuer.IsCa || (issuer.KeyUsage >= 0 && (issuer.KeyUsage & Certificate.KeyCertSign) == 0))
            {
                return DerStatus.X509NotCa;
            }

            return issuer.PathLength >= 0 && below > issuer.PathLength ? DerStatus.X509PathTooLong : DerStatus.Ok;
        }

        private DerStatus CheckOne(Certificate certificate, long now)
        {
            if (certificate.HasUnknownCritical)
            {
                return DerStatus.X509UnknownCritical;
            }

            if (now < certificate.NotBefore)
            {
                return DerStatus.X509NotYetValid;
            }

            if (now > certificate.NotAfter)
            {
                return DerStatus.X509Expired;
            }

            return CheckKey(certificate);
        }

        // The key of the peer's certificate is used by others, so its size is checked here and not when it verifies something.
        private DerStatus CheckKey(Certificate certificate)
        {
            if (certificate.KeyKind == KeyKind.Unsupported)
            {
                return DerStatus.X509UnsupportedAlgorithm;
            }

            if (certificate.KeyKind == KeyKind.Rsa)
            {
                return RsaVerifier.IsLongEnough(certificate.Buffer, certificate.KeyOffset, certificate.KeyCount)
                    ? DerStatus.Ok : DerStatus.X509WeakKey;
            }

            return certificate.KeyCount == EllipticCurve.PointBytes ? DerStatus.Ok : DerStatus.X509UnsupportedAlgorithm;
        }

        private bool IsAnchor(Certificate certificate)
        {
            for (int i = 0; i < _anchorCount; i++)
            {
                if (_anchors[i].IsSameAs(certificate))
                {
                    return true;
                }
            }

            return false;
        }

        // An anchor or a certificate at hand whose name fits and whose key verifies the signature. Each certificate of a
        // path is used once, so issuers that name each other come to an end.
        private DerStatus FindIssuer(Certificate current, Certificate[] certificates, int count, ref Certificate issuer)
        {
            DerStatus status = DerStatus.X509UnknownIssuer;
            for (int i = 0; i < _anchorCount + count - 1; i++)
            {
                Certificate candidate = i < _anchorCount ? _anchors[i] : certificates[i - _anchorCount + 1];
                if (!candidate.IsNamedIssuerOf(current) || IsUsed(candidate))
                {
                    continue;
                }

                status = VerifySignature(
                    candidate,
                    current.SignatureKind,
                    current.Buffer,
                    current.SignedOffset,
                    current.SignedCount,
                    current.Buffer,
                    current.SignatureOffset,
                    current.SignatureCount);
                if (status == DerStatus.Ok)
                {
                    issuer = candidate;
                    break;
                }
            }

            return status;
        }

        private bool IsUsed(Certificate certificate)
        {
            for (int i = 0; i < PathCount; i++)
            {
                if (_path[i].IsSameAs(certificate))
                {
                    return true;
                }
            }

            return false;
        }

        private DerStatus CheckRevocation(long now)
        {
            for (int i = 0; i < PathCount - 1; i++)
            {
                bool wanted = Revocation == RevocationCheck.Path || (Revocation == RevocationCheck.Leaf && i == 0);
                DerStatus status = CheckRevocation(_path[i], _path[i + 1], now);
                if (status != DerStatus.Ok && (wanted || status != DerStatus.X509NoCrl))
                {
                    return status;
                }
            }

            return DerStatus.Ok;
        }

        // The newest valid list of the issuer decides; a wrong or late one is as good as none.
        private DerStatus CheckRevocation(Certificate certificate, Certificate issuer, long now)
        {
            CertificateList newest = null;
            for (int i = 0; i < _listCount; i++)
            {
                CertificateList list = _lists[i];
                if (list.IsOfIssuerOf(certificate) && now >= list.ThisUpdate && now <= list.NextUpdate
                    && (newest == null || list.ThisUpdate > newest.ThisUpdate)
                    && (issuer.KeyUsage < 0 || (issuer.KeyUsage & Certificate.CrlSign) != 0)
                    && VerifySignature(
                        issuer,
                        list.SignatureKind,
                        list.Buffer,
                        list.SignedOffset,
                        list.SignedCount,
                        list.Buffer,
                        list.SignatureOffset,
                        list.SignatureCount) == DerStatus.Ok)
                {
                    newest = list;
                }
            }

            return newest == null ? DerStatus.X509NoCrl : newest.Lists(certificate) ? DerStatus.X509Revoked : DerStatus.Ok;
        }
    }
}
