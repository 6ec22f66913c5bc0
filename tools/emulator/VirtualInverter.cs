using System.Diagnostics;
using nanoDer.Firmware;

namespace nanoDer.Emulator;

/// <summary>
/// A photovoltaic inverter of 10 kW in a short day: the sun rises and sets once in <see cref="DaySeconds"/>, with a cloud now and then. The same
/// moment of the run gives the same values.
/// </summary>
public sealed class VirtualInverter : IInverter
{
    /// <summary>Length of a day, from noon to noon.</summary>
    public const double DaySeconds = 1800;

    private const double RatedPower = 10_000;
    private const double NominalVoltage = 230;
    private const double PowerFactor = 0.99;

    private readonly Func<TimeSpan> _clock;
    private TimeSpan _last;
    private double _energy;

    /// <summary>Starts at noon.</summary>
    /// <param name="clock">Time since the start of the run; a clock of its own when null.</param>
    public VirtualInverter(Func<TimeSpan>? clock = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        _clock = clock ?? (() => watch.Elapsed);
    }

    /// <inheritdoc/>
    public bool Read(InverterReadings readings)
    {
        TimeSpan now = _clock();
        double power = Power(now.TotalSeconds);
        _energy += power * (now - _last).TotalHours;
        _last = now;
        double load = power / RatedPower;
        readings.ActivePower = (float)power;
        readings.ReactivePower = (float)(power * Math.Tan(Math.Acos(PowerFactor)));
        readings.Frequency = (float)(50 + (0.02 * Math.Sin(now.TotalSeconds / 7)));
        readings.VoltageA = (float)(NominalVoltage * (1 + (0.020 * load)));
        readings.VoltageB = (float)(NominalVoltage * (1 + (0.018 * load)));
        readings.VoltageC = (float)(NominalVoltage * (1 + (0.022 * load)));
        readings.Energy = (long)_energy;
        readings.Connected = power > 0;
        return true;
    }

    private static double Power(double seconds)
    {
        double sun = Math.Max(0, Math.Cos(seconds / DaySeconds * 2 * Math.PI));
        double cloud = 1 - (0.4 * Math.Pow(Math.Max(0, Math.Sin(seconds / 11)), 4));
        return RatedPower * sun * cloud;
    }
}
