using System.Buffers.Binary;
using System.Diagnostics;
using nanoDer.Client;
using nanoDer.Grid;
using nanoDer.Tools;

namespace nanoDer.Field;

/// <summary>One client of a soak: a buffered report control block of its own, and reads one after the other, as fast as they are answered.</summary>
internal sealed class SoakClient(GridOptions options, Endpoint server, string to, ObjectReference block, ObjectReference read, int period)
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private readonly ReportSubscription _subscription = new() { OptFlds = 0x1CE, TrgOps = 0x02, IntgPd = period, ResvTms = 300 };
    private ulong _last;

    public long Reports { get; private set; }

    public long Gaps { get; private set; }

    public long Doubled { get; private set; }

    public long Overflows { get; private set; }

    public long Failed { get; private set; }

    public int Associations { get; private set; }

    public List<float> Latencies { get; } = [];

    /// <summary>Completes with the first answer.</summary>
    public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using GridClient client = await GridClient.ConnectAsync(options with { Server = server }, to, stop);
                Associations++;
                await UseAsync(client, stop);
            }
            catch (UserError)
            {
                // Cut: it comes back.
                await Task.Delay(Again, CancellationToken.None);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Enough.
            }
        }
    }

    private async Task UseAsync(GridClient client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await client.SubscribeAsync(_subscription, block, Take, stop);
                while (!stop.IsCancellationRequested)
                {
                    long start = Stopwatch.GetTimestamp();
                    IReadOnlyList<GridReading> readings = await client.ReadAsync([read], CancellationToken.None);
                    if (readings[0].Value is null)
                    {
                        throw new UserError(read.ToString(), readings[0].AccessError ?? "", "see the model");
                    }

                    Latencies.Add((float)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    Ready.TrySetResult();
                }
            }
            catch (UserError)
            {
                // The gateway's side was cut, perhaps: associate anew, or else the connection itself is gone.
                Failed++;
                await Task.Delay(Again, CancellationToken.None);
                await client.AssociateAsync(stop);
                Associations++;
            }
        }
    }

    private void Take(ReportReader report)
    {
        if (report.EntryId < 0 || report.MoreSegments)
        {
            return;
        }

        ulong id = BinaryPrimitives.ReadUInt64BigEndian(report.Tree.Values.AsSpan(report.Tree.ValueOffset(report.EntryId), 8));
        Reports++;
        Overflows += report.BufOvfl ? 1 : 0;
        if (_last != 0 && id <= _last)
        {
            Doubled++;
            return;
        }

        Gaps += _last == 0 ? 0 : (long)(id - _last - 1);
        _last = id;
    }
}
