using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using nanoDer.Grid;
using nanoDer.Pki;
using nanoDer.Tools;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace nanoDer.Cli;

/// <summary>What all commands of the grid side have in common: who it is, whom it speaks to, how it answers.</summary>
internal static class GridSide
{
    private static readonly PartyOptions Party = new();

    private static readonly EndToEndOptions EndToEnd = new();

    private static readonly Option<string?> To = new("--to")
    {
        Description = "Full JID of the gateway, such as der1@der.local/IEC.", HelpName = "JID/RESOURCE", Recursive = true,
    };

    private static readonly Option<double> Timeout = new("--timeout")
    {
        Description = "Seconds to wait for each answer.", HelpName = "SECONDS", DefaultValueFactory = _ => 10, Recursive = true,
    };

    private static readonly Option<string> Resource = new("--resource")
    {
        Description = "Resource of this client: two at a time need two.", HelpName = "NAME", DefaultValueFactory = _ => "grid", Recursive = true,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Answer as JSON, for scripts.", Recursive = true };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Adds the options to the command above all of them.</summary>
    public static void AddTo(Command command)
    {
        command.Add(To);
        command.Add(Timeout);
        command.Add(Resource);
        command.Add(Json);
        Party.AddTo(command);
        EndToEnd.AddTo(command);
    }

    /// <summary>Whether answers are JSON.</summary>
    public static bool IsJson(ParseResult parsed) => parsed.GetValue(Json);

    /// <summary>The grid side's server, name and credentials, and the files that these are from.</summary>
    public static (Endpoint Server, BareJid Jid, PemCredentials Credentials, (string Certificate, string Key, string Authorities) Files) Own(ParseResult parsed)
    {
        (Endpoint server, BareJid jid, PemCredentials own) = Party.Read(parsed, parsed.InvocationConfiguration.Error);
        return (server, jid, own, Party.Files(parsed));
    }

    /// <summary>Who the grid side is.</summary>
    public static GridOptions Options(ParseResult parsed)
    {
        (Endpoint server, BareJid jid, PemCredentials own) = Party.Read(parsed, parsed.InvocationConfiguration.Error);
        string resource = parsed.GetRequiredValue(Resource);
        return resource.Length is > 0 and < 64 && resource.All(char.IsAsciiLetterOrDigit)
            ? new GridOptions(server, jid, own, CheckTimeout(parsed.GetValue(Timeout))) { Resource = resource, EndToEnd = EndToEnd.Read(parsed, Party, jid) }
            : throw UserError.Usage($"resource '{resource}'", "it is not made of letters and digits, 63 at most", "give --resource another name");
    }

    /// <summary>Does something with an associated client.</summary>
    public static async Task<int> WithAsync(ParseResult parsed, CancellationToken cancellation, Func<GridClient, Task<int>> work)
    {
        string to = CheckTo(parsed.GetValue(To));
        await using GridClient client = await GridClient.ConnectAsync(Options(parsed), to, cancellation);
        return await work(client);
    }

    /// <summary>Answers with JSON or, for a person, with something to look at.</summary>
    public static void Answer(ParseResult parsed, Func<JsonNode> json, Func<IRenderable> view)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (IsJson(parsed))
        {
            output.WriteLine(json().ToJsonString(Indented));
        }
        else
        {
            Screen.For(output).Write(view());
        }
    }

    /// <summary>A table of text.</summary>
    public static Table Rows(string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns(columns);
        foreach (string[] row in rows)
        {
            table.AddRow(Array.ConvertAll(row, Markup.Escape));
        }

        return table;
    }

    /// <summary>An object and its value or error.</summary>
    public static JsonObject ToJson(string reference, GridValue? value, string? error) => value is null
        ? new JsonObject { ["object"] = reference, ["error"] = error }
        : new JsonObject { ["object"] = reference, ["type"] = value.Kind, ["value"] = value.ToJson() };

    /// <summary>A moment, as an option gives it.</summary>
    public static DateTimeOffset? Time(string? text) => text is null
        ? null
        : DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeLocal, out DateTimeOffset time)
            ? time
            : throw UserError.Usage($"time '{text}'", "it is no time", "write it as 2026-11-22T12:00:00Z");

    private static string CheckTo(string? text)
    {
        if (text is null)
        {
            throw UserError.Usage("--to", "it is missing", "give the gateway's full JID, for example der1@der.local/IEC; grid discover finds it");
        }

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
}
