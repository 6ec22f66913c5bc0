using System.CommandLine;
using nanoDer.Emulator;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder demo</c>: server, gateway and grid side together, live.</summary>
internal static class DemoCommand
{
    private const double StandardWatch = 5;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> board = new("--board") { Description = "The board to emulate.", HelpName = "NAME", DefaultValueFactory = _ => "ESP32_OLIMEX" };
        Option<bool> forever = new("--forever") { Description = "Limit and release the power again and again until Ctrl-C." };
        Option<double> watch = new("--watch") { Description = "Seconds to watch between two steps.", HelpName = "N", DefaultValueFactory = _ => StandardWatch };
        var command = new Command("demo", "A private XMPP server, a gateway and the grid side, live, in under a minute: browse, reports, a power limit.") { board, watch, forever };
        command.SetAction((parsed, cancellation) => RunAsync(
            Board.Load(parsed.GetRequiredValue(board)),
            WatchOf(parsed.GetValue(watch)),
            parsed.GetValue(forever),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellation));
        return command;
    }

    private static TimeSpan WatchOf(double seconds) => seconds is >= 0 and <= 600
        ? TimeSpan.FromSeconds(seconds)
        : throw UserError.Usage($"{seconds} s to watch", "it must be 0 to 600", "give --watch another number");

    private static async Task<int> RunAsync(Board board, TimeSpan watch, bool forever, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var progress = new DemoProgress();
        await new DemoScreen(output, progress).DuringAsync(async () =>
        {
            await using var run = new DemoRun(board, progress, watch, forever);
            try
            {
                await run.PlayAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                // Ended by hand: what did not happen is told below.
            }
            catch (Exception)
            {
                await error.WriteLineAsync(run.Logs);
                throw;
            }
        });
        return progress.Steps.FirstOrDefault(s => !s.IsDone) is { } missing
            ? throw new UserError("demo", $"'{missing.Title}' did not happen", cancellation.IsCancellationRequested ? "let it run longer" : "see the steps above")
            : 0;
    }
}
