using System.Text;
using nanoDer.Core;
using nanoDer.Device.Execution;
using nanoDer.Firmware;
using nanoDer.Gdoi;
using nanoDer.GroupKeys;
using nanoDer.Iec61850;
using nanoDer.ModbusInverter;
using nanoDer.Platform;
using nanoDer.Tls;
using nanoDer.Tools;

namespace nanoDer.Emulator;

/// <summary>
/// Runs the program of <c>firmware/</c> on the host as if on a board: the board's memory plan, certificates in its store, and nanoFramework's
/// API over .NET's sockets and TLS. Code runs on .NET's JIT, or on the interpreter that has the board's heap.
/// </summary>
public sealed class EmulatedGateway : IEmulatedGateway, IGatewayEvents
{
    // A ring that is emptied at each record need hold no more.
    private const int LeastRing = 600;

    // 2025-01-01: a clock that shows an earlier time was never set.
    private const long Epoch = 1735689600;

    // Flash that takes 100,000 writes lasts years, however often something happens.
    private static readonly TimeSpan StoragePeriod = TimeSpan.FromMinutes(1);

    private readonly EmulatedBoard _board = new();
    private readonly Board _description;
    private readonly GatewayOptions _options;
    private readonly GatewaySettings _settings;
    private readonly IInverter _inverter;
    private readonly TextWriter _log;
    private readonly Engine _engine;
    private readonly FlightRecording? _recording;
    private readonly SunSpecInverter? _real;
    private InterpretedGateway? _interpreted;
    private Gateway? _gateway;
    private GroupKeyPort? _side;
    private Watchdog? _watchdog;

    /// <summary>Provisions a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="options">What is provisioned on it.</param>
    /// <param name="log">Gets a line for each event.</param>
    /// <param name="inverter">The inverter behind it; a virtual one when null.</param>
    /// <param name="engine">What executes the firmware.</param>
    public EmulatedGateway(Board board, GatewayOptions options, TextWriter log, IInverter? inverter = null, Engine engine = Engine.Jit)
    {
        _log = log;
        _description = board;
        _options = options;
        _engine = engine;
        _board.TargetName = board.FirmwareTarget;
        _board.Platform = board.Platform;
        _board.HeapBytes = (uint)board.ManagedHeapBytes;
        _board.CaStore = [.. options.Authority, 0];
        MemoryPlan plan = board.MemoryPlan;
        plan.StanzaBytes = options.StanzaLimit;
        _settings = new GatewaySettings
        {
            Jid = options.Jid,
            Host = options.Server.Length == 0 ? null : options.Server,
            Port = options.Port,
            DirectTls = options.DirectTls,
            DnsServers = options.DnsServers,
            DnsPort = options.DnsPort,
            Peers = options.Peers,
            Access = options.Access,
            Publishers = options.Publishers,
            Rooms = RoomsOf(options),
            TimeServers = options.TimeServers,
            TimePort = options.TimePort,
            Password = options.Password,
            Group = engine == Engine.Jit ? options.Group : null,
            Seed = (uint)Random.Shared.Next(),
            Plan = plan,
        };
        if (options.Storage is { } folder && engine == Engine.Jit)
        {
            _settings.Store = new FolderStore(folder, StoragePeriod);
        }

        if (options.Model is { } model)
        {
            _settings.Model = model;
            _settings.Points = ModelPoints.Of(model);
        }

        _settings.Tls.BuiltAt = Epoch;
        _settings.Tls.FirstWait = (int)options.FirstWait.TotalMilliseconds;
        _settings.Tls.LongestWait = (int)options.LongestWait.TotalMilliseconds;
        _settings.Tls.SessionAge = (int)options.SessionAge.TotalMilliseconds;
        if (options.Stored)
        {
            _board.DeviceCertificate = [.. options.Certificate, (byte)'\n', .. options.Key, 0];
        }
        else
        {
            _settings.Certificate = Encoding.UTF8.GetString(options.Certificate);
            _settings.PrivateKey = Encoding.UTF8.GetString(options.Key);
        }

        _real = inverter is null ? options.Inverter?.Create() : null;
        _inverter = inverter ?? _real as IInverter ?? new VirtualInverter();
        if (options.Record is { } file)
        {
            _settings.RecordStanzas = true;
            plan.RecorderBytes = Math.Max(plan.RecorderBytes, LeastRing);
            _recording = FlightRecording.Create(file, _settings);
            _inverter = new RecordedInverter(_inverter, _recording);
        }

        _board.SetClock(_board.UtcNow + options.ClockError);

        if (options.Shield is not null && engine == Engine.Interpreter)
        {
            throw UserError.Usage("end-to-end security", "the program on the interpreter does not link it", "use the engine jit");
        }

        DataModel data = ModelLoader.Load(_settings.Model);
        Check("the access list", "rights, object and who, such as: read,report DER1LD0/MMXU1 viewer@der.local", () => options.Access is { } rules ? new AccessList(data, rules) : null);
        Check("the map of the group", "the group's object and the device's", () => options.GroupKeys?.Messages?.Map is { } map ? new GroupMap(data, map) : null);
        if (options.GroupKeys is not null)
        {
            _side = NewSide();
        }

        _board.Rebooting += _ => throw new BoardRestartException("the firmware restarts the board");
        if (engine == Engine.Interpreter)
        {
            // What the device cannot run is told before it is asked to.
            _interpreted = NewDevice();
        }
    }

