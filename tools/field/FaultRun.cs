using System.Diagnostics;
using System.Globalization;
using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.Peers;
using nanoDer.Tools;
using nanoDer.Tools.Xmpp;

namespace nanoDer.Field;

/// <summary>The long form of what the tests try in steps: a login cut at every byte over real TLS, and faults by chance under load.</summary>
public sealed class FaultRun : IDisposable
{
    private const int WarmUp = 100;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FieldSite _site = new();

    /// <summary>Cuts logins at Prosody, and waits until the gateway is online behind the last cut.</summary>
    /// <param name="step">Bytes between two cuts.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="UserError">Prosody is missing.</exception>
    public async Task<CutResult> CutLoginsAsync(int step, CancellationToken cancellation)
    {
        await using XmppServer server = await _site.ProsodyAsync();
        (long up, long down) = (0, 0);
        await using (var whole = new FaultProxy(server.Endpoint))
        {
            await RunAsync(whole, IsUp, cancellation);
            (up, down) = whole.Passed;
        }

        Fault[] cuts = [.. LoginCuts.All(up, down, step)];
        await using var way = new FaultProxy(server.Endpoint, n => n < cuts.Length ? cuts[n] : Fault.None);
        var ends = new Dictionary<DerStatus, int>();
        int sessions = 0;
        long alive = 0;
        var (longest, absence, ended) = (0, TimeSpan.Zero, Stopwatch.GetTimestamp());
        await RunAsync(
            way,
            told =>
            {
                switch (told.What)
                {
                    case GatewayEvent.Offline:
                        ends[told.Status] = ends.GetValueOrDefault(told.Status) + 1;
                        ended = Stopwatch.GetTimestamp();
                        break;
                    case GatewayEvent.Waiting:
                        longest = Math.Max(longest, int.Parse(told.Text!, CultureInfo.InvariantCulture));
                        break;
                    case GatewayEvent.Connecting:
                        absence = Stopwatch.GetElapsedTime(ended) is var since && since > absence ? since : absence;
                        alive = way.Connections == Math.Min(WarmUp, cuts.Length / 2) ? GC.GetTotalMemory(forceFullCollection: true) : alive;
                        break;
                }

                sessions += IsUp(told) ? 1 : 0;
                return IsUp(told) && way.Connections > cuts.Length;
            },
            cancellation);
        long growth = GC.GetTotalMemory(forceFullCollection: true) - alive;
        return new CutResult(cuts.Length, sessions, ends, TimeSpan.FromMilliseconds(longest), absence, growth);
    }

    /// <summary>Asks questions while faults come by chance, through Prosody.</summary>
    /// <param name="seed">The same seed gives the same faults.</param>
    /// <param name="exchanges">Questions.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What came of it, and over how many connections.</returns>
    /// <exception cref="UserError">Prosody is missing.</exception>
    public async Task<(LoadResult Result, int Connections)> RandomAsync(int seed, int exchanges, CancellationToken cancellation)
    {
        const int Within = 12_000;
        await using XmppServer server = await _site.ProsodyAsync();
        await using var way = new FaultProxy(server.Endpoint, n => Fault.Random(seed, n, Within));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task gateway = Start(way, _ => { }, stop.Token);
        using XmppDriver driver = await _site.DriverAsync(server.Endpoint, cancellation);
        LoadResult result = await new Load(driver, FieldSite.FullDevice).RunAsync(exchanges, 0, cancellation);
        await stop.CancelAsync();
        await gateway;
        return (result, way.Connections);
    }

    /// <inheritdoc/>
    public void Dispose() => _site.Dispose();

    private static bool IsUp(GatewayMessage told) => told.What is GatewayEvent.Online or GatewayEvent.Resumed;

    /// <summary>Runs a gateway until it is enough; that is asked with all that it tells.</summary>
    private async Task RunAsync(FaultProxy way, Func<GatewayMessage, bool> enough, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task gateway = Start(
            way,
            told =>
            {
                if (enough(told))
                {
                    stop.Cancel();
                }
            },
            stop.Token);
        await gateway;
        cancellation.ThrowIfCancellationRequested();
    }

    private Task Start(FaultProxy way, Action<GatewayMessage> told, CancellationToken stop)
    {
        EmulatedGateway gateway = _site.Gateway(way.Endpoint, o => o with { FirstWait = FirstWait, LongestWait = LongestWait, Patience = Patience });
        gateway.Told += told;
        return Task.Factory.StartNew(() => gateway.Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}
