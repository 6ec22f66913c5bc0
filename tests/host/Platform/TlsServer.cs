using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace nanoDer.HostTests.Platform;

/// <summary>A TLS server of .NET's own on loopback that serves one connection by a script.</summary>
internal sealed class TlsServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _served;
    private Socket? _socket;

    internal TlsServer(
        X509Certificate2 certificate,
        Action<SslStream, Gate> script,
        SslProtocols versions = SslProtocols.Tls12 | SslProtocols.Tls13,
        X509Certificate2? clientAuthority = null,
        params X509Certificate2[] intermediates)
    {
        _listener.Start();
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [.. intermediates], offline: true),
            EnabledSslProtocols = versions,
            ClientCertificateRequired = clientAuthority != null,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, client, _, _) =>
            {
                ClientSubject = client?.Subject;
                return clientAuthority == null || client?.Issuer == clientAuthority.Subject;
            },
        };
        _served = Task.Run(() => Serve(options, script));
    }

    /// <summary>Subject of the certificate that the client showed.</summary>
    internal string? ClientSubject { get; private set; }

    /// <summary>The name that the client asked for (SNI).</summary>
    internal string? AskedFor { get; private set; }

    /// <summary>What the server's handshake ended with; null when it went well.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Where it listens.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A socket connected to the server.</summary>
    internal Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(_listener.LocalEndpoint);
        return socket;
    }

    /// <summary>Waits until the script has ended and passes on what it threw.</summary>
    internal void Finish() => Assert.True(_served.Wait(TimeSpan.FromSeconds(20)), "The server's script has not ended.");

    public void Dispose()
    {
        _listener.Stop();
        _socket?.Dispose();
        try
        {
            _served.Wait(TimeSpan.FromSeconds(20));
        }
        catch (AggregateException)
        {
            // Finish() is there to see it; here the connection may have been torn down.
        }
    }

    private void Serve(SslServerAuthenticationOptions options, Action<SslStream, Gate> script)
    {
        _socket = _listener.AcceptSocket();
        using var gate = new Gate(new NetworkStream(_socket, ownsSocket: true));
        using var tls = new SslStream(gate);
        try
        {
            tls.AuthenticateAsServer(options);
            AskedFor = tls.TargetHostName;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            Failure = e;
            return;
        }

        script(tls, gate);
    }
}
