using nanoDer.Emulator;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>Where the commands get their emulated gateway from.</summary>
internal static class Gateways
{
    /// <summary>The gateway's firmware on <paramref name="board"/>; it writes its log to <paramref name="log"/>.</summary>
    public static EmulatedGateway Create(Board board, GatewayOptions options, TextWriter log, Engine engine = Engine.Jit)
        => new(board, options, log, engine: engine);
}
