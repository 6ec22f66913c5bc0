using System.Text.Json;
using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tls;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>Who is on the gateway's lists and who is not, and rooms, through a real Prosody and slixmpp (peers.py).</summary>
public sealed class PeerTests
{
    private const string Grid = "grid@der.local";
    private const string Evil = "evil@der.local";

    [SkippableFact]
    public async Task Listed_peers_are_served_and_watched_and_others_refused()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            string authority = server.Pki.Authority.CertificateFile;
            var reports = new HeardReports();
            await using RunningGateway gateway = RunningGateway.Start(
                server.Endpoint, server.Pki.Device("der1"), authority,
                change: o => o with { Peers = Grid, Publishers = Grid + ", muc.der.local", Group = reports });
            string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
            IssuedCertificate evil = server.Pki.Device("evil");
            ProcessResult run = await Slixmpp.RunAsync(
                "../Gateway/peers.py", server.Endpoint, Grid, server.Pki.Device("grid"), authority, jid, Evil, evil.CertificateFile, evil.KeyFile);
            Assert.True(run.ExitCode == 0, run + "\n" + string.Join("\n", gateway.Told.Select(m => m.Line)));
            using JsonDocument document = JsonDocument.Parse(run.Output);
            Presence(document.RootElement, gateway, TestPki.Domain);
            Rooms(document.RootElement, gateway, reports, TestPki.Domain);
        });
    }

    /// <summary>A room of the settings is entered without an invitation, and the peer's list may be a domain.</summary>
    [SkippableFact]
    public async Task Room_of_the_settings_is_entered()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = RunningGateway.Start(
                server.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile,
                change: o => o with { Peers = "der.local", Rooms = "plant@muc.der.local" });
            Assert.Equal("plant@muc.der.local/der1", (await gateway.NextAsync(GatewayEvent.RoomJoined)).Text);
        });
    }

    /// <summary>What was tried before the rooms.</summary>
    /// <param name="report">What peers.py tells.</param>
    /// <param name="gateway">The gateway.</param>
    /// <param name="domain">Where the grid side and its rooms are.</param>
    internal static void Presence(JsonElement report, RunningGateway gateway, string domain)
    {
        string grid = $"grid@{domain}/gone";
        Assert.Equal("auth forbidden", report.GetProperty("stranger initiate").GetString());
        GatewayMessage refused = gateway.Told.First(m => m.What == GatewayEvent.Rejected);
        Assert.Equal(DerStatus.XmppNotListed, refused.Status);
        Assert.StartsWith($"evil@{domain}/", refused.Text, StringComparison.Ordinal);
        Assert.Contains(gateway.Events, e => e.Code == SecurityEvent.PeerRejected && e.First == (int)DerStatus.XmppNotListed);

        Assert.Equal("initiate-ResponsePDU", report.GetProperty("initiate").GetString());
        Assert.Equal("confirmed-ResponsePDU", report.GetProperty("identify").GetString());
        Assert.Equal(
            [(GatewayEvent.Associated, grid), (GatewayEvent.Released, grid)],
            gateway.Told.Where(m => m.What is GatewayEvent.Associated or GatewayEvent.Released).Select(m => (m.What, m.Text!)));
    }

    /// <summary>What was tried with rooms; as above.</summary>
    internal static void Rooms(JsonElement report, RunningGateway gateway, HeardReports reports, string domain)
    {
        Assert.Equal("visitor", report.GetProperty("role").GetString());
        Assert.Equal("visitor", report.GetProperty("role in the open room").GetString());
        Assert.InRange(report.GetProperty("back after").GetDouble(), 1.5, 15);
        Assert.False(report.GetProperty("came back banned").GetBoolean());
        Assert.Equal(0, report.GetProperty("in the trap").GetInt32());
        string first = $"first@muc.{domain}/";
        string second = $"second@muc.{domain}/";
        Assert.Equal(
            [
                (GatewayEvent.RoomJoined, first + "der1", DerStatus.Ok), (GatewayEvent.RoomLeft, first + "der1", DerStatus.MucBanned),
                (GatewayEvent.RoomJoined, second + "der1", DerStatus.Ok), (GatewayEvent.RoomLeft, second + "der1", DerStatus.MucKicked),
                (GatewayEvent.RoomJoined, second + "der1", DerStatus.Ok), (GatewayEvent.RoomLeft, second + "der1", DerStatus.MucDestroyed),
            ],
            gateway.Told.Where(m => m.What is GatewayEvent.RoomJoined or GatewayEvent.RoomLeft).Select(m => (m.What, m.Text!, m.Status)));
        Assert.Equal([first + "Boss True one", second + "Boss True two", second + "Boss True three"], reports.Heard);
        Assert.Equal(
            (first + "Boss", DerStatus.MmsUnknownPdu),
            gateway.Told.Where(m => m.What == GatewayEvent.Rejected).Select(m => (m.Text!, m.Status)).Skip(1).Single());
    }
}
