using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// HMAC_DRBG with SHA-256 (SP 800-90A Rev. 1 clause 10.1.2) without prediction resistance. It gives nothing out before it
    /// has been seeded; <see cref="EntropyPool"/> collects what it is seeded with.
    /// </summary>
    public sealed class Drbg : IDisposable
    {
        /// <summary>Most bytes of one request (clause 10.1, table 2).</summary>
        public const int MaximumRequest = 65536;

        /// <summary>Requests after which a new seed is due: far below the 2^48 of the standard.</summary>
        public const int ReseedInterval = 1 << 20;

        private readonly Hmac _hmac;
        private readonly byte[] _key = new byte[Sha256.Size];
        private readonly byte[] _value = new byte[Sha256.Size];
        private int _requests;
        private bool _seeded;

        /// <summary>Takes the memory. It is not seeded.</summary>
        public Drbg()
            : this(new Hmac(new Sha256()))
        {
        }

        /// <summary>Shares an HMAC: its key changes with each call.</summary>
        /// <param name="hmac">HMAC with SHA-256.</param>
        public Drbg(Hmac hmac)
        {
            _hmac = hmac;
        }

        /// <summary>True when it gives bytes out.</summary>
        public bool IsSeeded
        {
            get { return _seeded; }
        }

        /// <summary>True when a new seed is due.</summary>
        public bool NeedsReseed
        {
            get { return !_seeded || _requests >= ReseedInterval; }
        }

        /// <summary>Bytes that one needs on the device's heap, its HMAC included.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(5) + (2 * HeapSize.Array(Sha256.Size, 1)) + Hmac.RequiredBytes();
        }

        /// <summary>Starts from a seed (clause 10.1.2.3): entropy, nonce and personalization one after the other.</summary>
        /// <param name="seed">Buffer with the seed.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length; at least 48 bytes, of which 256 bits are entropy and 128 the nonce.</param>
        /// <returns><see cref="DerStatus.CryptoNotSeeded"/> for a shorter one.</returns>
        [DataPath]
        public DerStatus Seed(byte[] seed, int offset, int count)
        {
            if (count < 48)
            {
                return DerStatus.CryptoNotSeeded;
            }

            Start(seed, offset, count);
            return DerStatus.Ok;
        }

        /// <summary>Mixes new entropy in (clause 10.1.2.4).</summary>
        /// <param name="entropy">Buffer with it.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length; at least 32 bytes.</param>
        /// <returns><see cref="DerStatus.CryptoNotSeeded"/> before the first seed or for less entropy.</returns>
        [DataPath]
        public DerStatus Reseed(byte[] entropy, int offset, int count)
        {
            if (!_seeded || count < 32)
            {
                return DerStatus.CryptoNotSeeded;
            }

            Update(entropy, offset, count);
            _requests = 0;
            return DerStatus.Ok;
        }

        /// <summary>Gives random bytes (clause 10.1.2.5).</summary>
        /// <param name="target">Where they go.</param>
        /// <param name="offset">Offset of the first.</param>
        /// <param name="count">0 to 65,536.</param>
        /// <returns>
        /// <see cref="DerStatus.CryptoNotSeeded"/> before it is seeded or when a new seed is due,
        /// <see cref="DerStatus.CryptoBadLength"/> for too many.
        /// </returns>
        [DataPath]
        public DerStatus Generate(byte[] target, int offset, int count)
        {
            if (NeedsReseed)
            {
                return DerStatus.CryptoNotSeeded;
            }

            if (count < 0 || count > MaximumRequest)
            {
                return DerStatus.CryptoBadLength;
            }

            Output(target, offset, count);
            Update(target, offset, 0);
            _requests++;
            return DerStatus.Ok;
        }

        /// <summary>Wipes the state; it is not seeded afterwards.</summary>
        public void Dispose()
        {
            Array.Clear(_key, 0, _key.Length);
            Array.Clear(_value, 0, _value.Length);
            _hmac.Dispose();
            _seeded = false;
        }

        /// <summary>Starts from any seed: RFC 6979 is this generator with a private key and a digest as its seed.</summary>
        internal void Start(byte[] seed, int offset, int count)
        {
            Array.Clear(_key, 0, _key.Length);
            for (int i = 0; i < _value.Length; i++)
            {
                _value[i] = 1;
            }

            _seeded = true;
            _requests = 0;
            Update(seed, offset, count);
        }

        /// <summary>Output without the change of state that ends a request.</summary>
        internal void Output(byte[] target, int offset, int count)
        {
            _hmac.SetKey(_key, 0, _key.Length);
            while (count > 0)
            {
                _hmac.Update(_value, 0, _value.Length);
                _hmac.Finish(_value, 0);
                int part = count < _value.Length ? count : _value.Length;
                Array.Copy(_value, 0, target, offset, part);
                offset += part;
                count -= part;
            }
        }

        /// <summary>HMAC_DRBG_Update (clause 10.1.2.2).</summary>
        internal void Update(byte[] data, int offset, int count)
        {
            UpdateOnce(0, data, offset, count);
            if (count > 0)
            {
                UpdateOnce(1, data, offset, count);
            }
        }

        private void UpdateOnce(int round, byte[] data, int offset, int count)
        {
            _hmac.SetKey(_key, 0, _key.Length);
            _hmac.Update(_value, 0, _value.Length);
            _hmac.Update((byte)round);
            _hmac.Update(data, offset, count);
            _hmac.Finish(_key, 0);
            _hmac.SetKey(_key, 0, _key.Length);
            _hmac.Update(_value, 0, _value.Length);
            _hmac.Finish(_value, 0);
        }
    }
}
