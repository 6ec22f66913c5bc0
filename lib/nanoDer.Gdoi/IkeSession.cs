using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// Phase 1 and what it leaves: keys, cookies, and the chain of initialisation vectors (RFC 2409 clause 5 and appendix B). A message that
    /// turns out to be wrong does not move the chain.
    /// </summary>
    internal sealed partial class IkeSession
    {
        private const int Block = AesCipher.BlockBytes;

        private readonly GdoiProfile _profile;
        private readonly GdoiAccount _account;
        private readonly GdoiTools _tools;
        private readonly IkePrf _prf;
        private readonly HashFunction _hash;
        private readonly AesCipher _cipher;
        private readonly KeyMaterial _key = new KeyMaterial(32);
        private readonly KeyMaterial _work = new KeyMaterial(32);
        private readonly KeyMaterial _skeyid = new KeyMaterial(32);
        private readonly KeyMaterial _skeyidA = new KeyMaterial(32);
        private readonly byte[] _phaseOne = new byte[Block];
        private readonly byte[] _iv = new byte[Block];
        private readonly byte[] _next = new byte[Block];
        private readonly byte[] _digest = new byte[32];

        /// <summary>Both cookies, the initiator's first.</summary>
        internal readonly byte[] Cookies = new byte[2 * Isakmp.CookieBytes];

        /// <summary>Ni_b | Nr_b of the exchange.</summary>
        internal readonly KeyMaterial Nonces = new KeyMaterial(NonceBytes + MaximumNonce);

        internal readonly Hmac Prf;

        internal readonly HashFunction Sha256;

        /// <summary>Takes the memory.</summary>
        internal IkeSession(GdoiProfile profile, GdoiAccount account, GdoiTools tools)
        {
            _profile = profile;
            _account = account;
            _tools = tools;
            Sha256 = tools.Provider.CreateSha256();
            _prf = profile.UseSha1 ? IkePrf.WithLegacySha1() : new IkePrf();
            _hash = profile.UseSha1 ? new Sha1() : Sha256;
            Prf = _prf.Prf;
            _cipher = tools.Provider.CreateAes(profile.KeyBits >> 3, Block);
            _publicBytes = EllipticCurve.PointBytes - 1;
            if (profile.Group != 19 && profile.Group != 28)
            {
                _modp = new ModpGroup(profile.Group);
                _publicBytes = _modp.PublicBytes;
            }

            _secret = new KeyMaterial(_publicBytes);
            _peer = _publicBytes + 1;
            _publics = new byte[2 * _peer];
            _signs = profile.Authentication != GdoiAuthentication.PreSharedKey;
            if (_signs && (account.Certificate == null || _own.Parse(account.Certificate, 0, account.Certificate.Length) != DerStatus.Ok))
            {
                throw new ArgumentException();
            }

            for (int i = 0; i < MaximumChain; i++)
            {
                Chain[i] = new Certificate();
            }
        }

        /// <summary>A digest over two ranges; it is good until the next one.</summary>
        internal byte[] Hash(HashFunction hash, byte[] first, int firstOffset, int firstCount, byte[] second, int offset, int count)
        {
            hash.Reset();
            hash.Update(first, firstOffset, firstCount);
            hash.Update(second, offset, count);
            hash.Finish(_digest, 0);
            return _digest;
        }

        /// <summary>Begins the chain of an exchange of phase 2, whose number the message has.</summary>
        internal void Begin(byte[] message)
        {
            Array.Copy(First(message), 0, _iv, 0, Block);
        }

        /// <summary>Moves the chain behind the message that was decrypted last, which is authentic.</summary>
        internal void Accept()
        {
            Array.Copy(_next, 0, _iv, 0, Block);
        }

        internal DerStatus Encrypt(PayloadWriter message)
        {
            return message.Overflow ? DerStatus.BufferFull
                : _cipher.EncryptCbc(_iv, message.Buffer, Isakmp.HeaderBytes, message.Count - Isakmp.HeaderBytes);
        }

        /// <summary>Decrypts a message of the exchange that goes on, or of one of its own, without moving the chain.</summary>
        internal bool Decrypt(byte[] buffer, int count, bool isAlone)
        {
            Array.Copy(isAlone ? First(buffer) : _iv, 0, _next, 0, Block);
            return _cipher.DecryptCbc(_next, buffer, Isakmp.HeaderBytes, count - Isakmp.HeaderBytes) == DerStatus.Ok;
        }

        /// <summary>Begins a HASH of phase 2: <c>prf(SKEYID_a, M-ID | first nonces | payloads</c></summary>
        internal Hmac BeginHash(byte[] message, int nonces, int offset, int end)
        {
            Hmac prf = Prf;
            prf.SetKey(_skeyidA.Buffer, 0, _skeyidA.Count);
            prf.Update(message, 20, 4);
            prf.Update(Nonces.Buffer, 0, nonces);
            prf.Update(message, offset, end - offset);
            return prf;
        }

        /// <summary>Checks a signature. It takes the time of a verification.</summary>
        /// <param name="kind">What the key is.</param>
        /// <param name="key">Buffer with it.</param>
        /// <param name="at">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="padding">How RSA pads.</param>
        /// <param name="digest">What was signed.</param>
        /// <param name="size">Its length.</param>
        /// <param name="message">Buffer with the signature.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="length">Its length.</param>
        internal bool Verify(
            KeyKind kind, byte[] key, int at, int count, RsaPadding padding, byte[] digest, int size, byte[] message, int offset, int length)
        {
            if (kind == KeyKind.P256)
            {
                return _tools.Ecdsa != null && length == Ecdsa.SignatureBytes
                    && _tools.Ecdsa.Verify(key, at, count, digest, 0, message, offset) == DerStatus.Ok;
            }

            return kind == KeyKind.Rsa && _tools.RsaVerifier != null
                && _tools.RsaVerifier.Verify(padding, key, at, count, digest, 0, size, message, offset, length) == DerStatus.Ok;
        }

        /// <summary>Wipes all keys.</summary>
        internal void Clear()
        {
            _skeyid.Clear();
            _skeyidA.Clear();
            _work.Clear();
            _secret.Clear();
            Nonces.Clear();
            _cipher.Dispose();
            Array.Clear(Cookies, 0, Cookies.Length);
        }

        private byte[] First(byte[] message)
        {
            return Hash(_hash, _phaseOne, 0, Block, message, 20, 4);
        }
    }
}
