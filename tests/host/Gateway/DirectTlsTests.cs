using System.Text.Json;
using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.HostTests.Requirements;
using nanoDer.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>A real server whose connections begin with TLS (XEP-0368): found in the DNS or told, with a certificate on both sides.</summary>
public sealed class DirectTlsTests
{
    private const string Service = "_xmpps-client._tcp.der.local";

    [SkippableTheory]
    [InlineData(true, TlsVersions.Tls13)]
    [InlineData(false, TlsVersions.Tls12)]
    [Shows("R5", "what passes is under mutual TLS 1.2 or 1.3")]
    public async Task Grid_side_reads_a_gateway_that_begins_with_tls(bool inDns, TlsVersions versions)
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync(o => o with { DirectTls = true, Tls = versions });
        await server.DuringAsync(async () =>
        {
            int port = server.Prosody.DirectTlsEndpoint!.Port;
            await using var dns = new DnsServer((Service, 10, port));
            await using RunningGateway gateway = Start(server, inDns ? o => o with { Server = "", DnsServers = "127.0.0.1", DnsPort = dns.Port } : o => o with { Port = port, DirectTls = true });
            Assert.EndsWith($" port {port}", (await gateway.NextAsync(GatewayEvent.Connecting)).Text, StringComparison.Ordinal);
            string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
            ProcessResult grid = await Slixmpp.RunAsync(
                "../Gateway/grid.py", server.Endpoint, "grid@der.local", server.Pki.Device("grid"), server.Pki.Authority.CertificateFile, jid);
            Assert.True(grid.ExitCode == 0, grid.ToString());
            using JsonDocument document = JsonDocument.Parse(grid.Output);
            Assert.Equal("<conclude-ResponsePDU/>", new GridReport(document.RootElement).Result("conclude"));
            Assert.DoesNotContain(gateway.Told, m => m.What == GatewayEvent.Offline);
        });
    }

    /// <summary>The certificates count here as well: whose is missing or foreign is refused by name.</summary>
    [SkippableFact]
    [Shows("R1", "certificates of another authority are refused, on both sides")]
    public async Task Foreign_certificates_are_refused()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync(o => o with { DirectTls = true });
        await server.DuringAsync(async () =>
        {
            int port = server.Prosody.DirectTlsEndpoint!.Port;
            using CertificateAuthority stranger = server.Pki.Stranger();
            IssuedCertificate foreign = stranger.Issue(CertificateProfile.Device(RunningGateway.Jid));
            await using (RunningGateway gateway = Start(server, o => o with { Port = port, DirectTls = true }, foreign))
            {
                await gateway.FailsAndTriesAgainAsync(DerStatus.TlsHandshake, "certificate");
            }

            await using (RunningGateway gateway = Start(server, o => o with { Port = port, DirectTls = true, Authority = File.ReadAllBytes(stranger.CertificateFile) }))
            {
                await gateway.FailsAndTriesAgainAsync(DerStatus.TlsServerCertificate, "authority");
            }
        });
    }

    /// <summary>A gateway that begins in clear text gets no further at such a port, and says why.</summary>
    [SkippableFact]
    [Shows("R5", "nothing is said in the clear where TLS is expected")]
    public async Task Clear_text_is_not_understood()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync(o => o with { DirectTls = true });
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = Start(server, o => o with { Port = server.Prosody.DirectTlsEndpoint!.Port, Patience = TimeSpan.FromSeconds(1) });
            GatewayMessage offline = await gateway.NextAsync(GatewayEvent.Offline);
            Assert.Contains(offline.Status, new[] { DerStatus.NetLost, DerStatus.XmppNotXmpp, DerStatus.XmlNotWellFormed, DerStatus.XmppTimeout });
            Assert.DoesNotContain(gateway.Told, m => m.What == GatewayEvent.Secured);
        });
    }

    private static RunningGateway Start(ProsodyServer server, Func<GatewayOptions, GatewayOptions> change, IssuedCertificate? own = null) =>
        RunningGateway.Start(server.Endpoint, own ?? server.Pki.Device("der1"), server.Pki.Authority.CertificateFile, new FixedInverter(), change: change);
}
