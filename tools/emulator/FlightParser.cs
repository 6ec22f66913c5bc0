namespace nanoDer.Emulator;

/// <summary>Takes the flight recorder's bytes as they come and gives whole records.</summary>
internal sealed class FlightParser
{
    private readonly List<byte> _rest = [];
    private long _time;

    /// <summary>True in the middle of a record.</summary>
    public bool IsInside => _rest.Count > 0;

    /// <summary>The records that are complete with these bytes.</summary>
    public IEnumerable<FlightRecord> Feed(ReadOnlySpan<byte> bytes)
    {
        _rest.AddRange(bytes);
        var found = new List<FlightRecord>();
        int at = 0;
        while (true)
        {
            int next = at + 1;
            if (at == _rest.Count || !Number(ref next, out long delta) || !Number(ref next, out long count) || _rest.Count - next < count)
            {
                _rest.RemoveRange(0, at);
                return found;
            }

            _time += delta;
            found.Add(new FlightRecord(_rest[at], _time, [.. _rest.GetRange(next, (int)count)]));
            at = next + (int)count;
        }
    }

    private bool Number(ref int at, out long value)
    {
        value = 0;
        for (int shift = 0; at < _rest.Count && shift < 63; shift += 7)
        {
            byte b = _rest[at++];
            value |= (long)(b & 127) << shift;
            if (b < 128)
            {
                return true;
            }
        }

        return false;
    }
}
