using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoDer.Core;
using nanoDer.HostTests.Peers;
using nanoDer.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Xmpp;

/// <summary>The DNS client over UDP with a server that knows nothing of this project: dnspython.</summary>
public class DnsServerTests
{
    private const string Python = "/usr/bin/python3";
    private const string Package = "/usr/lib/python3/dist-packages/dns/__init__.py";

    /// <summary>Both kinds of servers, of which one has an alias and two addresses.</summary>
    [SkippableFact]
    public async Task Servers_and_their_addresses()
    {
        (ServerTargets targets, DnsClient client) = await AskAsync(
            (dns, now) => dns.Resolve(Encoding.ASCII.GetBytes("der.local"), 0, 9, now),
            "_xmpps-client._tcp.der.local. SRV 10 5 443 front.der.local.",
            "_xmpps-client._tcp.der.local. SRV 30 5 5223 back.der.local.",
            "_xmpp-client._tcp.der.local. SRV 20 5 5222 plain.example.");
        Assert.Equal(DerStatus.Ok, client.Status);
        Assert.Equal(["front.der.local 443 True", "plain.example 5222 False", "back.der.local 5223 True"], Walk(targets));

        (_, client) = await AskAsync(
            (dns, now) => dns.Lookup(Encoding.ASCII.GetBytes("front.der.local"), 0, 15, now),
            "front.der.local. CNAME host.der.local.", "host.der.local. A 192.0.2.7", "host.der.local. A 192.0.2.8", "host.der.local. AAAA 2001:db8::7");
        Assert.Equal(["192.0.2.7", "192.0.2.8", "2001:db8::7"],
            Enumerable.Range(0, client.AddressCount)
                .Select(i => new IPAddress(client.Addresses.AsSpan(i * 16, i < client.Address4Count ? 4 : 16)).ToString()).Order(StringComparer.Ordinal));
    }

    /// <summary>A domain without SRV records is its own server; one that says that it has no service has none.</summary>
    [SkippableFact]
    public async Task Domains_without_servers()
    {
        (ServerTargets targets, DnsClient client) = await AskAsync(
            (dns, now) => dns.Resolve(Encoding.ASCII.GetBytes("der.local"), 0, 9, now), "der.local. A 192.0.2.1");
        Assert.Equal(DerStatus.Ok, client.Status);
        Assert.Equal(["der.local 5222 False"], Walk(targets));

        (targets, client) = await AskAsync(
            (dns, now) => dns.Resolve(Encoding.ASCII.GetBytes("der.local"), 0, 9, now),
            "_xmpps-client._tcp.der.local. SRV 0 0 0 .", "_xmpp-client._tcp.der.local. SRV 0 0 0 .");
        Assert.Equal(DerStatus.NetNoService, client.Status);
        Assert.Empty(Walk(targets));
    }

    /// <summary>More records than fit a datagram: the server cuts them short, the client says so.</summary>
    [SkippableFact]
    public async Task Answer_that_does_not_fit()
    {
        (_, DnsClient client) = await AskAsync(
            (dns, now) => dns.Resolve(Encoding.ASCII.GetBytes("der.local"), 0, 9, now),
            [.. Enumerable.Range(0, 30).Select(i => $"_xmpp-client._tcp.der.local. SRV 0 0 5222 host{i}.of-a-provider-{i}.example.")]);
        Assert.Equal(DerStatus.NetDnsTruncated, client.Status);
    }

    private static List<string> Walk(ServerTargets targets)
    {
        var found = new List<string>();
        while (targets.Next())
        {
            found.Add($"{Encoding.ASCII.GetString(targets.Host, targets.HostOffset, targets.HostLength)} {targets.Port} {targets.IsDirectTls}");
        }

        return found;
    }

    private static async Task<(ServerTargets Targets, DnsClient Client)> AskAsync(Action<DnsClient, long> ask, params string[] records)
    {
        RequiredPeer.Program(Package, "python3-dnspython");
        using var server = new RunningProcess(Python, ["-B", Path.Combine(AppContext.BaseDirectory, "Xmpp", "dns_server.py"), .. records]);
        var source = new IPEndPoint(IPAddress.Loopback, int.Parse(await server.ReadLineAsync() ?? throw new InvalidOperationException(server.Error)));
        var targets = new ServerTargets(4711);
        var client = new DnsClient(targets);
        ask(client, 0);
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        while (!client.IsDone)
        {
            if (client.OutputCount > 0)
            {
                await socket.SendAsync(client.Output.AsMemory(0, client.OutputCount), source);
                client.Sent();
            }

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            UdpReceiveResult answer = await socket.ReceiveAsync(limit.Token);
            Assert.Equal(source, answer.RemoteEndPoint);
            Assert.True(answer.Buffer.Length <= DnsClient.MaxDatagram);
            client.Feed(answer.Buffer, answer.Buffer.Length, 0);
        }

        return (targets, client);
    }
}
