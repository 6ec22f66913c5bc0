using System.CommandLine;
using nanoDer.Field;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder faults</c>: what breaks between gateway and server, over real TLS and a real Prosody.</summary>
internal static class FaultsCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("faults", "Break the way between gateway and server.") { Cut(), RandomFaults() };

    private static Command Cut()
    {
        Option<int> step = new("--step") { Description = "Bytes between two cuts.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var command = new Command("cut", "Cut a login at every byte, in each direction. Exit code 0 when the gateway is online in the end.") { step };
        command.SetAction(async (parsed, cancellation) =>
        {
            int bytes = AtLeastOne(parsed.GetValue(step), "--step");
            using var run = new FaultRun();
            CutResult result = await run.CutLoginsAsync(bytes, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(result.ToString());
            return 0;
        });
        return command;
    }

    private static Command RandomFaults()
    {
        Option<int> exchanges = new("--exchanges") { Description = "Questions to be answered.", DefaultValueFactory = _ => 1000, HelpName = "N" };
        Option<int> seed = new("--seed") { Description = "The same seed gives the same faults.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var command = new Command("random", "Cut, garble, lose and delay by chance under load. Exit code 1 when an answer came twice.") { exchanges, seed };
        command.SetAction(async (parsed, cancellation) =>
        {
            int count = AtLeastOne(parsed.GetValue(exchanges), "--exchanges");
            using var run = new FaultRun();
            (LoadResult result, int connections) = await run.RandomAsync(parsed.GetValue(seed), count, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{result.Answered} of {result.Asked} questions answered by the gateway over {connections} connections, {result.Doubled} twice, in {result.Time.TotalSeconds:F1} s");
            return result.Doubled == 0 ? 0 : 1;
        });
        return command;
    }

    private static int AtLeastOne(int number, string option) => number >= 1 ? number : throw UserError.Usage("faults", $"{option} is at least 1", "give another number");
}
