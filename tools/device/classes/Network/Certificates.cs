using System.Runtime.CompilerServices;
using System.Text;

namespace System.Security.Cryptography.X509Certificates
{
    /// <summary>A certificate: the bytes it was made from, and names and dates read from them.</summary>
    public class X509Certificate
    {
        private byte[] _certificate;
        protected string _issuer;
        protected string _subject;
        protected DateTime _effectiveDate;
        protected DateTime _expirationDate;
        protected byte[] _handle;
        protected byte[] _sessionHandle;

        public X509Certificate()
        {
        }

        public X509Certificate(byte[] certificate)
        {
            _certificate = certificate;
            ParseCertificate(certificate, ref _issuer, ref _subject, ref _effectiveDate, ref _expirationDate);
        }

        public X509Certificate(string certificate)
            : this(Terminated(certificate))
        {
        }

        public virtual string Issuer
        {
            get
            {
                return _issuer;
            }
        }

        public virtual string Subject
        {
            get
            {
                return _subject;
            }
        }

        public virtual DateTime GetEffectiveDate()
        {
            return _effectiveDate;
        }

        public virtual DateTime GetExpirationDate()
        {
            return _expirationDate;
        }

        public virtual byte[] GetRawCertData()
        {
            return _certificate;
        }

        internal static byte[] Terminated(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            byte[] terminated = new byte[bytes.Length + 1];
            Array.Copy(bytes, terminated, bytes.Length);
            return terminated;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern void ParseCertificate(
            byte[] certificate, ref string issuer, ref string subject, ref DateTime effectiveDate, ref DateTime expirationDate);
    }

    /// <summary>A certificate that may have its private key with it.</summary>
    public class X509Certificate2 : X509Certificate
    {
        private byte[] _privateKey;
        private string _password;

        public X509Certificate2()
        {
        }

        public X509Certificate2(byte[] rawData)
            : base(rawData)
        {
        }

        public X509Certificate2(string certificate)
            : base(certificate)
        {
        }

        public X509Certificate2(string rawData, string key, string password)
            : base(rawData)
        {
            Take(Terminated(key), password);
        }

        public X509Certificate2(byte[] rawData, string key, string password)
            : base(rawData)
        {
            Take(Terminated(key), password);
        }

        public X509Certificate2(byte[] rawData, byte[] key, string password)
            : base(rawData)
        {
            Take(key, password);
        }

        public bool HasPrivateKey
        {
            get
            {
                return _privateKey != null;
            }
        }

        public byte[] PrivateKey
        {
            get
            {
                return _privateKey;
            }
        }

        public byte[] PublicKey
        {
            get
            {
                return RawData;
            }
        }

        public DateTime NotAfter
        {
            get
            {
                return _expirationDate;
            }
        }

        public DateTime NotBefore
        {
            get
            {
                return _effectiveDate;
            }
        }

        public byte[] RawData
        {
            get
            {
                return GetRawCertData();
            }
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern void DecodePrivateKeyNative(byte[] certificate, byte[] key, string password);

        private void Take(byte[] key, string password)
        {
            _privateKey = key;
            _password = password;
            DecodePrivateKeyNative(RawData, key, password);
        }
    }
}
