using nanoDer.Firmware;

namespace nanoDer.Emulator;

/// <summary>An inverter whose readings go into a recording.</summary>
public sealed class RecordedInverter(IInverter inner, FlightRecording recording) : IInverter
{
    /// <inheritdoc/>
    public bool Read(InverterReadings readings)
    {
        bool answers = inner.Read(readings);
        recording.Inverter(readings, answers);
        return answers;
    }

    /// <inheritdoc/>
    public void Apply(InverterSetPoints setPoints) => inner.Apply(setPoints);
}
