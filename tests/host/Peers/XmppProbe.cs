using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoDer.Pki;
using nanoDer.Tools;

namespace nanoDer.HostTests.Peers;

/// <summary>The first steps of a login, one at a time and in the open: what a server offers, and which certificate it shows.</summary>
internal sealed class XmppProbe : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly TcpClient _tcp = new();
    private readonly string _domain;
    private Stream _stream = Stream.Null;

    private XmppProbe(string domain) => _domain = domain;

    /// <summary>What the TLS layer thought of the server's certificate.</summary>
    public SslPolicyErrors CertificateErrors { get; private set; }

    /// <summary>The flags of the chain that did not build, as text.</summary>
    public string ChainStatus { get; private set; } = "";

    /// <summary>The version of TLS.</summary>
    public SslProtocols Version => ((SslStream)_stream).SslProtocol;

    public static async Task<XmppProbe> ConnectAsync(Endpoint server, string domain = TestPki.Domain)
    {
        var probe = new XmppProbe(domain);
        await probe._tcp.ConnectAsync(server.Host, server.Port).WaitAsync(Limit);
        probe._stream = probe._tcp.GetStream();
        return probe;
    }

    /// <summary>Opens a stream and returns all up to the end of the server's features.</summary>
    public async Task<string> FeaturesAsync()
    {
        await SendAsync($"<stream:stream to='{_domain}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        return await ReceiveUntilAsync("</stream:features>", "<stream:features/>");
    }

    /// <summary>STARTTLS and the handshake. A bad server certificate does not end it but is kept in <see cref="CertificateErrors"/>.</summary>
    public async Task StartTlsAsync(string authorityFile, IssuedCertificate? own)
    {
        await SendAsync("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        await ReceiveUntilAsync("/>");
        var tls = new SslStream(_stream);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _domain,
            RemoteCertificateValidationCallback = (_, _, chain, errors) =>
            {
                CertificateErrors = errors;
                ChainStatus = string.Join(",", chain!.ChainStatus.Select(s => s.Status));
                return true;
            },
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(authorityFile) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
        if (own is not null)
        {
            options.ClientCertificates = [X509Certificate2.CreateFromPemFile(own.CertificateFile, own.KeyFile)];
        }

        await tls.AuthenticateAsClientAsync(options).WaitAsync(Limit);
        _stream = tls;
    }

    public async Task SendAsync(string xml) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(xml)).AsTask().WaitAsync(Limit);

    /// <summary>Reads until one of <paramref name="ends"/> has come, and returns all of it.</summary>
    public async Task<string> ReceiveUntilAsync(params string[] ends)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!ends.Any(text.ToString().Contains))
        {
            int count = await _stream.ReadAsync(buffer).AsTask().WaitAsync(Limit);
            if (count == 0)
            {
                throw new EndOfStreamException($"the server closed the connection after: {text}");
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }
}
