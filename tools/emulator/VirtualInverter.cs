using System.Diagnostics;
using nanoDer.Firmware;

namespace nanoDer.Emulator;

/// <summary>
/// A photovoltaic inverter of 10 kW in a short day: the sun rises and sets once in <see cref="DaySeconds"/>, with a cloud now and then. It obeys
/// its set-points as fast as it can change, follows voltage and frequency by curves of its own, and trips when the grid leaves its limits. The same
/// calls at the same moments give the same values.
/// </summary>
public sealed class VirtualInverter : IInverter
{
    /// <summary>Length of a day, from noon to noon.</summary>
    public const double DaySeconds = 1800;

    /// <summary>Rated active power in W.</summary>
    public const double RatedPower = 10_000;

    /// <summary>How fast it changes its power, in W a second.</summary>
    public const double Ramp = 2_000;

    /// <summary>How long grid voltage and frequency must be good before it connects again after a trip.</summary>
    public static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(60);

    private const double RatedApparentPower = 1.1 * RatedPower;
    private const double NominalVoltage = 230;
    private const double PowerFactor = 0.99;

    // x and y one after the other: voltage to reactive power, voltage to active power, both in shares of the rated values.
    private static readonly double[] VoltVar = [0.92, 0.44, 0.98, 0, 1.02, 0, 1.08, -0.44];
    private static readonly double[] VoltWatt = [1.06, 1, 1.10, 0.2];

    // Share of the rated power a Hz, beyond the dead band.
    private const double Droop = 0.4;
    private const double DeadBand = 0.2;

    private readonly Func<TimeSpan> _clock;
    private InverterSetPoints _setPoints = new();
    private TimeSpan? _last;
    private TimeSpan _goodSince = TimeSpan.Zero - ReconnectDelay;
    private double _power;
    private double _energy;

    /// <summary>Starts at noon.</summary>
    /// <param name="clock">Time since the start of the run; a clock of its own when null.</param>
    public VirtualInverter(Func<TimeSpan>? clock = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _clock = clock ?? (() => watch.Elapsed);
    }

    /// <summary>Voltage of the grid without the inverter, in shares of the nominal one.</summary>
    public double GridVoltage { get; set; } = 1;

    /// <summary>How far the frequency is from where it would be, in Hz.</summary>
    public double FrequencyShift { get; set; }

    /// <inheritdoc/>
    public void Apply(InverterSetPoints setPoints) => _setPoints = setPoints;

    /// <inheritdoc/>
    public bool Read(InverterReadings readings)
    {
        TimeSpan now = _clock();
        double seconds = _last is { } last ? (now - last).TotalSeconds : double.PositiveInfinity;
        double frequency = 50 + (0.02 * Math.Sin(now.TotalSeconds / 7)) + FrequencyShift;
        if (GridVoltage is < 0.5 or > 1.2 || frequency is < 47 or > 52)
        {
            _goodSince = now;
        }

        bool runs = _setPoints.Connect && now - _goodSince >= ReconnectDelay;
        double sun = Sun(now.TotalSeconds);
        double wanted = runs ? Math.Min(sun, Most(frequency)) : 0;

        // It lets go at once, and otherwise changes as fast as it can; the sun it follows without delay.
        double step = Ramp * seconds;
        _power = !runs ? 0 : Math.Min(sun, Math.Clamp(wanted, _power - step, _power + step));
        _energy += _last == null ? 0 : _power * seconds / 3600;
        _last = now;

        double load = _power / RatedPower;
        readings.ActivePower = (float)_power;
        readings.ReactivePower = runs && sun > 0 ? (float)Reactive() : 0;
        readings.Frequency = (float)frequency;
        readings.VoltageA = (float)(NominalVoltage * GridVoltage * (1 + (0.020 * load)));
        readings.VoltageB = (float)(NominalVoltage * GridVoltage * (1 + (0.018 * load)));
        readings.VoltageC = (float)(NominalVoltage * GridVoltage * (1 + (0.022 * load)));
        readings.Energy = (long)_energy;
        readings.Connected = runs && sun > 0;
        return true;
    }

    /// <summary>The value of a curve, straight between its points and level outside.</summary>
    private static double Curve(double[] points, double x)
    {
        if (x <= points[0])
        {
            return points[1];
        }

        for (int i = 2; i < points.Length; i += 2)
        {
            if (x < points[i])
            {
                return points[i - 1] + ((points[i + 1] - points[i - 1]) * (x - points[i - 2]) / (points[i] - points[i - 2]));
            }
        }

        return points[^1];
    }

    private static double Sun(double seconds)
    {
        double sun = Math.Max(0, Math.Cos(seconds / DaySeconds * 2 * Math.PI));
        double cloud = 1 - (0.4 * Math.Pow(Math.Max(0, Math.Sin(seconds / 11)), 4));
        return RatedPower * sun * cloud;
    }

    /// <summary>The most active power that its set-points and functions allow.</summary>
    private double Most(double frequency)
    {
        double share = Math.Min(_setPoints.HasLimit ? _setPoints.Limit / 100 : 1, _setPoints.HasTarget ? _setPoints.Target / 100 : 1);
        if (_setPoints.LowFrequencyWatt)
        {
            share += Droop * Math.Max(0, 50 - DeadBand - frequency);
        }

        if (_setPoints.HighFrequencyWatt)
        {
            share -= Droop * Math.Max(0, frequency - 50 - DeadBand);
        }

        if (_setPoints.VoltWatt)
        {
            share = Math.Min(share, Curve(VoltWatt, GridVoltage));
        }

        return RatedPower * Math.Clamp(share, 0, 1);
    }

    private double Reactive()
    {
        double power = _setPoints.VoltVar ? RatedPower * Curve(VoltVar, GridVoltage)
            : _setPoints.HasReactive ? RatedPower * _setPoints.Reactive / 100
            : _setPoints.HasPowerFactor ? _power * Math.Tan(Math.Acos(Math.Abs(_setPoints.PowerFactor))) * Math.Sign(_setPoints.PowerFactor)
            : _power * Math.Tan(Math.Acos(PowerFactor));
        double most = Math.Sqrt((RatedApparentPower * RatedApparentPower) - (_power * _power));
        return Math.Clamp(power, -most, most);
    }
}
