using System.CommandLine;
using nanoDer.Emulator;

namespace nanoDer.Cli;

/// <summary><c>nanoder replay FILE</c>: the gateway's engines once more over what a flight recorder has.</summary>
internal static class ReplayCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "What nanoder emulate --record wrote." };
        var command = new Command("replay", "Run the firmware over a recorded flight: same states, same bytes, or exit code 1.") { file };
        command.SetAction(parsed =>
        {
            ReplayResult result = FlightReplay.Run(parsed.GetRequiredValue(file));
            parsed.InvocationConfiguration.Output.WriteLine(result.ToString());
            return result.Difference == null ? 0 : 1;
        });
        return command;
    }
}
