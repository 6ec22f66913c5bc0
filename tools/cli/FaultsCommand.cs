using System.CommandLine;
using nanoDer.Field;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder faults</c>: what breaks between gateway and server, over real TLS and a real Prosody.</summary>
internal static class FaultsCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("faults", "Break the way between gateway and server.") { Cut(), RandomFaults(), Soak() };

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

    private static Command Soak()
    {
        Option<int> clients = new("--clients") { Description = "Clients.", DefaultValueFactory = _ => 4, HelpName = "N" };
        Option<double> seconds = new("--seconds") { Description = "Length.", DefaultValueFactory = _ => 600, HelpName = "N" };
        Option<int> cuts = new("--cuts") { Description = "Cuts, of the gateway's connection and of a client's in turn.", DefaultValueFactory = _ => 20, HelpName = "N" };
        Option<int> period = new("--period") { Description = "Milliseconds between two reports of each client.", DefaultValueFactory = _ => 100, HelpName = "MS" };
        var command = new Command("soak", "Clients with buffered reports that read as fast as they can. Exit code 1 when an entry is lost or doubled, or the gateway allocates.")
        {
            clients, seconds, cuts, period,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new SoakOptions(
                AtLeastOne(parsed.GetValue(clients), "--clients"), TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(seconds), 1, 864_000)),
                Math.Max(0, parsed.GetValue(cuts)), TimeSpan.FromMilliseconds(AtLeastOne(parsed.GetValue(period), "--period")));
            TextWriter output = parsed.InvocationConfiguration.Output;
            using var run = new SoakRun();
            SoakResult result = await run.RunAsync(options, parsed.InvocationConfiguration.Error.WriteLine, cancellation);
            await output.WriteLineAsync(FormattableString.Invariant(
                $"{result.Reports} reports to {options.Clients} clients, {result.Gaps} missing, {result.Doubled} twice, {result.Overflows} overflows, across {result.Cuts} cuts in {result.Time.TotalSeconds:F1} s"));
            await output.WriteLineAsync(FormattableString.Invariant(
                $"{result.Reads} reads, {result.Failed} cut off; p50 {result.Percentile(50):F2}, p95 {result.Percentile(95):F2}, p99 {result.Percentile(99):F2}, longest {result.Percentile(100):F1} ms; {result.Associations} associations"));
            await output.WriteLineAsync($"the gateway allocated {result.Steady} bytes after start-up, and {result.Telling} bytes around new connections and associations");
            return result.IsGood ? 0 : 1;
        });
        return command;
    }

    private static int AtLeastOne(int number, string option) => number >= 1 ? number : throw UserError.Usage("faults", $"{option} is at least 1", "give another number");
}
