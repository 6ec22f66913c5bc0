using nanoDer.Firmware;

namespace nanoDer.Emulator;

/// <summary>From one start of the board to its end.</summary>
internal sealed class Flight
{
    public FlightParser Parser { get; } = new();

    public List<FlightRecord> Records { get; } = [];

    public Queue<InverterReadings?> Readings { get; } = [];
}
