using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// What phase 1 leaves: keys, cookies, and the chain of initialisation vectors (RFC 2409 clause 5 and appendix B). A message that turns
    /// out to be wrong does not move the chain.
    /// </summary>
    internal sealed class IkeSession
    {
        private const int Block = AesCipher.BlockBytes;

        private readonly IkePrf _prf;
        private readonly HashFunction _hash;
        private readonly AesCipher _cipher;
        private readonly int _keyBytes;
        private readonly KeyMaterial _key = new KeyMaterial(32);
        private readonly KeyMaterial _next = new KeyMaterial(32);
        private readonly KeyMaterial _previous = new KeyMaterial(32);
        private readonly byte[] _phaseOne = new byte[Block];
        private readonly byte[] _iv = new byte[Block];
        private readonly byte[] _saved = new byte[Block];
        private readonly byte[] _digest = new byte[32];
        private readonly byte[] _number = new byte[4];

        internal IkeSession(GdoiProfile profile, GdoiTools tools)
        {
            _prf = profile.UseSha1 ? IkePrf.WithLegacySha1() : new IkePrf();
            _hash = profile.UseSha1 ? new Sha1() : tools.Provider.CreateSha256();
            _keyBytes = profile.KeyBits >> 3;
            _cipher = tools.Provider.CreateAes(_keyBytes, Block);
        }

        /// <summary>Both cookies, the initiator's first.</summary>
        internal readonly byte[] Cookies = new byte[2 * Isakmp.CookieBytes];

        internal readonly KeyMaterial Skeyid = new KeyMaterial(32);

        internal readonly KeyMaterial SkeyidA = new KeyMaterial(32);

        internal Hmac Prf
        {
            get { return _prf.Prf; }
        }

        /// <summary>Derives all keys.</summary>
        /// <param name="preShared">The pre-shared key, or null with signatures.</param>
        /// <param name="nonces">Ni_b | Nr_b.</param>
        /// <param name="secret">g^xy.</param>
        /// <param name="publics">g^xi | g^xr.</param>
        /// <param name="publicsCount">Length of both.</param>
        internal DerStatus Derive(KeyMaterial preShared, KeyMaterial nonces, KeyMaterial secret, byte[] publics, int publicsCount)
        {
            if (preShared != null)
            {
                _prf.DeriveSkeyid(preShared, nonces, Skeyid);
            }
            else
            {
                _prf.DeriveSkeyid(nonces, secret, Skeyid);
            }

            _previous.Clear();
            _prf.DeriveNext(Skeyid, _previous, secret, Cookies, 0, 0, _next);
            _prf.DeriveNext(Skeyid, _next, secret, Cookies, 0, 1, SkeyidA);
            _prf.DeriveNext(Skeyid, SkeyidA, secret, Cookies, 0, 2, _next);
            DerStatus status = _prf.Expand(_next, _keyBytes, _key);
            _next.Clear();
            if (status == DerStatus.Ok)
            {
                status = _cipher.SetKey(_key);
            }

            _key.Clear();
            _hash.Reset();
            _hash.Update(publics, 0, publicsCount);
            _hash.Finish(_digest, 0);
            Array.Copy(_digest, 0, _iv, 0, Block);
            return status;
        }

        /// <summary>Keeps the last block of phase 1, from which each later exchange begins.</summary>
        internal void EndPhaseOne()
        {
            Array.Copy(_iv, 0, _phaseOne, 0, Block);
        }

        /// <summary>Begins the chain of an exchange of phase 2.</summary>
        internal void Begin(byte[] messageId, int offset)
        {
            _hash.Reset();
            _hash.Update(_phaseOne, 0, Block);
            _hash.Update(messageId, offset, 4);
            _hash.Finish(_digest, 0);
            Array.Copy(_digest, 0, _iv, 0, Block);
        }

        /// <summary>Puts the chain aside while another exchange is worked on.</summary>
        internal void Save()
        {
            Array.Copy(_iv, 0, _saved, 0, Block);
        }

        /// <summary>Puts the chain back.</summary>
        internal void Restore()
        {
            Array.Copy(_saved, 0, _iv, 0, Block);
        }

        internal DerStatus Encrypt(PayloadWriter message)
        {
            return _cipher.EncryptCbc(_iv, message.Buffer, Isakmp.HeaderBytes, message.Count - Isakmp.HeaderBytes);
        }

        internal DerStatus Decrypt(byte[] buffer, int count)
        {
            return _cipher.DecryptCbc(_iv, buffer, Isakmp.HeaderBytes, count - Isakmp.HeaderBytes);
        }

        /// <summary>Begins a HASH of phase 2: <c>prf(SKEYID_a, M-ID | ...</c></summary>
        internal Hmac BeginHash(int messageId)
        {
            Hmac prf = _prf.Prf;
            prf.SetKey(SkeyidA.Buffer, 0, SkeyidA.Count);
            _number[0] = (byte)(messageId >> 24);
            _number[1] = (byte)(messageId >> 16);
            _number[2] = (byte)(messageId >> 8);
            _number[3] = (byte)messageId;
            prf.Update(_number, 0, 4);
            return prf;
        }

        internal void Clear()
        {
            Skeyid.Clear();
            SkeyidA.Clear();
            _cipher.Dispose();
            Array.Clear(Cookies, 0, Cookies.Length);
        }
    }
}
