using System.Text;
using System.Text.RegularExpressions;
using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using nanoDer.GroupKeys;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using nanoDer.HostTests.Requirements;
using nanoDer.Pki;
using nanoDer.Tools.Xmpp;
using Xunit;
using IsakmpNumbers = nanoDer.Gdoi.Isakmp;

namespace nanoDer.HostTests.Gdoi;

/// <summary>The gateway fetches and renews its group's keys through a real Prosody, among strangers; and by UDP.</summary>
public sealed partial class GroupKeysTests
{
    private const string Jid = "der1@der.local/IEC";
    private const string KeyServer = "gcks@der.local/gdoi";
    private const int InterpreterHeap = 136 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [SkippableFact]
    [Shows("R6b", "the keys pass the server encrypted; the next one comes by a push")]
    public async Task Keys_are_pulled_pushed_into_the_room_and_acknowledged()
    {
        using var limit = new CancellationTokenSource(Limit);
        (XmppSite site, XmppDriver owner) = await XmppSite.StartAsync("\"der1@der.local\", \"grid@der.local\"", limit.Token);
        await using XmppSite _ = site;
        using XmppDriver __ = owner;
        await site.Server!.DuringAsync(async () =>
        {
            IssuedCertificate own = site.Pki.Device("der1");
            using XmppDriver evil = await site.DriverAsync("evil", limit.Token);
            await evil.SendAsync($"<presence to='{XmppSite.Room}/evil'><x xmlns='http://jabber.org/protocol/muc'><history maxchars='0'/></x></presence>", limit.Token);
            await evil.ReceiveAsync("110", limit.Token);
            List<byte[]> secrets = [];
            await using RunningGateway gateway = site.Gateway(own, site.Member(own));
            Assert.Equal("1 pulled", (await gateway.NextAsync(GatewayEvent.GroupKeys)).Text);
            await gateway.UntilAsync(() => gateway.Told.Any(m => m.What == GatewayEvent.RoomJoined));
            await site.UntilAsync("der1@der.local/IEC: CN=der1@der.local has the keys");
            HasAll();

            // A push goes to the room, rolls the key over, and is acknowledged; so do a new KEK and a push under it.
            string heard = "";
            int line = 0;
            foreach ((string command, string told, int number) in new[] { ("push", "1 pushed", 1), ("kek", "0 pushed", 2), ("push", "1 pushed", 1) })
            {
                secrets.AddRange([site.Group.Kek[..16].ToArray(), site.Group.Kek[16..].ToArray()]);
                Assert.Empty(site.Service.Command(command));
                line = await site.UntilAsync("to 1", line) + 1;
                Assert.Equal(told, (await gateway.NextAsync(GatewayEvent.GroupKeys)).Text);
                line = await site.UntilAsync($"{Jid}: push {number} acknowledged by CN=der1@der.local", line) + 1;
                heard = await evil.ReceiveAsync("<isakmp", limit.Token);
                Assert.Contains($"from='{XmppSite.Room}/gcks'", heard, StringComparison.Ordinal);
                HasAll();
            }

            Assert.Equal((int)site.Group.Teks[^1].KeyId, gateway.GroupKeys!.Sending(Environment.TickCount64)!.KeyId);

            // Others in the room: the push again, and the push changed; no key does. A datagram that is too long, and no datagram.
            byte[] push = Convert.FromBase64String(Payload().Match(heard).Groups[1].Value);
            byte[] broken = [.. push[..40], (byte)(push[40] ^ 1), .. push[41..]];
            await RefusedAsync(GatewayEvent.GroupPushRefused, DerStatus.GdoiReplay, InRoom(Convert.ToBase64String(push)));
            await RefusedAsync(GatewayEvent.GroupPushRefused, DerStatus.GdoiBadPacket, InRoom(Convert.ToBase64String(broken)));
            await RefusedAsync(GatewayEvent.Rejected, DerStatus.BufferFull, InRoom(new string('A', 5464)));
            await RefusedAsync(GatewayEvent.Rejected, DerStatus.BadEncoding, InRoom("AAA=AAAA"));
            await RefusedAsync(GatewayEvent.Rejected, DerStatus.BadEncoding, InRoom("AA AA"));
            await RefusedAsync(GatewayEvent.Rejected, DerStatus.BadEncoding, InRoom("AAAA<x/>"));

            // From somebody who is not the key server: a message is not read, a request refused; and by the key server too.
            string whole = Convert.ToBase64String(push);
            await RefusedAsync(GatewayEvent.Rejected, DerStatus.XmppNotListed, $"<message to='{Jid}'>{Element(whole)}</message>");
            Assert.Contains("<not-allowed", await AskAsync(evil, Jid, "set", Element(whole)), StringComparison.Ordinal);
            Assert.Contains("<forbidden", await AskAsync(evil, KeyServer, "set", Element(whole)), StringComparison.Ordinal);
            HasAll();

            // What the key server makes of those whom it serves and who say nonsense.
            foreach ((string type, string child, string answer) in new[]
            {
                ("set", Element(new string('A', 5468)), "<policy-violation"), ("set", Element("AAA"), "<bad-request"), ("set", Element("AA AA"), "<bad-request"),
                ("get", Element("AAAA"), "<bad-request"), ("set", Element("AAAA"), "<unexpected-request"), ("set", "<x xmlns='urn:x'/>", "<service-unavailable"),
                ("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>", XmppTransport.Namespace),
            })
            {
                Assert.Contains(answer, await AskAsync(owner, KeyServer, type, child), StringComparison.Ordinal);
            }

            Assert.Contains(GroupKeyPort.IsakmpNamespace, await AskAsync(owner, Jid, "get", "<query xmlns='http://jabber.org/protocol/disco#info'/>"), StringComparison.Ordinal);

            // What the XMPP operator has seen: no key, no certificate, no name in any datagram.
            secrets.AddRange(site.Group.Teks.SelectMany(t => new[] { t.AuthenticationKey, t.EncryptionKey }));
            secrets.AddRange([Encoding.ASCII.GetBytes("der1@der.local"), Encoding.ASCII.GetBytes("gcks.local")]);
            byte[][] seen = [.. Payload().Matches(site.Server!.Prosody.Log).Select(m => m.Groups[1].Value).Where(t => t.Length % 4 == 0 && !t.Contains(' ')).Select(Decoded)];
            int[] exchanges = [.. seen.Where(d => d.Length > IsakmpNumbers.HeaderBytes).Select(d => (int)d[18])];
            Assert.Superset(new HashSet<int> { IsakmpNumbers.MainMode, IsakmpNumbers.GroupKeyPull, IsakmpNumbers.GroupKeyPush, IsakmpNumbers.GroupKeyPushAck }, exchanges.ToHashSet());
            Assert.All(secrets, s => Assert.All(seen, d => Assert.True(s.Length >= 10 && d.AsSpan().IndexOf(s.AsSpan(0, Math.Min(16, s.Length))) < 0)));

            // Somebody takes the device's place, and it comes back in a new session: a push may have passed it, so it pulls again.
            using (await site.DriverAsync("der1", limit.Token, "IEC"))
            {
                await gateway.NextAsync(GatewayEvent.Offline);
            }

            Assert.Equal("3 pulled", (await gateway.NextAsync(GatewayEvent.GroupKeys)).Text);

            async Task RefusedAsync(GatewayEvent what, DerStatus status, string stanza)
            {
                await evil.SendAsync(stanza, limit.Token);
                Assert.Equal(status, (await gateway.NextAsync(what)).Status);
            }

            void HasAll()
            {
                foreach (GroupTek tek in site.Group.Teks)
                {
                    Tek? got = gateway.GroupKeys!.Find((int)tek.KeyId, Environment.TickCount64);
                    Assert.Equal(tek.AuthenticationKey, got?.AuthenticationKey.Buffer[..got.AuthenticationKey.Count]);
                    Assert.Equal(tek.EncryptionKey, got?.EncryptionKey.Buffer[..got.EncryptionKey.Count]);
                }
            }
        });
    }

