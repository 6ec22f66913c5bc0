using System.Text;
using nanoDer.UnitTests.Xmpp;

namespace nanoDer.HostTests.Xmpp;

/// <summary>All that a server says in a whole session, in clear text and then inside TLS.</summary>
internal sealed record XmppSession(byte[] Clear, byte[] Secure)
{
    /// <summary>A login, then every kind of stanza, then an orderly end.</summary>
    internal static XmppSession Whole { get; } = new(
        Encoding.UTF8.GetBytes(Transcript.Header + "\n" + Transcript.TlsFeatures + Transcript.Proceed),
        Encoding.UTF8.GetBytes(
            Transcript.Header + Transcript.SaslFeatures + Transcript.Success + Transcript.Header + Transcript.BindFeatures + Transcript.Bound
            + "<iq type='get' id='early' from='a@b/c'>" + Transcript.Payload + "</iq>" + Transcript.Roster
            + "<presence from='der1@der.local/IEC' to='der1@der.local/IEC'><priority>-1</priority></presence> \r\n"
            + "<iq type='get' id='p1' from='grid@der.local/x'>" + Transcript.Payload + "</iq>"
            + "<iq type='set' id='p&lt;2&gt;' from='grid@der.local/&#x1F600;'>\n<p:pdu xmlns:p='urn:test:payload'><p:x>]]&amp;> é \U0001F600 &#10;</p:x></p:pdu>\n</iq>"
            + "<message from='grid@der.local/x' type='normal'>" + Transcript.Payload + "<delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/></message>"
            + "<message from='grid@der.local/x'><body>hello</body></message>"
            + "<iq type='get' id='ping' from='der.local'><ping xmlns='urn:xmpp:ping'/></iq>"
            + "<iq type='get' id='info' from='grid@der.local/x'><query xmlns='http://jabber.org/protocol/disco#info' node='n&apos;'/></iq>"
            + "<iq type='get' id='items' from='grid@der.local/x'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>"
            + "<iq type='set' id='push'><query xmlns='jabber:iq:roster'><item jid='grid@der.local'/></query></iq>"
            + "<iq type='get' id='version' from='grid@der.local/x'><query xmlns='jabber:iq:version'/></iq>"
            + "<iq type='get' id='two' from='grid@der.local/x'><x xmlns='urn:x'/><y xmlns='urn:y'/></iq><iq id='none'/>"
            + "<iq type='result' id='r1' from='grid@der.local/x'>" + Transcript.Payload + "</iq>"
            + "<iq type='error' id='r2' from='grid@der.local/x'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
            + "<iq type='get' id='" + new string('i', 129) + "'><ping xmlns='urn:xmpp:ping'/></iq>"
            + "<iq type='get' id='p3' from='grid@der.local/x'><pdu xmlns='urn:test:payload'>" + new string('t', 1500) + "</pdu></iq>"
            + "<presence from='grid@der.local/x' type='unavailable'/>" + Transcript.Footer));

    internal int Length => Clear.Length + Secure.Length;

    /// <summary>The session cut off after <paramref name="length"/> bytes.</summary>
    internal XmppSession Truncated(int length) =>
        new(Clear[..Math.Min(length, Clear.Length)], Secure[..Math.Max(0, length - Clear.Length)]);

    /// <summary>The session with some bytes changed, lost, doubled or added in one of its halves.</summary>
    internal XmppSession Broken(int seed)
    {
        var random = new Random(seed);
        return random.Next(6) == 0 ? this with { Clear = Break(Clear, random) } : this with { Secure = Break(Secure, random) };
    }

    private static byte[] Break(byte[] line, Random random)
    {
        string[] pieces =
        [
            Transcript.Footer, Transcript.Header, Transcript.Proceed, Transcript.Success, Transcript.StreamError("conflict"), Transcript.Bound, Transcript.Roster,
            Transcript.SaslFeatures, Transcript.BindFeatures, Transcript.Payload, "<iq>", "</iq>", "<message>", " type='error'", " type='set'", " id=''", " from='der.local'",
            " xmlns='urn:test:payload'", "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><account-disabled/></failure>",
        ];
        if (random.Next(3) > 0)
        {
            return new RandomXml(random.Next()).Break(line);
        }

        string text = Encoding.Latin1.GetString(line);
        int at = text.IndexOf('<', random.Next(text.Length));
        return Encoding.Latin1.GetBytes(at < 0 ? text : text.Insert(at, pieces[random.Next(pieces.Length)]));
    }
}
