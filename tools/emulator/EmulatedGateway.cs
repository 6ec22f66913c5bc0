using nanoDer.Core;
using nanoDer.Device.Execution;
using nanoDer.Firmware;
using nanoDer.Platform;

namespace nanoDer.Emulator;

/// <summary>
/// Runs the program of <c>firmware/</c> on the host as if on a board: the board's memory plan, certificates in its store, and nanoFramework's
/// API over .NET's sockets and TLS. Code runs on .NET's JIT, or on the interpreter that has the board's heap.
/// </summary>
public sealed class EmulatedGateway : IEmulatedGateway, IGatewayEvents
{
    private readonly EmulatedBoard _board = new();
    private readonly GatewaySettings _settings;
    private readonly IInverter _inverter;
    private readonly TextWriter _log;
    private readonly InterpretedGateway? _interpreted;

    /// <summary>Provisions a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="options">What is provisioned on it.</param>
    /// <param name="log">Gets a line for each event.</param>
    /// <param name="inverter">The inverter behind it; a virtual one when null.</param>
    /// <param name="engine">What executes the firmware.</param>
    public EmulatedGateway(Board board, GatewayOptions options, TextWriter log, IInverter? inverter = null, Engine engine = Engine.Jit)
    {
        _log = log;
        _inverter = inverter ?? new VirtualInverter();
        _board.TargetName = board.FirmwareTarget;
        _board.HeapBytes = (uint)board.ManagedHeapBytes;
        _board.DeviceCertificate = [.. options.Certificate, (byte)'\n', .. options.Key, 0];
        _board.CaStore = [.. options.Authority, 0];
        MemoryPlan plan = board.MemoryPlan;
        plan.OutputBytes += options.StanzaLimit - plan.StanzaBytes;
        plan.StanzaBytes = options.StanzaLimit;
        _settings = new GatewaySettings
        {
            Jid = options.Jid,
            Host = options.Server,
            Port = options.Port,
            FirstWait = (int)options.FirstWait.TotalMilliseconds,
            LongestWait = (int)options.LongestWait.TotalMilliseconds,
            Seed = (uint)Random.Shared.Next(),
            Plan = plan,
        };
        if (engine == Engine.Interpreter)
        {
            _interpreted = new InterpretedGateway(_settings, _inverter, this, board.ManagedHeapBytes);
        }
    }

    /// <inheritdoc/>
    public event Action<string>? Online;

    /// <inheritdoc/>
    public event Action<GatewayMessage>? Told;

    /// <summary>The device whose heap and steps can be read; null on the JIT.</summary>
    public Machine? Device => _interpreted?.Machine;

    /// <inheritdoc/>
    public void Run(CancellationToken cancellation)
    {
        _board.Enter();
        if (_interpreted != null)
        {
            _interpreted.Run(cancellation);
            return;
        }

        var gateway = new Gateway(_settings, _inverter, this);
        using CancellationTokenRegistration _ = cancellation.Register(gateway.Stop);
        gateway.Run();
    }

    void IGatewayEvents.OnEvent(GatewayEvent what, DerStatus status, string? text)
    {
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

        _log.WriteLine($"{DateTime.Now:HH:mm:ss.fff} {line}");
        Told?.Invoke(new GatewayMessage(what, status, text, line));
        if (what == GatewayEvent.Online)
        {
            Online?.Invoke(text!);
        }
    }
}