    /// <summary>Over XMPP nobody is there, and an error tells; over UDP the same gateway, whose XMPP server is not there, gets its keys and its pushes.</summary>
    [SkippableFact]
    public async Task Key_server_that_is_not_there_and_one_on_UDP()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using (ProsodyServer server = await ProsodyServer.StartAsync())
        {
            await server.DuringAsync(async () =>
            {
                await using XmppSite site = XmppSite.OnUdp();
                IssuedCertificate own = server.Pki.Device("der1");
                await using RunningGateway lonely = RunningGateway.Start(
                    server.Endpoint, own, server.Pki.Authority.CertificateFile, new FixedInverter(), change: o => o with { GroupKeys = site.Member(site.Pki.Device("der1")) });
                GatewayMessage told = await lonely.NextAsync(GatewayEvent.GroupKeysFailed);
                Assert.Equal(DerStatus.GdoiNotReached, told.Status);
                Assert.True(lonely.IsUp);
            });
        }

        await using XmppSite udp = XmppSite.OnUdp();
        foreach (bool hasMarker in new[] { false, true })
        {
            IssuedCertificate own = udp.Pki.Device(hasMarker ? "der2" : "der1");
            System.Net.IPEndPoint address = hasMarker ? udp.Udp.LocalMarked! : udp.Udp.Local;
            GroupKeySettings member = udp.Member(own, null!);
            (member.Address, member.Port, member.Marker) = (address.Address.ToString(), address.Port, hasMarker);
            await using RunningGateway gateway = udp.Gateway(own, member);
            Assert.Equal("1 pulled", (await gateway.NextAsync(GatewayEvent.GroupKeys)).Text![^8..]);
            int line = await udp.UntilAsync("has the keys");
            Assert.Empty(udp.Service.Command("delete"));
            Assert.Equal("deleted by the key server", (await gateway.NextAsync(GatewayEvent.GroupKeys)).Text);
            await udp.UntilAsync("acknowledged by CN=" + (hasMarker ? "der2" : "der1"), line);
        }
    }

    /// <summary>On the interpreter, in a bounded heap: more than an ESP32_OLIMEX has.</summary>
    [SkippableFact]
    public async Task Keys_are_pulled_and_pushed_on_the_interpreter()
    {
        using var limit = new CancellationTokenSource(2 * Limit);
        (XmppSite site, XmppDriver owner) = await XmppSite.StartAsync("\"der.local\"", limit.Token);
        await using XmppSite _ = site;
        using XmppDriver __ = owner;
        await site.Server!.DuringAsync(async () =>
        {
            IssuedCertificate own = site.Pki.Device("der1");
            await using RunningGateway gateway = site.Gateway(own, site.Member(own), Engine.Interpreter, InterpreterHeap);
            await gateway.UntilAsync(() => gateway.Told.Any(m => m is { What: GatewayEvent.GroupKeys, Text: "1 pulled" }) && gateway.Told.Any(m => m.What == GatewayEvent.RoomJoined));
            Assert.Empty(site.Service.Command("push"));
            await site.UntilAsync($"{Jid}: push 1 acknowledged by CN=der1@der.local");
            Assert.DoesNotContain(gateway.Told, m => m.What is GatewayEvent.GroupKeysFailed or GatewayEvent.GroupPushRefused);
        });
    }

    private static byte[] Decoded(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int count) ? bytes[..count] : [];
    }

    private static string Element(string text) => $"<isakmp xmlns='{XmppTransport.Namespace}'>{text}</isakmp>";

    private static string InRoom(string text) => $"<message type='groupchat' to='{XmppSite.Room}'>{Element(text)}</message>";

    private static async Task<string> AskAsync(XmppDriver who, string to, string type, string child)
    {
        string id = Guid.NewGuid().ToString("N");
        await who.SendAsync($"<iq type='{type}' id='{id}' to='{to}'>{child}</iq>", CancellationToken.None);
        using var limit = new CancellationTokenSource(Limit);
        return await who.ReceiveAsync($"id='{id}'", limit.Token);
    }

    [GeneratedRegex("<isakmp[^>]*>([^<]*)<")]
    private static partial Regex Payload();
}
