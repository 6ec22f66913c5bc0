using System.Text;
using FsCheck.Xunit;
using nanoDer.Core;
using nanoDer.UnitTests.Xmpp;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Xmpp;

/// <summary>The client in whole sessions: cut anywhere, stopped anywhere, broken anywhere.</summary>
public class XmppClientTests
{
    private static readonly XmppTrace Expected = XmppTrace.Play(XmppSession.Whole, int.MaxValue);

    /// <summary>Statuses that a broken session may end with.</summary>
    private static readonly DerStatus[] Sane =
    [
        DerStatus.NetLost, DerStatus.XmppClosed, DerStatus.XmlNotWellFormed, DerStatus.XmlBadCharacter, DerStatus.XmlBadNamespace, DerStatus.XmlRestricted,
        DerStatus.XmlTagTooLong, DerStatus.XmlTooDeep, DerStatus.XmlTooManyAttributes, DerStatus.XmppUnexpected, DerStatus.XmppNotXmpp, DerStatus.XmppInjectedBytes,
        DerStatus.XmppNoStartTls, DerStatus.XmppNoMechanism, DerStatus.XmppNotAuthorized, DerStatus.XmppAccountDisabled, DerStatus.XmppBindRefused,
        DerStatus.XmppConflict, DerStatus.XmppStreamError,
    ];

    /// <summary>The session that the other tests cut and break does what it should.</summary>
    [Fact]
    public void WholeSession()
    {
        Assert.Equal(DerStatus.XmppClosed, Expected.Status);
        Assert.StartsWith("StartTls Authenticated Online Payload <pdu><x>tea</x> <y></y> </pdu> StanzaEnd Iq Get grid@der.local/x ", Expected.Events, StringComparison.Ordinal);
        Assert.Contains("<x>]]&> é \U0001F600 \n</x> </pdu> StanzaEnd Iq Set grid@der.local/\U0001F600 ", Expected.Events, StringComparison.Ordinal);
        Assert.Contains(" </pdu> Delayed ", Expected.Events, StringComparison.Ordinal);
        Assert.Contains("StanzaEnd Iq Result ", Expected.Events, StringComparison.Ordinal);
        Assert.Contains("<pdu>" + new string('t', 1500) + "</pdu>", Expected.Events, StringComparison.Ordinal);
        Assert.EndsWith("Response Payload <pdu>" + new string('t', 1500) + "</pdu> StanzaEnd Iq Get grid@der.local/x PeerGone Closed ", Expected.Events, StringComparison.Ordinal);
        Expected.SentIsWellFormed();
        Assert.EndsWith(Transcript.Footer, Expected.Sent, StringComparison.Ordinal);
    }

    /// <summary>One byte at a time gives what the whole gives.</summary>
    [Fact]
    public void OneByteAtATime() => Assert.Equal(Expected, XmppTrace.Play(XmppSession.Whole, 1));

    /// <summary>Pieces of any sizes give what the whole gives.</summary>
    [Property(MaxTest = 300, Replay = "7411,1923")]
    public void PiecesOfAnySizes(byte[] pieces) =>
        Assert.Equal(Expected, XmppTrace.Play(XmppSession.Whole, [.. pieces.Select(piece => (int)piece), 17]));

    /// <summary>
    /// A session that breaks off after any byte ends as a lost connection; until then the client has done what it does in the whole
    /// session, and afterwards it is as good as new.
    /// </summary>
    [Fact]
    public void TruncatedAtEveryByte()
    {
        XmppClient used = XmppTrace.NewClient();
        for (int length = 0; length < XmppSession.Whole.Length; length++)
        {
            XmppTrace trace = XmppTrace.Play(used, XmppSession.Whole.Truncated(length), int.MaxValue);
            Assert.True(trace.Status == DerStatus.NetLost, $"{length}: {trace.Status}");
            Assert.StartsWith(trace.Sent, Expected.Sent, StringComparison.Ordinal);
            Assert.EndsWith("Closed ", trace.Events, StringComparison.Ordinal);
            Assert.StartsWith(trace.Events[..^"Closed ".Length], Expected.Events, StringComparison.Ordinal);
            trace.SentIsWellFormed();
            if (length % 16 == 0)
            {
                Assert.Equal(Expected, XmppTrace.Play(used, XmppSession.Whole, int.MaxValue));
            }
        }
    }

    /// <summary>A session that falls silent after any byte ends by time-out, however far it got.</summary>
    [Fact]
    public void SilentAfterEveryByte()
    {
        foreach (int length in Enumerable.Range(0, XmppSession.Whole.Length - Transcript.Footer.Length))
        {
            XmppSession session = XmppSession.Whole.Truncated(length);
            XmppClient client = XmppTrace.NewClient();
            client.Connect(0);
            bool isSecure = Pump(client, session.Clear);
            if (isSecure && length > session.Clear.Length)
            {
                client.TlsEstablished(0);
                Pump(client, session.Secure);
            }

            int ticks = 0;
            while (client.Status == DerStatus.Ok)
            {
                Assert.True(client.NextDeadline <= 60000 + 20000 && ticks++ < 3, $"{length}: no end in sight");
                client.Tick(client.NextDeadline);
            }

            Assert.Equal(DerStatus.XmppTimeout, client.Status);
        }
    }

    /// <summary>
    /// Whatever a server sends, the client ends with a status that says why, sends only well-formed XML, never authenticates in clear
    /// text, and does the same when the bytes arrive in other pieces.
    /// </summary>
    [Fact]
    public void BrokenSessions()
    {
        var ends = new SortedDictionary<DerStatus, int>();
        for (int seed = 0; seed < 2000; seed++)
        {
            XmppSession session = XmppSession.Whole.Broken(seed);
            XmppTrace trace = XmppTrace.Play(session, int.MaxValue);
            try
            {
                Assert.Contains(trace.Status, Sane);
                trace.SentIsWellFormed();
                Assert.Equal(trace, XmppTrace.Play(session, (seed % 7) + 1));
                Assert.Equal(trace, XmppTrace.Play(session, seed % 997, 5, 300, seed % 61));
                int auth = trace.Sent.IndexOf("<auth", StringComparison.Ordinal);
                Assert.True(auth < 0 || trace.Events.StartsWith("StartTls ", StringComparison.Ordinal));
                Assert.True(auth < 0 || trace.Sent.IndexOf("from='der1@der.local'", StringComparison.Ordinal) < auth);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {Encoding.UTF8.GetString(session.Clear)}|{Encoding.UTF8.GetString(session.Secure)}", e);
            }

            ends[trace.Status] = ends.GetValueOrDefault(trace.Status) + 1;
        }

        // The breaks have to reach far into the session, or this tests little.
        Assert.True(ends.Count >= 12, string.Join(", ", ends));
    }

    /// <summary>Feeds all bytes, reads no payload; true when the moment for TLS has come.</summary>
    private static bool Pump(XmppClient client, byte[] line)
    {
        bool startTls = false;
        int offset = 0;
        while (offset < line.Length)
        {
            offset += client.Feed(line, offset, line.Length - offset);
            for (XmppEvent found = client.Next(); found != XmppEvent.None; found = client.Next())
            {
                startTls |= found == XmppEvent.StartTls;
                if (found == XmppEvent.PayloadStart)
                {
                    client.PayloadDone();
                }
            }

            client.Consume(client.OutputCount);
        }

        return startTls;
    }
}
