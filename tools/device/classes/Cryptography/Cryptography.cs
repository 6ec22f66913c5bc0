using System.Runtime.CompilerServices;

namespace System.Security.Cryptography
{
    public enum CipherMode
    {
        None = 0, CBC = 1, ECB = 2
    }

    /// <summary>AES without padding: whole blocks only.</summary>
    public sealed class Aes
    {
        private byte[] _key;
        private byte[] _iv;
        private CipherMode _mode;

        public Aes(CipherMode mode)
        {
            Mode = mode;
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

        public byte[] IV
        {
            get
            {
                return _iv;
            }

            set
            {
                if (value == null)
                {
                    throw new ArgumentNullException();
                }

                _iv = value;
            }
        }

        public CipherMode Mode
        {
            get
            {
                return _mode;
            }

            set
            {
                if (value == CipherMode.None)
                {
                    throw new ArgumentException();
                }

                _mode = value;
            }
        }

        public void GenerateIV()
        {
            _iv = new byte[16];
            new Random().NextBytes(_iv);
        }

        public byte[] Encrypt(byte[] data)
        {
            return Transform(_key, _iv, data, _mode == CipherMode.CBC, true);
        }

        public byte[] Decrypt(byte[] data)
        {
            return Transform(_key, _iv, data, _mode == CipherMode.CBC, false);
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern byte[] Transform(byte[] key, byte[] iv, byte[] data, bool chained, bool encrypt);
    }
}
