using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using nanoDer.Pki;

namespace nanoDer.Tools.Xmpp;

/// <summary>An XMPP client that shares no code with the gateway: it logs in by certificate and then moves whole stanzas as text.</summary>
public sealed class XmppDriver : IDisposable
{
    private const string Tls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    private const string Auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>";
    private const int BufferBytes = 65_536;

    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly StanzaSplitter _splitter = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly string _domain;
    private Stream _stream = Stream.Null;

    private XmppDriver(string domain) => _domain = domain;

    /// <summary>The JID that the server bound.</summary>
    public string FullJid { get; private set; } = "";

    /// <summary>Connects and logs in; it sends no presence of its own.</summary>
    /// <exception cref="UserError">The server does not let it in.</exception>
    public static async Task<XmppDriver> ConnectAsync(Endpoint server, BareJid jid, PemCredentials own, string resource, CancellationToken cancellation)
    {
        var driver = new XmppDriver(jid.Domain);
        try
        {
            await driver.LogInAsync(server, own, resource, cancellation);
            return driver;
        }
        catch (Exception e)
        {
            driver.Dispose();
            throw e is SocketException or IOException or AuthenticationException ? new UserError(server.ToString(), e.Message, "see the server's log") : e;
        }
    }

    /// <summary>Sends text.</summary>
    public ValueTask SendAsync(string xml, CancellationToken cancellation) => _stream.WriteAsync(Encoding.UTF8.GetBytes(xml), cancellation);

    /// <summary>The next stanza, or other element at the top of the stream.</summary>
    /// <exception cref="EndOfStreamException">The connection is gone.</exception>
    public async ValueTask<string> ReceiveAsync(CancellationToken cancellation)
    {
        string? stanza;
        while ((stanza = _splitter.Next()) is null)
        {
            int count = await _stream.ReadAsync(_buffer, cancellation);
            if (count == 0)
            {
                throw new EndOfStreamException("the server closed the connection");
            }

            _splitter.Feed(_buffer.AsSpan(0, count));
        }

        return stanza;
    }

    /// <summary>Reads a stanza; its names are in <c>jabber:client</c> unless it says something else.</summary>
    /// <returns>Null for what is no whole element, such as the end of the stream.</returns>
    public static XElement? Parse(string stanza)
    {
        var names = new XmlNamespaceManager(new NameTable());
        names.AddNamespace("", "jabber:client");
        names.AddNamespace("stream", "http://etherx.jabber.org/streams");
        try
        {
            using XmlReader reader = XmlReader.Create(
                new StringReader(stanza), new XmlReaderSettings { ConformanceLevel = ConformanceLevel.Fragment }, new XmlParserContext(null, names, null, XmlSpace.None));
            reader.MoveToContent();
            return (XElement)XNode.ReadFrom(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The next stanza that holds <paramref name="text"/>; others are passed over.</summary>
    public async ValueTask<string> ReceiveAsync(string text, CancellationToken cancellation)
    {
        string stanza;
        do
        {
            stanza = await ReceiveAsync(cancellation);
        }
        while (!stanza.Contains(text, StringComparison.Ordinal));
        return stanza;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }

    private async Task LogInAsync(Endpoint server, PemCredentials own, string resource, CancellationToken cancellation)
    {
        await _tcp.ConnectAsync(server.Host, server.Port, cancellation);
        _stream = _tcp.GetStream();
        await OpenAsync(cancellation);
        await SendAsync(Tls, cancellation);
        await ExpectAsync("<proceed", cancellation);
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsClientAsync(Options(own), cancellation);
        _stream = tls;
        await OpenAsync(cancellation);
        await SendAsync(Auth, cancellation);
        await ExpectAsync("<success", cancellation);
        await OpenAsync(cancellation);
        await SendAsync($"<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>{resource}</resource></bind></iq>", cancellation);
        string bound = await ExpectAsync("<jid>", cancellation);
        FullJid = bound[(bound.IndexOf("<jid>", StringComparison.Ordinal) + 5)..bound.IndexOf("</jid>", StringComparison.Ordinal)];
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        _splitter.Restart();
        await SendAsync($"<?xml version='1.0'?><stream:stream to='{_domain}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>", cancellation);
        await ExpectAsync("features", cancellation);
    }

    private async Task<string> ExpectAsync(string text, CancellationToken cancellation)
    {
        string said = await ReceiveAsync(cancellation);
        return said.Contains(text, StringComparison.Ordinal) ? said : throw new UserError("login", $"'{said}' instead of {text}", "see the server's log");
    }

    private SslClientAuthenticationOptions Options(PemCredentials own)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(Encoding.Latin1.GetString(own.Authorities));
        X509Certificate2 certificate = X509Certificate2.CreateFromPem(Encoding.Latin1.GetString(own.Certificate), Encoding.Latin1.GetString(own.Key));
        return new SslClientAuthenticationOptions
        {
            TargetHost = _domain,
            CertificateChainPolicy = policy,
            ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
        };
    }
}
