using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Core;

namespace nanoDer.Firmware
{
    /// <summary>
    /// A TCP connection that becomes a TLS connection. The only place in the gateway that touches a socket. The runtime's handshake
    /// has no time-out and stops every thread, so nothing but a watchdog outside helps against a server that falls silent in it.
    /// </summary>
    internal sealed class Connection
    {
        // Mbed TLS: X509_CERT_VERIFY_FAILED.
        private const int CertificateRefused = -0x2700;
        private const int TimedOut = 10060;

        // What a read may wait for the rest of a TLS record that has begun to arrive, in milliseconds.
        private const int RecordWait = 250;
        private const int SendWait = 15000;

        private Socket _socket;
        private SslStream _tls;
        private X509Certificate2 _own;
        private X509Certificate _authority;
        private bool _loaded;

        /// <summary>Connects, trying each IPv4 address of the host and then the others.</summary>
        internal DerStatus Open(string host, int port)
        {
            IPAddress[] addresses;
            try
            {
                addresses = Resolve(host);
            }
            catch (Exception)
            {
                return DerStatus.NetNoAddress;
            }

            if (addresses == null || addresses.Length == 0)
            {
                return DerStatus.NetNoAddress;
            }

            for (int pass = 0; pass < 2; pass++)
            {
                for (int i = 0; i < addresses.Length; i++)
                {
                    bool isV4 = addresses[i].AddressFamily == AddressFamily.InterNetwork;
                    if (isV4 == (pass == 0) && TryConnect(addresses[i], port))
                    {
                        return DerStatus.Ok;
                    }
                }
            }

            return DerStatus.NetNoConnection;
        }

        /// <summary>Does the TLS handshake: mutual, TLS 1.2 or 1.3, certificate of the server required and checked.</summary>
        internal DerStatus Secure(GatewaySettings settings, string domain)
        {
            DerStatus status = Load(settings);
            if (status != DerStatus.Ok)
            {
                return status;
            }

            try
            {
                _tls = new SslStream(_socket);
                _tls.SslVerification = SslVerification.CertificateRequired;
                _tls.UseStoredDeviceCertificate = _own == null;
                _tls.AuthenticateAsClient(domain, _own, _authority, SslProtocols.Tls12 | SslProtocols.Tls13);
                return DerStatus.Ok;
            }
            catch (SocketException e)
            {
                return e.ErrorCode == CertificateRefused ? DerStatus.TlsServerCertificate : DerStatus.TlsHandshake;
            }
            catch (Exception)
            {
                return DerStatus.TlsHandshake;
            }
        }

        /// <summary>Waits for bytes.</summary>
        /// <param name="buffer">Where they go.</param>
        /// <param name="wait">The longest wait in milliseconds.</param>
        /// <returns>Number of bytes; 0 when none came; -1 when the connection is gone.</returns>
        internal int Receive(byte[] buffer, int wait)
        {
            try
            {
                if (_tls == null)
                {
                    if (!_socket.Poll(wait * 1000, SelectMode.SelectRead))
                    {
                        return 0;
                    }

                    int count = _socket.Receive(buffer, 0, buffer.Length, SocketFlags.None);
                    return count > 0 ? count : -1;
                }

                if (!_tls.DataAvailable && !_socket.Poll(wait * 1000, SelectMode.SelectRead))
                {
                    return 0;
                }

                int read = _tls.Read(buffer, 0, buffer.Length);
                return read > 0 ? read : -1;
            }
            catch (SocketException e)
            {
                // What came was part of a record, or a record without data such as a session ticket.
                return e.ErrorCode == TimedOut ? 0 : -1;
            }
            catch (Exception)
            {
                return -1;
            }
        }

        /// <summary>Sends all of the bytes.</summary>
        /// <returns>False when the connection is gone.</returns>
        internal bool Send(byte[] buffer, int offset, int count)
        {
            try
            {
                if (_tls != null)
                {
                    _tls.Write(buffer, offset, count);
                    return true;
                }

                while (count > 0)
                {
                    int sent = _socket.Send(buffer, offset, count, SocketFlags.None);
                    if (sent <= 0)
                    {
                        return false;
                    }

                    offset += sent;
                    count -= sent;
                }

                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <summary>Closes the connection, whatever state it is in.</summary>
        internal void Close()
        {
            try
            {
                if (_tls != null)
                {
                    _tls.Dispose();
                }

                if (_socket != null)
                {
                    _socket.Close();
                }
            }
            catch (Exception)
            {
                // It is given up either way.
            }

            _tls = null;
            _socket = null;
        }

        private static IPAddress[] Resolve(string host)
        {
            if (IsIPv4(host))
            {
                return new IPAddress[] { IPAddress.Parse(host) };
            }

            return Dns.GetHostEntry(host).AddressList;
        }

        private static bool IsIPv4(string host)
        {
            for (int i = 0; i < host.Length; i++)
            {
                int c = host[i];
                if (c != '.' && (c < '0' || c > '9'))
                {
                    return false;
                }
            }

            return true;
        }

        private bool TryConnect(IPAddress address, int port)
        {
            try
            {
                _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                _socket.Connect(new IPEndPoint(address, port));
                _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
                _socket.ReceiveTimeout = RecordWait;
                _socket.SendTimeout = SendWait;
                return true;
            }
            catch (Exception)
            {
                Close();
                return false;
            }
        }

        private DerStatus Load(GatewaySettings settings)
        {
            if (_loaded)
            {
                return DerStatus.Ok;
            }

            try
            {
                if (settings.Certificate != null)
                {
                    _own = new X509Certificate2(settings.Certificate, settings.PrivateKey, string.Empty);
                }

                if (settings.Authority != null)
                {
                    _authority = new X509Certificate(settings.Authority);
                }
            }
            catch (Exception)
            {
                return DerStatus.TlsOwnCertificate;
            }

            _loaded = true;
            return DerStatus.Ok;
        }
    }
}
