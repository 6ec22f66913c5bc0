extern alias nano;

using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.Tools;
using nano::nanoDer.Platform;

namespace nanoDer.HostTests.Gateway;

/// <summary>The firmware's gateway with time-outs so short that a test can wait for them.</summary>
internal sealed class ImpatientGateway(Endpoint server, byte[] certificate, byte[] key, byte[] authority) : IEmulatedGateway, IGatewayEvents
{
    private const int Patience = 700;

    public event Action<string>? Online;

    public event Action<GatewayMessage>? Told;

    public void Run(CancellationToken cancellation)
    {
        new EmulatedBoard { DeviceCertificate = [.. certificate, (byte)'\n', .. key, 0], CaStore = [.. authority, 0] }.Enter();
        var settings = new GatewaySettings
        {
            Jid = RunningGateway.Jid,
            Host = server.Host,
            Port = server.Port,
            Tls = { FirstWait = (int)RunningGateway.FirstWait.TotalMilliseconds, LongestWait = (int)RunningGateway.LongestWait.TotalMilliseconds },
        };
        var gateway = new Firmware.Gateway(settings, new FixedInverter(), this, new NanoBoard(), new Connection(settings));
        gateway.Account.StepTimeout = Patience;
        gateway.Account.KeepAlive = Patience;
        gateway.Account.PingTimeout = Patience;
        using CancellationTokenRegistration _ = cancellation.Register(gateway.Stop);
        gateway.Run();
    }

    void IGatewayEvents.OnEvent(GatewayEvent what, DerStatus status, string text)
    {
        Told?.Invoke(new GatewayMessage(what, status, text, EventText.Line(what, status, text)));
        if (what == GatewayEvent.Online)
        {
            Online?.Invoke(text);
        }
    }
}
