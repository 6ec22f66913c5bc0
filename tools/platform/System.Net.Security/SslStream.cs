extern alias bcl;

using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using nanoDer.Platform;
using nanoFramework.Runtime.Native;
using Bcl = bcl::System.Net.Security;
using Versions = System.Security.Authentication.SslProtocols;
using X509 = bcl::System.Security.Cryptography.X509Certificates;

namespace System.Net.Security;

/// <summary>TLS over a connected socket. The stream owns the socket: closing one closes the other.</summary>
public class SslStream : NetworkStream
{
    private readonly EmulatedBoard _board;
    private TlsConnection? _connection;
    private int _disposed;

    /// <summary>Takes a connected stream socket; nothing is sent before an <c>Authenticate</c> method is called.</summary>
    /// <param name="socket">The socket.</param>
    /// <exception cref="NotSupportedException">It is no stream socket.</exception>
    public SslStream(Socket socket)
        : base(OnlyStream(socket), false)
    {
        _board = EmulatedBoard.Current;
        SslVerification = SslVerification.CertificateRequired;
    }

    /// <summary>Lets the socket be finalized.</summary>
    ~SslStream()
    {
        Dispose(false);
    }

    /// <summary>Whether and how the peer's certificate is verified. Default: <see cref="SslVerification.CertificateRequired"/>.</summary>
    public SslVerification SslVerification { get; set; }

    /// <summary>Whether to show the certificate of the board's store instead of the one passed.</summary>
    public bool UseStoredDeviceCertificate { get; set; }

    /// <summary>Whether this end is the server.</summary>
    public bool IsServer { get; private set; }

