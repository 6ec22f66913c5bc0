using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Field;
using nanoDer.Firmware;
using nanoDer.HostTests.Gateway;
using nanoDer.Tools.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Field;

/// <summary>Real TLS over a way that breaks: logins cut, sessions that fall silent, random faults under load.</summary>
public sealed class FaultyWayTests
{
    private const string Device = "der1@der.local/IEC";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A login that is cut after some bytes, TLS handshake included, is followed by one that succeeds.</summary>
    [SkippableFact]
    public async Task Login_cut_inside_tls()
    {
        const int Step = 400;
        await using FieldServer server = await FieldServer.StartAsync(ServerKind.Prosody);
        await server.DuringAsync(async () =>
        {
            (long up, long down) = await LoginBytesAsync(server);
            Fault[] cuts = [.. LoginCuts.All(up, down, Step)];
            Assert.InRange(cuts.Length, 10, 60);
            await using var way = new FaultProxy(server.Endpoint, n => n < cuts.Length ? cuts[n] : Fault.None);
            await using RunningGateway gateway = server.Gateway(way.Endpoint);

            // A cut behind the last byte that the login needs finds the gateway online.
            await gateway.UntilAsync(() => way.Connections > cuts.Length && gateway.IsUp);
            Assert.All(
                gateway.Told.Where(m => m.What == GatewayEvent.Offline),
                m => Assert.Contains(m.Status, new[] { DerStatus.NetLost, DerStatus.TlsHandshake }));
        });
    }

    /// <summary>A connection that says nothing any more and stays open is given up, and the session goes on over another.</summary>
    [SkippableTheory]
    [InlineData(ServerKind.Prosody)]
    [InlineData(ServerKind.Ejabberd)]
    public async Task Half_open_connection_is_given_up(ServerKind kind)
    {
        await using FieldServer server = await FieldServer.StartAsync(kind);
        await server.DuringAsync(async () =>
        {
            await using var way = new FaultProxy(server.Endpoint);
            await using RunningGateway gateway = RunningGateway.StartImpatient(way.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile);
            await gateway.NextAsync(GatewayEvent.Online);
            for (int i = 0; i < 2; i++)
            {
                way.Silence();
                Assert.Equal(DerStatus.XmppTimeout, (await gateway.NextAsync(GatewayEvent.Offline)).Status);
                await gateway.NextAsync(GatewayEvent.Resumed);
            }
        });
    }

    /// <summary>Requests over connections that are cut, garbled and delayed by chance: each is answered, none twice.</summary>
    [SkippableTheory]
    [InlineData(ServerKind.Prosody, 200)]
    [InlineData(ServerKind.Ejabberd, 200)]
    public async Task Random_faults(ServerKind kind, int exchanges)
    {
        const int Seed = 7;
        const int Within = 12_000;
        await using FieldServer server = await FieldServer.StartAsync(kind);
        await server.DuringAsync(async () =>
        {
            // A byte that is lost leaves both sides waiting for the rest of a record: the gateway must not be patient.
            await using var way = new FaultProxy(server.Endpoint, n => Fault.Random(Seed, n, Within));
            await using RunningGateway gateway = RunningGateway.StartImpatient(way.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile);
            using var limit = new CancellationTokenSource(Limit);
            using XmppDriver driver = await server.DriverAsync("grid", limit.Token);
            LoadResult result = await new Load(driver, Device).RunAsync(exchanges, 0, limit.Token);
            Assert.Equal(exchanges, result.Answered);
            Assert.Equal(0, result.Doubled);
            Assert.InRange(way.Connections, 3, int.MaxValue);
        });
    }

    /// <summary>On the interpreter, whose heap is the board's kind: cut and resumed again and again, and nothing more is alive than after the first time.</summary>
    [SkippableFact]
    public async Task Memory_is_what_it_was_before_the_cuts()
    {
        const int Cuts = 6;
        await using FieldServer server = await FieldServer.StartAsync(ServerKind.Prosody);
        await server.DuringAsync(async () =>
        {
            await using var way = new FaultProxy(server.Endpoint);
            await using RunningGateway gateway = server.Gateway(way.Endpoint, engine: Engine.Interpreter);
            await gateway.NextAsync(GatewayEvent.Online);
            using var limit = new CancellationTokenSource(Limit);
            using XmppDriver driver = await server.DriverAsync("grid", limit.Token);
            var load = new Load(driver, Device);
            long first = 0;
            for (int cut = 0; cut < Cuts; cut++)
            {
                LoadResult result = await load.RunAsync(5, 0, limit.Token);
                Assert.Equal(0, result.Doubled);
                way.Cut();
                await gateway.NextAsync(GatewayEvent.Resumed);
                first = cut == 0 ? gateway.Device!.Heap.PeakLiveBytes : first;
            }

            Assert.InRange(gateway.Device!.Heap.PeakLiveBytes, first, first + 512);
        });
    }

    private static async Task<(long Up, long Down)> LoginBytesAsync(FieldServer server)
    {
        await using var way = new FaultProxy(server.Endpoint);
        await using RunningGateway gateway = server.Gateway(way.Endpoint);
        await gateway.NextAsync(GatewayEvent.Online);
        return way.Passed;
    }
}
