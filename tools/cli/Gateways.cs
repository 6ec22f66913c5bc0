using nanoDer.Emulator;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>Where the commands get their emulated gateway from.</summary>
internal static class Gateways
{
    /// <summary>The gateway's firmware on <paramref name="board"/>; it writes its log to <paramref name="log"/>.</summary>
    public static IEmulatedGateway Create(Board board, GatewayOptions options, TextWriter log)
        => new EmulatedGateway(board, options, log);
}
