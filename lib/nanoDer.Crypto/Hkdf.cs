using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>HKDF (RFC 5869): a pseudorandom key from a shared secret, then as many keys as are wanted from that.</summary>
    public sealed class Hkdf
    {
        private readonly Hmac _hmac;
        private readonly KeyMaterial _prk;
        private readonly KeyMaterial _block;

        /// <summary>Takes the memory.</summary>
        /// <param name="hmac">Lent for the time of each call; its key changes.</param>
        public Hkdf(Hmac hmac)
        {
            _hmac = hmac;
            _prk = new KeyMaterial(hmac.Size);
            _block = new KeyMaterial(hmac.Size);
        }

        /// <summary>Bytes that one needs on the device's heap, without its HMAC.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(3) + (2 * KeyMaterial.RequiredBytes(Sha256.Size));
        }

        /// <summary>Extracts the pseudorandom key (clause 2.2) and keeps it.</summary>
        /// <param name="salt">Buffer with the salt.</param>
        /// <param name="saltOffset">Where it begins.</param>
        /// <param name="saltCount">Its length; 0 stands for a string of zeros.</param>
        /// <param name="secret">Buffer with the input keying material.</param>
        /// <param name="secretOffset">Where it begins.</param>
        /// <param name="secretCount">Its length.</param>
        [DataPath]
        public void Extract(byte[] salt, int saltOffset, int saltCount, byte[] secret, int secretOffset, int secretCount)
        {
            _hmac.SetKey(salt, saltOffset, saltCount);
            _hmac.Update(secret, secretOffset, secretCount);
            _hmac.Finish(_prk.Buffer, 0);
            _prk.SetCount(_hmac.Size);
        }

        /// <summary>Expands the pseudorandom key (clause 2.3).</summary>
        /// <param name="info">Buffer with the context.</param>
        /// <param name="infoOffset">Where it begins.</param>
        /// <param name="infoCount">Its length, 0 or more.</param>
        /// <param name="target">Where the keys go.</param>
        /// <param name="offset">Offset of the first byte.</param>
        /// <param name="count">Bytes wanted.</param>
        /// <returns>
        /// <see cref="DerStatus.CryptoBadLength"/> for more than 255 results of the hash,
        /// <see cref="DerStatus.CryptoNoKey"/> before <see cref="Extract"/>.
        /// </returns>
        [DataPath]
        public DerStatus Expand(byte[] info, int infoOffset, int infoCount, byte[] target, int offset, int count)
        {
            int size = _hmac.Size;
            if (count < 0 || count > 255 * size)
            {
                return DerStatus.CryptoBadLength;
            }

            if (_prk.IsEmpty)
            {
                return DerStatus.CryptoNoKey;
            }

            _hmac.SetKey(_prk.Buffer, 0, size);
            int previous = 0;
            int index = 1;
            while (count > 0)
            {
                _hmac.Update(_block.Buffer, 0, previous);
                _hmac.Update(info, infoOffset, infoCount);
                _hmac.Update((byte)index);
                _hmac.Finish(_block.Buffer, 0);
                previous = size;
                index++;
                int part = count < size ? count : size;
                System.Array.Copy(_block.Buffer, 0, target, offset, part);
                offset += part;
                count -= part;
            }

            _block.Clear();
            _hmac.Dispose();
            return DerStatus.Ok;
        }

        /// <summary>Wipes the pseudorandom key.</summary>
        [DataPath]
        public void Clear()
        {
            _prk.Clear();
            _block.Clear();
        }
    }
}
