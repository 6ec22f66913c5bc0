using System.Text.RegularExpressions;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.GroupKeys;
using nanoDer.HostTests.Cli;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Gdoi;
using nanoDer.HostTests.Peers;
using nanoDer.HostTests.Requirements;
using nanoDer.Pki;
using nanoDer.Tools.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Multicast;

/// <summary>A publisher, a key server and two gateways in a room of a real Prosody: what is said reaches the inverters, and nothing else does.</summary>
public sealed partial class FleetTests
{
    private const string Suite = "\"authentication\": \"none\", \"encryption\": \"aes-gcm-128\",";
    private const string Map = "FLEET/DWMX1$CO$WLimPct DER1LD0/DWMX1$CO$WMaxSptPct\n";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [SkippableFact]
    [Shows("R2", "a member of the group that is not its publisher is refused")]
    [Shows("R4b", "what is replayed or changed in the room has no effect")]
    [Shows("R6b", "the server of the room sees no name and no value")]
    public async Task Limits_the_power_of_a_fleet_and_hears_nobody_but_the_publisher()
    {
        using var limit = new CancellationTokenSource(Limit);
        (XmppSite site, XmppDriver owner) = await XmppSite.StartAsync("\"der.local\"", limit.Token, Suite);
        await using XmppSite _ = site;
        using XmppDriver __ = owner;
        await site.Server!.DuringAsync(async () =>
        {
            IssuedCertificate publisher = site.Pki.Device("grid");
            using XmppDriver evil = await site.DriverAsync("evil", limit.Token);
            await evil.SendAsync($"<presence to='{XmppSite.Room}/evil'><x xmlns='http://jabber.org/protocol/muc'><history maxchars='0'/></x></presence>", limit.Token);
            await evil.ReceiveAsync("110", limit.Token);
            RecordingInverter[] inverters = [new(), new()];
            await using RunningGateway first = Gateway(site, "der1", inverters[0], publisher);
            await using RunningGateway second = Gateway(site, "der2", inverters[1], publisher);
            foreach (RunningGateway gateway in new[] { first, second })
            {
                Assert.Equal("1 pulled", (await gateway.NextAsync(GatewayEvent.GroupKeys)).Text);
                await gateway.UntilAsync(() => gateway.Told.Any(m => m.What == GatewayEvent.RoomJoined));
            }

            // What a gateway begins with is not younger than its start and the clock's allowance.
            await Task.Delay(TimeSpan.FromSeconds(7), limit.Token);
            await PublishAsync(site, publisher, "FLEET/DWMX1$CO$WLimPct={40.0}", "--sign");
            Assert.Equal("1 objects", (await first.NextAsync(GatewayEvent.GroupCommand)).Text);
            Assert.Equal("1 objects", (await second.NextAsync(GatewayEvent.GroupCommand)).Text);
            await first.UntilAsync(() => inverters.All(i => i.Limit == 40));

            // Again, changed, and by a member of the group that is not the publisher; a range that the model does not allow.
            string heard = await evil.ReceiveAsync("<transfer", limit.Token);
            byte[] message = Convert.FromBase64String(Payload().Match(heard).Groups[1].Value);
            await SayAsync(Convert.ToBase64String(message), DerStatus.GroupReplay);
            message[^1] ^= 1;
            message[21]++;
            await SayAsync(Convert.ToBase64String(message), DerStatus.CryptoNotAuthentic);
            await SayAsync(Convert.ToBase64String([2, .. message[1..]]), DerStatus.GroupBadMessage);
            await SayAsync("AAA", DerStatus.BadEncoding);
            foreach ((int count, DerStatus status) in new[] { (2047, DerStatus.GroupBadMessage), (2048, DerStatus.GroupBadMessage), (2049, DerStatus.BufferFull) })
            {
                await SayAsync(Convert.ToBase64String(new byte[count]), status);
            }

            await PublishAsync(site, site.Pki.Device("der2"), "FLEET/DWMX1$CO$WLimPct={10.0}");
            Assert.Equal(DerStatus.GroupNotSigned, (await first.NextAsync(GatewayEvent.Rejected)).Status);
            await PublishAsync(site, site.Pki.Device("der2"), "FLEET/DWMX1$CO$WLimPct={10.0}", "--sign");
            Assert.Equal(DerStatus.GroupNotSigned, (await first.NextAsync(GatewayEvent.Rejected)).Status);
            await PublishAsync(site, publisher, "FLEET/DWMX1$CO$WLimPct={140.0}", "--sign");
            Assert.Equal("0 objects, others refused: AddCause 26", (await first.NextAsync(GatewayEvent.GroupCommand)).Text);
            Assert.All(inverters, i => Assert.Equal(40, i.Limit));

            // Another key, and nobody is without: what is said under it counts.
            Assert.Empty(site.Service.Command("push"));
            Assert.Equal("1 pushed", (await first.NextAsync(GatewayEvent.GroupKeys)).Text);
            await PublishAsync(site, publisher, "FLEET/DWMX1$CO$WLimPct={60.0}", "--sign");
            await first.UntilAsync(() => inverters.All(i => i.Limit == 60));

            // The server has delivered all that and read nothing of it.
            Assert.Contains("<transfer", site.Server.Prosody.Log);
            foreach (string word in new[] { "FLEET", "DWMX", "WLimPct", "InformationReport", "informationReport" })
            {
                Assert.DoesNotContain(word, site.Server.Prosody.Log, StringComparison.Ordinal);
            }

            async Task SayAsync(string text, DerStatus status)
            {
                await evil.SendAsync($"<message type='groupchat' to='{XmppSite.Room}'><transfer xmlns='urn:nanoder:group:0'>{text}</transfer></message>", limit.Token);
                Assert.Equal(status, (await first.NextAsync(GatewayEvent.Rejected)).Status);
            }
        });
    }

    private static RunningGateway Gateway(XmppSite site, string name, IInverter inverter, IssuedCertificate publisher)
    {
        IssuedCertificate own = site.Pki.Device(name);
        GroupKeySettings keys = site.Member(own);
        keys.Messages = new GroupMessageSettings { Room = XmppSite.Room, Map = Map, Publisher = File.ReadAllText(publisher.CertificateFile) };
        return RunningGateway.Start(
            site.Server!.Endpoint, own, site.Pki.Authority.CertificateFile, inverter, $"{name}@der.local", change: o => o with { GroupKeys = keys });
    }

    private static async Task PublishAsync(XmppSite site, IssuedCertificate own, string value, params string[] more)
    {
        string local = own.CertificateFile.Contains("/grid", StringComparison.Ordinal) ? "grid" : "der2";
        ProcessResult result = await CommandLine.RunAsync(
        [
            "grid", "publish", "--server", site.Server!.Endpoint.ToString(), "--jid", $"{local}@der.local", "--cert", own.CertificateFile, "--key", own.KeyFile,
            "--ca", site.Pki.Authority.CertificateFile, "--room", XmppSite.Room, "--gcks", "gcks@der.local/gdoi", "--group", "7", "--gcks-cert", site.KeyServerCertificate, value, .. more,
        ]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [GeneratedRegex("<transfer[^>]*>([^<]*)<")]
    private static partial Regex Payload();

    /// <summary>An inverter that remembers its limit.</summary>
    private sealed class RecordingInverter : IInverter
    {
        public float Limit { get; private set; } = 100;

        public bool Read(InverterReadings readings)
        {
            readings.ActivePower = 100;
            readings.Connected = true;
            return true;
        }

        public void Apply(InverterSetPoints setPoints) => Limit = setPoints.HasLimit ? setPoints.Limit : 100;
    }
}
