using System.Threading.Channels;
using nanoDer.Core;
using nanoDer.Field;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tools.Xmpp;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Field;

/// <summary>Rooms of both servers, members-only and moderated: not let in, let in, heard, and silenced.</summary>
public sealed class RoomTests
{
    private const string Room = "group@muc.der.local";
    private const string Admin = "http://jabber.org/protocol/muc#admin";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [SkippableTheory]
    [InlineData(ServerKind.Prosody)]
    [InlineData(ServerKind.Ejabberd)]
    public async Task Members_only_and_moderated(ServerKind kind)
    {
        await using FieldServer server = await FieldServer.StartAsync(kind);
        await server.DuringAsync(async () =>
        {
            using var limit = new CancellationTokenSource(Limit);
            using XmppDriver owner = await server.DriverAsync("grid", limit.Token);
            await MembersOnlyAndModeratedAsync(server.Endpoint, server.Pki, owner, Room, limit.Token);
        });
    }

    /// <summary>Whoever owns the room at one server; the device at the same or another.</summary>
    internal static async Task MembersOnlyAndModeratedAsync(Tools.Endpoint at, TestPki pki, XmppDriver owner, string room, CancellationToken limit)
    {
        await owner.SendAsync($"<presence to='{room}/boss'><x xmlns='http://jabber.org/protocol/muc'/></presence>", limit);
        await owner.ReceiveAsync("201", limit);
        await AskAsync("<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>" + Field("FORM_TYPE", "http://jabber.org/protocol/muc#roomconfig")
            + Field("muc#roomconfig_membersonly", "1") + Field("muc#roomconfig_moderatedroom", "1") + "</x></query>");

        IssuedCertificate own = pki.Device("der1");
        var device = new EchoDevice(
            at, Tools.BareJid.Parse("der1@der.local"), File.ReadAllBytes(own.CertificateFile), File.ReadAllBytes(own.KeyFile),
            File.ReadAllBytes(pki.Authority.CertificateFile), owner.FullJid.Split('/')[0]);
        var told = Channel.CreateUnbounded<(XmppEvent What, DerStatus Status, StanzaCondition Condition)>();
        device.Told += (what, status, condition) => told.Writer.TryWrite((what, status, condition));
        using var stop = new CancellationTokenSource();
        Task run = Task.Factory.StartNew(() => device.Run(stop.Token), TaskCreationOptions.LongRunning);
        try
        {
            await NextAsync(XmppEvent.Online);
            await InviteAsync();
            Assert.Equal(DerStatus.MucMembersOnly, (await NextAsync(XmppEvent.RoomLeft)).Status);

            await AskAsync($"<query xmlns='{Admin}'><item affiliation='member' jid='der1@der.local'/></query>");
            await InviteAsync();
            await NextAsync(XmppEvent.RoomJoined);
            await SayAsync("first");
            await NextAsync(XmppEvent.RoomEcho);
            Assert.Contains(">first<", await HeardAsync(), StringComparison.Ordinal);

            await AskAsync($"<query xmlns='{Admin}'><item nick='der1' role='visitor'/></query>");
            await SayAsync("second");
            Assert.Equal(StanzaCondition.Forbidden, (await NextAsync(XmppEvent.Response)).Condition);
        }
        finally
        {
            await stop.CancelAsync();
            await run;
        }

        async Task<(XmppEvent What, DerStatus Status, StanzaCondition Condition)> NextAsync(XmppEvent what)
        {
            while (true)
            {
                (XmppEvent What, DerStatus Status, StanzaCondition Condition) next = await told.Reader.ReadAsync(limit);
                if (next.What == what)
                {
                    return next;
                }
            }
        }

        async Task AskAsync(string query)
        {
            await owner.SendAsync($"<iq type='set' id='ask' to='{room}'>{query}</iq>", limit);
            Assert.Contains("result", await owner.ReceiveAsync("id='ask'", limit), StringComparison.Ordinal);
        }

        async Task<string> HeardAsync()
        {
            string stanza;
            do
            {
                stanza = await owner.ReceiveAsync("<message", limit);
            }
            while (!stanza.Contains(room + "/der1", StringComparison.Ordinal));
            return stanza;
        }

        async Task InviteAsync() =>
            await owner.SendAsync($"<message to='der1@der.local/IEC'><x xmlns='jabber:x:conference' jid='{room}'/></message>", limit);

        async Task SayAsync(string text) =>
            await owner.SendAsync($"<message type='groupchat' to='{room}'><body>x</body><e xmlns='{Load.Echo}'>{text}</e></message>", limit);
    }

    private static string Field(string name, string value) => $"<field var='{name}'><value>{value}</value></field>";
}
