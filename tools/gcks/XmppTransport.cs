using System.Threading.Channels;
using System.Xml.Linq;
using nanoDer.Gdoi;
using nanoDer.Pki;
using nanoDer.Tools;
using nanoDer.Tools.Xmpp;

namespace nanoDer.Gcks;

/// <summary>
/// Datagrams in stanzas, as <c>lib/nanoDer.Gdoi/XMPP.md</c> has it: a client of an XMPP server that answers requests and pushes into rooms. It
/// connects again when the connection is lost.
/// </summary>
public sealed class XmppTransport : IKeyServerTransport
{
    /// <summary>Namespace of the profile.</summary>
    public const string Namespace = "urn:nanoder:isakmp:0";

    /// <summary>Resource that members ask.</summary>
    public const string Resource = "gdoi";

    private const string Stanzas = "urn:ietf:params:xml:ns:xmpp-stanzas";
    private const string Info = "http://jabber.org/protocol/disco#info";
    private const string Ping = "urn:xmpp:ping";
    private const int FirstWait = 1000;
    private const int LongestWait = 60_000;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(60);

    private readonly Endpoint _server;
    private readonly BareJid _jid;
    private readonly PemCredentials _own;
    private readonly IReadOnlyList<string> _members;
    private readonly IReadOnlyList<string> _rooms;
    private Channel<string>? _out;

    /// <summary>Describes an entity.</summary>
    /// <param name="server">Where the XMPP server listens.</param>
    /// <param name="jid">Its bare JID.</param>
    /// <param name="own">Its credentials there.</param>
    /// <param name="members">Whose datagrams are read: bare JIDs and domains; everybody's when there are none.</param>
    /// <param name="rooms">Rooms to push into.</param>
    public XmppTransport(Endpoint server, BareJid jid, PemCredentials own, IReadOnlyList<string> members, IReadOnlyList<string> rooms)
    {
        (_server, _jid, _own, _members, _rooms) = (server, jid, own, members, rooms);
    }

    /// <inheritdoc/>
    public event Action<string>? Log;

    /// <inheritdoc/>
    public async Task RunAsync(KeyService service, CancellationToken cancellation)
    {
        int wait = FirstWait;
        while (true)
        {
            try
            {
                await ServeAsync(service, () => wait = FirstWait, cancellation);
            }
            catch (Exception e) when (e is UserError or IOException && !cancellation.IsCancellationRequested)
            {
                Log?.Invoke($"XMPP: {e.Message}; again in {wait / 1000} s");
            }

            await Task.Delay(wait, cancellation);
            wait = Math.Min(2 * wait, LongestWait);
        }
    }

    /// <inheritdoc/>
    public int Push(Group group, IReadOnlyCollection<string> members, byte[] push)
    {
        string[] own = [.. members.Where(IsJid)];
        if (_out is not { } queue || own.Length == 0)
        {
            return 0;
        }

        if (group.Policy.Room is { } room)
        {
            return queue.Writer.TryWrite(Message(room, "groupchat", push)) ? own.Length : 0;
        }

        return own.Count(to => queue.Writer.TryWrite(Message(to, "normal", push)));
    }

    /// <inheritdoc/>
    public void Dispose() => _out?.Writer.TryComplete();

    // UDP's names are addresses with a port.
    private static bool IsJid(string from) => from.Contains('@', StringComparison.Ordinal) && from.Contains('/', StringComparison.Ordinal);

    private static string Message(string to, string type, byte[] datagram) =>
        new XElement("message", new XAttribute("type", type), new XAttribute("to", to), Payload(datagram)).ToString(SaveOptions.DisableFormatting);

    /// <summary>The payload of a datagram.</summary>
    public static XElement Payload(byte[] datagram) => new(XName.Get("isakmp", Namespace), Convert.ToBase64String(datagram));

