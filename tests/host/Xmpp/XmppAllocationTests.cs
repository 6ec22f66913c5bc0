using System.Text;
using nanoDer.Core;
using nanoDer.UnitTests.Xmpp;
using nanoDer.Xml;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Xmpp;

/// <summary>Once it is online, the client allocates nothing, whatever it is asked.</summary>
public class XmppAllocationTests
{
    private const int WarmUp = 500;
    private const int Requests = 1000;
    private readonly XmppClient _client = XmppTrace.NewClient();

    /// <summary>A request with payload that is read token by token and answered.</summary>
    [Fact]
    public void PayloadRequest() => AllocatesNothing("<iq type='get' id='p1' from='grid@der.local/x'>" + Transcript.Payload + "</iq>");

    /// <summary>Requests that the client answers by itself.</summary>
    [Fact]
    public void OwnAnswers() => AllocatesNothing(
        "<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>"
        + "<iq type='get' id='2' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info' node='n'/></iq>"
        + "<iq type='set' id='3'><query xmlns='jabber:iq:roster'/></iq><iq type='get' id='4' from='a@b/c'><x xmlns='urn:x'/></iq><iq id='5'/>");

    /// <summary>Messages, presences, answers and errors.</summary>
    [Fact]
    public void OtherStanzas() => AllocatesNothing(
        "<message from='a@b/c'>" + Transcript.Payload + "<delay xmlns='urn:xmpp:delay'/></message><presence from='a@b/c' type='unavailable'/>"
        + "<iq type='result' id='r1' from='a@b/c'>" + Transcript.Payload + "</iq>"
        + "<iq type='error' id='r2' from='a@b/c'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");

    /// <summary>Time that passes, and the pings it brings.</summary>
    [Fact]
    public void Pings()
    {
        LogIn();
        byte[] pong = Encoding.UTF8.GetBytes("<iq type='result' id='ping1' from='der.local'/>");
        long now = 0;
        AllocatesNothing(() =>
        {
            now = _client.NextDeadline;
            _client.Tick(now);
            Handle(pong);
        });
        Assert.Equal(DerStatus.Ok, _client.Status);
    }

    /// <summary>A whole login on a client that has had one before.</summary>
    [Fact]
    public void SecondLogin()
    {
        XmppSession session = XmppSession.Whole;
        AllocatesNothing(() =>
        {
            _client.Connect(0);
            Handle(session.Clear);
            _client.TlsEstablished(0);
            Handle(session.Secure);
        });
        Assert.Equal(DerStatus.XmppClosed, _client.Status);
    }

    private void AllocatesNothing(string line)
    {
        LogIn();
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        AllocatesNothing(() => Handle(bytes));
        Assert.Equal(DerStatus.Ok, _client.Status);
    }

    private static void AllocatesNothing(Action request)
    {
        for (int i = 0; i < WarmUp; i++)
        {
            request();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Requests; i++)
        {
            request();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void LogIn()
    {
        _client.Connect(0);
        Handle(XmppSession.Whole.Clear);
        _client.TlsEstablished(0);
        string secure = Encoding.UTF8.GetString(XmppSession.Whole.Secure);
        Handle(Encoding.UTF8.GetBytes(secure[..(secure.IndexOf(Transcript.Roster, StringComparison.Ordinal) + Transcript.Roster.Length)]));
        Assert.True(_client.IsOnline);
    }

    private void Handle(byte[] bytes)
    {
        int offset = 0;
        while (offset < bytes.Length)
        {
            offset += _client.Feed(bytes, offset, bytes.Length - offset);
            for (XmppEvent found = _client.Next(); found != XmppEvent.None; found = _client.Next())
            {
                if (found is XmppEvent.PayloadStart or XmppEvent.Payload)
                {
                    Read();
                }
                else if (found == XmppEvent.StanzaEnd && _client.Stanza.Type == StanzaType.Get)
                {
                    _client.BeginResult();
                    _client.Writer.PutAscii("<pdu xmlns='urn:test:payload'/>");
                    _client.EndStanza(StanzaKind.Iq);
                }
            }

            _client.Consume(_client.OutputCount);
        }
    }

    private void Read()
    {
        for (XmlToken token = _client.Tokenizer.Next(); token is not (XmlToken.None or XmlToken.Error); token = _client.Tokenizer.Next())
        {
            if (token == XmlToken.EndElement && _client.Tokenizer.Depth == 3)
            {
                _client.PayloadDone();
                return;
            }
        }
    }
}
