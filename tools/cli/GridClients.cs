using nanoDer.Grid;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>Where the commands get their grid client from.</summary>
internal static class GridClients
{
    /// <summary>Connects, logs in and associates with the gateway.</summary>
    /// <exception cref="UserError">A step failed, or took longer than the options allow.</exception>
    public static Task<IGridClient> ConnectAsync(GridOptions options, CancellationToken cancellation)
        => Connected(options, cancellation);

    private static async Task<IGridClient> Connected(GridOptions options, CancellationToken cancellation) => await GridClient.ConnectAsync(options, cancellation);
}
