using System.CommandLine;
using System.Text.Json.Nodes;
using nanoDer.Grid;

namespace nanoDer.Cli;

/// <summary><c>nanoder grid</c>: what a grid operator's client does with a gateway.</summary>
internal static class GridCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("grid", "Speak to a gateway as the grid side. Exit code 0: done; 1: failed, refused or not there; 2: written wrongly.")
        {
            DiscoverCommand.Create(), Identify(), BrowseCommand.Create(), Read(), Write(), OperateCommand.Create(), ReportCommand.Create(), Log(), FileCommand.Create(), PublishCommand.Create(),
        };
        GridSide.AddTo(command);
        return command;
    }

    private static Command Identify()
    {
        var command = new Command("identify", "Who the gateway says it is.");
        command.SetAction((parsed, cancellation) => GridSide.WithAsync(parsed, cancellation, async client =>
        {
            GridIdentity identity = await client.IdentifyAsync(cancellation);
            GridSide.Answer(
                parsed,
                () => new JsonObject { ["vendor"] = identity.Vendor, ["model"] = identity.Model, ["revision"] = identity.Revision },
                () => GridSide.Rows(["vendor", "model", "revision"], [[identity.Vendor, identity.Model, identity.Revision]]));
            return 0;
        }));
        return command;
    }

    private static Command Read()
    {
        Argument<string[]> references = new("REF")
        {
            Description = "DER1/MMXU1.TotW.mag.f[MX] or DER1/MMXU1$MX$TotW$mag$f.", Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("read", "Read objects. Exit code 1 when one of them could not be read.") { references };
        command.SetAction((parsed, cancellation) =>
        {
            ObjectReference[] wanted = Array.ConvertAll(parsed.GetRequiredValue(references), ObjectReference.Parse);
            return GridSide.WithAsync(parsed, cancellation, async client =>
            {
                IReadOnlyList<GridReading> readings = await client.ReadAsync(wanted, cancellation);
                GridSide.Answer(
                    parsed,
                    () => new JsonArray(readings.Select(r => (JsonNode)GridSide.ToJson(r.Reference.ToString(), r.Value, r.AccessError)).ToArray()),
                    () => GridSide.Rows(["object", "type", "value"], readings.Select(r => new[] { r.Reference.ToString(), r.Value?.Kind ?? "error", r.Value?.ToString() ?? r.AccessError ?? "" })));
                return readings.All(r => r.AccessError is null) ? 0 : 1;
            });
        });
        return command;
    }

    private static Command Write()
    {
        Argument<string[]> values = new("REF=VALUE")
        {
            Description = "An object and its new value. true, 42, 1.5, 0101 for bits, hexadecimal digits for octets, 2026-11-22T12:00:00Z.", Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("write", "Write objects, in the types that the gateway says they have. Exit code 1 when one of them could not be written.") { values };
        command.SetAction((parsed, cancellation) =>
        {
            (ObjectReference Reference, string Value)[] wanted = Array.ConvertAll(parsed.GetRequiredValue(values), Pair);
            return GridSide.WithAsync(parsed, cancellation, async client =>
            {
                IReadOnlyList<string?> errors = await client.WriteAsync(wanted, cancellation);
                GridSide.Answer(
                    parsed,
                    () => new JsonArray(wanted.Zip(errors, (w, e) => (JsonNode)new JsonObject { ["object"] = w.Reference.ToString(), ["error"] = e }).ToArray()),
                    () => GridSide.Rows(["object", "value", "result"], wanted.Zip(errors, (w, e) => new[] { w.Reference.ToString(), w.Value, e ?? "written" })));
                return errors.All(e => e is null) ? 0 : 1;
            });
        });
        return command;
    }

    private static (ObjectReference Reference, string Value) Pair(string text)
    {
        int equals = text.IndexOf('=');
        return equals > 0
            ? (ObjectReference.Parse(text[..equals]), text[(equals + 1)..])
            : throw nanoDer.Tools.UserError.Usage($"'{text}'", "it has no '='", "write it as DER1/MMXU1.TotW.db[CF]=100");
    }

    private static Command Log()
    {
        Argument<string> log = new("LOG") { Description = "DER1/LLN0$EventLog" };
        Option<string?> from = new("--from") { Description = "First moment.", HelpName = "TIME" };
        Option<string?> to = new("--until") { Description = "Last moment.", HelpName = "TIME" };
        var command = new Command("log", "The entries of a log, from the oldest on.") { log, from, to };
        command.SetAction((parsed, cancellation) =>
        {
            var reference = ObjectReference.Parse(parsed.GetRequiredValue(log));
            (DateTimeOffset? first, DateTimeOffset? last) = (GridSide.Time(parsed.GetValue(from)), GridSide.Time(parsed.GetValue(to)));
            return GridSide.WithAsync(parsed, cancellation, async client =>
            {
                IReadOnlyList<GridEntry> entries = await client.LogAsync(reference, first, last, cancellation);
                GridSide.Answer(
                    parsed,
                    () => new JsonArray(entries.Select(e => (JsonNode)new JsonObject
                    {
                        ["entry"] = e.EntryId, ["time"] = e.Time, ["members"] = new JsonArray(e.Members.Select(ToJson).ToArray()),
                    }).ToArray()),
                    () => GridSide.Rows(
                        ["time", "object", "value", "reason"],
                        entries.SelectMany(e => e.Members.Select(m => new[] { e.Time, m.Reference, m.Value?.ToString() ?? m.AccessError ?? "", m.Reason }))));
                return 0;
            });
        });
        return command;
    }

    /// <summary>A member of a report or a log's entry.</summary>
    internal static JsonNode ToJson(GridMember member)
    {
        JsonObject json = GridSide.ToJson(member.Reference, member.Value, member.AccessError);
        json["reason"] = member.Reason;
        return json;
    }
}
