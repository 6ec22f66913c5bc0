using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using nanoDer.Grid;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder grid operate</c>: a command to a controllable object, whatever its control model.</summary>
internal static class OperateCommand
{
    private static readonly string[] Categories = ["bay", "station", "remote", "automatic-bay", "automatic-station", "automatic-remote", "maintenance", "process"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> reference = new("REF") { Description = "The object: DER1LD0/DWMX1.WMaxSptPct, or DER1LD0/DWMX1$CO$WMaxSptPct." };
        Argument<string> value = new("VALUE") { Description = "on, off, or a number." };
        Option<bool> test = new("--test") { Description = "Everything but the output to the process." };
        Option<string[]> check = new("--check") { Description = "Ask for the synchrocheck, the interlock check.", HelpName = "synchro|interlock" };
        check.AcceptOnlyFromAmong("synchro", "interlock");
        Option<string?> at = new("--at") { Description = "Do it at that time: a time of day, or +SECONDS from now. For objects that have operTm.", HelpName = "TIME" };
        Option<double?> cancel = new("--cancel") { Description = "Take it back after so many seconds if it goes on.", HelpName = "SECONDS" };
        Option<string> category = new("--origin") { Description = "Who gives the command.", DefaultValueFactory = _ => "remote", HelpName = "CATEGORY" };
        category.AcceptOnlyFromAmong(Categories);
        Option<double> patience = new("--patience") { Description = "Seconds that the end of the command may take.", DefaultValueFactory = _ => 60, HelpName = "SECONDS" };
        var command = new Command("operate", "Select and operate as the object's ctlModel wants it, and wait for the end. Exit code 1 when it was refused or failed.")
        {
            reference, value, test, check, at, cancel, category, patience,
        };
        command.SetAction((parsed, cancellation) =>
        {
            string[] checks = parsed.GetValue(check) ?? [];
            var control = new GridControl(ObjectReference.ParseControl(parsed.GetRequiredValue(reference)), Number(parsed.GetRequiredValue(value)))
            {
                IsTest = parsed.GetValue(test),
                Checks = (checks.Contains("synchro") ? 2 : 0) | (checks.Contains("interlock") ? 1 : 0),
                At = Moment(parsed.GetValue(at)),
                CancelAfter = parsed.GetValue(cancel) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400)) : null,
                Category = Array.IndexOf(Categories, parsed.GetRequiredValue(category)) + 1,
                Patience = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(patience), 0.1, 86_400)),
            };
            return GridSide.WithAsync(parsed, cancellation, async client =>
            {
                Action<string>? progress = GridSide.IsJson(parsed) ? null : stage => parsed.InvocationConfiguration.Output.WriteLine($"{stage} ...");
                GridCommandResult result = await client.OperateAsync(control, progress, cancellation);
                GridSide.Answer(
                    parsed,
                    () => new JsonObject
                    {
                        ["object"] = control.Object.ToString(), ["value"] = control.Value, ["model"] = result.Model, ["status"] = result.Status, ["stage"] = result.Stage,
                        ["addCause"] = result.AddCause, ["error"] = result.AccessError,
                    },
                    () => GridSide.Rows(
                        ["object", "model", "result", "why"],
                        [[control.Object.ToString(), result.Model, result.Status, result.IsGood ? "" : $"at {result.Stage}: {result.AddCause ?? result.AccessError ?? "the server did not say"}"]]));
                return result.IsGood ? 0 : 1;
            });
        });
        return command;
    }

    private static double Number(string text) => text.ToLowerInvariant() switch
    {
        "on" or "true" => 1,
        "off" or "false" => 0,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw UserError.Usage($"value '{text}'", "it is neither on, off nor a number", "give a number such as 60"),
    };

    private static DateTimeOffset? Moment(string? text) => text is { Length: > 1 } && text[0] == '+'
        && double.TryParse(text.AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and <= 86_400
            ? DateTimeOffset.UtcNow.AddSeconds(seconds)
            : GridSide.Time(text);
}
