extern alias nano;

using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Firmware;
using nanoDer.UnitTests.Xmpp;
using nanoDer.Xml;
using nanoDer.Xmpp;
using nano::nanoDer.Platform;
using Xunit;

namespace nanoDer.HostTests.Xmpp;

/// <summary>A login by password, through the whole client, with a server of .NET's cryptography.</summary>
public class ScramLoginTests
{
    private const string Sasl = " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
    private const string Features = "<stream:features><mechanisms" + Sasl + "><mechanism>PLAIN</mechanism><mechanism>SCRAM-SHA-256</mechanism></mechanisms></stream:features>";

    private readonly XmppClient _client;

    /// <summary>A client on an emulated board.</summary>
    public ScramLoginTests()
    {
        new EmulatedBoard { Platform = "ESP32", TargetName = "ESP32_OLIMEX" }.Enter();
        var account = new XmppAccount(Jid.Parse("der1@der.local"), "IEC", "urn:test:feature")
        {
            Mechanisms = [new ExternalMechanism(null), new ScramMechanism(new CryptoProvider(), "der1", "pencil")],
        };
        _client = new XmppClient(new MemoryPlan(), account, new XmlNamespaces(24), 2);
    }

    /// <summary>Twice: the second time the keys are known, and the answer follows at once.</summary>
    [Fact]
    public void Server_and_client_know_the_password()
    {
        var server = new ScramServer("pencil", 4096);
        Assert.True(Login(server) > 100);
        Assert.True(_client.IsAuthenticated);
        Assert.Equal(1, Login(server));
        Assert.True(_client.IsAuthenticated);
    }

    /// <summary>A server that does not know the password cannot make the client believe it.</summary>
    [Fact]
    public void Server_that_cannot_sign_is_refused()
    {
        Login(new ScramServer("pencil", 4096), answer => answer[..10] + (answer[10] == 'A' ? 'B' : 'A') + answer[11..]);
        Assert.Equal(DerStatus.XmppServerNotAuthentic, _client.Status);
        Login(new ScramServer("pencil", 4096), _ => null);
        Assert.Equal(DerStatus.XmppServerNotAuthentic, _client.Status);
        Assert.False(_client.IsAuthenticated);
    }

    /// <summary>Iterations out of bounds are refused by name, at once.</summary>
    [Theory]
    [InlineData(4095)]
    [InlineData(20001)]
    public void Iterations_are_bounded(int iterations)
    {
        Assert.Equal(0, Login(new ScramServer("pencil", iterations)));
        Assert.Equal(DerStatus.XmppSaslUnsupported, _client.Status);
    }

    /// <summary>Plays the login up to the end of SASL.</summary>
    /// <returns>How many turns the client took to compute.</returns>
    private int Login(ScramServer server, Func<string, string?>? forge = null)
    {
        _client.Connect(0, true);
        Say(Transcript.Header + Features);
        string first = Heard("<auth" + Sasl + " mechanism='SCRAM-SHA-256'>", "</auth>");
        Say("<challenge" + Sasl + ">" + Encode(server.Challenge(first)) + "</challenge>");
        int turns = 0;
        while (_client.Status == DerStatus.Ok && _client.OutputCount == 0)
        {
            Assert.True(_client.NextDeadline <= turns * 1000L);
            _client.Tick(++turns * 1000L);
        }

        if (_client.Status == DerStatus.Ok)
        {
            string answer = server.Verify(Heard("<response" + Sasl + ">", "</response>"))!;
            Assert.NotNull(answer);
            string? said = forge == null ? answer : forge(answer);
            Say(said == null ? Transcript.Success : "<success" + Sasl + ">" + Encode(said) + "</success>");
        }

        return turns;
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private void Say(string line)
    {
        _client.Consume(_client.OutputCount);
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        Assert.Equal(bytes.Length, _client.Feed(bytes, 0, bytes.Length));
        while (_client.Next() != XmppEvent.None)
        {
        }
    }

    private string Heard(string start, string end)
    {
        string text = Encoding.UTF8.GetString(_client.Output, _client.OutputOffset, _client.OutputCount);
        _client.Consume(_client.OutputCount);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.EndsWith(end, text, StringComparison.Ordinal);
        return Encoding.ASCII.GetString(Convert.FromBase64String(text[start.Length..^end.Length]));
    }
}
