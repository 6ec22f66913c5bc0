using System.CommandLine;
using System.Text;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder xer</c>: converts and checks MMS PDUs in XML.</summary>
internal static class XerCommand
{
    private const string Tree = "tree";

    private static readonly Dictionary<string, XerForm> Dialects = new()
    {
        ["scsm82"] = XerForm.Scsm82, ["basic"] = XerForm.Basic, ["canonical"] = XerForm.Canonical,
    };

    /// <summary>The command.</summary>
    public static Command Create() => new("xer", "MMS PDUs in XML: IEC 61850-8-2 (scsm82), BASIC-XER (basic) and CANONICAL-XER (canonical).")
    {
        Convert(), Check(),
    };

    private static Command Convert()
    {
        Option<string> from = Dialect("--from", "What the document is written in.", []);
        Option<string> to = Dialect("--to", "What to write.", [Tree]);
        Option<bool> strict = new("--strict") { Description = "Read nothing but the form itself." };
        Argument<string?> file = new("FILE") { Description = "The document (standard input unless given).", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("convert", "Write a PDU in another form, or as a readable tree.") { from, to, strict, file };
        command.SetAction(async (parsed, cancellation) =>
        {
            string? path = parsed.GetValue(file);
            byte[] document = await Read(path, cancellation);
            var codec = new XerCodec(Dialects[parsed.GetRequiredValue(from)], parsed.GetValue(strict));
            XerReading reading = codec.Read(document);
            if (reading.Status != DerStatus.Ok)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(Line(path ?? "-", document, reading));
                return 1;
            }

            string target = parsed.GetRequiredValue(to);
            string text = target == Tree ? TreeText.Write(codec.Tree) : Encoding.UTF8.GetString(new XerCodec(Dialects[target]).Write(codec.Tree));
            await parsed.InvocationConfiguration.Output.WriteAsync(text);
            return 0;
        });
        return command;
    }

    private static Command Check()
    {
        Option<string> dialect = Dialect("--dialect", "What the documents are written in.", []);
        Option<bool> tolerant = new("--tolerant") { Description = "Accept what a receiver accepts: the other form's names and wrappers as well." };
        Argument<string[]> files = new("FILE") { Description = "The documents.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "Say which documents are wrong, and where: file:line:column: path: reason.") { dialect, tolerant, files };
        command.SetAction(async (parsed, cancellation) =>
        {
            var codec = new XerCodec(Dialects[parsed.GetRequiredValue(dialect)], strict: !parsed.GetValue(tolerant));
            int wrong = 0;
            foreach (string path in parsed.GetRequiredValue(files))
            {
                byte[] document = await Read(path, cancellation);
                XerReading reading = codec.Read(document);
                if (reading.Status != DerStatus.Ok)
                {
                    wrong++;
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(Line(path, document, reading));
                }
            }

            return wrong == 0 ? 0 : 1;
        });
        return command;
    }

    private static Option<string> Dialect(string name, string description, string[] more) =>
        new Option<string>(name) { Description = description, Required = true }.AcceptOnlyFromAmong([.. Dialects.Keys, .. more]);

    private static async Task<byte[]> Read(string? path, CancellationToken cancellation)
    {
        if (path is null or "-")
        {
            using var memory = new MemoryStream();
            await using Stream input = Console.OpenStandardInput();
            await input.CopyToAsync(memory, cancellation);
            return memory.ToArray();
        }

        try
        {
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(path, e.Message.TrimEnd('.'), "name a file that can be read");
        }
    }

    private static string Line(string file, byte[] document, XerReading reading)
    {
        // The last octet that was looked at.
        int at = Math.Clamp(reading.Position - 1, 0, Math.Max(0, document.Length - 1));
        ReadOnlySpan<byte> before = document.AsSpan(0, at);
        int line = before.Count((byte)'\n') + 1;
        int column = at - before.LastIndexOf((byte)'\n');
        return $"{file}:{line}:{column}: {reading.Path}: {XerReason.Of(reading.Status)}";
    }
}
