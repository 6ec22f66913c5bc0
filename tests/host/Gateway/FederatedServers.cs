using System.Text.Json;
using nanoDer.Field;
using nanoDer.HostTests.Peers;
using nanoDer.Peers;
using nanoDer.Pki;
using nanoDer.Tools;
using nanoDer.Tools.Xmpp;
using Xunit;
using Xunit.Sdk;

namespace nanoDer.HostTests.Gateway;

/// <summary>The gateway's Prosody and the grid operator's, each with an authority of its own; mutual TLS and EXTERNAL between them.</summary>
public sealed class FederatedServers : IAsyncLifetime
{
    public const string GridDomain = "grid.local";

    private readonly TemporaryFolder _folder = new();
    private Prosody? _der;
    private Prosody? _grid;

    public FederatedServers() => Operator = Pki.Stranger();

    /// <summary>What the gateway's server shows to the other.</summary>
    internal Func<FederatedServers, Federation> DerLink { get; init; } = s => s.Good(s.Pki.Authority, TestPki.Domain);

    /// <summary>What the operator's server shows to the other.</summary>
    internal Func<FederatedServers, Federation> GridLink { get; init; } = s => s.Good(s.Operator, GridDomain);

    internal TestPki Pki { get; } = new();

    /// <summary>Who vouches for the operator's side.</summary>
    internal CertificateAuthority Operator { get; }

    /// <summary>The gateway's.</summary>
    internal Prosody Der => _der ?? throw new InvalidOperationException("it was not started");

    /// <summary>The operator's.</summary>
    internal Prosody Grid => _grid ?? throw new InvalidOperationException("it was not started");

    /// <summary>Starts both, where they can be had.</summary>
    public async Task InitializeAsync()
    {
        if (Prosody.Missing() is not null)
        {
            return;
        }

        string trust = _folder["both.pem"];
        await File.WriteAllTextAsync(trust, await File.ReadAllTextAsync(Pki.Authority.BundleFile) + await File.ReadAllTextAsync(Operator.BundleFile));
        IssuedCertificate gridServer = Operator.Issue(CertificateProfile.Server(GridDomain), name: "server");
        ProsodyOptions options = Pki.ProsodyOptions() with { AuthorityAndCrlFile = trust, Federation = DerLink(this) };
        _der = await Prosody.StartAsync(options);
        _grid = await Prosody.StartAsync(options with
        {
            Domain = GridDomain,
            CertificateFile = gridServer.CertificateFile,
            KeyFile = gridServer.KeyFile,
            Federation = GridLink(this),
        });
        _der.Route(_grid);
        _grid.Route(_der);
    }

    /// <summary>Runs <paramref name="test"/>; when it fails, the message ends with the logs of both.</summary>
    internal async Task DuringAsync(Func<Task> test)
    {
        RequiredPeer.Present(Prosody.Missing());
        try
        {
            await test();
        }
        catch (Exception e) when (e is not Xunit.SkipException)
        {
            throw new XunitException($"{e}\n\nThe gateway's server:\n{Der.Log}\n\nThe operator's:\n{Grid.Log}", e);
        }
    }

    /// <summary>A certificate between servers as it should be: it stands for the rooms as well.</summary>
    internal Federation Good(CertificateAuthority authority, string domain)
    {
        IssuedCertificate issued = authority.Issue(CertificateProfile.Server(domain, "muc." + domain), name: $"link-{Guid.NewGuid():N}");
        return new Federation(issued.CertificateFile, issued.KeyFile);
    }

    /// <summary>Somebody of the operator's.</summary>
    internal (string Jid, IssuedCertificate Own) Party(string local)
    {
        string jid = $"{local}@{GridDomain}";
        return (jid, Operator.Issue(CertificateProfile.Device(jid), name: $"{local}-{Guid.NewGuid():N}"));
    }

    /// <summary>Runs a script at the operator's server.</summary>
    internal async Task<JsonDocument> RunAsync(string script, string local, params string[] more)
    {
        (string jid, IssuedCertificate own) = Party(local);
        ProcessResult result = await Slixmpp.RunAsync(script, Grid.Endpoint, jid, own, Operator.CertificateFile, more);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonDocument.Parse(result.Output);
    }

    /// <summary>Somebody at the operator's server who moves stanzas as text.</summary>
    internal Task<XmppDriver> DriverAsync(string local, CancellationToken cancellation)
    {
        (string jid, IssuedCertificate own) = Party(local);
        BareJid bare = BareJid.Parse(jid);
        return XmppDriver.ConnectAsync(Grid.Endpoint, bare, PemCredentials.Load(own.CertificateFile, own.KeyFile, Operator.CertificateFile, bare), "driver", cancellation);
    }

    public async Task DisposeAsync()
    {
        foreach (Prosody? server in new[] { _grid, _der })
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        Operator.Dispose();
        Pki.Dispose();
        _folder.Dispose();
    }
}
