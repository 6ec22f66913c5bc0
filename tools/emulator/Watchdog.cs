using System.Diagnostics;

namespace nanoDer.Emulator;

/// <summary>
/// The watchdog of an emulated board. When the firmware has not fed it for its time it bites: what the firmware hangs in is cut off, and the next
/// time that the firmware feeds or tells something, the board restarts.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan _time;
    private readonly Action _cut;
    private readonly Timer _timer;
    private long _fed = Stopwatch.GetTimestamp();
    private volatile bool _bitten;

    /// <summary>Starts it.</summary>
    /// <param name="time">How long it waits.</param>
    /// <param name="cut">Ends what the firmware hangs in: closes its sockets.</param>
    public Watchdog(TimeSpan time, Action cut)
    {
        _time = time;
        _cut = cut;
        _timer = new Timer(_ => Look(), null, Period, Period);
    }

    /// <summary>The firmware makes progress.</summary>
    /// <exception cref="BoardRestartException">It comes too late.</exception>
    public void Feed()
    {
        Check();
        Interlocked.Exchange(ref _fed, Stopwatch.GetTimestamp());
    }

    /// <summary>Restarts the board when the watchdog has bitten.</summary>
    /// <exception cref="BoardRestartException">It has.</exception>
    public void Check()
    {
        if (_bitten)
        {
            throw new BoardRestartException($"watchdog: the firmware hung for {_time.TotalSeconds:0.#} s, the board restarts");
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Stopwatch.GetElapsedTime(Interlocked.Read(ref _fed)) > _time)
        {
            _bitten = true;
            _cut();
        }
    }
}
