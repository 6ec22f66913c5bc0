using System.CommandLine;
using nanoDer.Cli.Compare;
using Spectre.Console;

namespace nanoDer.Cli;

/// <summary><c>nanoder e2e</c>: end-to-end security of <c>lib/nanoDer.EndToEnd</c> on the host.</summary>
internal static class EndToEndCommand
{
    private const int WarmUp = 2_000;
    private const long Portion = 10_000;

    /// <summary>The command.</summary>
    public static Command Create() => new("e2e", "Try end-to-end security (IEC 62351-4).") { Comparison(), Fuzz() };

    private static Command Comparison()
    {
        var command = new Command("compare", "Put S/MIME for each message (RFC 3923) and a key table beside the session: octets, public-key operations, from when on it pays.");
        command.SetAction(parsed =>
        {
            using SecurityComparison comparison = new();
            IAnsiConsole console = Screen.For(parsed.InvocationConfiguration.Output);
            foreach (ComparisonTable part in comparison.Run())
            {
                Table table = new Table().Border(TableBorder.Simple).Title(part.Title).AddColumns(part.Columns);
                foreach (string[] row in part.Rows)
                {
                    table.AddRow(row);
                }

                console.Write(table);
            }

            return 0;
        });
        return command;
    }

    private static Command Fuzz()
    {
        Option<long> count = new("--count") { Description = "Mutants to feed.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        Option<int> seed = new("--seed") { Description = "Start of the sequence.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("fuzz", "Feed changed security PDUs to an engine: no exception, no allocation, nothing taken that was not sent.") { count, seed };
        command.SetAction((parsed, cancellation) =>
        {
            EndToEndFuzzer fuzzer = new(parsed.GetValue(seed));
            fuzzer.Run(WarmUp); // what the runtime allocates while it compiles is not the engine's
            long allocated = 0;
            long total = parsed.GetValue(count);
            for (long done = 0; done < total; done += Portion)
            {
                cancellation.ThrowIfCancellationRequested();
                long before = GC.GetAllocatedBytesForCurrentThread();
                fuzzer.Run(Math.Min(Portion, total - done));
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            }

            parsed.InvocationConfiguration.Output.WriteLine(
                $"{total} mutants, {fuzzer.Harmless} the same in another form, {fuzzer.Wrong} treated wrongly, {allocated} bytes allocated");
            return Task.FromResult(allocated == 0 && fuzzer.Wrong == 0 ? 0 : 1);
        });
        return command;
    }
}
