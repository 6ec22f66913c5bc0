using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// Phase 1: IKEv1 main mode as initiator (RFC 2409 clause 5, RFC 6407 clause 2.1), message by message. What is not authenticated yet and
    /// does not fit is ignored, so that nobody on the way can end an exchange with a forged packet.
    /// </summary>
    internal sealed class MainMode
    {
        private const int NonceBytes = 32;
        private const int MaximumNonce = 256;
        private const int MaximumChain = 3;

        private readonly GdoiProfile _profile;
        private readonly GdoiAccount _account;
        private readonly GdoiTools _tools;
        private readonly IkeSession _session;
        private readonly PayloadReader _reader = new PayloadReader();
        private readonly AttributeReader _attributes = new AttributeReader();
        private readonly ModpGroup _modp;
        private readonly int _publicBytes;
        private readonly byte[] _sa = new byte[64];
        private readonly byte[] _publics;
        private readonly byte[] _point;
        private readonly KeyMaterial _private = new KeyMaterial(32);
        private readonly KeyMaterial _secret;
        private readonly KeyMaterial _nonces = new KeyMaterial(NonceBytes + MaximumNonce);
        private readonly byte[] _hash = new byte[32];
        private readonly byte[] _digest = new byte[32];
        private readonly byte[] _signature;
        private readonly HashFunction _sha256;
        private readonly Certificate[] _chain = new Certificate[MaximumChain];
        private readonly Certificate _own = new Certificate();
        private int _chainCount;
        private int _saCount;
        private byte[] _message;
        private int _proofOffset;
        private int _proofCount;
        private int _idOffset;
        private int _idCount;

        internal MainMode(GdoiProfile profile, GdoiAccount account, GdoiTools tools, IkeSession session)
        {
            _profile = profile;
            _account = account;
            _tools = tools;
            _session = session;
            _sha256 = tools.Provider.CreateSha256();
            bool isModp = profile.Group != 19 && profile.Group != 28;
            if (isModp)
            {
                _modp = new ModpGroup(profile.Group);
                _publicBytes = _modp.PublicBytes;
            }
            else
            {
                _publicBytes = EllipticCurve.PointBytes - 1;
            }

            _publics = new byte[2 * _publicBytes];
            _point = new byte[EllipticCurve.PointBytes];
            _secret = new KeyMaterial(isModp ? _publicBytes : EllipticCurve.ScalarBytes);
            _signature = new byte[profile.Authentication == GdoiAuthentication.RsaSignatures ? 512 : Ecdsa.SignatureBytes];
            if (account.Certificate != null && _own.Parse(account.Certificate, 0, account.Certificate.Length) != DerStatus.Ok)
            {
                throw new ArgumentException();
            }

            for (int i = 0; i < MaximumChain; i++)
            {
                _chain[i] = new Certificate();
            }
        }

        private bool HasSignatures
        {
            get { return _profile.Authentication != GdoiAuthentication.PreSharedKey; }
        }

        /// <summary>Message 1: the proposal, the only one.</summary>
        internal DerStatus WriteSa(PayloadWriter w)
        {
            _session.Clear();
            DerStatus status = _tools.Random.Generate(_session.Cookies, 0, Isakmp.CookieBytes);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            // A cookie of nothing but zeros would mean none.
            _session.Cookies[0] |= 1;
            w.Start(_session.Cookies, Isakmp.MainMode, 0, 0);
            w.Begin(Isakmp.Sa);
            int body = w.Count;
            w.Put(_profile.AcceptIpsecDoi ? 1 : Isakmp.DoiGdoi, 4);
            w.Put(_profile.AcceptIpsecDoi ? 1 : 0, 4);

            // Proposal 1, ISAKMP, no SPI, one transform; transform 1, KEY_IKE.
            int proposal = w.Count;
            w.Put(0, 4);
            w.Put(0x01010001, 4);
            int transform = w.Count;
            w.Put(0, 4);
            w.Put(0x01010000, 4);
            w.Attribute(Isakmp.Encryption, Isakmp.AesCbc);
            w.Attribute(Isakmp.KeyLength, _profile.KeyBits);
            w.Attribute(Isakmp.HashAlgorithm, _profile.UseSha1 ? Isakmp.Sha1 : Isakmp.Sha256);
            w.Attribute(Isakmp.Authentication, (int)_profile.Authentication);
            w.Attribute(Isakmp.Group, _profile.Group);
            w.Attribute(Isakmp.LifeType, 1);
            w.Attribute(Isakmp.LifeDuration, _profile.LifeSeconds);
            w.Patch(transform + 2, w.Count - transform, 2);
            w.Patch(proposal + 2, w.Count - proposal, 2);
            w.End();
            w.Finish(1);
            _saCount = w.Count - body;
            Array.Copy(w.Buffer, body, _sa, 0, _saCount);
            return DerStatus.Ok;
        }

        /// <summary>Message 2: the proposal as it was chosen, which can only be the one that was sent.</summary>
        internal bool TakeSa(byte[] buffer, int count)
        {
            PayloadReader r = _reader;
            r.Reset(buffer, Isakmp.HeaderBytes, count, buffer[16]);
            if (!r.Read(Isakmp.Sa, 24))
            {
                return false;
            }

            int at = r.Body;
            int end = r.End;
            int doi = PayloadReader.Number(buffer, at, 4);
            int situation = PayloadReader.Number(buffer, at + 4, 4);
            if ((doi != Isakmp.DoiGdoi && !(doi == 1 && _profile.AcceptIpsecDoi)) || (situation != 0 && situation != 1)
                || buffer[at + 8] != 0 || PayloadReader.Number(buffer, at + 10, 2) != end - at - 8 || buffer[at + 13] != 1
                || buffer[at + 14] > 16 || buffer[at + 15] != 1)
            {
                return false;
            }

            // Behind the proposal's SPI, which is none but may be said to be a cookie.
            at += 16 + buffer[at + 14];
            if (at + 8 > end || buffer[at] != 0 || PayloadReader.Number(buffer, at + 2, 2) != end - at || buffer[at + 5] != 1)
            {
                return false;
            }

            _attributes.Reset(buffer, at + 8, end);
            int seen = 0;
            while (_attributes.Read())
            {
                int value = _attributes.Value;
                int expected;
                switch (_attributes.Type)
                {
                    case Isakmp.Encryption:
                        expected = Isakmp.AesCbc;
                        break;
                    case Isakmp.KeyLength:
                        expected = _profile.KeyBits;
                        break;
                    case Isakmp.HashAlgorithm:
                        expected = _profile.UseSha1 ? Isakmp.Sha1 : Isakmp.Sha256;
                        break;
                    case Isakmp.Authentication:
                        expected = (int)_profile.Authentication;
                        break;
                    case Isakmp.Group:
                        expected = _profile.Group;
                        break;
                    case Isakmp.LifeType:
                        expected = 1;
                        break;
                    case Isakmp.LifeDuration:
                        expected = value;
                        break;
                    default:
                        return false;
                }

                if (value != expected)
                {
                    return false;
                }

                seen |= 1 << _attributes.Type;
            }

            const int Needed = (1 << Isakmp.Encryption) | (1 << Isakmp.KeyLength) | (1 << Isakmp.HashAlgorithm)
                | (1 << Isakmp.Authentication) | (1 << Isakmp.Group);
            if (_attributes.IsBroken || (seen & Needed) != Needed || !SkipRest(buffer, count))
            {
                return false;
            }

            Array.Copy(buffer, Isakmp.CookieBytes, _session.Cookies, Isakmp.CookieBytes, Isakmp.CookieBytes);
            return true;
        }

        /// <summary>Message 3: the public key and the nonce. It takes the time of a multiplication.</summary>
        internal DerStatus WriteKey(PayloadWriter w)
        {
            DerStatus status;
            if (_modp != null)
            {
                status = _modp.GenerateKey(_tools.Random, _private, _publics, 0);
            }
            else
            {
                status = _tools.Curve.GenerateKey(_tools.Random, _private, _point, 0);
                Array.Copy(_point, 1, _publics, 0, _publicBytes);
            }

            if (status == DerStatus.Ok)
            {
                status = _tools.Random.Generate(_nonces.Buffer, 0, NonceBytes);
            }

            if (status != DerStatus.Ok)
            {
                return status;
            }

            w.Start(_session.Cookies, Isakmp.MainMode, 0, 0);
            w.Begin(Isakmp.Ke);
            w.Put(_publics, 0, _publicBytes);
            w.End();
            w.Begin(Isakmp.Nonce);
            w.Put(_nonces.Buffer, 0, NonceBytes);
            w.End();
            w.Finish(1);
            return status;
        }

        /// <summary>Message 4: the same of the key server.</summary>
        internal bool TakeKey(byte[] buffer, int count)
        {
            PayloadReader r = _reader;
            r.Reset(buffer, Isakmp.HeaderBytes, count, buffer[16]);
            if (!r.Read(Isakmp.Ke, _publicBytes) || r.Count != _publicBytes)
            {
                return false;
            }

            int key = r.Body;
            if (!r.Read(Isakmp.Nonce, 8) || r.Count > MaximumNonce)
            {
                return false;
            }

            int nonce = r.Body;
            int nonceCount = r.Count;

            // Our own message sent back at us.
            if (!SkipRest(buffer, count) || Bytes.Equal(buffer, key, _publics, 0, _publicBytes))
            {
                return false;
            }

            Array.Copy(buffer, key, _publics, _publicBytes, _publicBytes);
            Array.Copy(buffer, nonce, _nonces.Buffer, NonceBytes, nonceCount);
            _nonces.SetCount(NonceBytes + nonceCount);
            return true;
        }

        /// <summary>The shared secret and the keys from it. It takes the time of a multiplication.</summary>
        internal DerStatus Agree()
        {
            DerStatus status;
            if (_modp != null)
            {
                status = _modp.Agree(_private, _publics, _publicBytes, _secret);
            }
            else
            {
                _point[0] = 4;
                Array.Copy(_publics, _publicBytes, _point, 1, _publicBytes);
                status = _tools.Curve.Agree(_private, _point, 0, EllipticCurve.PointBytes, _secret);
            }

            _private.Clear();
            if (status == DerStatus.Ok)
            {
                status = _session.Derive(HasSignatures ? null : _account.PreSharedKey, _nonces, _secret, _publics, _publics.Length);
            }

            _secret.Clear();
            _nonces.Clear();
            return status;
        }

        /// <summary>Message 5: who we are. It takes the time of a signature.</summary>
        internal DerStatus WriteIdentity(PayloadWriter w)
        {
            w.Start(_session.Cookies, Isakmp.MainMode, Isakmp.Encrypted, 0);
            w.Begin(Isakmp.Id);
            int id = w.Count;
            if (HasSignatures)
            {
                w.Put(Isakmp.IdDerAsn1Dn << 24, 4);
                w.Put(_account.Certificate, _own.SubjectOffset, _own.SubjectCount);
            }
            else
            {
                w.Put(_account.Identity, 0, _account.Identity.Length);
            }

            w.End();
            Proof(true, w.Buffer, id, w.Count - id);
            DerStatus status = DerStatus.Ok;
            if (HasSignatures)
            {
                w.Begin(Isakmp.Cert);
                w.Put(Isakmp.CertX509, 1);
                w.Put(_account.Certificate, 0, _account.Certificate.Length);
                w.End();
                w.Begin(Isakmp.Sig);
                int size = Ecdsa.SignatureBytes;
                if (_profile.Authentication == GdoiAuthentication.Ecdsa256)
                {
                    HashProof();
                    status = _tools.Ecdsa.Sign(_account.PrivateKey, _digest, 0, _signature, 0);
                }
                else
                {
                    size = _own.KeyCount > 500 ? 512 : _own.KeyCount > 380 ? 384 : 256;
                    status = _tools.RsaSigner.Sign(RsaPadding.Pkcs1Raw, _hash, 0, _session.Prf.Size, _tools.Random, _signature, 0);
                }

                w.Put(_signature, 0, size);
            }
            else
            {
                w.Begin(Isakmp.Hash);
                w.Put(_hash, 0, _session.Prf.Size);
            }

            w.End();
            w.Finish(AesCipher.BlockBytes);
            if (status == DerStatus.Ok && w.Overflow)
            {
                status = DerStatus.BufferFull;
            }

            if (status == DerStatus.Ok)
            {
                status = _session.Encrypt(w);
            }

            return status;
        }

        /// <summary>Message 6: who the key server says that it is. The message stays in place until <see cref="CheckProof"/>.</summary>
        /// <returns>False when it is to be ignored.</returns>
        internal bool TakeIdentity(byte[] buffer, int count)
        {
            _session.Save();
            if (_session.Decrypt(buffer, count) != DerStatus.Ok || !ReadIdentity(buffer, count))
            {
                _session.Restore();
                return false;
            }

            return true;
        }

        /// <summary>Is the key server authorised, and its certificate valid? It takes the time of some verifications.</summary>
        /// <param name="nowSeconds">Seconds since 1970.</param>
        internal DerStatus CheckIdentity(long nowSeconds)
        {
            if (!HasSignatures)
            {
                return IsAuthorised(_idOffset, _idCount) ? DerStatus.Ok : DerStatus.GdoiNotAuthorised;
            }

            // The name is the one of the certificate, and on the list.
            Certificate leaf = _chain[0];
            if (_chainCount == 0 || _message[_idOffset] != Isakmp.IdDerAsn1Dn || _idCount - 4 != leaf.SubjectCount
                || !Bytes.Equal(_message, _idOffset + 4, _message, leaf.SubjectOffset, leaf.SubjectCount)
                || !IsAuthorised(_idOffset + 4, _idCount - 4))
            {
                return DerStatus.GdoiNotAuthorised;
            }

            return _tools.Chain.Verify(_chain, _chainCount, nowSeconds, Certificate.DigitalSignature, 0);
        }

        /// <summary>Does it have the key? It takes the time of a verification.</summary>
        internal DerStatus CheckProof()
        {
            Proof(false, _message, _idOffset, _idCount);
            bool isRight;
            if (!HasSignatures)
            {
                isRight = _proofCount == _session.Prf.Size && ConstantTime.Equal(_hash, 0, _message, _proofOffset, _proofCount);
            }
            else if (_profile.Authentication == GdoiAuthentication.Ecdsa256)
            {
                HashProof();
                isRight = _chain[0].KeyKind == KeyKind.P256 && _proofCount == Ecdsa.SignatureBytes
                    && _tools.Ecdsa.Verify(_message, _chain[0].KeyOffset, _chain[0].KeyCount, _digest, 0, _message, _proofOffset) == DerStatus.Ok;
            }
            else
            {
                isRight = _chain[0].KeyKind == KeyKind.Rsa && _tools.RsaVerifier.Verify(
                    RsaPadding.Pkcs1Raw, _message, _chain[0].KeyOffset, _chain[0].KeyCount, _hash, 0, _session.Prf.Size, _message, _proofOffset, _proofCount)
                    == DerStatus.Ok;
            }

            _session.EndPhaseOne();
            return isRight ? DerStatus.Ok : DerStatus.GdoiBadSignature;
        }

        internal bool ReadIdentity(byte[] buffer, int count)
        {
            _message = buffer;
            _chainCount = 0;
            _proofCount = 0;
            PayloadReader r = _reader;
            r.Reset(buffer, Isakmp.HeaderBytes, count, buffer[16]);
            if (!r.Read(Isakmp.Id, 5))
            {
                return false;
            }

            _idOffset = r.Body;
            _idCount = r.Count;
            int proof = HasSignatures ? Isakmp.Sig : Isakmp.Hash;
            while (r.Read())
            {
                if (r.Type == Isakmp.Cert && r.Count > 1 && buffer[r.Body] == Isakmp.CertX509 && _chainCount < MaximumChain)
                {
                    if (_chain[_chainCount].Parse(buffer, r.Body + 1, r.Count - 1) != DerStatus.Ok)
                    {
                        return false;
                    }

                    _chainCount++;
                }
                else if (r.Type == proof && _proofCount == 0)
                {
                    _proofOffset = r.Body;
                    _proofCount = r.Count;
                }
                else if (r.Type != Isakmp.Notify && r.Type != Isakmp.Vendor)
                {
                    return false;
                }
            }

            // Some pad by a whole block when nothing would be needed.
            return _proofCount != 0 && r.Finish(AesCipher.BlockBytes);
        }

        private bool IsAuthorised(int offset, int count)
        {
            for (int i = 0; i < _account.KeyServers.Length; i++)
            {
                byte[] name = _account.KeyServers[i];
                if (name.Length == count && Bytes.Equal(_message, offset, name, 0, count))
                {
                    return true;
                }
            }

            return false;
        }

        // HASH_I or HASH_R (RFC 2409 clause 5).
        private void Proof(bool isInitiator, byte[] id, int offset, int count)
        {
            Hmac prf = _session.Prf;
            int first = isInitiator ? 0 : 1;
            prf.SetKey(_session.Skeyid.Buffer, 0, _session.Skeyid.Count);
            prf.Update(_publics, first * _publicBytes, _publicBytes);
            prf.Update(_publics, (1 - first) * _publicBytes, _publicBytes);
            prf.Update(_session.Cookies, first * Isakmp.CookieBytes, Isakmp.CookieBytes);
            prf.Update(_session.Cookies, (1 - first) * Isakmp.CookieBytes, Isakmp.CookieBytes);
            prf.Update(_sa, 0, _saCount);
            prf.Update(id, offset, count);
            prf.Finish(_hash, 0);
            prf.Dispose();
        }

        // RFC 4754 signs the hash of HASH_I; some sign HASH_I in its place.
        private void HashProof()
        {
            if (_profile.PlainEcdsa)
            {
                Array.Copy(_hash, 0, _digest, 0, 32);
                return;
            }

            _sha256.Reset();
            _sha256.Update(_hash, 0, _session.Prf.Size);
            _sha256.Finish(_digest, 0);
        }

        // Vendor identifications and notifications may follow; they are not authenticated and mean nothing.
        private bool SkipRest(byte[] buffer, int count)
        {
            while (_reader.Read())
            {
            }

            return _reader.Finish(0);
        }
    }
}
