using System.Net;
using System.Net.Sockets;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.HostTests.Peers;
using nanoDer.HostTests.Requirements;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Gateway;

/// <summary>Servers that no server program would be: other protocols, injected bytes, silence, nobody at all.</summary>
public sealed class StubbornServerTests
{
    private const string Header = "<?xml version='1.0'?><stream:stream id='1' from='der.local' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    private const string Features = "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>";
    private const string Proceed = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

    [Fact]
    public Task Another_protocol() => FailsAsync(["HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"], DerStatus.XmppNotXmpp, "check host and port");

    [Fact]
    public Task Bad_xml() => FailsAsync([Header + "<!-- no comment -->"], DerStatus.XmlRestricted, "check that server");

    [Fact]
    public Task Large_xml() => FailsAsync([Header + "<stream:features " + new string('x', 2000)], DerStatus.XmlTagTooLong, "enlarge");

    [Fact]
    public Task Stanza_before_login() => FailsAsync([Header + "<message/>"], DerStatus.XmppUnexpected, "check that it is a server for XMPP clients");

    [Fact]
    public Task Another_kind_of_xml() => FailsAsync(["<html>"], DerStatus.XmppNotXmpp, "check host and port");

    [Fact]
    [Shows("R3", "octets injected before TLS end the connection")]
    public Task Bytes_behind_proceed() => FailsAsync([Header + Features, Proceed + Header], DerStatus.XmppInjectedBytes, "somebody tampers");

    [Fact]
    public Task No_tls_behind_proceed() => FailsAsync([Header + Features, Proceed, "no TLS record at all, whatever it is that comes now"], DerStatus.TlsHandshake, "share a TLS version");

    [Fact]
    public Task Starttls_fails() => FailsAsync([Header + Features, "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>"], DerStatus.XmppNoStartTls, "enable STARTTLS");

    [Fact]
    [Shows("R3", "stripping STARTTLS ends the connection")]
    public Task Starttls_is_stripped_and_the_connection_cut() => FailsAsync([Header + "<stream:features/>", ""], DerStatus.XmppNoStartTls, "suspect somebody in between");

    [Fact]
    public Task Domain_is_not_served() => FailsAsync(
        [Header + "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>"], DerStatus.XmppHostUnknown, "check JID and server");

    [Fact]
    public Task Connection_is_cut_at_once() => FailsAsync([""], DerStatus.NetLost, "check server and link");

    [Fact]
    public async Task Nobody_listens()
    {
        using var pki = new TestPki();
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        await using RunningGateway gateway = RunningGateway.Start(new Endpoint("127.0.0.1", port), pki.Device("der1"), pki.Authority.CertificateFile);
        await gateway.FailsAndTriesAgainAsync(DerStatus.NetNoConnection, "whether the server runs");
    }

    [Fact]
    public async Task Name_without_address()
    {
        using var pki = new TestPki();
        await using RunningGateway gateway = RunningGateway.Start(new Endpoint("nobody.invalid", 5222), pki.Device("der1"), pki.Authority.CertificateFile);
        await gateway.FailsAndTriesAgainAsync(DerStatus.NetNoAddress, "check host name and DNS");
    }

    [Fact]
    public async Task Waits_grow_up_to_their_bound()
    {
        using var pki = new TestPki();
        await using var server = new ScriptedServer([""]);
        await using RunningGateway gateway = RunningGateway.Start(server.Endpoint, pki.Device("der1"), pki.Authority.CertificateFile);
        double bound = RunningGateway.FirstWait.TotalMilliseconds;
        double longest = RunningGateway.LongestWait.TotalMilliseconds;
        for (int attempt = 0; attempt < 6; attempt++)
        {
            int wait = int.Parse((await gateway.NextAsync(GatewayEvent.Waiting)).Text!, System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(wait, attempt == 0 ? 0 : bound / 2, bound);
            bound = Math.Min(longest, bound * 2);
        }

        Assert.Equal(longest, bound);
    }

    [Fact]
    public async Task Silence()
    {
        using var pki = new TestPki();
        await using var server = new ScriptedServer([Header], cut: false);
        await using RunningGateway gateway = RunningGateway.StartImpatient(server.Endpoint, pki.Device("der1"), pki.Authority.CertificateFile);
        await gateway.FailsAndTriesAgainAsync(DerStatus.XmppTimeout, "check server and link");
        Assert.Contains("<connection-timeout xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>", server.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_gateway_ends_its_stream()
    {
        using var pki = new TestPki();
        await using var server = new ScriptedServer([Header, "</stream:stream>"]);
        await using (RunningGateway gateway = RunningGateway.Start(server.Endpoint, pki.Device("der1"), pki.Authority.CertificateFile))
        {
            await gateway.NextAsync(GatewayEvent.Connected);
            await server.HeardAsync("<stream:stream to='der.local'");
        }

        await server.HeardAsync("</stream:stream>");
    }

    private static async Task FailsAsync(string[] lines, DerStatus status, string advice)
    {
        using var pki = new TestPki();
        await using var server = new ScriptedServer(lines);
        await using RunningGateway gateway = RunningGateway.Start(server.Endpoint, pki.Device("der1"), pki.Authority.CertificateFile);
        await gateway.FailsAndTriesAgainAsync(status, advice);
    }
}
