using nanoDer.Emulator;
using nanoDer.Peers;
using nanoDer.Pki;
using nanoDer.Tools;
using nanoDer.Tools.Xmpp;

namespace nanoDer.Field;

/// <summary>Certificates of a site and, on loopback, what runs with them: servers, the gateway, somebody who asks.</summary>
public sealed class FieldSite : IDisposable
{
    /// <summary>The domain of all.</summary>
    public const string Domain = "der.local";

    /// <summary>The device's bare JID.</summary>
    public const string Device = "der1@" + Domain;

    /// <summary>Its full JID.</summary>
    public const string FullDevice = Device + "/IEC";

    private readonly CertificateAuthority _authority;
    private readonly IssuedCertificate _server;
    private readonly IssuedCertificate _grid;

    /// <summary>Makes the certificates.</summary>
    public FieldSite()
    {
        _authority = CertificateAuthority.Init(Path.Combine(Folder, "ca"));
        _server = _authority.Issue(CertificateProfile.Server(Domain));
        DeviceCertificate = _authority.Issue(CertificateProfile.Device(Device), name: "der1");
        _grid = _authority.Issue(CertificateProfile.Device("grid@" + Domain), name: "grid");
    }

    /// <summary>A folder that goes with it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("nanoder-field-").FullName;

    /// <summary>The device's.</summary>
    public IssuedCertificate DeviceCertificate { get; }

    /// <summary>Who vouches for all, PEM.</summary>
    public string AuthorityFile => _authority.CertificateFile;

    /// <summary>A certificate for somebody else of the site.</summary>
    public IssuedCertificate Issue(CertificateProfile profile, string name) => _authority.Issue(profile, name: name);

    /// <summary>Starts a Prosody.</summary>
    public async Task<XmppServer> ProsodyAsync() => await Prosody.StartAsync(new ProsodyOptions
    {
        Domain = Domain, CertificateFile = _server.CertificateFile, KeyFile = _server.KeyFile, AuthorityAndCrlFile = _authority.BundleFile,
    });

    /// <summary>Starts an ejabberd.</summary>
    public async Task<XmppServer> EjabberdAsync() => await Ejabberd.StartAsync(new EjabberdOptions
    {
        Domain = Domain, CertificateFile = _server.CertificateFile, KeyFile = _server.KeyFile, AuthorityAndCrlFile = _authority.CertificateFile,
    });

    /// <summary>The gateway's firmware, compiled.</summary>
    public EmulatedGateway Gateway(Endpoint server, Func<GatewayOptions, GatewayOptions>? change = null)
    {
        Board board = Board.Load("ESP32_OLIMEX");
        var options = new GatewayOptions(
            server.Host, server.Port, Device, File.ReadAllBytes(DeviceCertificate.CertificateFile), File.ReadAllBytes(DeviceCertificate.KeyFile),
            File.ReadAllBytes(AuthorityFile), board.MemoryPlan.StanzaBytes);
        return new EmulatedGateway(board, change?.Invoke(options) ?? options, TextWriter.Null);
    }

    /// <summary>Somebody who asks.</summary>
    public Task<XmppDriver> DriverAsync(Endpoint server, CancellationToken cancellation)
    {
        BareJid jid = BareJid.Parse("grid@" + Domain);
        PemCredentials own = PemCredentials.Load(_grid.CertificateFile, _grid.KeyFile, AuthorityFile, jid);
        return XmppDriver.ConnectAsync(server, jid, own, "load", cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
