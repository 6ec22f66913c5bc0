using System.CommandLine;
using System.Text.Json.Nodes;
using nanoDer.Client;
using nanoDer.Grid;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder grid report</c>: enables report control blocks and shows what they send.</summary>
internal static class ReportCommand
{
    // All but segmentation, which the server sets by itself.
    private const int AllOptions = 0x1FE;
    private const int Interrogation = 0x01;

    private static readonly (string Name, int Bit)[] Triggers = [("change", 0x10), ("quality", 0x08), ("update", 0x04), ("integrity", 0x02), ("interrogation", Interrogation)];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> blocks = new("BLOCK") { Description = "DER1LD0/LLN0$BR$brcb01 or DER1LD0/LLN0$RP$urcb01.", Arity = ArgumentArity.OneOrMore };
        Option<string[]> trigger = new("--trigger") { Description = "When it reports; without it as the block is set.", HelpName = "change|quality|update|integrity|interrogation" };
        trigger.AcceptOnlyFromAmong([.. Triggers.Select(t => t.Name)]);
        Option<int?> integrity = new("--integrity") { Description = "Milliseconds between integrity reports.", HelpName = "MS" };
        Option<string?> entry = new("--after") { Description = "EntryID of the last report seen, 16 hexadecimal digits: a buffered block goes on behind it.", HelpName = "ENTRYID" };
        Option<bool> whole = new("--interrogate") { Description = "Begin with all values (general interrogation)." };
        Option<double?> seconds = new("--seconds") { Description = "End after so long; without it at Ctrl-C.", HelpName = "N" };
        Option<int?> count = new("--count") { Description = "End after so many reports.", HelpName = "N" };
        var command = new Command("report", "Enable report control blocks and watch them live. With --json a line for each report. Exit code 1 when reports are missing.")
        {
            blocks, trigger, integrity, entry, whole, seconds, count,
        };
        command.SetAction((parsed, cancellation) =>
        {
            ObjectReference[] wanted = Array.ConvertAll(parsed.GetRequiredValue(blocks), CheckBlock);
            string[] triggers = parsed.GetValue(trigger) ?? [];
            bool interrogates = parsed.GetValue(whole);
            int bits = Triggers.Where(t => triggers.Contains(t.Name)).Sum(t => t.Bit);
            byte[]? after = EntryId(parsed.GetValue(entry));
            ReportSubscription Settings()
            {
                var subscription = new ReportSubscription
                {
                    OptFlds = AllOptions, Interrogates = interrogates, IntgPd = parsed.GetValue(integrity) ?? -1,
                    TrgOps = triggers.Length == 0 ? -1 : bits | (interrogates ? Interrogation : 0), HasEntry = after is not null,
                };
                after?.CopyTo(subscription.EntryId, 0);
                return subscription;
            }

            return GridSide.WithAsync(parsed, cancellation, async client =>
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                if (parsed.GetValue(seconds) is { } limit)
                {
                    enough.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(limit, 0, 1e6)));
                }

                var watch = new ReportWatch(client, wanted, Settings);
                int left = parsed.GetValue(count) ?? int.MaxValue;
                watch.Reported += _ =>
                {
                    if (Interlocked.Decrement(ref left) == 0)
                    {
                        enough.Cancel();
                    }
                };
                async Task RunAsync()
                {
                    await watch.StartAsync(cancellation);
                    await watch.RunAsync(enough.Token);
                }

                if (GridSide.IsJson(parsed))
                {
                    watch.Reported += r => parsed.InvocationConfiguration.Output.WriteLine(ToJson(r).ToJsonString());
                    await RunAsync();
                }
                else
                {
                    await new ReportScreen(Screen.For(parsed.InvocationConfiguration.Output)).DuringAsync(watch, RunAsync);
                }

                return watch.Missing == 0 ? 0 : 1;
            });
        });
        return command;
    }

    private static JsonObject ToJson(GridReport report) => new()
    {
        ["rptId"] = report.RptId, ["sqNum"] = report.SqNum, ["time"] = report.Time, ["entryId"] = report.EntryId, ["bufOvfl"] = report.BufOvfl,
        ["members"] = new JsonArray(report.Members.Select(GridCommand.ToJson).ToArray()),
    };

    private static ObjectReference CheckBlock(string text)
    {
        ObjectReference block = ObjectReference.Parse(text);
        return block.Item.Split('$') is [_, "BR" or "RP", _]
            ? block
            : throw UserError.Usage($"control block '{text}'", "it is in neither BR nor RP", "write it as DER1LD0/LLN0$BR$brcb01");
    }

    private static byte[]? EntryId(string? text) => text is null ? null
        : text.Length == 16 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text)
        : throw UserError.Usage($"EntryID '{text}'", "it is not 16 hexadecimal digits", "take it from a report shown with --json");
}
