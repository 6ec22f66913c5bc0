using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <content>
    /// IKEv1 main mode as initiator (RFC 2409 clause 5, RFC 6407 clause 2.1), message by message. What is not authenticated yet and does not
    /// fit is ignored, so that nobody on the way can end an exchange with a forged packet.
    /// </content>
    internal sealed partial class IkeSession
    {
        /// <summary>Bytes of our nonces.</summary>
        internal const int NonceBytes = 32;

        private const int MaximumNonce = 256;
        private const int MaximumChain = 3;
        private const int FirstAttribute = 24;
        private const int NeededAttributes = (1 << Isakmp.Encryption) | (1 << Isakmp.KeyLength) | (1 << Isakmp.HashAlgorithm)
            | (1 << Isakmp.Authentication) | (1 << Isakmp.Group);

        private readonly PayloadReader _reader = new PayloadReader();
        private readonly PayloadReader _fields = new PayloadReader();
        private readonly ModpGroup _modp;
        private readonly int _publicBytes;
        private readonly int _peer;
        private readonly byte[] _sa = new byte[64];

        // g^xi and g^xr, with an octet before each for the form of a point.
        private readonly byte[] _publics;
        private readonly KeyMaterial _secret;
        private readonly byte[] _proof = new byte[32];
        private readonly Certificate _own = new Certificate();
        private readonly bool _signs;
        private int _chainCount;
        private int _saCount;
        private byte[] _message;
        private int _proofOffset;
        private int _proofCount;
        private int _idOffset;
        private int _idCount;

        /// <summary>Certificates of the key server, its own first.</summary>
        internal readonly Certificate[] Chain = new Certificate[MaximumChain];

        /// <summary>Message 1: the proposal, the only one.</summary>
        internal DerStatus WriteSa(PayloadWriter w)
        {
            Clear();
            DerStatus status = _tools.Random.Generate(Cookies, 0, Isakmp.CookieBytes);

            // A cookie of nothing but zeros would mean none.
            Cookies[0] |= 1;
            w.Start(Cookies, Isakmp.MainMode, 0);
            w.Patch(20, 0, 4);
            w.Begin(Isakmp.Sa);
            int body = w.Count;
            GdoiProfile p = _profile;

            // The situation is 0 for GDOI, SIT_IDENTITY_ONLY for IPsec.
            w.Put(p.Doi, 4);
            w.Put(p.Doi & 1, 4);

            // Proposal 1, ISAKMP, no SPI, one transform; transform 1, KEY_IKE. The lengths follow.
            int proposal = w.Count;
            w.Put(0, 4);
            w.Put(0x01010001, 4);
            w.Put(0, 4);
            w.Put(0x01010000, 4);
            w.Attribute(Isakmp.Encryption, Isakmp.AesCbc);
            w.Attribute(Isakmp.KeyLength, p.KeyBits);
            w.Attribute(Isakmp.HashAlgorithm, p.UseSha1 ? Isakmp.Sha1 : Isakmp.Sha256);
            w.Attribute(Isakmp.Authentication, (int)p.Authentication);
            w.Attribute(Isakmp.Group, p.Group);
            w.Attribute(Isakmp.LifeType, 1);
            w.Attribute(Isakmp.LifeDuration, p.LifeSeconds);
            w.Patch(proposal + 2, w.Count - proposal, 2);
            w.Patch(proposal + 10, w.Count - proposal - 8, 2);
            w.Finish(1);
            _saCount = w.Count - body;
            Array.Copy(w.Buffer, body, _sa, 0, _saCount);
            return status;
        }

        /// <summary>Message 2: the proposal as it was chosen, which can only be the one that was sent.</summary>
        internal bool TakeSa(byte[] buffer, int count)
        {
            PayloadReader r = _reader;
            r.Open(buffer, count);
            if (!r.Read(Isakmp.Sa, 24))
            {
                return false;
            }

            PayloadReader f = _fields;
            f.Reset(buffer, r.Body, r.End, 0);
            int doi = f.Take(4);
            int situation = f.Take(4);
            if (doi != _profile.Doi || (situation | 1) != 1
                || f.Take(2) != 0 || f.Take(2) != r.End - f.End + 4 || (f.Take(2) & 0xFF) != 1)
            {
                return false;
            }

            // Behind the proposal's SPI, which is none but may be said to be a cookie: one transform, KEY_IKE.
            int spi = f.Take(1);
            int transforms = f.Take(1);
            f.Skip(spi);
            if (transforms != 1 || f.Take(2) != 0 || f.Take(2) != r.End - f.End + 4 || (f.Take(2) & 0xFF) != 1)
            {
                return false;
            }

            f.Skip(2);
            int seen = 0;
            while (f.ReadAttribute())
            {
                int type = f.Type;
                int at = FirstAttribute;
                while (at < _saCount && PayloadReader.Number(_sa, at, 2) != (type | 0x8000))
                {
                    at += 4;
                }

                if (at == _saCount || (f.Value != PayloadReader.Number(_sa, at + 2, 2) && type != Isakmp.LifeDuration))
                {
                    return false;
                }

                seen |= 1 << type;
            }

            if (f.IsBroken || (seen & NeededAttributes) != NeededAttributes || !SkipRest())
            {
                return false;
            }

            Array.Copy(buffer, Isakmp.CookieBytes, Cookies, Isakmp.CookieBytes, Isakmp.CookieBytes);
            return true;
        }

        /// <summary>Message 3: the public key and the nonce. It takes the time of a multiplication.</summary>
        internal DerStatus WriteKey(PayloadWriter w)
        {
            DerStatus status = _modp != null ? _modp.GenerateKey(_tools.Random, _work, _publics, 1)
                : _tools.Curve.GenerateKey(_tools.Random, _work, _publics, 0);
            if (status == DerStatus.Ok)
            {
                status = _tools.Random.Generate(Nonces.Buffer, 0, NonceBytes);
            }

            w.Start(Cookies, Isakmp.MainMode, 0);
            w.Begin(Isakmp.Ke);
            w.Put(_publics, 1, _publicBytes);
            w.Begin(Isakmp.Nonce);
            w.Put(Nonces.Buffer, 0, NonceBytes);
            w.Finish(1);
            return status;
        }

        /// <summary>Message 4: the same of the key server.</summary>
        internal bool TakeKey(byte[] buffer, int count)
        {
            PayloadReader r = _reader;
            r.Open(buffer, count);
            if (!r.Read(Isakmp.Ke, _publicBytes) || r.Count != _publicBytes)
            {
                return false;
            }

            int key = r.Body;

            // Not our own message sent back at us.
            if (!r.Read(Isakmp.Nonce, 8) || !TakeNonce(r, MaximumNonce) || !SkipRest() || Bytes.Equal(buffer, key, _publics, 1, _publicBytes))
            {
                return false;
            }

            Array.Copy(buffer, key, _publics, _peer + 1, _publicBytes);
            return true;
        }

        /// <summary>Puts the key server's nonce behind ours.</summary>
        internal bool TakeNonce(PayloadReader r, int maximum)
        {
            if (r.Count > maximum)
            {
                return false;
            }

            Array.Copy(r.Buffer, r.Body, Nonces.Buffer, NonceBytes, r.Count);
            Nonces.SetCount(NonceBytes + r.Count);
            return true;
        }

        /// <summary>The shared secret and the keys from it. It takes the time of a multiplication.</summary>
        internal DerStatus Agree()
        {
            _publics[_peer] = 4;
            DerStatus status = _modp != null ? _modp.Agree(_work, _publics, _peer + 1, _secret)
                : _tools.Curve.Agree(_work, _publics, _peer, EllipticCurve.PointBytes, _secret);
            IkePrf prf = _prf;
            if (_signs)
            {
                prf.DeriveSkeyid(Nonces, _secret, _skeyid);
            }
            else
            {
                prf.DeriveSkeyid(_account.PreSharedKey, Nonces, _skeyid);
            }

            // SKEYID_d, which begins with nothing, _a and _e.
            prf.DeriveNext(_skeyid, _key, _secret, Cookies, 0, 0, _work);
            prf.DeriveNext(_skeyid, _work, _secret, Cookies, 0, 1, _skeyidA);
            prf.DeriveNext(_skeyid, _skeyidA, _secret, Cookies, 0, 2, _work);
            prf.Expand(_work, _profile.KeyBits >> 3, _key);
            if (status == DerStatus.Ok)
            {
                status = _cipher.SetKey(_key);
            }

            _key.Clear();
            _work.Clear();
            _secret.Clear();
            Array.Copy(Hash(_hash, _publics, 1, _publicBytes, _publics, _peer + 1, _publicBytes), 0, _iv, 0, Block);
            return status;
        }

        /// <summary>Message 5: who we are. It takes the time of a signature.</summary>
        internal DerStatus WriteIdentity(PayloadWriter w)
        {
            w.Start(Cookies, Isakmp.MainMode, Isakmp.Encrypted);
            w.Begin(Isakmp.Id);
            int id = w.Count;
            byte[] certificate = _account.Certificate;
            if (_signs)
            {
                w.Put(Isakmp.IdDerAsn1Dn << 24, 4);
                w.Put(certificate, _own.SubjectOffset, _own.SubjectCount);
            }
            else
            {
                w.Put(_account.Identity, 0, _account.Identity.Length);
            }

            byte[] proof = Prove(0, w.Buffer, id, w.Count - id);
            DerStatus status = DerStatus.Ok;
            if (_signs)
            {
                w.Begin(Isakmp.Cert);
                w.Put(Isakmp.CertX509, 1);
                w.Put(certificate, 0, certificate.Length);
                w.Begin(Isakmp.Sig);

                // RSAPublicKey is some octets longer than the modulus, which is as long as a signature.
                bool isRsa = _profile.Authentication == GdoiAuthentication.RsaSignatures;
                int size = isRsa ? _own.KeyCount & 0x380 : Ecdsa.SignatureBytes;
                if (w.Reserve(size))
                {
                    status = isRsa ? _tools.RsaSigner.Sign(RsaPadding.Pkcs1Raw, proof, 0, Prf.Size, _tools.Random, w.Buffer, w.Count - size)
                        : _tools.Ecdsa.Sign(_account.PrivateKey, proof, 0, w.Buffer, w.Count - size);
                }
            }
            else
            {
                w.Begin(Isakmp.Hash);
                w.Put(proof, 0, Prf.Size);
            }

            w.Finish(Block);
            return status == DerStatus.Ok ? Encrypt(w) : status;
        }

        /// <summary>Message 6: who the key server says that it is. The message stays in place until <see cref="CheckProof"/>.</summary>
        /// <returns>False when it is to be ignored.</returns>
        internal bool TakeIdentity(byte[] buffer, int count)
        {
            if (!Decrypt(buffer, count, false) || !ReadIdentity(buffer, count))
            {
                return false;
            }

            Accept();
            return true;
        }

        /// <summary>Reads message 6 once it is in clear text.</summary>
        internal bool ReadIdentity(byte[] buffer, int count)
        {
            _message = buffer;
            _chainCount = 0;
            _proofCount = 0;
            PayloadReader r = _reader;
            r.Open(buffer, count);
            if (!r.Read(Isakmp.Id, 5))
            {
                return false;
            }

            _idOffset = r.Body;
            _idCount = r.Count;
            while (r.Read())
            {
                if (r.Type == Isakmp.Cert && r.Count > 1 && buffer[r.Body] == Isakmp.CertX509 && _chainCount < MaximumChain)
                {
                    if (Chain[_chainCount].Parse(buffer, r.Body + 1, r.Count - 1) != DerStatus.Ok)
                    {
                        return false;
                    }

                    _chainCount++;
                }
                else if (r.Type == (_signs ? Isakmp.Sig : Isakmp.Hash) && _proofCount == 0)
                {
                    _proofOffset = r.Body;
                    _proofCount = r.Count;
                }
                else if (r.Type != Isakmp.Notify && r.Type != Isakmp.Vendor)
                {
                    return false;
                }
            }

            return _proofCount != 0 && r.Finish(Isakmp.MaximumPadding);
        }

        /// <summary>Is the key server authorised, and its certificate valid? It takes the time of some verifications.</summary>
        /// <param name="nowSeconds">Seconds since 1970.</param>
        internal DerStatus CheckIdentity(long nowSeconds)
        {
            // With certificates the name is the one of the certificate.
            Certificate leaf = Chain[0];
            int skip = _signs ? 4 : 0;
            bool isNamed = !_signs || (_chainCount != 0 && _message[_idOffset] == Isakmp.IdDerAsn1Dn && _idCount - 4 == leaf.SubjectCount
                && Bytes.Equal(_message, _idOffset + 4, _message, leaf.SubjectOffset, leaf.SubjectCount));
            bool isListed = false;
            foreach (byte[] name in _account.KeyServers)
            {
                isListed |= Bytes.Is(_message, _idOffset + skip, _idCount - skip, name);
            }

            return !isNamed || !isListed ? DerStatus.GdoiNotAuthorised
                : _signs ? _tools.Chain.Verify(Chain, _chainCount, nowSeconds, Certificate.DigitalSignature, 0) : DerStatus.Ok;
        }

        /// <summary>Does it have the key? It takes the time of a verification.</summary>
        internal DerStatus CheckProof()
        {
            byte[] proof = Prove(1, _message, _idOffset, _idCount);
            Certificate leaf = Chain[0];
            bool isRight = _signs
                ? (leaf.KeyKind == KeyKind.P256) == (_profile.Authentication == GdoiAuthentication.Ecdsa256)
                    && Verify(leaf.KeyKind, _message, leaf.KeyOffset, leaf.KeyCount, RsaPadding.Pkcs1Raw, proof, Prf.Size, _message, _proofOffset, _proofCount)
                : _proofCount == Prf.Size && ConstantTime.Equal(proof, 0, _message, _proofOffset, _proofCount);

            // The last block of phase 1, from which each later exchange begins.
            Array.Copy(_iv, 0, _phaseOne, 0, Block);
            return isRight ? DerStatus.Ok : DerStatus.GdoiBadSignature;
        }

        // HASH_I or HASH_R (RFC 2409 clause 5): what is sent, or signed.
        private byte[] Prove(int first, byte[] id, int offset, int count)
        {
            Hmac prf = Prf;
            int second = 1 - first;
            prf.SetKey(_skeyid.Buffer, 0, _skeyid.Count);
            prf.Update(_publics, (first * _peer) + 1, _publicBytes);
            prf.Update(_publics, (second * _peer) + 1, _publicBytes);
            prf.Update(Cookies, first * Isakmp.CookieBytes, Isakmp.CookieBytes);
            prf.Update(Cookies, second * Isakmp.CookieBytes, Isakmp.CookieBytes);
            prf.Update(_sa, 0, _saCount);
            prf.Update(id, offset, count);
            prf.Finish(_proof, 0);
            prf.Dispose();
            return _profile.Authentication == GdoiAuthentication.Ecdsa256 && !_profile.PlainEcdsa
                ? Hash(Sha256, _proof, 0, Prf.Size, _proof, 0, 0) : _proof;
        }

        // Vendor identifications and notifications may follow; they are not authenticated and mean nothing.
        private bool SkipRest()
        {
            while (_reader.Read())
            {
            }

            return _reader.Finish(0);
        }
    }
}
