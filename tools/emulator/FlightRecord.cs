namespace nanoDer.Emulator;

/// <summary>A record of the flight recorder.</summary>
/// <param name="Kind">See <see cref="nanoDer.Tls.FlightRecorder"/> and <see cref="nanoDer.Firmware.FlightLog"/>.</param>
/// <param name="Time">Milliseconds since the first one.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record FlightRecord(int Kind, long Time, byte[] Content)
{
    /// <summary>Content as a number, low bytes first; two bytes have a sign.</summary>
    public long Number
    {
        get
        {
            long value = 0;
            for (int i = Content.Length - 1; i >= 0; i--)
            {
                value = (value << 8) | Content[i];
            }

            return Content.Length == 2 ? (short)value : value;
        }
    }

    public bool IsSameAs(FlightRecord other) => Kind == other.Kind && Time == other.Time && Content.AsSpan().SequenceEqual(other.Content);

    public override string ToString() => $"kind {Kind} at {Time} ms, {Convert.ToHexString(Content)}";
}
