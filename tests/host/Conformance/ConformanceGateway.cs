extern alias nano;

using nano::nanoDer.Platform;
using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Gateway;
using nanoDer.Iec61850;
using nanoDer.Scl;
using nanoDer.Tools;

namespace nanoDer.HostTests.Conformance;

/// <summary>The firmware's gateway with the model of the tests (conformance.icd), two files, and an inverter that does at once what it is told.</summary>
internal sealed class ConformanceGateway(Endpoint server, byte[] certificate, byte[] key, byte[] authority, Action<GatewaySettings>? change = null)
    : IEmulatedGateway, IGatewayEvents, IInverter
{
    private const float RatedPower = 10_000;

    // In percent a second: a command for 100 percent is under way for a while, one for 5 percent ends at once.
    private const float Ramp = 50;

    private InverterSetPoints _setPoints = new();

    public event Action<string>? Online;

    public event Action<GatewayMessage>? Told;

    /// <summary>The packed model.</summary>
    public static string Model()
    {
        var (model, findings) = SclReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", "conformance.icd")));
        return findings.Count == 0 ? ModelPacker.Pack(model) : throw new InvalidDataException(string.Join('\n', findings));
    }

    public void Run(CancellationToken cancellation)
    {
        new EmulatedBoard { DeviceCertificate = [.. certificate, (byte)'\n', .. key, 0], CaStore = [.. authority, 0] }.Enter();
        string model = Model();
        var settings = new GatewaySettings
        {
            Jid = RunningGateway.Jid,
            Host = server.Host,
            Port = server.Port,
            Model = model,
            Points = ModelPoints.Of(model),
            Files = new UnitTests.Iec61850.TwoFiles(),
            FailSafe = { Ramp = Ramp },
            Tls = { FirstWait = (int)RunningGateway.FirstWait.TotalMilliseconds, LongestWait = (int)RunningGateway.LongestWait.TotalMilliseconds },
        };
        change?.Invoke(settings);
        var gateway = new Firmware.Gateway(settings, this, this, new NanoBoard(), new Connection(settings));
        using CancellationTokenRegistration _ = cancellation.Register(gateway.Stop);
        gateway.Run();
    }

    bool IInverter.Read(InverterReadings readings)
    {
        readings.ActivePower = _setPoints.Connect ? RatedPower * (_setPoints.HasLimit ? _setPoints.Limit : 100) / 100 : 0;
        readings.Frequency = FixedInverter.Frequency;
        readings.Connected = _setPoints.Connect;
        return true;
    }

    void IInverter.Apply(InverterSetPoints setPoints) => _setPoints = setPoints;

    void IGatewayEvents.OnEvent(GatewayEvent what, DerStatus status, string text)
    {
        Told?.Invoke(new GatewayMessage(what, status, text, EventText.Line(what, status, text)));
        if (what == GatewayEvent.Online)
        {
            Online?.Invoke(text);
        }
    }
}
