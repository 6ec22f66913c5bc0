using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tls;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>The gateway under its supervisor: frozen handshakes, several servers, old keys, what the pre-flight finds.</summary>
public sealed class SupervisionTests
{
    private static readonly TimeSpan Bite = TimeSpan.FromSeconds(1.5);

    /// <summary>A server that falls silent inside the handshake freezes the board: the watchdog restarts it, and it tries again.</summary>
    [Theory]
    [InlineData(Engine.Jit)]
    [InlineData(Engine.Interpreter)]
    public async Task Frozen_handshake_is_ended_by_the_watchdog(Engine engine)
    {
        using var pki = new TestPki();
        await using var server = new SilentServer();
        await using RunningGateway gateway = RunningGateway.Start(
            server.Endpoint, pki.Device("der1"), pki.Authority.CertificateFile, engine: engine, change: o => o with { Watchdog = Bite, HeapBytes = 256 * 1024 });
        await gateway.NextAsync(GatewayEvent.Connected);
        GatewayMessage restarted = await gateway.NextAsync(GatewayEvent.Restarting);
        Assert.Contains("watchdog", restarted.Line, StringComparison.Ordinal);
        await gateway.NextAsync(GatewayEvent.Connected);
        await gateway.NextAsync(GatewayEvent.Restarting);
    }

    /// <summary>The first server of the list is not there, the second takes the device, without a wait between.</summary>
    [SkippableFact]
    public async Task Next_server_of_the_list_is_tried_at_once()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            string list = $"127.0.0.1:{FreePort()}, {server.Endpoint.Host}:{server.Endpoint.Port}";
            await using RunningGateway gateway = Start(server, o => o with { Server = list });
            Assert.Equal(DerStatus.NetNoConnection, (await gateway.NextAsync(GatewayEvent.Offline)).Status);
            await gateway.NextAsync(GatewayEvent.Online);
            Assert.DoesNotContain(gateway.Told, m => m.What == GatewayEvent.Waiting);
        });
    }

    /// <summary>With a domain alone the DNS says where to go: by priority, over UDP.</summary>
    [SkippableTheory]
    [InlineData(Engine.Jit)]
    [InlineData(Engine.Interpreter)]
    public async Task Servers_are_found_in_the_dns(Engine engine)
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            int nobody = FreePort();
            const string Service = "_xmpp-client._tcp.der.local";
            await using var dns = new DnsServer((Service, 20, server.Endpoint.Port), (Service, 10, nobody));
            await using RunningGateway gateway = Start(server, o => o with { Server = "", DnsServers = "127.0.0.1", DnsPort = dns.Port, HeapBytes = 256 * 1024 }, engine);
            Assert.Equal($"localhost port {nobody}", (await gateway.NextAsync(GatewayEvent.Connecting)).Text);
            Assert.Equal($"localhost port {server.Endpoint.Port}", (await gateway.NextAsync(GatewayEvent.Connecting)).Text);
            await gateway.NextAsync(GatewayEvent.Online);
        });
    }

    /// <summary>A DNS that says there is no such service is believed.</summary>
    [Fact]
    public async Task Dns_without_service_is_named()
    {
        using var pki = new TestPki();
        await using var dns = new DnsServer(("_xmpp-client._tcp.der.local", 0, 0));
        await using RunningGateway gateway = RunningGateway.Start(
            new Endpoint("unused", 1), pki.Device("der1"), pki.Authority.CertificateFile, change: o => o with { Server = "", DnsServers = "127.0.0.1", DnsPort = dns.Port });
        await gateway.FailsAndTriesAgainAsync(DerStatus.NetNoService, "");
    }

    /// <summary>Old keys: the connection is made anew, the session goes on (XEP-0198).</summary>
    [SkippableFact]
    public async Task Old_keys_are_renewed_and_the_session_resumed()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = Start(server, o => o with { SessionAge = TimeSpan.FromMilliseconds(700) });
            await gateway.NextAsync(GatewayEvent.Online);
            for (int i = 0; i < 2; i++)
            {
                await gateway.NextAsync(GatewayEvent.Renewing);
                await gateway.NextAsync(GatewayEvent.Secured);
                await gateway.NextAsync(GatewayEvent.Resumed);
            }

            Assert.DoesNotContain(gateway.Told, m => m.What is GatewayEvent.Offline or GatewayEvent.Waiting);
            LoggedEvent renewed = Assert.Single(gateway.Events, e => e.Code == SecurityEvent.SessionKeysRenewed);
            Assert.True(renewed.Count >= 2);
        });
    }

    /// <summary>What is wrong with the own certificate is found before the handshake, when the firmware may look at it.</summary>
    [SkippableTheory]
    [InlineData("expired", DerStatus.X509Expired, SecurityEvent.OwnCertificateExpired)]
    [InlineData("not yet valid", DerStatus.X509NotYetValid, SecurityEvent.ClockDoubtful)]
    [InlineData("other key", DerStatus.TlsKeyMismatch, SecurityEvent.OwnKeyMismatch)]
    public async Task Own_certificate_is_looked_at_first(string what, DerStatus status, SecurityEvent logged)
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            IssuedCertificate own = server.Pki.Device("der1", what == "other key" ? null : Validity.Days(9, DateTimeOffset.UtcNow.AddDays(what == "expired" ? -10 : 10)));
            byte[] key = what == "other key" ? File.ReadAllBytes(server.Pki.Device("der2").KeyFile) : File.ReadAllBytes(own.KeyFile);
            await using RunningGateway gateway = RunningGateway.Start(
                server.Endpoint, own, server.Pki.Authority.CertificateFile, change: o => o with { Stored = false, Key = key });
            await gateway.FailsAndTriesAgainAsync(status, "this device's certificate");
            Assert.DoesNotContain(gateway.Told, m => m.What == GatewayEvent.Secured);
            Assert.Contains(gateway.Events, e => e.Code == logged && e.First == (int)status && e.Count >= 2);
        });
    }

    [SkippableFact]
    public async Task Expiry_is_told_in_time()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            IssuedCertificate own = server.Pki.Device("der1", Validity.Days(9, DateTimeOffset.UtcNow.AddDays(-1.5)));
            await using RunningGateway gateway = RunningGateway.Start(
                server.Endpoint, own, server.Pki.Authority.CertificateFile, change: o => o with { Stored = false });
            Assert.Equal("7", (await gateway.NextAsync(GatewayEvent.CertificateExpiring)).Text);
            await gateway.NextAsync(GatewayEvent.Online);
            Assert.Contains(gateway.Events, e => e.Code == SecurityEvent.OwnCertificateExpiring && e.Second == 7);
        });
    }

    private static RunningGateway Start(ProsodyServer server, Func<GatewayOptions, GatewayOptions> change, Engine engine = Engine.Jit) =>
        RunningGateway.Start(server.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile, engine: engine, change: change);

    private static int FreePort()
    {
        var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        int port = ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return port;
    }
}
