using nanoDer.Field;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using nanoDer.Peers;
using nanoDer.Pki;
using nanoDer.Tools;
using nanoDer.Tools.Xmpp;
using Xunit.Sdk;

namespace nanoDer.HostTests.Field;

/// <summary>A server of either kind with its certificates, and those who log in there.</summary>
internal sealed class FieldServer : IAsyncDisposable
{
    /// <summary>More than the board has, since this is about what stays in memory and not about whether all of it fits.</summary>
    private const int Heap = 128 * 1024;

    /// <summary>The device's password where no certificate counts.</summary>
    private readonly string _password = Guid.NewGuid().ToString("N");

    private XmppServer? _server;
    private bool _external;

    public TestPki Pki { get; } = new();

    public XmppServer Server => _server!;

    public Endpoint Endpoint => Server.Endpoint;

    /// <summary>Starts one.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="versions">Versions of TLS.</param>
    /// <param name="external">Whether certificates are enough to log in.</param>
    /// <param name="shown">The server's certificate; a good one when null.</param>
    public static async Task<FieldServer> StartAsync(
        ServerKind kind, TlsVersions versions = TlsVersions.Tls12And13, bool external = true, Func<TestPki, IssuedCertificate>? shown = null)
    {
        RequiredPeer.Present(kind == ServerKind.Prosody ? Prosody.Missing() : Ejabberd.Missing());
        var field = new FieldServer { _external = external };
        try
        {
            IssuedCertificate own = shown is null ? field.Pki.Server() : shown(field.Pki);
            var accounts = new Dictionary<string, string> { ["der1"] = field._password };
            field._server = kind == ServerKind.Prosody
                ? await Prosody.StartAsync(field.Pki.ProsodyOptions(own) with { Tls = versions, SaslExternal = external, Accounts = external ? new Dictionary<string, string>() : accounts })
                : await Ejabberd.StartAsync(new EjabberdOptions
                {
                    CertificateFile = own.CertificateFile,
                    KeyFile = own.KeyFile,
                    AuthorityAndCrlFile = field.Pki.Authority.CertificateFile,
                    Tls = versions,
                    SaslExternal = external,
                    Accounts = accounts,
                });
            return field;
        }
        catch
        {
            await field.DisposeAsync();
            throw;
        }
    }

    /// <summary>A gateway that connects here, or through <paramref name="way"/>.</summary>
    public RunningGateway Gateway(Endpoint? way = null, IssuedCertificate? own = null, nanoDer.Emulator.Engine engine = nanoDer.Emulator.Engine.Jit) => RunningGateway.Start(
        way ?? Endpoint, own ?? Pki.Device("der1"), Pki.Authority.CertificateFile, new FixedInverter(), engine: engine,
        change: o => o with { Password = _external ? null : _password, HeapBytes = Heap });

    /// <summary>A client that knows nothing of this project's engines.</summary>
    public Task<XmppDriver> DriverAsync(string local, CancellationToken cancellation)
    {
        (BareJid jid, PemCredentials own) = Party(local);
        return XmppDriver.ConnectAsync(Endpoint, jid, own, "field", cancellation);
    }

    /// <summary>Somebody with a certificate.</summary>
    public (BareJid Jid, PemCredentials Own) Party(string local)
    {
        IssuedCertificate issued = Pki.Device(local);
        BareJid jid = BareJid.Parse($"{local}@{TestPki.Domain}");
        return (jid, PemCredentials.Load(issued.CertificateFile, issued.KeyFile, Pki.Authority.CertificateFile, jid));
    }

    /// <summary>Runs <paramref name="test"/>; when it fails, the message ends with the server's log.</summary>
    public async Task DuringAsync(Func<Task> test)
    {
        try
        {
            await test();
        }
        catch (Exception e) when (e is not Xunit.SkipException)
        {
            throw new XunitException($"{e}\n\n{Server.Name}'s log:\n{Server.Log}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Pki.Dispose();
    }
}