    /// <inheritdoc/>
    public event Action<string>? Online;

    /// <inheritdoc/>
    public event Action<GatewayMessage>? Told;

    /// <summary>The device whose heap and steps can be read; null on the JIT.</summary>
    public Machine? Device => _interpreted?.Machine;

    /// <summary>What the board's clock shows.</summary>
    public DateTime Clock => _interpreted?.Machine.Clock ?? _board.UtcNow;

    /// <summary>Lets the board's clock jump: a fault.</summary>
    public void JumpClock(TimeSpan by)
    {
        _board.SetClock(_board.UtcNow + by);
        _interpreted?.Machine.JumpClock(by);
    }

    /// <summary>The group's keys on the JIT, of a gateway that has a group. They belong to the thread that runs it.</summary>
    public KeyStore? GroupKeys => _side?.Keys;

    /// <summary>The security events of the board since it started last.</summary>
    public IReadOnlyList<LoggedEvent> Events => _interpreted?.Events() ?? (_gateway is { } gateway ? Read(gateway.Security) : []);

    /// <inheritdoc/>
    public void Run(CancellationToken cancellation)
    {
        _board.Enter();
        using FlightRecording? _ = _recording;
        _real?.Start();
        try
        {
            RunBoard(cancellation);
        }
        finally
        {
            _real?.Stop();
        }
    }

