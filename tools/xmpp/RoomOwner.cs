using System.Xml.Linq;

namespace nanoDer.Tools.Xmpp;

/// <summary>The owner of a group's room (XEP-0045): moderated, so that only who has voice publishes; members-only, so that nobody else listens.</summary>
public static class RoomOwner
{
    private const string Owner = "http://jabber.org/protocol/muc#owner";
    private const string Admin = "http://jabber.org/protocol/muc#admin";
    private static readonly string[] Settings = ["muc#roomconfig_moderatedroom", "muc#roomconfig_membersonly", "muc#roomconfig_persistentroom"];

    /// <summary>Enters the room, makes it if it is not there, and makes members of whom it is for; others that are members stay so.</summary>
    /// <exception cref="UserError">The server refuses.</exception>
    public static async Task OpenAsync(XmppDriver driver, string room, string nick, IReadOnlyList<string> members, CancellationToken cancellation)
    {
        await driver.SendAsync($"<presence to='{room}/{nick}'><x xmlns='http://jabber.org/protocol/muc'><history maxchars='0'/></x></presence>", cancellation);
        XElement own;
        do
        {
            own = XmppDriver.Parse(await driver.ReceiveAsync(room, cancellation)) ?? new XElement("end");
            if ((string?)own.Attribute("type") == "error")
            {
                throw new UserError($"room {room}", own.Descendants().Last().Name.LocalName, "be its owner, or take another room");
            }
        }
        while (!HasStatus(own, "110"));

        if (HasStatus(own, "201"))
        {
            await AskAsync(driver, room, Owner, Form(), cancellation);
        }

        if (members.Count > 0)
        {
            await SetAsync(driver, room, members, "member", cancellation);
        }
    }

    /// <summary>Makes somebody a member, or with <c>none</c> no member any more: then the room puts them out.</summary>
    /// <exception cref="UserError">The server refuses.</exception>
    public static Task SetAsync(XmppDriver driver, string room, IReadOnlyList<string> jids, string affiliation, CancellationToken cancellation) => AskAsync(
        driver, room, Admin, [.. jids.Select(j => new XElement(XName.Get("item", Admin), new XAttribute("affiliation", affiliation), new XAttribute("jid", j)))], cancellation);

    private static bool HasStatus(XElement presence, string code) =>
        presence.Descendants().Any(e => e.Name.LocalName == "status" && (string?)e.Attribute("code") == code);

    private static XElement[] Form()
    {
        XNamespace data = "jabber:x:data";
        XElement Field(string name, string value) => new(data + "field", new XAttribute("var", name), new XElement(data + "value", value));
        return [new(data + "x", new XAttribute("type", "submit"), Field("FORM_TYPE", "http://jabber.org/protocol/muc#roomconfig"), Settings.Select(s => Field(s, "1")))];
    }

    private static async Task AskAsync(XmppDriver driver, string room, string space, XElement[] content, CancellationToken cancellation)
    {
        string id = $"room{Guid.NewGuid():N}";
        XElement iq = new("iq", new XAttribute("type", "set"), new XAttribute("id", id), new XAttribute("to", room), new XElement(XName.Get("query", space), content));
        await driver.SendAsync(iq.ToString(SaveOptions.DisableFormatting), cancellation);
        XElement? answer = XmppDriver.Parse(await driver.ReceiveAsync(id, cancellation));
        if ((string?)answer?.Attribute("type") != "result")
        {
            throw new UserError($"room {room}", answer?.Descendants().LastOrDefault()?.Name.LocalName ?? "no answer", "see what the XMPP server allows to this account");
        }
    }
}
