using System.Buffers.Binary;
using System.Reflection;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Tls;
using nanoDer.Tools;

namespace nanoDer.Emulator;

/// <summary>
/// Runs the firmware's gateway over a recorded flight: clock, network and inverter give what they gave then, and each record that the gateway's
/// own flight recorder writes now has to be the one that was written then.
/// </summary>
public sealed class FlightReplay : IBoard, ITransport, IInverter, IGatewayEvents
{
    // Turns of the gateway's loop without a record, before it is said to stand still.
    private const int Patience = 1000;

    private readonly Flight _flight;
    private readonly FlightParser _own = new();
    private readonly Gateway _gateway;
    private int _at;
    private int _idle;
    private long _utc;
    private long _now;
    private string? _difference;

    private FlightReplay(GatewaySettings settings, Flight flight)
    {
        _flight = flight;
        _gateway = new Gateway(settings, this, this, this, this);
    }

    /// <summary>Replays a file.</summary>
    /// <exception cref="UserError">It cannot be read, or is no recording.</exception>
    public static ReplayResult Run(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return Run(stream, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(file, e.Message.TrimEnd('.'), "give what nanoder emulate --record wrote");
        }
    }

    /// <summary>Replays a recording.</summary>
    public static ReplayResult Run(Stream stream, string name)
    {
        (GatewaySettings settings, List<Flight> flights) = FlightRecording.Read(stream, name);
        if (flights.TrueForAll(f => f.Records.Count == 0))
        {
            throw new UserError(name, "nothing was recorded in it", "record a run that has begun");
        }

        var result = new ReplayResult(0, 0, 0, 0, null);
        foreach (Flight flight in flights)
        {
            var replay = new FlightReplay(settings, flight);
            string? difference = replay.Fly();
            IEnumerable<FlightRecord> same = flight.Records.Take(replay._at);
            long Sum(int kind) => same.Where(r => r.Kind % FlightRecorder.More == kind).Sum(r => (long)r.Content.Length);
            result = new ReplayResult(
                result.Records + replay._at, result.BytesIn + Sum(FlightRecorder.Input), result.BytesOut + Sum(FlightRecorder.Output),
                result.States + same.Count(r => r.Kind == FlightRecorder.State), difference);
            if (difference != null)
            {
                break;
            }
        }

        return result;
    }

    long IBoard.Now()
    {
        if (_at == _flight.Records.Count)
        {
            throw new LandedException();
        }

        if (_idle++ > Patience)
        {
            Differ($"the firmware stands still before record {_at + 1}: {Next}");
        }

        if (Next.Kind == FlightRecorder.Withheld)
        {
            Differ($"stanzas were withheld from record {_at + 1} on");
        }

        if (Next.Kind == FlightLog.Stop)
        {
            _gateway.Stop();
        }

        _now = Next.Time;
        return _now;
    }

    long IBoard.Utc()
    {
        if (Is(FlightRecorder.Inverter))
        {
            _utc = Next.Number;
        }

        return _utc;
    }

    void IBoard.SetUtc(long utc)
    {
    }

    // What was asked with is in the question.
    long IBoard.Nonce() => Is(FlightLog.Question) && Next.Content.Length == SntpClient.PacketBytes ? BinaryPrimitives.ReadInt64BigEndian(Next.Content.AsSpan(40)) : 1;

    void IBoard.Sleep(int milliseconds)
    {
    }

    int IBoard.FreeHeap() => int.MaxValue;

    int IBoard.LargestBlock() => int.MaxValue;

    void IBoard.FeedWatchdog()
    {
    }

    void IBoard.Restart() => throw new LandedException();

    void IBoard.Recorded(byte[] buffer, int offset, int count)
    {
        foreach (FlightRecord record in _own.Feed(buffer.AsSpan(offset, count)))
        {
            _idle = 0;
            if (_at == _flight.Records.Count)
            {
                // A recording that was cut off ends in the middle of a turn.
                throw new LandedException();
            }

            if (!record.IsSameAs(Next))
            {
                Differ($"record {_at + 1} differs: then {Next}, now {record}");
            }

            _at++;
        }
    }

    DerStatus ITransport.Open(string host, int port) => Result();

    DerStatus ITransport.Check(long utc, int freeHeap, int largestBlock) => Result();

    DerStatus ITransport.Secure(string domain) => Result();

    long ITransport.NotAfter() => Is(FlightLog.Expiry) ? Next.Number : long.MaxValue;

    // A turn that has said something first need not have received anything.
    int ITransport.Receive(byte[] buffer, int wait) => _at < _flight.Records.Count && Next.Time > _now ? 0 : Bytes(FlightRecorder.Input, buffer, -2);

    bool ITransport.Send(byte[] buffer, int offset, int count) => !(Is(FlightRecorder.Result) && Next.Number == -1);

    void ITransport.Ask(string server, int port, byte[] buffer, int count)
    {
    }

    int ITransport.Answer(byte[] buffer, int wait) => Bytes(FlightLog.Answer, buffer, -3);

    void ITransport.EndAsking()
    {
    }

    void ITransport.Close()
    {
    }

    bool IInverter.Read(InverterReadings readings)
    {
        if (!_flight.Readings.TryDequeue(out InverterReadings? then) || then == null)
        {
            return false;
        }

        foreach (FieldInfo field in typeof(InverterReadings).GetFields())
        {
            field.SetValue(readings, field.GetValue(then));
        }

        return true;
    }

    // What the gateway orders has no place in a flight: the readings that followed are in it.
    void IInverter.Apply(InverterSetPoints setPoints)
    {
    }

    void IGatewayEvents.OnEvent(GatewayEvent what, DerStatus status, string text)
    {
    }

    private FlightRecord Next => _flight.Records[_at];

    private bool Is(int kind) => _at < _flight.Records.Count && Next.Kind == kind;

    private string? Fly()
    {
        try
        {
            _gateway.Run();
            return _at == _flight.Records.Count ? null : $"the firmware ended before record {_at + 1}: {Next}";
        }
        catch (LandedException)
        {
            return _difference;
        }
    }

    private DerStatus Result() => Is(FlightRecorder.Result) ? (DerStatus)Next.Number : DerStatus.Ok;

    private int Bytes(int kind, byte[] buffer, int gone)
    {
        if (Is(FlightRecorder.Result) && Next.Number == gone)
        {
            return -1;
        }

        int count = 0;
        for (int i = _at; i < _flight.Records.Count && _flight.Records[i].Kind == (i == _at ? kind : kind | FlightRecorder.More); i++)
        {
            byte[] content = _flight.Records[i].Content;
            content.AsSpan(0, Math.Min(content.Length, buffer.Length - count)).CopyTo(buffer.AsSpan(count));
            count = Math.Min(buffer.Length, count + content.Length);
        }

        return count;
    }

    private void Differ(string how)
    {
        _difference = how;
        throw new LandedException();
    }

    /// <summary>The replay is over.</summary>
    private sealed class LandedException : Exception;
}
