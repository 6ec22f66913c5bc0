using System.Diagnostics;
using nanoDer.Grid;

namespace nanoDer.Cli;

/// <summary>What has happened so far. Several threads report to it; whoever shows it asks when <see cref="Changed"/>.</summary>
internal sealed class DemoProgress
{
    private readonly Lock _gate = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly List<double> _roundTrips = [];
    private readonly List<double> _power = [];

    public DemoProgress() => Steps = [
        Certificates, Server, Connected, Secured, Authenticated, Online, Associated, Identified, Named, Read, Reported, Limited, Fallen, Freed, Risen, Files, Released, Cleaned,
    ];

    public event Action<DemoStep>? Changed;

    public event Action? ReadAgain;

    public DemoStep Certificates { get; } = new("certificates made");

    public DemoStep Server { get; } = new("XMPP server ready");

    public DemoStep Connected { get; } = new("gateway dialled out");

    public DemoStep Secured { get; } = new("mutual TLS");

    public DemoStep Authenticated { get; } = new("SASL EXTERNAL");

    public DemoStep Online { get; } = new("gateway online");

    public DemoStep Associated { get; } = new("grid side associated");

    public DemoStep Identified { get; } = new("gateway identified");

    public DemoStep Named { get; } = new("data model browsed");

    public DemoStep Read { get; } = new("values read");

    public DemoStep Reported { get; } = new("reports enabled");

    public DemoStep Limited { get; } = new("power limit operated");

    public DemoStep Fallen { get; } = new("power fell");

    public DemoStep Freed { get; } = new("limit taken back");

    public DemoStep Risen { get; } = new("power rose");

    public DemoStep Files { get; } = new("files looked for");

    public DemoStep Released { get; } = new("association concluded");

    public DemoStep Cleaned { get; } = new("cleaned up");

    public IReadOnlyList<DemoStep> Steps { get; }

    public TimeSpan Elapsed => _time.Elapsed;

    /// <summary>Active power in W as reports brought it, the oldest first.</summary>
    public IReadOnlyList<double> Power
    {
        get
        {
            lock (_gate)
            {
                return [.. _power];
            }
        }
    }

    /// <summary>Reports so far.</summary>
    public int Reports { get; private set; }

    /// <summary>The values read last.</summary>
    public IReadOnlyList<GridReading> Readings { get; private set; } = [];

    public void Done(DemoStep step, string detail)
    {
        if (step.Done(detail))
        {
            Changed?.Invoke(step);
        }
    }

    /// <summary>A report has come; the power in it, if it has it.</summary>
    public void AddReport(double? power)
    {
        lock (_gate)
        {
            Reports++;
            if (power is { } watts)
            {
                _power.Add(watts);
            }
        }
    }

    public void AddReadings(IReadOnlyList<GridReading> readings, TimeSpan roundTrip)
    {
        lock (_gate)
        {
            _roundTrips.Add(roundTrip.TotalMilliseconds);
            Readings = readings;
        }

        ReadAgain?.Invoke();
    }

    /// <summary>Number of reads, the last one's round trip and the percentiles of all, in words.</summary>
    public string RoundTrips()
    {
        lock (_gate)
        {
            if (_roundTrips.Count == 0)
            {
                return "";
            }

            double[] sorted = [.. _roundTrips.Order()];
            double Percentile(int p) => sorted[((sorted.Length * p) + 99) / 100 - 1];
            return FormattableString.Invariant(
                $"{sorted.Length} reads, round trip last {_roundTrips[^1]:0.0} ms, p50 {Percentile(50):0.0} ms, p95 {Percentile(95):0.0} ms");
        }
    }
}
