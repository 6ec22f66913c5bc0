using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>
/// What can be wrong with a real server or with the device's certificate: each ends in a named status and a line that says what to do,
/// and the gateway tries again.
/// </summary>
public sealed class GatewayFailureTests
{
    [SkippableTheory]
    [InlineData("other authority", TlsVersions.Tls12)]
    [InlineData("other authority", TlsVersions.Tls13)]
    [InlineData("expired", TlsVersions.Tls13)]
    [InlineData("not yet valid", TlsVersions.Tls13)]
    [InlineData("other name", TlsVersions.Tls13)]
    public Task Server_certificate_is_refused(string what, TlsVersions versions) => FailsAsync(
        (pki, options) =>
        {
            IssuedCertificate shown = BadServer(pki, what);
            return options with { CertificateFile = shown.CertificateFile, KeyFile = shown.KeyFile, Tls = versions };
        },
        pki => pki.Device("der1"),
        DerStatus.TlsServerCertificate,
        "check its authority, its dates, its name");

    [SkippableFact]
    public Task Server_offers_no_starttls() => FailsAsync(
        (_, options) => options with { StartTls = false }, pki => pki.Device("der1"), DerStatus.XmppNoStartTls, "enable STARTTLS");

    [SkippableFact]
    public Task Server_offers_no_external() => FailsAsync(
        (_, options) => options with { SaslExternal = false }, pki => pki.Device("der1"), DerStatus.XmppNoMechanism, "trust this device's authority");

    [SkippableFact]
    public Task Own_certificate_names_nobody() => FailsAsync(
        (_, options) => options, pki => pki.Nameless(), DerStatus.XmppAccountDisabled, "check its id-on-xmppAddr");

    [SkippableFact]
    public Task Own_certificate_names_somebody_of_another_domain() => FailsAsync(
        (_, options) => options,
        pki => pki.Authority.Issue(CertificateProfile.Device("der1@elsewhere.local"), name: "elsewhere"),
        DerStatus.XmppNotAuthorized,
        "compare the JID with the certificate's id-on-xmppAddr");

    [SkippableFact]
    public Task Own_certificate_names_another_device() => FailsAsync(
        (_, options) => options, pki => pki.Device("der2"), DerStatus.XmppBindRefused, "compare the JID with the certificate's id-on-xmppAddr");

    [SkippableTheory]
    [InlineData("expired", TlsVersions.Tls12)]
    [InlineData("expired", TlsVersions.Tls13)]
    [InlineData("revoked", TlsVersions.Tls13)]
    [InlineData("other authority", TlsVersions.Tls12)]
    [InlineData("other authority", TlsVersions.Tls13)]
    public Task Own_certificate_is_refused(string what, TlsVersions versions)
    {
        IssuedCertificate? own = null;
        return FailsAsync(
            (pki, options) =>
            {
                own = BadDevice(pki, what);
                return options with { Tls = versions };
            },
            _ => own!,
            DerStatus.TlsHandshake,
            "that the server accepts this device's certificate");
    }

    [SkippableFact]
    public async Task Server_dies_and_comes_back()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = RunningGateway.Start(server.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile);
            await gateway.NextAsync(GatewayEvent.Online);

            await server.Prosody.KillAsync();
            Assert.Equal(DerStatus.NetLost, (await gateway.NextAsync(GatewayEvent.Offline)).Status);
            GatewayMessage refused = await gateway.NextAsync(GatewayEvent.Offline);
            Assert.Equal(DerStatus.NetNoConnection, refused.Status);
            Assert.Contains("check host, port, firewall and whether the server runs", refused.Line, StringComparison.Ordinal);
            await server.Prosody.StartAgainAsync();
            Assert.Equal("der1@der.local/IEC", (await gateway.NextAsync(GatewayEvent.Online)).Text);

            await server.Prosody.StopAsync();
            GatewayMessage stopped = await gateway.NextAsync(GatewayEvent.Offline);

            // A server that stops before it has read all that was sent cuts the connection, and its last words are lost.
            Assert.Contains(stopped.Status, new[] { DerStatus.XmppSystemShutdown, DerStatus.NetLost });
            await server.Prosody.StartAgainAsync();
            await gateway.NextAsync(GatewayEvent.Online);
        });
    }

    [SkippableFact]
    public async Task Second_device_with_the_same_identity_takes_the_session()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            IssuedCertificate own = server.Pki.Device("der1");
            await using RunningGateway first = RunningGateway.Start(server.Endpoint, own, server.Pki.Authority.CertificateFile);
            await first.NextAsync(GatewayEvent.Online);
            await using RunningGateway second = RunningGateway.Start(server.Endpoint, own, server.Pki.Authority.CertificateFile);
            await second.NextAsync(GatewayEvent.Online);
            GatewayMessage pushed = await first.NextAsync(GatewayEvent.Offline);
            Assert.Equal(DerStatus.XmppConflict, pushed.Status);
            Assert.Contains("look for a second device", pushed.Line, StringComparison.Ordinal);

            // At once to the longest wait: two devices must not push each other out in turns without pause.
            int wait = int.Parse((await first.NextAsync(GatewayEvent.Waiting)).Text!, System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(wait, (int)RunningGateway.LongestWait.TotalMilliseconds / 2, (int)RunningGateway.LongestWait.TotalMilliseconds);
        });
    }

    [SkippableFact]
    public async Task Server_freezes_and_thaws()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = RunningGateway.StartImpatient(server.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile);
            await gateway.NextAsync(GatewayEvent.Online);
            server.Prosody.Pause();
            Assert.Equal(DerStatus.XmppTimeout, (await gateway.NextAsync(GatewayEvent.Offline)).Status);
            GatewayMessage again = await gateway.NextAsync(GatewayEvent.Offline);
            Assert.Equal(DerStatus.XmppTimeout, again.Status);
            Assert.Contains("check server and link", again.Line, StringComparison.Ordinal);
            server.Prosody.Resume();
            await gateway.NextAsync(GatewayEvent.Resumed);
        });
    }

    private static async Task FailsAsync(
        Func<TestPki, ProsodyOptions, ProsodyOptions> change, Func<TestPki, IssuedCertificate> own, DerStatus status, string advice)
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync(change);
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = RunningGateway.Start(server.Endpoint, own(server.Pki), server.Pki.Authority.CertificateFile);
            await gateway.FailsAndTriesAgainAsync(status, advice);
        });
    }

    private static IssuedCertificate BadServer(TestPki pki, string what)
    {
        switch (what)
        {
            case "other name":
                return pki.Server("elsewhere.local");
            case "expired":
                return pki.Server(validity: Validity.Days(9, DateTimeOffset.UtcNow.AddDays(-10)));
            case "not yet valid":
                return pki.Server(validity: Validity.Days(9, DateTimeOffset.UtcNow.AddDays(10)));
            default:
                using (CertificateAuthority stranger = pki.Stranger())
                {
                    return stranger.Issue(CertificateProfile.Server(TestPki.Domain));
                }
        }
    }

    private static IssuedCertificate BadDevice(TestPki pki, string what)
    {
        switch (what)
        {
            case "expired":
                return pki.Device("der1", Validity.Days(9, DateTimeOffset.UtcNow.AddDays(-10)));
            case "revoked":
                IssuedCertificate revoked = pki.Device("der1");
                pki.Authority.Revoke(revoked.CertificateFile);
                return revoked;
            default:
                using (CertificateAuthority stranger = pki.Stranger())
                {
                    return stranger.Issue(CertificateProfile.Device(RunningGateway.Jid));
                }
        }
    }
}
