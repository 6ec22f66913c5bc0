using System.Runtime.CompilerServices;

namespace System.Security.Cryptography
{
    /// <summary>HMAC with SHA-256.</summary>
    public class HMACSHA256 : IDisposable
    {
        private byte[] _key;
        private byte[] _hash;

        public HMACSHA256()
        {
            _key = new byte[64];
            new Random().NextBytes(_key);
        }

        public HMACSHA256(byte[] key)
        {
            Key = key;
        }

        public byte[] Hash
        {
            get
            {
                return _hash;
            }
        }

        public byte[] Key
        {
            get
            {
                return _key;
            }

            set
            {
                if (value == null)
                {
                    throw new ArgumentNullException();
                }

                _key = value;
            }
        }

        public byte[] ComputeHash(byte[] buffer)
        {
            _hash = HashData(_key, buffer);
            return _hash;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern byte[] HashData(byte[] key, byte[] source);

        public void Dispose()
        {
            Dispose(true);
        }

        protected virtual void Dispose(bool disposing)
        {
            _key = null;
            _hash = null;
        }
    }
}
