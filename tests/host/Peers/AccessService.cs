using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Web;
using nanoDer.Pki;

namespace nanoDer.HostTests.Peers;

/// <summary>A grid operator's service that says who may log in: https on loopback, one POST a connection.</summary>
internal sealed class AccessService : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Func<Form, int> _decide;

    /// <param name="own">Its certificate, for <c>127.0.0.1</c> (as a dNSName, which is where Prosody looks) when it is to be believed.</param>
    /// <param name="decide">The status that answers a question.</param>
    public AccessService(IssuedCertificate own, Func<Form, int> decide)
    {
        _certificate = X509Certificate2.CreateFromPemFile(own.CertificateFile, own.KeyFile);
        _decide = decide;
        _listener.Start();
        Url = new Uri($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/access");
        _ = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>What was asked.</summary>
    public ConcurrentQueue<Form> Asked { get; } = [];

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            _ = AnswerAsync(client);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using TcpClient connection = client;
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(_certificate);
            using var reader = new StreamReader(tls, Encoding.ASCII);
            int length = 0;
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                length = line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase) ? int.Parse(line.AsSpan(15)) : length;
            }

            if (length == 0)
            {
                // Under TLS 1.3 the other side sees our certificate last, and leaves.
                return;
            }

            char[] body = new char[length];
            await reader.ReadBlockAsync(body);
            var values = HttpUtility.ParseQueryString(new string(body));
            var form = new Form(values["jid"]!, values["certificate"], values["fingerprint"]);
            Asked.Enqueue(form);
            await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {_decide(form)} Decided\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The other side did not believe us, or left.
        }
    }

    /// <summary>A question.</summary>
    public sealed record Form(string Jid, string? Certificate, string? Fingerprint);
}
