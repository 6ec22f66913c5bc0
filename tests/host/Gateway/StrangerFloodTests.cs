using System.Text;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Tls;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>Thousands of stanzas of those who are on no list, over a server in memory: each is refused and counted, a few are told, none costs memory.</summary>
public sealed class StrangerFloodTests
{
    private const string Mms = "xmlns='http://www.iec.ch/61850/2018/SCSM_8_2'";
    private const int Minutes = 10;
    private const int EachSecond = 30;
    private const int Names = 97;

    [Theory]
    [InlineData("<iq type='set' id='1' from='{0}'><conclude-RequestPDU " + Mms + "/></iq>", GatewayEvent.Rejected)]
    [InlineData("<iq type='get' id='1' from='{0}'><nonsense " + Mms + "><a>1</a></nonsense></iq>", GatewayEvent.Rejected)]
    [InlineData("<message from='{0}'><conclude-RequestPDU " + Mms + "/></message>", GatewayEvent.Rejected)]
    [InlineData("<message from='{0}'><conclude-RequestPDU " + Mms + "/><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/></message>", GatewayEvent.Delayed)]
    [InlineData("<presence type='unavailable' from='plant@muc.der.local/der1'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='none'/><status code='110'/><status code='307'/></x></presence>", GatewayEvent.RoomLeft)]
    public void Flood(string stanza, GatewayEvent told)
    {
        byte[][] flood = [.. Enumerable.Range(0, Names).Select(i => Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, stanza, $"stranger{i}@elsewhere.example/x")))];
        GatewaySettings settings = LongRunTests.Settings();
        settings.Peers = "grid@der.local";
        settings.Rooms = "plant@muc.der.local";
        int sent = 0;
        var link = new MemoryLink(cutAfter: long.MaxValue)
        {
            Warm = 1_000_000 + 120_000,
            OnReading = l =>
            {
                for (int i = 0; l.IsInside && i < EachSecond; i++)
                {
                    l.Hear(flood[sent++ % Names]);
                }
            },
        };
        link.Fly(Minutes * 60_000, settings);

        Assert.InRange(sent, Minutes * 60 * EachSecond / 2, int.MaxValue);
        Assert.InRange(link.Told.Count(t => t.What == told), Minutes, 20 * (Minutes + 1));
        Assert.Equal(0, link.QuietBytes);
        Assert.InRange(link.Bytes, 1, 100L * link.Told.Count);
        Assert.DoesNotContain(link.Told, t => t.What is GatewayEvent.Offline or GatewayEvent.Released);
        if (told == GatewayEvent.Rejected)
        {
            int refused = Enumerable.Range(0, link.Security.Count).Where(i => link.Security.Code(i) == SecurityEvent.PeerRejected).Sum(link.Security.Repeats);
            Assert.InRange(refused, sent - (2 * EachSecond), sent);
            Assert.All(link.Told.Where(t => t.What == told), t => Assert.Equal(DerStatus.XmppNotListed, t.Status));
        }
    }
}
