using System;
using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// The key derivation of IKEv1 (RFC 2409 clause 5 and appendix B) with the HMAC of the negotiated hash as prf.
    /// <c>g^xy</c> is the shared secret, cookies are 8 bytes each, initiator's first.
    /// </summary>
    public sealed class IkePrf
    {
        /// <summary>The prf itself, for the HASH payloads: set its key and feed it.</summary>
        public readonly Hmac Prf;

        private readonly KeyMaterial _block;

        /// <summary>With SHA-256.</summary>
        public IkePrf()
            : this(new Sha256())
        {
        }

        private IkePrf(HashFunction hash)
        {
            Prf = new Hmac(hash);
            _block = new KeyMaterial(hash.DigestBytes);
        }

        /// <summary>Bytes of a result of the prf, thus of SKEYID and of each key derived from it.</summary>
        public int Size
        {
            get { return Prf.Size; }
        }

        /// <summary>With SHA-1, for a peer that offers nothing newer. Nothing uses it unless a profile asks for it by name.</summary>
        /// <returns>A prf of 20 bytes.</returns>
        public static IkePrf WithLegacySha1()
        {
            return new IkePrf(new Sha1());
        }

        /// <summary>
        /// SKEYID: <c>prf(Ni_b | Nr_b, g^xy)</c> for signatures; for a pre-shared key pass that as
        /// <paramref name="key"/> and the nonces as <paramref name="data"/>.
        /// </summary>
        /// <param name="key">Key of the prf.</param>
        /// <param name="data">What it is applied to.</param>
        /// <param name="skeyid">Receives the key.</param>
        [DataPath]
        public void DeriveSkeyid(KeyMaterial key, KeyMaterial data, KeyMaterial skeyid)
        {
            Prf.SetKey(key.Buffer, 0, key.Count);
            Prf.Update(data.Buffer, 0, data.Count);
            Take(skeyid);
        }

        /// <summary>
        /// SKEYID_d, _a or _e: <c>prf(SKEYID, previous | g^xy | CKY-I | CKY-R | number)</c>.
        /// </summary>
        /// <param name="skeyid">SKEYID.</param>
        /// <param name="previous">The key before it: empty for _d, _d for _a, _a for _e.</param>
        /// <param name="secret">g^xy.</param>
        /// <param name="cookies">Buffer with the 16 bytes of both cookies.</param>
        /// <param name="cookiesOffset">Where they begin.</param>
        /// <param name="number">0 for _d, 1 for _a, 2 for _e.</param>
        /// <param name="target">Receives the key.</param>
        [DataPath]
        public void DeriveNext(
            KeyMaterial skeyid, KeyMaterial previous, KeyMaterial secret, byte[] cookies, int cookiesOffset, int number, KeyMaterial target)
        {
            Prf.SetKey(skeyid.Buffer, 0, skeyid.Count);
            Prf.Update(previous.Buffer, 0, previous.Count);
            Prf.Update(secret.Buffer, 0, secret.Count);
            Prf.Update(cookies, cookiesOffset, 16);
            Prf.Update((byte)number);
            Take(target);
        }

        /// <summary>
        /// Stretches SKEYID_e to an encryption key (appendix B): its first bytes when there are enough, else
        /// <c>K1 = prf(SKEYID_e, 0)</c>, <c>K2 = prf(SKEYID_e, K1)</c> and so on.
        /// </summary>
        /// <param name="skeyidE">SKEYID_e.</param>
        /// <param name="count">Bytes wanted; the capacity of <paramref name="target"/> bounds them.</param>
        /// <param name="target">Receives the key.</param>
        /// <returns><see cref="DerStatus.BufferFull"/> when the target is too small.</returns>
        [DataPath]
        public DerStatus Expand(KeyMaterial skeyidE, int count, KeyMaterial target)
        {
            target.Clear();
            if (count > target.Buffer.Length)
            {
                return DerStatus.BufferFull;
            }

            if (count <= skeyidE.Count)
            {
                target.Set(skeyidE.Buffer, 0, count);
                return DerStatus.Ok;
            }

            Prf.SetKey(skeyidE.Buffer, 0, skeyidE.Count);
            _block.Buffer[0] = 0;
            int previous = 1;
            for (int done = 0; done < count; done += previous)
            {
                Prf.Update(_block.Buffer, 0, previous);
                Prf.Finish(_block.Buffer, 0);
                previous = Prf.Size;
                int part = count - done < previous ? count - done : previous;
                Array.Copy(_block.Buffer, 0, target.Buffer, done, part);
            }

            _block.Clear();
            target.SetCount(count);
            Prf.Dispose();
            return DerStatus.Ok;
        }

        private void Take(KeyMaterial target)
        {
            target.Clear();
            target.SetCount(Prf.Size);
            Prf.Finish(target.Buffer, 0);
            Prf.Dispose();
        }
    }
}
