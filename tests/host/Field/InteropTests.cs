using nanoDer.Emulator;
using nanoDer.Field;
using nanoDer.Firmware;
using nanoDer.HostTests.Gateway;
using nanoDer.Peers;
using nanoDer.Tools.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Field;

/// <summary>The gateway at both servers: each version of TLS, certificate and password, sessions that outlive their connection.</summary>
public sealed class InteropTests
{
    private const string Device = "der1@der.local/IEC";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The gateway logs in and answers, whatever the server takes.</summary>
    [SkippableTheory]
    [InlineData(ServerKind.Prosody, TlsVersions.Tls12, true)]
    [InlineData(ServerKind.Prosody, TlsVersions.Tls12, false)]
    [InlineData(ServerKind.Prosody, TlsVersions.Tls13, true)]
    [InlineData(ServerKind.Prosody, TlsVersions.Tls13, false)]
    [InlineData(ServerKind.Ejabberd, TlsVersions.Tls12, true)]
    [InlineData(ServerKind.Ejabberd, TlsVersions.Tls12, false)]
    [InlineData(ServerKind.Ejabberd, TlsVersions.Tls13, true)]
    [InlineData(ServerKind.Ejabberd, TlsVersions.Tls13, false)]
    public async Task Logs_in(ServerKind kind, TlsVersions versions, bool external)
    {
        await using FieldServer server = await FieldServer.StartAsync(kind, versions, external);
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = server.Gateway();
            GatewayMessage secured = await gateway.NextAsync(GatewayEvent.Secured);
            Assert.Contains(versions == TlsVersions.Tls12 ? "TLS 1.2" : "TLS 1.3", secured.Line.Replace("Tls1", "TLS 1.", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal(Device, (await gateway.NextAsync(GatewayEvent.Online)).Text);
            if (external)
            {
                using var limit = new CancellationTokenSource(Limit);
                using XmppDriver driver = await server.DriverAsync("grid", limit.Token);
                await driver.SendAsync(Ping(1), limit.Token);
                Assert.Contains("result", await driver.ReceiveAsync("id='n1'", limit.Token), StringComparison.Ordinal);
            }
        });
    }

    /// <summary>
    /// Numbered requests while the connection is cut again and again: each is answered exactly once, so no stanza of either direction was
    /// lost or came twice.
    /// </summary>
    [SkippableTheory]
    [InlineData(ServerKind.Prosody, TlsVersions.Tls12)]
    [InlineData(ServerKind.Prosody, TlsVersions.Tls13)]
    [InlineData(ServerKind.Ejabberd, TlsVersions.Tls12)]
    [InlineData(ServerKind.Ejabberd, TlsVersions.Tls13)]
    public async Task Resumed_session_loses_and_doubles_nothing(ServerKind kind, TlsVersions versions)
    {
        const int Cuts = 4;
        const int PerCut = 12;
        await using FieldServer server = await FieldServer.StartAsync(kind, versions);
        await server.DuringAsync(async () =>
        {
            await using var way = new FaultProxy(server.Endpoint);
            await using RunningGateway gateway = server.Gateway(way.Endpoint);
            await gateway.NextAsync(GatewayEvent.Online);
            using var limit = new CancellationTokenSource(Limit);
            using XmppDriver driver = await server.DriverAsync("grid", limit.Token);
            var answers = new int[Cuts * PerCut];
            int answered = 0;
            for (int cut = 0; cut < Cuts; cut++)
            {
                for (int i = 0; i < PerCut; i++)
                {
                    await driver.SendAsync(Ping((cut * PerCut) + i), limit.Token);
                    if (i == PerCut / 2)
                    {
                        await HearAsync();
                        way.Cut();
                    }
                }

                await gateway.NextAsync(GatewayEvent.Resumed);
            }

            while (answered < answers.Length)
            {
                await HearAsync();
            }

            // What comes twice comes before the answer to a last question.
            await driver.SendAsync("<iq type='get' id='last' to='" + Device + "'><ping xmlns='urn:xmpp:ping'/></iq>", limit.Token);
            while (await HearAsync())
            {
            }

            Assert.All(answers, count => Assert.Equal(1, count));

            async Task<bool> HearAsync()
            {
                string stanza = await driver.ReceiveAsync("<iq", limit.Token);
                if (stanza.Contains("last", StringComparison.Ordinal))
                {
                    return false;
                }

                Assert.Contains("result", stanza, StringComparison.Ordinal);
                int at = stanza.IndexOf("id='n", StringComparison.Ordinal) + 5;
                answers[int.Parse(stanza[at..stanza.IndexOf('\'', at)], System.Globalization.CultureInfo.InvariantCulture)]++;
                answered++;
                return true;
            }
        });
    }

    private static string Ping(int number) => $"<iq type='get' id='n{number}' to='{Device}'><ping xmlns='urn:xmpp:ping'/></iq>";
}
