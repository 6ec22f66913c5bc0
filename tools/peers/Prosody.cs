using nanoDer.Tools;

namespace nanoDer.Peers;

/// <summary>A private Prosody on loopback.</summary>
public sealed class Prosody : XmppServer
{
    private const int Hangup = 1;

    private readonly ProsodyOptions _options;
    private Endpoint? _configured;

    private Prosody(ProsodyOptions options)
        : base("Prosody") => _options = options;

    /// <inheritdoc/>
    protected override string LogName => ProsodyConfiguration.LogName;

    /// <inheritdoc/>
    protected override string User => "prosody";

    /// <inheritdoc/>
    protected override string[] Command => ["prosody", "-F", "--config", Path.Combine(Folder, ProsodyConfiguration.FileName)];

    /// <inheritdoc/>
    protected override string PortTaken => "Failed to open server port";

    /// <inheritdoc/>
    protected override string Ready =>
        _options.Federation is not null ? "Activated service 's2s'" : _options.DirectTls ? "Activated service 'c2s_direct_tls'" : "Activated service 'c2s'";

    /// <summary>Where it listens for servers of other domains, when its options have it meet them.</summary>
    public Endpoint? FederationEndpoint { get; private set; }

    /// <summary>Where clients begin with TLS, when its options say so.</summary>
    public Endpoint? DirectTlsEndpoint { get; private set; }

    /// <summary>What is missing on this machine to run one, or null.</summary>
    public static string? Missing()
        => !OperatingSystem.IsLinux() ? "Prosody's supervisor needs Linux"
        : FindInPath("prosody") is null ? "prosody is not installed (Debian: apt-get install prosody)"
        : !Directory.Exists("/usr/lib/prosody/modules/mod_auth_ccert") ? "Prosody's mod_auth_ccert is not installed (Debian: apt-get install prosody-modules)"
        : null;

    /// <summary>Starts one on a free port and waits until it takes connections.</summary>
    /// <exception cref="UserError">It is not installed, or does not start: the message holds its log.</exception>
    public static async Task<Prosody> StartAsync(ProsodyOptions options, CancellationToken cancellation = default)
    {
        if (Missing() is { } missing)
        {
            throw new UserError("Prosody", missing, "install it and try again");
        }

        var server = new Prosody(options);
        await server.StartAsync(cancellation);
        return server;
    }

    /// <summary>Tells it where the servers of other domains and of their rooms are, from its next connection on; it reaches no others.</summary>
    public void Route(params Prosody[] others) => File.WriteAllLines(
        Path.Combine(Folder, ProsodyConfiguration.RoutesName),
        others.SelectMany(o => o.FederationEndpoint is { } at
            ? new[] { $"{o._options.Domain} {at.Host} {at.Port}", $"muc.{o._options.Domain} {at.Host} {at.Port}" }
            : throw new ArgumentException($"{o._options.Domain} meets no other servers", nameof(others))));

    /// <summary>Has it read certificates and revocation list again. They hold for logins after its log tells of the reload.</summary>
    public async Task ReloadAsync()
    {
        CopyCredentials();
        int before = Log.Length;
        Signal(Hangup);
        await LoggedAsync("Reloading configuration", before);
    }

    /// <inheritdoc/>
    protected override void Configure()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        CopyCredentials();
        bool isAgain = _configured == Endpoint;
        _configured = Endpoint;
        if (_options.DirectTls && !isAgain)
        {
            DirectTlsEndpoint = new Endpoint("127.0.0.1", FreePort());
        }

        if (_options.Access is not null)
        {
            CopyModule(ProsodyConfiguration.AccessModule);
        }

        if (_options.Federation is not null)
        {
            CopyModule(ProsodyConfiguration.RoutesModule);
            FederationEndpoint = isAgain ? FederationEndpoint : new Endpoint("127.0.0.1", FreePort());
        }

        ProsodyConfiguration.WriteAccounts(_options, Folder);
        File.WriteAllText(Path.Combine(Folder, ProsodyConfiguration.FileName), ProsodyConfiguration.Text(_options, Folder, Endpoint.Port, FederationEndpoint?.Port, DirectTlsEndpoint?.Port));
    }

    private void CopyModule(string name) => File.Copy(Path.Combine(AppContext.BaseDirectory, name + ".lua"), Path.Combine(Folder, name + ".lua"), overwrite: true);

    private void CopyCredentials()
    {
        File.Copy(_options.CertificateFile, Path.Combine(Folder, ProsodyConfiguration.CertificateName), overwrite: true);
        File.Copy(_options.KeyFile, Path.Combine(Folder, ProsodyConfiguration.KeyName), overwrite: true);
        File.Copy(_options.AuthorityAndCrlFile, Path.Combine(Folder, ProsodyConfiguration.AuthorityName), overwrite: true);
        string? authority = (_options.Access as ClientAccess.RemoteCheck)?.AuthorityFile ?? (_options.Access as ClientAccess.LocalChainRemoteAccess)?.AuthorityFile;
        if (authority is not null)
        {
            File.Copy(authority, Path.Combine(Folder, ProsodyConfiguration.AccessAuthorityName), overwrite: true);
        }

        if (_options.Federation is { } federation)
        {
            File.Copy(federation.CertificateFile, Path.Combine(Folder, ProsodyConfiguration.FederationCertificateName), overwrite: true);
            File.Copy(federation.KeyFile, Path.Combine(Folder, ProsodyConfiguration.FederationKeyName), overwrite: true);
        }
    }
}
