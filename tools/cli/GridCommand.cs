using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using nanoDer.Grid;
using nanoDer.Pki;
using nanoDer.Tools;
using Spectre.Console;

namespace nanoDer.Cli;

/// <summary><c>nanoder grid</c>: what a grid operator's client does with a gateway.</summary>
internal static class GridCommand
{
    private static readonly PartyOptions Party = new();

    private static readonly Option<string> To = new("--to")
    {
        Description = "Full JID of the gateway, such as der1@der.local/IEC.", HelpName = "JID/RESOURCE", Required = true, Recursive = true,
    };

    private static readonly Option<double> Timeout = new("--timeout")
    {
        Description = "Seconds to wait for each answer.", HelpName = "SECONDS", DefaultValueFactory = _ => 10, Recursive = true,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Answer as JSON, for scripts.", Recursive = true };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("grid", "Speak to a gateway as the grid side.") { To, Timeout, Json, Identify(), Names(), Read() };
        Party.AddTo(command);
        return command;
    }

    private static Command Identify()
    {
        var command = new Command("identify", "Who the gateway says it is.");
        command.SetAction((parsed, cancellation) => With(parsed, cancellation, async client =>
        {
            GridIdentity identity = await client.IdentifyAsync(cancellation);
            Answer(
                parsed,
                () => new JsonObject { ["vendor"] = identity.Vendor, ["model"] = identity.Model, ["revision"] = identity.Revision },
                () => Rows(["vendor", "model", "revision"], [[identity.Vendor, identity.Model, identity.Revision]]));
            return 0;
        }));
        return command;
    }

    private static Command Names()
    {
        Argument<string?> domain = new("LD") { Description = "A logical device; without it, the names of all.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("names", "The gateway's logical devices, or the names inside one.") { domain };
        command.SetAction((parsed, cancellation) => With(parsed, cancellation, async client =>
        {
            IReadOnlyList<string> names = await client.NamesAsync(parsed.GetValue(domain), cancellation);
            Answer(
                parsed,
                () => new JsonArray(names.Select(n => (JsonNode)n).ToArray()),
                () => Rows(["name"], names.Select(n => new[] { n })));
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
            return With(parsed, cancellation, async client =>
            {
                IReadOnlyList<GridReading> readings = await client.ReadAsync(wanted, cancellation);
                Answer(parsed, () => new JsonArray(readings.Select(ToJson).ToArray()), () => Rows(["object", "type", "value"], readings.Select(ToRow)));
                return readings.All(r => r.AccessError is null) ? 0 : 1;
            });
        });
        return command;
    }

    private static async Task<int> With(ParseResult parsed, CancellationToken cancellation, Func<IGridClient, Task<int>> work)
    {
        (Endpoint server, BareJid jid, PemCredentials own) = Party.Read(parsed, parsed.InvocationConfiguration.Error);
        var options = new GridOptions(server, jid, own, CheckTo(parsed.GetRequiredValue(To)), CheckTimeout(parsed.GetValue(Timeout)));
        await using IGridClient client = await GridClients.ConnectAsync(options, cancellation);
        return await work(client);
    }

    private static string CheckTo(string text)
    {
        int slash = text.IndexOf('/');
        if (slash < 0 || slash == text.Length - 1)
        {
            throw UserError.Usage($"JID '{text}'", "it has no resource", "give --to the gateway's full JID, for example der1@der.local/IEC");
        }

        BareJid.Parse(text[..slash]);
        return text;
    }

    private static TimeSpan CheckTimeout(double seconds) => seconds is >= 0.1 and <= 3600
        ? TimeSpan.FromSeconds(seconds)
        : throw UserError.Usage($"time-out of {seconds} s", "it must be 0.1 to 3600", "give --timeout another number");

    private static void Answer(ParseResult parsed, Func<JsonNode> json, Func<Table> table)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
        {
            output.WriteLine(json().ToJsonString(Indented));
        }
        else
        {
            Screen.For(output).Write(table());
        }
    }

    private static JsonNode ToJson(GridReading reading) => reading.Value is { } value
        ? new JsonObject { ["object"] = reading.Reference.ToString(), ["type"] = value.Kind, ["value"] = value.ToJson() }
        : new JsonObject { ["object"] = reading.Reference.ToString(), ["error"] = reading.AccessError };

    private static string[] ToRow(GridReading reading) => reading.Value is { } value
        ? [reading.Reference.ToString(), value.Kind, value.ToString()]
        : [reading.Reference.ToString(), "error", reading.AccessError ?? ""];

    private static Table Rows(string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns(columns);
        foreach (string[] row in rows)
        {
            table.AddRow(Array.ConvertAll(row, Markup.Escape));
        }

        return table;
    }
}
