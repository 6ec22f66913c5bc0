using System.Xml.Linq;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using nanoDer.Pki;
using nanoDer.Tools;
using nanoDer.Tools.Xmpp;

namespace nanoDer.Cli;

/// <summary>Stanzas to a key server, as <c>lib/nanoDer.Gdoi/XMPP.md</c> has it, and those of the group's room.</summary>
internal sealed class XmppPath : IMemberPath
{
    private const string Resource = "member";

    private readonly XmppDriver _driver;
    private readonly string _keyServer;
    private readonly string? _room;
    private readonly TextWriter _output;
    private Task<string>? _reading;
    private int _number;

    private XmppPath(XmppDriver driver, string keyServer, string? room, TextWriter output) =>
        (_driver, _keyServer, _room, _output) = (driver, keyServer, room, output);

    public byte[] AckIdentity => [1, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Logs in, and enters the room if there is one; with <paramref name="members"/> as its owner, who makes it for them.</summary>
    public static async Task<XmppPath> ConnectAsync(
        Endpoint server, BareJid jid, PemCredentials own, string keyServer, string? room, TextWriter output, CancellationToken cancellation,
        IReadOnlyList<string>? members = null)
    {
        XmppDriver driver = await XmppDriver.ConnectAsync(server, jid, own, Resource, cancellation);
        if (room is not null && members is not null)
        {
            await RoomOwner.OpenAsync(driver, room, jid.Local, members, cancellation);
        }
        else if (room is not null)
        {
            await driver.SendAsync(
                $"<presence to='{room}/{jid.Local}-{Resource}'><x xmlns='http://jabber.org/protocol/muc'><history maxchars='0'/></x></presence>", cancellation);
        }

        return new XmppPath(driver, keyServer, room, output);
    }

    /// <summary>Says something in the room.</summary>
    public async Task SayAsync(XElement payload, CancellationToken cancellation)
    {
        XElement message = new("message", new XAttribute("type", "groupchat"), new XAttribute("to", _room!), payload);
        await _driver.SendAsync(message.ToString(SaveOptions.DisableFormatting), cancellation);
    }

    public async Task SendAsync(byte[] datagram, CancellationToken cancellation)
    {
        bool isRequest = datagram[18] is Isakmp.MainMode or Isakmp.GroupKeyPull;
        XElement stanza = isRequest
            ? new("iq", new XAttribute("type", "set"), new XAttribute("id", $"r{++_number}"))
            : new("message", new XAttribute("type", "normal"));
        stanza.Add(new XAttribute("to", _keyServer), XmppTransport.Payload(datagram));
        await _driver.SendAsync(stanza.ToString(SaveOptions.DisableFormatting), cancellation);
    }

    public async Task<byte[]?> ReceiveAsync(TimeSpan wait, CancellationToken cancellation)
    {
        // A read that is broken off would leave half a record behind.
        _reading ??= _driver.ReceiveAsync(CancellationToken.None).AsTask();
        if (await Task.WhenAny(_reading, Task.Delay(wait, cancellation)) != _reading)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }

        string text;
        try
        {
            text = await _reading;
        }
        catch (IOException e)
        {
            throw new UserError("the XMPP server", e.Message, "see its log");
        }

        _reading = null;
        return XmppDriver.Parse(text) is { } stanza ? await TakeAsync(stanza, cancellation) : null;
    }

    public void Dispose() => _driver.Dispose();

    private async Task<byte[]?> TakeAsync(XElement stanza, CancellationToken cancellation)
    {
        string from = (string?)stanza.Attribute("from") ?? "";
        string type = (string?)stanza.Attribute("type") ?? "";
        if (stanza.Name.LocalName == "iq" && type is "get" or "set")
        {
            XElement refusal = new("iq", new XAttribute("type", "error"), stanza.Attribute("id"), new XAttribute("to", from));
            refusal.Add(new XElement("error", new XAttribute("type", "cancel"), new XElement(XName.Get("service-unavailable", "urn:ietf:params:xml:ns:xmpp-stanzas"))));
            await _driver.SendAsync(refusal.ToString(SaveOptions.DisableFormatting), cancellation);
            return null;
        }

        if (type == "error")
        {
            // Nobody vouches for it: the engine goes on.
            _output.WriteLine($"error from {from}: {stanza.Elements().LastOrDefault()?.Elements().FirstOrDefault()?.Name.LocalName}");
            return null;
        }

        bool isRoom = type == "groupchat" && from.Split('/')[0].Equals(_room, StringComparison.OrdinalIgnoreCase);
        bool isServer = type != "groupchat" && (from == _keyServer || (stanza.Name.LocalName == "message" && from.Split('/')[0] == _keyServer.Split('/')[0]));
        if (!(isRoom || isServer) || stanza.Element(XName.Get("delay", "urn:xmpp:delay")) is not null
            || stanza.Element(XName.Get("isakmp", XmppTransport.Namespace)) is not { } payload || XmppTransport.Datagram(payload, out _) is not { } datagram)
        {
            return null;
        }

        return !isRoom || (datagram.Length > Isakmp.HeaderBytes && datagram[18] == Isakmp.GroupKeyPush) ? datagram : null;
    }
}
