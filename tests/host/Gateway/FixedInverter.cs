using nanoDer.Firmware;

namespace nanoDer.HostTests.Gateway;

/// <summary>An inverter whose readings stand still, so that a test knows what a client has to read.</summary>
internal sealed class FixedInverter : IInverter
{
    public const float ActivePower = 4321.5f;
    public const float Frequency = 49.96875f;

    public bool Read(InverterReadings readings)
    {
        readings.ActivePower = ActivePower;
        readings.Frequency = Frequency;
        readings.Connected = true;
        return true;
    }

    public void Apply(InverterSetPoints setPoints)
    {
    }
}
