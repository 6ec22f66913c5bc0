using System.Text;
using nanoDer.Core;
using nanoDer.HostTests.Xmpp;
using nanoDer.UnitTests.Xmpp;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Field;

/// <summary>A server that says far too much, or says it far too slowly, to the engine with a clock of the test's.</summary>
public sealed class FloodTests
{
    private const int Flood = 100_000_000;

    private readonly XmppClient _client = XmppTrace.NewClient();
    private readonly MemoryStream _sent = new(1 << 20);

    /// <summary>100 MB without end or sense: refused by name or passed over, without memory.</summary>
    [Theory]
    [InlineData("<message from='a@b/c'><body>", "all work and no play ", DerStatus.Ok)]
    [InlineData("", "<message from='a@b/c'><body>x</body><x xmlns='urn:x'><y z='1'/></x></message>", DerStatus.Ok)]
    [InlineData("", "<iq type='get' id='1' from='a@b/c'><x xmlns='urn:x'/></iq>", DerStatus.Ok)]
    [InlineData("", " \n", DerStatus.Ok)]
    [InlineData("<message ", "a='b' c='d' ", DerStatus.XmlTagTooLong)]
    [InlineData("<message", "e", DerStatus.XmlTagTooLong)]
    [InlineData("<message from='a@b/c'>", "<a>", DerStatus.XmlTooDeep)]
    [InlineData("", "<a xmlns='urn:x'/>", DerStatus.XmppUnexpected)]
    public void Hundred_megabytes(string start, string again, DerStatus status)
    {
        LogIn();
        Say(Encoding.UTF8.GetBytes(start));
        byte[] piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(again, 1 + (100_000 / again.Length))));
        Say(piece); // what the runtime itself needs
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long said = 0; said < Flood && _client.Status == DerStatus.Ok; said += piece.Length)
        {
            Say(piece);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(status, _client.Status);
    }

    /// <summary>One byte a second is too slow for a login: each of its steps has its time.</summary>
    [Fact]
    public void One_byte_a_second_in_the_login()
    {
        _client.Connect(0);
        byte[] line = XmppSession.Whole.Clear;
        long now = 0;
        for (int i = 0; i < line.Length && _client.Status == DerStatus.Ok; i++)
        {
            now += 1000;
            _client.Tick(now);
            Say(line.AsSpan(i, 1).ToArray());
        }

        Assert.Equal(DerStatus.XmppTimeout, _client.Status);
        Assert.InRange(now, 15_000, 40_000);
    }

    /// <summary>One byte a second in a session: stanzas come through, slowly, and each request is answered.</summary>
    [Fact]
    public void One_byte_a_second_in_a_session()
    {
        const int Requests = 200;
        LogIn();
        byte[] line = Encoding.UTF8.GetBytes("<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>");
        byte[] piece = new byte[1];
        long now = 0;
        long before = 0;
        for (int request = 0; request < Requests; request++)
        {
            foreach (byte b in line)
            {
                now += 1000;
                _client.Tick(now);
                piece[0] = b;
                Say(piece);
            }

            if (request == Requests / 2)
            {
                _sent.SetLength(0);
                before = GC.GetAllocatedBytesForCurrentThread();
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(DerStatus.Ok, _client.Status);
        string sent = Encoding.UTF8.GetString(_sent.GetBuffer(), 0, (int)_sent.Length);
        Assert.Equal((Requests / 2) - 1, sent.Split(" id='1'").Length - 1);
    }

    private void LogIn()
    {
        _client.Connect(0);
        Say(XmppSession.Whole.Clear);
        _client.TlsEstablished(0);
        string secure = Encoding.UTF8.GetString(XmppSession.Whole.Secure);
        Say(Encoding.UTF8.GetBytes(secure[..(secure.IndexOf(Transcript.Roster, StringComparison.Ordinal) + Transcript.Roster.Length)]));
        Assert.True(_client.IsOnline);
    }

    private void Say(byte[] bytes)
    {
        for (int offset = 0; offset < bytes.Length;)
        {
            offset += _client.Feed(bytes, offset, bytes.Length - offset);
            while (_client.Next() != XmppEvent.None)
            {
            }

            if (_sent.Length < 1 << 19)
            {
                _sent.Write(_client.Output, _client.OutputOffset, _client.OutputCount);
            }

            _client.Consume(_client.OutputCount);
        }
    }
}
