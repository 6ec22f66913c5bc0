using System.CommandLine;
using nanoDer.Emulator;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder demo</c>: server, gateway and grid side together, live.</summary>
internal static class DemoCommand
{
    private const int StandardSeconds = 18;
    private const int MostSeconds = 86_400;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> board = new("--board") { Description = "The board to emulate.", HelpName = "NAME", DefaultValueFactory = _ => "ESP32_OLIMEX" };
        Option<bool> forever = new("--forever") { Description = "Go on until Ctrl-C." };
        Option<int> seconds = new("--seconds") { Description = "Length.", HelpName = "N", DefaultValueFactory = _ => StandardSeconds };
        var command = new Command("demo", "A private XMPP server, a gateway and the grid side, live, in about 20 seconds.") { board, seconds, forever };
        command.SetAction((parsed, cancellation) => RunAsync(
            Board.Load(parsed.GetRequiredValue(board)),
            parsed.GetValue(forever) ? Timeout.InfiniteTimeSpan : LengthOf(parsed.GetValue(seconds)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellation));
        return command;
    }

    private static TimeSpan LengthOf(int seconds) => seconds is >= 1 and <= MostSeconds
        ? TimeSpan.FromSeconds(seconds)
        : throw UserError.Usage($"length of {seconds} s", $"it must be 1 to {MostSeconds}", "give --seconds another number, or --forever");

    private static async Task<int> RunAsync(Board board, TimeSpan length, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(length);
        var progress = new DemoProgress();
        await new DemoScreen(output, progress).DuringAsync(async () =>
        {
            await using var run = new DemoRun(board, progress);
            try
            {
                await run.PlayAsync(enough.Token);
            }
            catch (OperationCanceledException)
            {
                // Enough, or ended by hand: what did not happen is told below.
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
