using System.CommandLine;
using System.Text.Json.Nodes;
using nanoDer.Grid;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder grid file</c>: the gateway's files.</summary>
internal static class FileCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("file", "The gateway's files: its event log, its flight recorder.") { List(), Get() };

    private static Command List()
    {
        Argument<string?> directory = new("DIRECTORY") { Description = "A directory; without it, all files.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("list", "Names and sizes.") { directory };
        command.SetAction((parsed, cancellation) => GridSide.WithAsync(parsed, cancellation, async client =>
        {
            IReadOnlyList<GridFile> files = await client.FilesAsync(parsed.GetValue(directory), cancellation);
            GridSide.Answer(
                parsed,
                () => new JsonArray(files.Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["size"] = f.Size, ["modified"] = f.Modified }).ToArray()),
                () => GridSide.Rows(["name", "size", "modified"], files.Select(f => new[] { f.Name, $"{f.Size}", f.Modified ?? "" })));
            return 0;
        }));
        return command;
    }

    private static Command Get()
    {
        Argument<string> name = new("NAME") { Description = "Its name, as the list has it." };
        Option<string?> output = new("--output") { Description = "Where it goes; without it, a file of that name here.", HelpName = "FILE" };
        var command = new Command("get", "Fetch a file. Nothing is left of one that did not come whole.") { name, output };
        command.SetAction((parsed, cancellation) => GridSide.WithAsync(parsed, cancellation, async client =>
        {
            string from = parsed.GetRequiredValue(name);
            string to = parsed.GetValue(output) ?? Path.GetFileName(from);
            using var content = new MemoryStream();
            await client.FetchAsync(from, content, null, cancellation);
            try
            {
                await File.WriteAllBytesAsync(to, content.ToArray(), cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new UserError(to, e.Message.TrimEnd('.'), "give --output a file that can be written");
            }

            GridSide.Answer(
                parsed,
                () => new JsonObject { ["name"] = from, ["size"] = content.Length, ["file"] = Path.GetFullPath(to) },
                () => GridSide.Rows(["name", "size", "file"], [[from, $"{content.Length}", to]]));
            return 0;
        }));
        return command;
    }
}
