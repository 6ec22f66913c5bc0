using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace System.Net.Security
{
    internal static class SslNative
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void SecureConnect(
            object socket, string host, X509Certificate own, X509Certificate authority, int protocols, int verification, bool useStored);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int SecureRead(object socket, byte[] buffer, int offset, int count, int timeout);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int SecureWrite(object socket, byte[] buffer, int offset, int count, int timeout);

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int DataAvailable(object socket);
    }

    /// <summary>The store of trusted authorities.</summary>
    public static class CertificateManager
    {
        public static bool AddCaCertificateBundle(string ca)
        {
            return AddCaCertificateBundle(System.Text.Encoding.UTF8.GetBytes(ca));
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern bool AddCaCertificateBundle(byte[] ca);
    }

    /// <summary>TLS over a connected socket, as a client.</summary>
    public class SslStream : NetworkStream
    {
        private SslVerification _sslVerification;
        private bool _useStoredDeviceCertificate;
        private int _sslContext;
        private bool _isServer;

        public SslStream(Socket socket)
            : base(socket, false)
        {
            if (_socketType != (int)SocketType.Stream)
            {
                throw new NotSupportedException();
            }

            _sslContext = -1;
            _sslVerification = SslVerification.CertificateRequired;
        }

        public SslVerification SslVerification
        {
            get
            {
                return _sslVerification;
            }

            set
            {
                _sslVerification = value;
            }
        }

        public bool UseStoredDeviceCertificate
        {
            get
            {
                return _useStoredDeviceCertificate;
            }

            set
            {
                _useStoredDeviceCertificate = value;
            }
        }

        public bool IsServer
        {
            get
            {
                return _isServer;
            }
        }

        public override bool DataAvailable
        {
            get
            {
                return Length > 0;
            }
        }

        public override long Length
        {
            get
            {
                Check();
                return SslNative.DataAvailable(_socket);
            }
        }

        public void AuthenticateAsClient(string targetHost, SslProtocols enabledSslProtocols)
        {
            AuthenticateAsClient(targetHost, null, null, enabledSslProtocols);
        }

        public void AuthenticateAsClient(string targetHost, X509Certificate clientCertificate, SslProtocols enabledSslProtocols)
        {
            AuthenticateAsClient(targetHost, clientCertificate, null, enabledSslProtocols);
        }

        public void AuthenticateAsClient(string targetHost, X509Certificate clientCertificate, X509Certificate ca, SslProtocols enabledSslProtocols)
        {
            Check();
            if (_sslContext != -1)
            {
                throw new InvalidOperationException();
            }

            SslNative.SecureConnect(
                _socket, targetHost, clientCertificate, ca, (int)enabledSslProtocols, (int)_sslVerification, _useStoredDeviceCertificate);
            _sslContext = 0;
        }

        public override int Read(byte[] buffer, int offset, int size)
        {
            Check(buffer, offset, size);
            return SslNative.SecureRead(_socket, buffer, offset, size, _socket.ReceiveTimeout);
        }

        public override void Write(byte[] buffer, int offset, int size)
        {
            Check(buffer, offset, size);
            SslNative.SecureWrite(_socket, buffer, offset, size, _socket.SendTimeout);
        }

        protected override void Dispose(bool disposing)
        {
            if (!_disposed)
            {
                _disposed = true;
                _socket.Close();
            }
        }
    }
}
