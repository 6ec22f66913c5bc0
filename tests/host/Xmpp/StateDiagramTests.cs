using System.Runtime.CompilerServices;
using System.Text;
using nanoDer.Core;
using nanoDer.UnitTests.Xmpp;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Xmpp;

/// <summary>
/// The diagram in <c>lib/nanoDer.Xmpp/README.md</c> is what the client does: every input is tried in every state that can be reached.
/// With NANODER_WRITE_DOCS=1 the test writes the diagram instead.
/// </summary>
public class StateDiagramTests
{
    private const string Begin = "<!-- states: made by StateDiagramTests -->\n";
    private const string End = "<!-- end of states -->\n";

    private static readonly (string Name, Action<XmppClient> Apply)[] Inputs =
    [
        ("header", Line(Transcript.Header)),
        ("features with STARTTLS", Line(Transcript.TlsFeatures)),
        ("proceed", Line(Transcript.Proceed)),
        ("handshake done", client => client.TlsEstablished(0)),
        ("features with mechanisms", Line(Transcript.SaslFeatures)),
        ("success", Line(Transcript.Success)),
        ("features with bind and management", Line(Transcript.BindFeatures)),
        ("bound", Line(Transcript.Bound)),
        ("enabled, roster", Line(Transcript.Enabled + Transcript.Roster)),
        ("resumed", Line("<resumed xmlns='urn:xmpp:sm:3' previd='sm&amp;1' h='2'/>")),
        ("failed", Line("<failed xmlns='urn:xmpp:sm:3'/>")),
        ("SASL failure", Line("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>")),
        ("stanza", Line("<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>")),
        ("stream error", Line(Transcript.StreamError("conflict"))),
        ("footer", Line(Transcript.Footer)),
        ("no XML", Line("</>")),
        ("silence", client =>
        {
            client.Tick(client.NextDeadline);
            client.Tick(client.NextDeadline);
        }),
        ("cut", client => client.Disconnected()),
        ("connection", client =>
        {
            if (client.Status != DerStatus.Ok)
            {
                client.Connect(0);
            }
        }),
    ];

    [Fact]
    public void ReadmeShowsWhatTheClientDoes()
    {
        string file = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "..", "lib", "nanoDer.Xmpp", "README.md"));
        string text = File.ReadAllText(file);
        int from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && to >= from, "the README has no place for the diagram");
        string diagram = Diagram();
        if (Environment.GetEnvironmentVariable("NANODER_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, text[..from] + diagram + text[to..]);
            return;
        }

        Assert.Equal(diagram, text[from..to]);
    }

    private static string Diagram()
    {
        var paths = new Dictionary<string, Action<XmppClient>[]> { [Key(Play([]))] = [] };
        var open = new Queue<string>(paths.Keys);
        var edges = new SortedSet<(int From, int To, string Input)>(Comparer<(int From, int To, string Input)>.Create((a, b) =>
            a.From != b.From ? a.From - b.From : a.To != b.To ? a.To - b.To : string.CompareOrdinal(a.Input, b.Input)));
        var ends = new SortedDictionary<int, SortedDictionary<string, SortedSet<string>>>();
        while (open.TryDequeue(out string? key))
        {
            foreach ((string name, Action<XmppClient> apply) in Inputs)
            {
                XmppClient client = Play(paths[key]);
                XmppState before = client.State;
                bool ended = client.Status != DerStatus.Ok;
                bool kept = client.CanResume;
                apply(client);
                Drain(client);
                if (client.Status != DerStatus.Ok)
                {
                    if (!ended)
                    {
                        ends.TryAdd((int)before, new(StringComparer.Ordinal));
                        ends[(int)before].TryAdd(client.Status.ToString(), new(StringComparer.Ordinal));
                        ends[(int)before][client.Status.ToString()].Add(name);
                    }
                }
                else if (ended || client.State != before)
                {
                    string label = before == XmppState.BindFeature && !ended ? name + (kept ? ", session kept" : ", no session kept") : name;
                    edges.Add((ended ? -1 : (int)before, (int)client.State, label));
                }

                if (paths.TryAdd(Key(client), [.. paths[key], apply]))
                {
                    open.Enqueue(Key(client));
                }
            }
        }

        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        foreach ((int from, int to, string input) in edges)
        {
            text.Append($"    {(from < 0 ? "[*]" : (XmppState)from)} --> {(XmppState)to}: {input}\n");
        }

        text.Append("```\n\nWhat ends the stream in each state, of the inputs tried:\n\n| state | status | input |\n|---|---|---|\n");
        foreach ((int state, SortedDictionary<string, SortedSet<string>> how) in ends)
        {
            foreach ((string status, SortedSet<string> inputs) in how)
            {
                text.Append($"| {(XmppState)state} | {status} | {string.Join(", ", inputs)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Key(XmppClient client) => $"{client.State} {client.Status == DerStatus.Ok} {client.CanResume}";

    private static XmppClient Play(Action<XmppClient>[] path)
    {
        XmppClient client = XmppTrace.NewClient();
        client.Connect(0);
        foreach (Action<XmppClient> apply in path)
        {
            apply(client);
            Drain(client);
        }

        return client;
    }

    private static Action<XmppClient> Line(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return client =>
        {
            int offset = 0;
            while (offset < bytes.Length)
            {
                offset += client.Feed(bytes, offset, bytes.Length - offset);
                Drain(client);
            }
        };
    }

    private static void Drain(XmppClient client)
    {
        while (client.Next() != XmppEvent.None)
        {
        }

        client.Consume(client.OutputCount);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
