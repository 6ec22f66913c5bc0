using System.Text;
using System.Text.Json;
using nanoDer.Firmware;
using nanoDer.Tools;

namespace nanoDer.Emulator;

/// <summary>
/// A flight on file: a line of JSON with the settings that matter (no certificate, no key, no password), then frames: a letter, the length in four
/// bytes, content. <c>D</c>: bytes of the device's flight recorder. <c>I</c>: a reading of the inverter. <c>R</c>: the board has restarted.
/// </summary>
public sealed class FlightRecording : IDisposable
{
    private const string Magic = "nanoDer flight 1 ";

    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };

    private readonly Stream _stream;

    private FlightRecording(Stream stream) => _stream = stream;

    /// <summary>Begins a file.</summary>
    /// <exception cref="UserError">It cannot be written.</exception>
    public static FlightRecording Create(string file, GatewaySettings settings)
    {
        try
        {
            return Create(File.Create(file), settings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(file, e.Message.TrimEnd('.'), "give a file that can be written");
        }
    }

    /// <summary>Begins a recording.</summary>
    public static FlightRecording Create(Stream stream, GatewaySettings settings)
    {
        var kept = new GatewaySettings
        {
            Jid = settings.Jid, Host = settings.Host, Port = settings.Port, DirectTls = settings.DirectTls, DnsServers = settings.DnsServers, DnsPort = settings.DnsPort,
            TimeServers = settings.TimeServers, TimePort = settings.TimePort, TimePeriod = settings.TimePeriod,
            Seed = settings.Seed, Tls = settings.Tls, Plan = settings.Plan, RecordStanzas = settings.RecordStanzas,
            Peers = settings.Peers, Access = settings.Access, Publishers = settings.Publishers, Rooms = settings.Rooms,
        };
        stream.Write(Encoding.UTF8.GetBytes(Magic + JsonSerializer.Serialize(kept, Fields) + "\n"));
        return new FlightRecording(stream);
    }

    /// <summary>Bytes of the device's flight recorder.</summary>
    public void Device(ReadOnlySpan<byte> bytes) => Frame('D', bytes);

    /// <summary>What the inverter said, or that it did not answer.</summary>
    public void Inverter(InverterReadings readings, bool answers) => Frame('I', answers ? JsonSerializer.SerializeToUtf8Bytes(readings, Fields) : []);

    /// <summary>The board has restarted: what follows is a flight of its own.</summary>
    public void Restart() => Frame('R', []);

    public void Dispose() => _stream.Dispose();

    /// <summary>Reads a recording.</summary>
    /// <exception cref="UserError">It is none, or cut short in its first line.</exception>
    internal static (GatewaySettings Settings, List<Flight> Flights) Read(Stream stream, string name)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var line = new List<byte>();
        int next;
        while ((next = stream.ReadByte()) is not (-1 or '\n') && line.Count < 1 << 16)
        {
            line.Add((byte)next);
        }

        string text = Encoding.UTF8.GetString([.. line]);
        try
        {
            GatewaySettings settings = text.StartsWith(Magic, StringComparison.Ordinal) ? JsonSerializer.Deserialize<GatewaySettings>(text[Magic.Length..], Fields)! : throw new JsonException("no recording");
            var flights = new List<Flight> { new() };
            while (stream.Position < stream.Length)
            {
                char kind = (char)reader.ReadByte();
                int length = reader.ReadInt32();
                byte[] content = length >= 0 && length <= stream.Length - stream.Position ? reader.ReadBytes(length) : throw new EndOfStreamException();
                Take(flights, kind, content);
            }

            return (settings, flights);
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException or InvalidDataException)
        {
            throw new UserError(name, e is JsonException ? "it is no recording of a flight" : "it is damaged or cut short", "give what nanoder emulate --record wrote");
        }
    }

    private static void Take(List<Flight> flights, char kind, byte[] content)
    {
        switch (kind)
        {
            case 'D':
                flights[^1].Records.AddRange(flights[^1].Parser.Feed(content));
                break;
            case 'I':
                flights[^1].Readings.Enqueue(content.Length == 0 ? null : JsonSerializer.Deserialize<InverterReadings>(content, Fields));
                break;
            case 'R':
                flights.Add(new Flight());
                break;
            default:
                throw new InvalidDataException();
        }
    }

    private void Frame(char kind, ReadOnlySpan<byte> content)
    {
        _stream.WriteByte((byte)kind);
        _stream.Write(BitConverter.GetBytes(content.Length));
        _stream.Write(content);
    }
}
