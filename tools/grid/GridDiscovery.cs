using System.Text;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Tools;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.Grid;

/// <summary>
/// Finds out who is online: the contacts of the own roster and whoever else is named are asked under the resource that every device has what they
/// can do (XEP-0030). A server answers in the place of who is not there.
/// </summary>
public sealed class GridDiscovery : IStreamUser, IAsyncDisposable
{
    private const string Roster = "jabber:iq:roster";
    private const string Info = "http://jabber.org/protocol/disco#info";
    private const int FirstPeer = 2;

    private static readonly byte[] Item = "item"u8.ToArray();
    private static readonly byte[] Feature = "feature"u8.ToArray();
    private static readonly byte[] JidName = "jid"u8.ToArray();
    private static readonly byte[] Subscription = "subscription"u8.ToArray();
    private static readonly byte[] Var = "var"u8.ToArray();

    private readonly GridOptions _options;
    private readonly GridStream _stream;
    private readonly Dictionary<int, TaskCompletionSource<string?>> _asked = [];
    private readonly List<(string First, string Second)> _elements = [];
    private volatile UserError? _end;

    private GridDiscovery(GridOptions options)
    {
        _options = options;
        MemoryPlan plan = GridClient.Plan();
        var namespaces = new XmlNamespaces(24);
        var account = new XmppAccount(nanoDer.Xmpp.Jid.Parse(options.Jid.ToString()), options.Resource, null)
        {
            StepTimeout = (int)options.Timeout.TotalMilliseconds, SideFeatures = [Roster],
        };
        _stream = new GridStream(options, new XmppClient(plan, account, namespaces, namespaces.Add(Info)), this);
    }

    /// <summary>Asks.</summary>
    /// <param name="options">Who asks.</param>
    /// <param name="others">Bare JIDs besides those of the roster.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>All of them, in order of their JIDs.</returns>
    /// <exception cref="UserError">The server cannot be reached, or does not tell the roster.</exception>
    public static async Task<IReadOnlyList<GridPeer>> FindAsync(GridOptions options, IEnumerable<string> others, CancellationToken cancellation)
    {
        await using var discovery = new GridDiscovery(options);
        await discovery._stream.OpenAsync(cancellation);
        Dictionary<string, string> contacts = await discovery.RosterAsync(cancellation);
        foreach (string jid in others)
        {
            contacts.TryAdd(jid, "");
        }

        var peers = new List<GridPeer>();
        foreach ((string jid, string subscription) in contacts.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var peer = new GridPeer(jid, subscription, [], null);
            string? absence = await discovery.AskAsync(FirstPeer + peers.Count, peer.FullJid, Info, cancellation);
            peers.Add(peer with { Absence = absence, Features = absence is null ? [.. discovery._elements.Where(e => e.First.Length == 0).Select(e => e.Second)] : [] });
        }

        return peers;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    bool IStreamUser.Read(bool isStart)
    {
        XmlTokenizer tokenizer = _stream.Xmpp.Tokenizer;
        if (isStart)
        {
            _elements.Clear();
        }

        while (true)
        {
            switch (tokenizer.Next())
            {
                case XmlToken.None:
                    return false;
                case XmlToken.StartElement when tokenizer.NameIs(Item):
                    _elements.Add((Attribute(tokenizer, JidName), Attribute(tokenizer, Subscription)));
                    break;
                case XmlToken.StartElement when tokenizer.NameIs(Feature):
                    _elements.Add(("", Attribute(tokenizer, Var)));
                    break;
                case XmlToken.EndElement when tokenizer.Depth == 3:
                    _stream.Xmpp.PayloadDone();
                    return true;
                case XmlToken.Error:
                    return true;
            }
        }
    }

    void IStreamUser.Happened(XmppEvent what)
    {
        if (what is not (XmppEvent.StanzaEnd or XmppEvent.Response))
        {
            return;
        }

        Stanza stanza = _stream.Xmpp.Stanza;
        if (stanza.Type is StanzaType.Get or StanzaType.Set)
        {
            // This session asks, and answers nothing.
            _stream.Xmpp.SendError(StanzaCondition.ServiceUnavailable);
            return;
        }

        int number = stanza.IdLength > 1 ? Bytes.ParseDecimal(stanza.Id, 1, stanza.IdLength - 1) : -1;
        if (_asked.Remove(number, out TaskCompletionSource<string?>? answer))
        {
            answer.TrySetResult(stanza.Type == StanzaType.Error ? stanza.Condition.ToString() : what == XmppEvent.StanzaEnd ? null : "an empty answer");
        }
    }

    long IStreamUser.Turn(long now) => long.MaxValue;

    void IStreamUser.Ended(UserError reason)
    {
        _end = reason;
        foreach (TaskCompletionSource<string?> answer in _asked.Values)
        {
            answer.TrySetException(reason);
        }
    }

    private static string Attribute(XmlTokenizer tokenizer, byte[] name)
    {
        int attribute = tokenizer.FindAttribute(name, 0, name.Length);
        return attribute < 0 ? "" : Encoding.UTF8.GetString(tokenizer.Buffer, tokenizer.AttributeValueOffset(attribute), tokenizer.AttributeValueLength(attribute));
    }

    private async Task<Dictionary<string, string>> RosterAsync(CancellationToken cancellation)
    {
        string? refusal = await AskAsync(FirstPeer - 1, _options.Jid.ToString(), Roster, cancellation);
        return refusal is null or "an empty answer"
            ? _elements.Where(e => e.First.Length > 0).ToDictionary(e => e.First, e => e.Second)
            : throw new UserError(_options.Server.ToString(), $"it does not tell the roster ({refusal})", "name the gateways as arguments");
    }

    /// <summary>Asks one question.</summary>
    /// <returns>Null when it was answered, or why not.</returns>
    private async Task<string?> AskAsync(int number, string to, string space, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        byte[] name = Encoding.UTF8.GetBytes(to);
        bool posted = _stream.Post(() =>
        {
            _asked[number] = answer;
            XmppClient xmpp = _stream.Xmpp;
            xmpp.BeginRequest(StanzaType.Get, name, 0, name.Length, number);
            xmpp.Writer.PutAscii($"<query xmlns='{space}'/>");
            xmpp.EndStanza(StanzaKind.Iq);
        });
        if (!posted)
        {
            throw _end ?? new UserError(_options.Server.ToString(), "the stream has ended", "try again");
        }

        try
        {
            return await answer.Task.WaitAsync(_options.Timeout, cancellation);
        }
        catch (TimeoutException)
        {
            return $"no answer within {_options.Timeout.TotalSeconds} s";
        }
    }
}