    private async Task ServeAsync(KeyService service, Action online, CancellationToken cancellation)
    {
        using XmppDriver driver = await XmppDriver.ConnectAsync(_server, _jid, _own, Resource, cancellation);
        Channel<string> queue = Channel.CreateUnbounded<string>();
        foreach (string room in _rooms)
        {
            queue.Writer.TryWrite($"<presence to='{room}/{_jid.Local}'><x xmlns='http://jabber.org/protocol/muc'><history maxchars='0'/></x></presence>");
        }

        Log?.Invoke($"online as {driver.FullJid}");
        online();
        _out = queue;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task writing = WriteAsync(driver, queue.Reader, end.Token);
        try
        {
            while (true)
            {
                using var silence = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
                silence.CancelAfter(2 * KeepAlive);
                Task<string> reading = driver.ReceiveAsync(silence.Token).AsTask();
                await await Task.WhenAny(reading, writing);
                Work(await reading, service, queue.Writer);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException("the server has fallen silent");
        }
        finally
        {
            _out = null;
            await end.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One writer, and something to be answered when there is nothing else to say.
    private static async Task WriteAsync(XmppDriver driver, ChannelReader<string> queue, CancellationToken cancellation)
    {
        while (true)
        {
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            idle.CancelAfter(KeepAlive);
            string next;
            try
            {
                next = await queue.ReadAsync(idle.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                next = $"<iq type='get' id='alive'><ping xmlns='{Ping}'/></iq>";
            }

            await driver.SendAsync(next, cancellation);
        }
    }

    private void Work(string text, KeyService service, ChannelWriter<string> queue)
    {
        if (XmppDriver.Parse(text) is not { } stanza)
        {
            return; // the end of the stream, say
        }

        string from = (string?)stanza.Attribute("from") ?? "";
        string type = (string?)stanza.Attribute("type") ?? "";
        switch (stanza.Name.LocalName)
        {
            case "iq" when type is "get" or "set":
                XElement answer = new("iq", new XAttribute("id", (string?)stanza.Attribute("id") ?? ""));
                answer.SetAttributeValue("to", from.Length == 0 ? null : from);
                (string result, XElement? content) = Answer(stanza, type, from, service);
                answer.SetAttributeValue("type", result);
                answer.Add(content);
                queue.TryWrite(answer.ToString(SaveOptions.DisableFormatting));
                break;
            case "message" when type is not ("error" or "groupchat") && stanza.Element(XName.Get("delay", "urn:xmpp:delay")) is null:
                // What has no answer of its own: acknowledgements, informational exchanges.
                if (stanza.Element(XName.Get("isakmp", Namespace)) is { } payload && IsServed(from) && Datagram(payload, out _) is { } datagram
                    && service.Handle(from, datagram) is { } reply)
                {
                    queue.TryWrite(Message(from, "normal", reply));
                }

                break;
            case "message" when type == "error":
                Log?.Invoke($"{from}: a push did not arrive: {Condition(stanza)}");
                break;
            case "presence" when type is "error" or "unavailable" && _rooms.Contains(from.Split('/')[0], StringComparer.OrdinalIgnoreCase)
                && (type == "error" || from.EndsWith('/' + _jid.Local, StringComparison.Ordinal)):
                throw new IOException($"out of the room {from}: {(type == "error" ? Condition(stanza) : "told to leave")}");
        }
    }

    private (string Type, XElement? Content) Answer(XElement stanza, string type, string from, KeyService service)
    {
        XElement[] children = [.. stanza.Elements()];
        if (children.Length != 1)
        {
            return Error("modify", "bad-request");
        }

        XName name = children[0].Name;
        if (type == "get" && name == XName.Get("ping", Ping))
        {
            return ("result", null);
        }

        if (type == "get" && name == XName.Get("query", Info))
        {
            XNamespace info = Info;
            return ("result", new XElement(
                info + "query", children[0].Attribute("node"),
                new XElement(info + "identity", new XAttribute("category", "client"), new XAttribute("type", "bot"), new XAttribute("name", "nanoDer key server")),
                new[] { Info, Ping, Namespace }.Select(f => new XElement(info + "feature", new XAttribute("var", f)))));
        }

        if (name != XName.Get("isakmp", Namespace))
        {
            return Error("cancel", "service-unavailable");
        }

        if (!IsServed(from))
        {
            Log?.Invoke($"{from}: refused, it is not served");
            return Error("auth", "forbidden");
        }

        if (Datagram(children[0], out string why) is not { } datagram || type == "get")
        {
            return Error("modify", why);
        }

        return service.Handle(from, datagram) is { } answer ? ("result", Payload(answer)) : Error("cancel", "unexpected-request");

        static (string, XElement) Error(string kind, string condition) =>
            ("error", new XElement("error", new XAttribute("type", kind), new XElement(XName.Get(condition, Stanzas))));
    }

    /// <summary>The datagram of a payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="why">The condition of an error, when there is none.</param>
    public static byte[]? Datagram(XElement payload, out string why)
    {
        string text = payload.Value;
        why = "bad-request";
        if (text.Length > (GroupMember.MaximumDatagram + 2) / 3 * 4)
        {
            why = "policy-violation";
            return null;
        }

        byte[] datagram = new byte[GroupMember.MaximumDatagram + 2];
        return !payload.HasElements && !text.Any(char.IsWhiteSpace) && Convert.TryFromBase64String(text, datagram, out int count) ? datagram[..count] : null;
    }

    private static string Condition(XElement stanza) =>
        stanza.Descendants().FirstOrDefault(e => e.Name.NamespaceName == Stanzas)?.Name.LocalName ?? "an error without a condition";

    private bool IsServed(string from)
    {
        string bare = from.Split('/')[0];
        return _members.Count == 0 || _members.Contains(bare, StringComparer.OrdinalIgnoreCase)
            || _members.Contains(bare[(bare.IndexOf('@', StringComparison.Ordinal) + 1)..], StringComparer.OrdinalIgnoreCase);
    }
}
