using System.Globalization;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Tls;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>Days of the gateway's own loop over a server in memory, with a clock of the test's.</summary>
public sealed class LongRunTests
{
    private const long Hour = 3_600_000;

    /// <summary>72 hours with the connection cut every four minutes: the same steps each time, no drift, no memory.</summary>
    [Fact]
    public void ThreeDaysOfCutConnections()
    {
        GatewaySettings settings = Settings();
        var link = new MemoryLink(cutAfter: 240_000) { Warm = 1_000_000 + Hour };
        link.Fly(72 * Hour, settings);

        GatewayEvent[] session =
        [
            GatewayEvent.Connecting, GatewayEvent.Connected, GatewayEvent.Secured, GatewayEvent.Authenticated, GatewayEvent.Online,
            GatewayEvent.Associated, GatewayEvent.Offline, GatewayEvent.Waiting,
        ];
        int sessions = link.Told.Count(t => t.What == GatewayEvent.Online);
        Assert.InRange(sessions, 72 * 60 / 6, 72 * 60 / 4);
        for (int i = 0; i + session.Length < link.Told.Count - session.Length; i++)
        {
            Assert.Equal(session[i % session.Length], link.Told[i].What);
        }

        Assert.All(link.Told.Where(t => t.What == GatewayEvent.Offline), t => Assert.Equal(DerStatus.NetLost, t.Status));
        int[] waits = [.. link.Told.Where(t => t.What == GatewayEvent.Waiting).Select(t => int.Parse(t.Text!, CultureInfo.InvariantCulture))];
        Assert.All(waits, w => Assert.InRange(w, 0, settings.Tls.FirstWait));
        Assert.InRange(waits.Average(), settings.Tls.FirstWait * 0.4, settings.Tls.FirstWait * 0.6);

        // Once a second, all the time; a turn of the loop here takes up to a second and a little.
        Assert.InRange(link.Readings, 72 * 3600 * 0.9, 72 * 3600);

        // Turns in which nothing is told allocate nothing; the others the texts of what they tell.
        Assert.Equal(0, link.QuietBytes);
        Assert.InRange(link.Bytes / sessions, 1, 2000);
        Assert.Equal(GatewayEvent.Stopped, link.Told[^1].What);
    }

    /// <summary>Three days without a disturbance: the keys are renewed each day, a little earlier than they must, and nothing else happens.</summary>
    [Fact]
    public void ThreeDaysOfPeace()
    {
        var link = new MemoryLink(cutAfter: long.MaxValue);
        link.Fly(72 * Hour, Settings());
        Assert.InRange(link.Told.Count(t => t.What == GatewayEvent.Renewing), 3, 3);
        Assert.Equal(4, link.Told.Count(t => t.What == GatewayEvent.Online));
        Assert.DoesNotContain(link.Told, t => t.What is GatewayEvent.Offline or GatewayEvent.Waiting);
    }

    /// <summary>PDUs that are agreed on fit into the stanzas that the server takes (XEP-0478).</summary>
    [Theory]
    [InlineData("", 8192)]
    [InlineData("<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>6000</max-bytes></limits>", 6000 - 1024)]
    [InlineData("<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>262144</max-bytes></limits>", 8192)]
    public void ServerLimitsPdus(string limits, int bytes)
    {
        var link = new MemoryLink(cutAfter: long.MaxValue) { Limits = limits };
        link.Fly(60_000, Settings());
        Assert.Equal(bytes, link.PduBytes);
    }

    internal static GatewaySettings Settings() => new()
    {
        Jid = "der1@der.local", Host = "server", Seed = 42, Plan = { RecorderBytes = 2048 }, RecordStanzas = true, Tls = new TlsProfile { BuiltAt = 1_700_000_000 },
    };
}
