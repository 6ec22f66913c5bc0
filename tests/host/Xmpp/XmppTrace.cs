using System.Text;
using System.Xml;
using nanoDer.Core;
using nanoDer.UnitTests.Xmpp;
using nanoDer.Xml;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Xmpp;

/// <summary>What a client does in a session: its events with the payloads read, all that it sends, and how it ends.</summary>
internal sealed record XmppTrace(string Events, string Sent, DerStatus Status)
{
    /// <summary>Plays a session to a new client, cut into pieces of the sizes given; the last one is repeated.</summary>
    internal static XmppTrace Play(XmppSession session, params int[] pieces)
    {
        var player = new Player(NewClient());
        return player.Play(session, pieces);
    }

    /// <summary>Plays a session to a client that may have had one before.</summary>
    internal static XmppTrace Play(XmppClient client, XmppSession session, params int[] pieces) => new Player(client).Play(session, pieces);

    internal static XmppClient NewClient()
    {
        var namespaces = new XmlNamespaces(24);
        int payload = namespaces.Add(Transcript.PayloadNamespace);
        return new XmppClient(new MemoryPlan(), new XmppAccount(Jid.Parse("der1@der.local"), "IEC", "urn:test:feature"), namespaces, payload);
    }

    /// <summary>Checks that what was sent is one or more XMPP streams, of which each may lack its end but nothing else.</summary>
    internal void SentIsWellFormed()
    {
        const string Declaration = "<?xml version='1.0'?>";
        Assert.StartsWith(Declaration, Sent, StringComparison.Ordinal);
        foreach (string stream in Sent.Split(Declaration).Skip(1))
        {
            bool isEnded = stream.EndsWith(Transcript.Footer, StringComparison.Ordinal);
            using var reader = XmlReader.Create(new StringReader(isEnded ? stream : stream + Transcript.Footer));
            while (reader.Read())
            {
            }
        }
    }

    private sealed class Player(XmppClient client)
    {
        // More events than bytes would mean that the client goes round in circles.
        private const int EventsPerByte = 3;

        private readonly StringBuilder _events = new();
        private readonly StringBuilder _sent = new();
        private int _pieces;
        private int _rounds;

        internal XmppTrace Play(XmppSession session, int[] pieces)
        {
            client.Connect(0);
            _rounds = EventsPerByte * (session.Length + 100);
            bool isSecure = Feed(session.Clear, pieces);
            if (isSecure)
            {
                _events.Append("StartTls ");
                client.TlsEstablished(0);
                Feed(session.Secure, pieces);
            }

            client.Disconnected();
            Pull();
            Assert.NotEqual(DerStatus.Ok, client.Status);
            Assert.Equal(XmppEvent.None, client.Next());
            Assert.False(client.IsOnline);
            return new XmppTrace(_events.ToString(), _sent.ToString(), client.Status);
        }

        /// <summary>Feeds all bytes; true when the last one brings the moment for TLS.</summary>
        private bool Feed(byte[] line, int[] pieces)
        {
            bool startTls = false;
            int offset = 0;
            while (offset < line.Length)
            {
                int piece = Math.Max(1, pieces[Math.Min(_pieces++, pieces.Length - 1)]);
                int end = Math.Min(line.Length, offset + piece);
                while (offset < end)
                {
                    int taken = client.Feed(line, offset, end - offset);
                    Assert.True(taken > 0, "the client takes no more bytes");
                    offset += taken;
                    startTls |= Pull();
                }
            }

            return startTls && client.Status == DerStatus.Ok;
        }

        private bool Pull()
        {
            bool startTls = false;
            for (XmppEvent found = client.Next(); found != XmppEvent.None; found = client.Next())
            {
                Assert.True(_rounds-- > 0, "events without end");
                switch (found)
                {
                    case XmppEvent.StartTls:
                        startTls = true;
                        break;
                    case XmppEvent.PayloadStart:
                        _events.Append("Payload ");
                        Token(XmlToken.StartElement);
                        Read();
                        break;
                    case XmppEvent.Payload:
                        Read();
                        break;
                    case XmppEvent.StanzaEnd:
                        Stanza stanza = client.Stanza;
                        _events.Append(found).Append(' ').Append(stanza.Kind).Append(' ').Append(stanza.Type).Append(stanza.Delayed ? " delayed " : " ")
                            .Append(Encoding.UTF8.GetString(stanza.From, 0, stanza.FromLength)).Append(' ');
                        Answer(stanza);
                        break;
                    case XmppEvent.Online:
                        _events.Append(found).Append(' ');
                        byte[] to = Encoding.UTF8.GetBytes("grid@der.local/x");
                        client.Ping(to, 0, to.Length, 1);
                        client.Ping(to, 0, to.Length, 2);
                        break;
                    default:
                        _events.Append(found).Append(' ');
                        break;
                }
            }

            _sent.Append(Encoding.UTF8.GetString(client.Output, client.OutputOffset, client.OutputCount));
            client.Consume(client.OutputCount);
            return startTls;
        }

        private void Answer(Stanza stanza)
        {
            if (stanza.Kind == StanzaKind.Iq && stanza.Type is StanzaType.Get or StanzaType.Set)
            {
                client.BeginResult();
                client.Writer.PutAscii("<pdu xmlns='urn:test:payload'/>");
                Assert.True(client.EndStanza(StanzaKind.Iq));
            }
        }

        private void Read()
        {
            XmlTokenizer tokenizer = client.Tokenizer;
            for (XmlToken token = tokenizer.Next(); token is not (XmlToken.None or XmlToken.Error); token = tokenizer.Next())
            {
                Token(token);
                if (token == XmlToken.EndElement && tokenizer.Depth == 3)
                {
                    client.PayloadDone();
                    return;
                }
            }
        }

        private void Token(XmlToken token)
        {
            XmlTokenizer tokenizer = client.Tokenizer;
            _events.Append(token switch
            {
                XmlToken.StartElement => "<" + Encoding.UTF8.GetString(tokenizer.Buffer, tokenizer.NameOffset, tokenizer.NameLength) + ">",
                XmlToken.EndElement => "</" + Encoding.UTF8.GetString(tokenizer.Buffer, tokenizer.NameOffset, tokenizer.NameLength) + "> ",
                _ => Encoding.UTF8.GetString(tokenizer.Buffer, tokenizer.TextOffset, tokenizer.TextLength),
            });
        }
    }
}
