using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.Peers;
using nanoDer.Tools;

namespace nanoDer.Field;

/// <summary>The long form of what the tests try in steps: a login cut at every byte over real TLS, and faults by chance under load.</summary>
public sealed class FaultRun : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FieldSite _site = new();

    /// <summary>Cuts logins at Prosody, and waits until the gateway is online behind the last cut.</summary>
    /// <param name="step">Bytes between two cuts.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>How many were cut.</returns>
    /// <exception cref="UserError">Prosody is missing.</exception>
    public async Task<int> CutLoginsAsync(int step, CancellationToken cancellation)
    {
        await using XmppServer server = await _site.ProsodyAsync();
        (long up, long down) = (0, 0);
        await using (var whole = new FaultProxy(server.Endpoint))
        {
            await RunAsync(whole, up => up, cancellation);
            (up, down) = whole.Passed;
        }

        Fault[] cuts = [.. LoginCuts.All(up, down, step)];
        await using var way = new FaultProxy(server.Endpoint, n => n < cuts.Length ? cuts[n] : Fault.None);
        await RunAsync(way, up => up && way.Connections > cuts.Length, cancellation);
        return cuts.Length;
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

    /// <summary>Runs a gateway until it is enough; that is asked with whether it is online.</summary>
    private async Task RunAsync(FaultProxy way, Func<bool, bool> enough, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task gateway = Start(
            way,
            told =>
            {
                if (enough(told is GatewayEvent.Online or GatewayEvent.Resumed))
                {
                    stop.Cancel();
                }
            },
            stop.Token);
        await gateway;
        cancellation.ThrowIfCancellationRequested();
    }

    private Task Start(FaultProxy way, Action<GatewayEvent> told, CancellationToken stop)
    {
        EmulatedGateway gateway = _site.Gateway(way.Endpoint, o => o with { FirstWait = FirstWait, LongestWait = LongestWait, Patience = Patience });
        gateway.Told += message => told(message.What);
        return Task.Factory.StartNew(() => gateway.Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}
