using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Core;
using nanoDer.Tls;

namespace nanoDer.Firmware
{
    /// <summary>
    /// A TCP connection that becomes a TLS connection. The only place in the gateway that touches a socket. The runtime's handshake
    /// has no time-out and stops every thread, so nothing but a watchdog outside helps against a server that falls silent in it.
    /// </summary>
    public sealed class Connection : ITransport
    {
        // Mbed TLS: X509_CERT_VERIFY_FAILED.
        private const int CertificateRefused = -0x2700;
        private const int TimedOut = 10060;

        // What a read may wait for the rest of a TLS record that has begun to arrive, in milliseconds.
        private const int RecordWait = 250;
        private const int SendWait = 15000;

        private readonly TlsProfile _profile;
        private string _certificate;
        private string _privateKey;
        private string _authorityText;
        private readonly PreFlight _preFlight;
        private Socket _socket;
        private readonly DatagramPort _port = new DatagramPort();
        private SslStream _tls;
        private X509Certificate2 _own;
        private X509Certificate _authority;
        private bool _loaded;

        /// <summary>Reads the own certificate, once: what is wrong with it is told by <see cref="Check"/>.</summary>
        /// <param name="settings">Certificate, key, authority and profile.</param>
        public Connection(GatewaySettings settings)
        {
            _profile = settings.Tls;
            _certificate = settings.Certificate;
            _privateKey = settings.PrivateKey;
            _authorityText = settings.Authority;
            _preFlight = new PreFlight(settings.Tls);
            if (settings.Certificate != null)
            {
                _preFlight.Load(settings.Certificate, settings.PrivateKey);
            }
        }

        /// <inheritdoc/>
        public DerStatus Open(string host, int port)
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

        /// <inheritdoc/>
        public DerStatus Check(long utc, int freeHeap, int largestBlock)
        {
            return _preFlight.Check(utc, freeHeap, largestBlock);
        }

        /// <inheritdoc/>
        public long NotAfter()
        {
            return _preFlight.NotAfter;
        }

        /// <inheritdoc/>
        public DerStatus Secure(string domain)
        {
            DerStatus status = Load();
            if (status != DerStatus.Ok)
            {
                return status;
            }

            try
            {
                _tls = new SslStream(_socket);
                _tls.SslVerification = SslVerification.CertificateRequired;
                _tls.UseStoredDeviceCertificate = _own == null;
                _tls.AuthenticateAsClient(domain, _own, _authority, _profile.AllowTls12 ? SslProtocols.Tls12 | SslProtocols.Tls13 : SslProtocols.Tls13);
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

        /// <inheritdoc/>
        public int Receive(byte[] buffer, int wait)
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

        /// <inheritdoc/>
        public bool Send(byte[] buffer, int offset, int count)
        {
            try
            {
                if (_tls != null)
                {
                    _tls.Write(buffer, offset, count);
                    return true;
                }

                return SendAll(_socket, buffer, offset, count);
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public void Ask(string server, int port, byte[] buffer, int count)
        {
            _port.Ask(server, port, buffer, count);
        }

        /// <inheritdoc/>
        public int Answer(byte[] buffer, int wait)
        {
            return _port.Answer(buffer, wait);
        }

        /// <inheritdoc/>
        public void EndAsking()
        {
            _port.Close();
        }

        /// <inheritdoc/>
        public void Close()
        {
            _port.Close();
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

        /// <summary>Sends octets, however many a call takes.</summary>
        /// <param name="socket">A socket that is connected.</param>
        /// <param name="buffer">Buffer with the octets.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many there are.</param>
        /// <returns>False when the socket takes no more.</returns>
        /// <exception cref="SocketException">The connection is broken.</exception>
        public static bool SendAll(Socket socket, byte[] buffer, int offset, int count)
        {
            while (count > 0)
            {
                int sent = socket.Send(buffer, offset, count, SocketFlags.None);
                if (sent <= 0)
                {
                    return false;
                }

                offset += sent;
                count -= sent;
            }

            return true;
        }

        /// <summary>The addresses of a host, or the one that is given.</summary>
        /// <param name="host">Name or address.</param>
        /// <returns>At least one.</returns>
        /// <exception cref="SocketException">There is none.</exception>
        public static IPAddress[] Resolve(string host)
        {
            if (IsIPv4(host) || host.IndexOf(':') >= 0)
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

        private DerStatus Load()
        {
            if (_loaded)
            {
                return DerStatus.Ok;
            }

            try
            {
                if (_certificate != null)
                {
                    _own = new X509Certificate2(_certificate, _privateKey, string.Empty);
                }

                if (_authorityText != null)
                {
                    _authority = new X509Certificate(_authorityText);
                }
            }
            catch (Exception)
            {
                return DerStatus.TlsOwnCertificate;
            }

            // Each has a copy of its own.
            _certificate = null;
            _privateKey = null;
            _authorityText = null;
            _loaded = true;
            return DerStatus.Ok;
        }
    }
}