    private void RunBoard(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (_engine == Engine.Interpreter)
                {
                    RunInterpreted(cancellation);
                }
                else
                {
                    RunCompiled(cancellation);
                }

                return;
            }
            catch (BoardRestartException e)
            {
                _watchdog = null;
                _recording?.Restart();
                Tell(GatewayEvent.Restarting, DerStatus.Ok, null, e.Message);
                if (cancellation.IsCancellationRequested)
                {
                    Tell(GatewayEvent.Stopped, DerStatus.Ok, null, EventText.Line(GatewayEvent.Stopped, DerStatus.Ok, null));
                    return;
                }
            }
        }
    }

    void IGatewayEvents.OnEvent(GatewayEvent what, DerStatus status, string? text)
    {
        _watchdog?.Check();
        string line = EventText.Line(what, status, text);
        TlsHandshake? tls = _board.Tls.Last;
        if (what == GatewayEvent.Secured && tls != null)
        {
            line += $" ({tls.Protocol}, {tls.CipherSuite})";
        }
        else if (what == GatewayEvent.Offline && status is DerStatus.TlsServerCertificate or DerStatus.TlsHandshake && tls is { Succeeded: false })
        {
            line += $" ({tls.Detail})";
        }

        Tell(what, status, text, line);
        if (what == GatewayEvent.Online)
        {
            Online?.Invoke(text!);
        }
    }

    private static List<LoggedEvent> Read(SecurityLog log) =>
        [.. Enumerable.Range(0, log.Count).Select(i => new LoggedEvent(
            log.Code(i), log.Number(i, 1), log.Number(i, 2), DateTimeOffset.FromUnixTimeMilliseconds(log.Time(i)), log.Repeats(i)))];

    private void RunCompiled(CancellationToken cancellation)
    {
        _settings.Side = _side = _options.GroupKeys is null ? null : NewSide();
        _settings.Shield = NewShield();
        var connection = new Connection(_settings);
        using var watchdog = new Watchdog(_options.Watchdog, connection.Close);
        _watchdog = watchdog;
        var gateway = new Gateway(_settings, _inverter, this, new HostBoard(watchdog, Recorded), connection);
        if (_options.Patience is { } patience)
        {
            gateway.Account.StepTimeout = gateway.Account.KeepAlive = gateway.Account.PingTimeout = (int)patience.TotalMilliseconds;
        }

        _gateway = gateway;
        using CancellationTokenRegistration _ = cancellation.Register(gateway.Stop);
        try
        {
            gateway.Run();
        }
        finally
        {
            connection.Close();
        }
    }

    private void RunInterpreted(CancellationToken cancellation)
    {
        InterpretedGateway device = _interpreted is { HasRun: false } ? _interpreted : NewDevice();
        device.Machine.JumpClock(_board.UtcNow - DateTime.UtcNow);
        _interpreted = device;
        using var watchdog = new Watchdog(_options.Watchdog, device.Machine.CutNetwork);
        _watchdog = watchdog;
        try
        {
            device.Run(watchdog, cancellation);
        }
        finally
        {
            device.Machine.CutNetwork();
        }
    }

    private InterpretedGateway NewDevice() => new(_settings, _inverter, this, _options.HeapBytes ?? _description.ManagedHeapBytes, Recorded, _options.GroupKeys);

    private IShield? NewShield()
    {
        if (_options.Shield is not { } shield)
        {
            return null;
        }

        try
        {
            shield.Plan = _settings.Plan;
            shield.Entropy = System.Security.Cryptography.RandomNumberGenerator.GetBytes(64);
            return new Shield.EndToEndShield(shield);
        }
        catch (ArgumentException)
        {
            throw new UserError("end-to-end security", "certificate, key, authority or a name on the list are not what they should be", "give PEM files of P-256, and JIDs");
        }
    }

    private static void Check(string what, string form, Func<object?> make)
    {
        try
        {
            make();
        }
        catch (ArgumentException)
        {
            throw new UserError(what, "a line of it is none, or names an object that the model does not have", "write in each line " + form);
        }
    }

    // The group's room beside the others.
    private static string? RoomsOf(GatewayOptions options) => options.GroupKeys?.Messages?.Room is { } room && options.Rooms?.Split(',').Contains(room) != true
        ? options.Rooms is null ? room : options.Rooms + "," + room
        : options.Rooms;

    private GroupKeyPort NewSide()
    {
        try
        {
            return new GroupKeyPort(_options.GroupKeys);
        }
        catch (ArgumentException)
        {
            throw new UserError(
                "group keys", "certificate, key, authority or key server are not what they should be", "give PEM files of P-256, and the key server's JID or address");
        }
    }

    private void Recorded(ReadOnlySpan<byte> bytes) => _recording?.Device(bytes);

    private void Tell(GatewayEvent what, DerStatus status, string? text, string line)
    {
        _log.WriteLine($"{DateTime.Now:HH:mm:ss.fff} {line}");
        Told?.Invoke(new GatewayMessage(what, status, text, line));
    }
}
