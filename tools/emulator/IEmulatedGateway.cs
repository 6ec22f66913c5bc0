namespace nanoDer.Emulator;

/// <summary>A gateway on an emulated board.</summary>
public interface IEmulatedGateway
{
    /// <summary>It is bound and present under this full JID. Raised again after each reconnect, on the thread that runs the gateway.</summary>
    event Action<string>? Online;

    /// <summary>It has told something. Raised on the thread that runs the gateway.</summary>
    event Action<GatewayMessage>? Told;

    /// <summary>Runs the firmware until <paramref name="cancellation"/>, then closes its stream in order and returns.</summary>
    void Run(CancellationToken cancellation);
}