    /// <summary>Decrypted bytes that can be read at once. Bytes that still wait in the socket do not count.</summary>
    public override long Length
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            return _connection?.Available ?? 0;
        }
    }

    /// <summary>Whether <see cref="Length"/> is more than zero.</summary>
    public override bool DataAvailable => Length > 0;

    /// <summary>Does the handshake as client, trusting the board's CA store. There is no time limit.</summary>
    /// <param name="targetHost">The name to ask for and to find in the server's certificate; empty for any.</param>
    /// <param name="enabledSslProtocols">Versions; <see cref="SslProtocols.None"/> is TLS 1.3 only.</param>
    /// <exception cref="SocketException">It failed; see <see cref="TlsFailureStyle"/>.</exception>
    public void AuthenticateAsClient(string targetHost, SslProtocols enabledSslProtocols)
        => AuthenticateAsClient(targetHost, null, null, enabledSslProtocols);

    /// <summary>Does the handshake as client, trusting the board's CA store. There is no time limit.</summary>
    /// <param name="targetHost">The name to ask for and to find in the server's certificate; empty for any.</param>
    /// <param name="clientCertificate">An <see cref="X509Certificate2"/> with key; null for none.</param>
    /// <param name="enabledSslProtocols">Versions; <see cref="SslProtocols.None"/> is TLS 1.3 only.</param>
    /// <exception cref="SocketException">It failed; see <see cref="TlsFailureStyle"/>.</exception>
    public void AuthenticateAsClient(string targetHost, X509Certificate? clientCertificate, SslProtocols enabledSslProtocols)
        => AuthenticateAsClient(targetHost, clientCertificate, null, enabledSslProtocols);

    /// <summary>Does the handshake as client. There is no time limit.</summary>
    /// <param name="targetHost">The name to ask for and to find in the server's certificate; empty for any.</param>
    /// <param name="clientCertificate">An <see cref="X509Certificate2"/> with key; null for none.</param>
    /// <param name="ca">CA certificates to trust besides the board's store; null for none.</param>
    /// <param name="enabledSslProtocols">Versions; <see cref="SslProtocols.None"/> is TLS 1.3 only.</param>
    /// <exception cref="SocketException">It failed; see <see cref="TlsFailureStyle"/>.</exception>
    public void AuthenticateAsClient(string targetHost, X509Certificate? clientCertificate, X509Certificate? ca, SslProtocols enabledSslProtocols)
    {
        ArgumentNullException.ThrowIfNull(targetHost);
        Authenticate(isServer: false, targetHost, clientCertificate, ca, enabledSslProtocols);
    }

    /// <summary>Does the handshake as server; as long as <see cref="SslVerification"/> keeps its default, clients must show a certificate.</summary>
    /// <param name="serverCertificate">An <see cref="X509Certificate2"/> with key.</param>
    /// <param name="enabledSslProtocols">Versions; <see cref="SslProtocols.None"/> is TLS 1.3 only.</param>
    /// <exception cref="SocketException">It failed; see <see cref="TlsFailureStyle"/>.</exception>
    public void AuthenticateAsServer(X509Certificate? serverCertificate, SslProtocols enabledSslProtocols)
        => Authenticate(isServer: true, string.Empty, serverCertificate, null, enabledSslProtocols);

    /// <summary>Does the handshake as server. As on the device, the client's certificate is not verified in either case.</summary>
    /// <param name="serverCertificate">An <see cref="X509Certificate2"/> with key.</param>
    /// <param name="clientCertificateRequired">Without effect.</param>
    /// <param name="enabledSslProtocols">Versions; <see cref="SslProtocols.None"/> is TLS 1.3 only.</param>
    /// <exception cref="SocketException">It failed; see <see cref="TlsFailureStyle"/>.</exception>
    public void AuthenticateAsServer(X509Certificate? serverCertificate, bool clientCertificateRequired, SslProtocols enabledSslProtocols)
    {
        SslVerification = clientCertificateRequired ? SslVerification.VerifyClientOnce : SslVerification.NoVerification;
        Authenticate(isServer: true, string.Empty, serverCertificate, null, enabledSslProtocols);
    }

    /// <summary>Reads what is there, at least one byte, waiting for it as long as the socket's <see cref="Socket.ReceiveTimeout"/>.</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="offset">Where in it.</param>
    /// <param name="size">How much at most.</param>
    /// <returns>How much; 0 when the peer has closed the connection.</returns>
    /// <exception cref="SocketException">10060: nothing came in time, and the stream is as it was. -1: the connection broke.</exception>
    public override int Read(byte[] buffer, int offset, int size)
    {
        ValidateBufferArguments(buffer, offset, size);
        return Read(buffer.AsSpan(offset, size));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        TlsConnection connection = Connection();
        return buffer.IsEmpty ? 0 : connection.Read(buffer);
    }

    /// <summary>Writes all.</summary>
    /// <param name="buffer">Where it is.</param>
    /// <param name="offset">Where in it.</param>
    /// <param name="size">How much.</param>
    /// <exception cref="SocketException">10060: the socket took nothing within its <see cref="Socket.SendTimeout"/>. -1: the connection broke.</exception>
    public override void Write(byte[] buffer, int offset, int size)
    {
        ValidateBufferArguments(buffer, offset, size);
        Write(buffer.AsSpan(offset, size));
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        TlsConnection connection = Connection();
        if (!buffer.IsEmpty)
        {
            connection.Write(buffer);
        }
    }

    // What NetworkStream has besides, and nanoFramework has not, would go past TLS.

    /// <summary>Not on the device.</summary>
    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Not on the device.</summary>
    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Not on the device.</summary>
    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Not on the device.</summary>
    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Not on the device.</summary>
    /// <inheritdoc/>
    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) => throw new NotSupportedException();

    /// <summary>Not on the device.</summary>
    /// <inheritdoc/>
    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) => throw new NotSupportedException();

    /// <summary>Tells the peer and closes the socket.</summary>
    /// <param name="disposing">False when called by the finalizer.</param>
    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            if (disposing)
            {
                _connection?.Dispose();
                Socket.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private static Socket OnlyStream(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return socket.SocketType == SocketType.Stream ? socket : throw new NotSupportedException();
    }

    private TlsConnection Connection()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ExecutionConstraint.Check();
        return _connection ?? throw new InvalidOperationException("There was no handshake.");
    }

    private void Authenticate(bool isServer, string host, X509Certificate? certificate, X509Certificate? ca, SslProtocols protocols)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ExecutionConstraint.Check();
        if (_connection != null)
        {
            throw new InvalidOperationException();
        }

        IsServer = isServer;
        try
        {
            var connection = new TlsConnection(Socket);
            Handshake(connection, host, certificate, ca, protocols);
            _connection = connection;
            _board.Tls.Report(new TlsHandshake(
                true, isServer, host, connection.Protocol, connection.CipherSuite, VerifyFlags.None, 0, string.Empty));
        }
        catch (TlsFailureException e)
        {
            _board.Tls.Report(new TlsHandshake(
                false, isServer, host, string.Empty, string.Empty, e.Flags, e.ErrorCode, e.Message));
            throw e.ForDevice(_board.TlsFailureStyle);
        }
    }

    private void Handshake(TlsConnection connection, string host, X509Certificate? certificate, X509Certificate? ca, SslProtocols protocols)
    {
        Versions versions = TlsConnection.VersionsOf(protocols);
        Bcl.SslStreamCertificateContext? own =
            OwnCertificate.Load(certificate, UseStoredDeviceCertificate ? _board.DeviceCertificate : null);
        CertificateVerifier? verifier = SslVerification == SslVerification.CertificateRequired
            ? new CertificateVerifier(Trusted(ca), _board.UtcNow)
            : null;
        if (!IsServer)
        {
            connection.Connect(host, own, verifier, versions);
        }
        else if (own == null)
        {
            throw TlsFailureException.Handshake(MbedTls.HandshakeFailure, "A server needs a certificate.");
        }
        else
        {
            connection.Accept(own, verifier, versions);
        }
    }

    private X509.X509Certificate2Collection Trusted(X509Certificate? ca)
    {
        // What the store has and cannot be read is passed over without a word; what is passed must be right.
        X509.X509Certificate2Collection trusted = _board.CaStore == null ? [] : PemOrDer.Certificates(_board.CaStore, out _);
        if (ca != null)
        {
            trusted.AddRange(PemOrDer.Certificates(ca.GetRawCertData(), out int unreadable));
            if (unreadable != 0)
            {
                throw TlsFailureException.SetUp(TlsFailureException.CertificateParseFailed, "The CA certificate cannot be read.");
            }
        }

        return trusted;
    }
}
