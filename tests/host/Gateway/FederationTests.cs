using System.Text.Json;
using nanoDer.Field;
using nanoDer.Firmware;
using nanoDer.HostTests.Conformance;
using nanoDer.HostTests.Field;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tools.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>The gateway at its server, the grid side at its operator's: what works at one server works across the two.</summary>
public sealed class FederationTests(FederatedServers servers) : IClassFixture<FederatedServers>
{
    private const string Rooms = "muc." + FederatedServers.GridDomain;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Grid_side_reads_across_two_servers() => await servers.DuringAsync(async () =>
    {
        await using RunningGateway gateway = RunningGateway.Start(servers.Der.Endpoint, servers.Pki.Device("der1"), servers.Pki.Authority.CertificateFile, new FixedInverter());
        string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
        using JsonDocument document = await servers.RunAsync("../Gateway/grid.py", "grid", jid);
        var report = new GridReport(document.RootElement);

        Assert.Equal("wait unexpected-request", report.Error("before"));
        Assert.StartsWith("<initiate-ResponsePDU>", report.Result("initiate"), StringComparison.Ordinal);
        Assert.Contains("<floating-point>08" + Convert.ToHexString(BitConverter.GetBytes(FixedInverter.ActivePower).Reverse().ToArray()), report.Result("float"), StringComparison.Ordinal);
        Assert.Contains("<originalInvokeID>7</originalInvokeID>", report.Message("malformed reject"), StringComparison.Ordinal);
        Assert.Equal("<conclude-ResponsePDU/>", report.Result("conclude"));
        Assert.Contains(gateway.Told, message => message.What == GatewayEvent.Released);

        // Each way has a connection of its own, and each was accepted for the certificate.
        await servers.Der.LoggedAsync($"Accepting SASL EXTERNAL identity from {FederatedServers.GridDomain}");
        await servers.Grid.LoggedAsync($"Accepting SASL EXTERNAL identity from {TestPki.Domain}");
    });

    /// <summary>Lists, presence that ends an association, and the operator's rooms: as in <see cref="PeerTests"/>.</summary>
    [SkippableFact]
    public async Task Presence_and_rooms_reach_across() => await servers.DuringAsync(async () =>
    {
        (string grid, _) = servers.Party("grid");
        (string evil, IssuedCertificate shown) = servers.Party("evil");
        var reports = new HeardReports();
        await using RunningGateway gateway = RunningGateway.Start(
            servers.Der.Endpoint, servers.Pki.Device("der1"), servers.Pki.Authority.CertificateFile,
            change: o => o with { Peers = grid, Publishers = $"{grid}, {Rooms}", Group = reports });
        string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
        using JsonDocument document = await servers.RunAsync("../Gateway/peers.py", "grid", jid, evil, shown.CertificateFile, shown.KeyFile);
        PeerTests.Presence(document.RootElement, gateway, FederatedServers.GridDomain);
        PeerTests.Rooms(document.RootElement, gateway, reports, FederatedServers.GridDomain);
    });

    /// <summary>The device is heard in a room of the operator's, and hears.</summary>
    [SkippableFact]
    public async Task Device_speaks_in_a_room_across() => await servers.DuringAsync(async () =>
    {
        using var limit = new CancellationTokenSource(Limit);
        using XmppDriver owner = await servers.DriverAsync("grid", limit.Token);
        await RoomTests.MembersOnlyAndModeratedAsync(servers.Der.Endpoint, servers.Pki, owner, $"group@{Rooms}", limit.Token);
    });

    /// <summary>Reports and commands, by the clients of the conformance list.</summary>
    [SkippableFact]
    public async Task Reports_and_commands_reach_across() => await servers.DuringAsync(async () =>
    {
        string[] cases =
        [
            "interrogates", "reports_periodically", "buffers", "resumes", "interrogates_buffered", "operates", "terminates",
        ];
        await using RunningGateway gateway = RunningGateway.Start(
            (certificate, key, authority) => new ConformanceGateway(servers.Der.Endpoint, certificate, key, authority), servers.Pki.Device("der1"), servers.Pki.Authority.CertificateFile);
        string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
        using JsonDocument document = await servers.RunAsync("../Conformance/run.py", "grid", [jid, .. cases]);
        Assert.Equal(cases, document.RootElement.EnumerateObject().Select(p => p.Name).OrderBy(n => Array.IndexOf(cases, n)));
        Assert.All(document.RootElement.EnumerateObject(), p => Assert.True(p.Value.ValueKind == JsonValueKind.Null, p.ToString()));
    });

    /// <summary>As at one server: <see cref="SessionTests"/>.</summary>
    [SkippableFact]
    public async Task Resumed_session_loses_nothing_across() => await servers.DuringAsync(async () =>
    {
        (string grid, IssuedCertificate own) = servers.Party("grid");
        await SessionTests.CutsAsync(servers.Der.Endpoint, servers.Pki, servers.Grid.Endpoint, grid, own, servers.Operator.CertificateFile);
    });
}
