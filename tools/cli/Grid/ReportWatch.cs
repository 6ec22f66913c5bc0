using nanoDer.Client;
using nanoDer.Grid;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>
/// Follows report control blocks for as long as it is wanted: when the gateway goes, it associates again as soon as that is back, and a buffered
/// block goes on behind the last entry seen.
/// </summary>
internal sealed class ReportWatch
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly GridClient _client;
    private readonly List<(ObjectReference Block, ReportSubscription Subscription)> _blocks = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _members = [];
    private TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReportWatch(GridClient client, IEnumerable<ObjectReference> blocks, Func<ReportSubscription> settings)
    {
        _client = client;
        _blocks.AddRange(blocks.Select(b => (b, settings())));
        client.Lost += () => _lost.TrySetResult();
    }

    /// <summary>Told each report, on the client's loop.</summary>
    public event Action<GridReport>? Reported;

    /// <summary>Told what happens to the association.</summary>
    public event Action<string>? Happened;

    /// <summary>Reports that are missing by their numbers.</summary>
    public int Missing => _blocks.Sum(b => b.Subscription.Missing);

    /// <summary>Enables the blocks.</summary>
    /// <exception cref="UserError">One of them cannot be enabled.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        foreach ((ObjectReference block, ReportSubscription subscription) in _blocks)
        {
            string name = block.ToString();
            await _client.SubscribeAsync(subscription, block, r => Reported?.Invoke(GridClient.ToReport(r, _members.GetValueOrDefault(name, []))), cancellation);
            if (!_members.ContainsKey(name))
            {
                string set = System.Text.Encoding.UTF8.GetString(subscription.DatSet, 0, subscription.DatSetLength);
                _members[name] = await _client.MembersAsync(set, cancellation);
            }

            Happened?.Invoke(subscription.IsResynchronised ? $"{name} enabled" : $"{name} enabled; entries are lost");
        }
    }

    /// <summary>Goes on until the end of <paramref name="enough"/>; then disables the blocks.</summary>
    public async Task RunAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await _lost.Task.WaitAsync(enough);
                _lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Happened?.Invoke("the gateway has gone");
                await ReturnAsync(enough);
            }
            catch (OperationCanceledException)
            {
                // Enough.
            }
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        foreach ((_, ReportSubscription subscription) in _blocks)
        {
            try
            {
                await _client.UnsubscribeAsync(subscription, patience.Token);
            }
            catch (Exception e) when (e is UserError or OperationCanceledException)
            {
                // It is gone: its blocks are disabled with the association.
            }
        }
    }

    private async Task ReturnAsync(CancellationToken enough)
    {
        while (true)
        {
            await Task.Delay(Again, enough);
            try
            {
                await _client.AssociateAsync(enough);
                Happened?.Invoke("the gateway is back");
                await StartAsync(enough);
                return;
            }
            catch (UserError) when (_client.End is null)
            {
                // Not yet.
            }
        }
    }
}
