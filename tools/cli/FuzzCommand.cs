using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using nanoDer.Mms;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder fuzz</c>: tries the XER codec with changed documents.</summary>
internal static class FuzzCommand
{
    private const long Batch = 10000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<long> count = new("--count") { Description = "How many inputs.", DefaultValueFactory = _ => 10_000_000 };
        Option<ulong> seed = new("--seed") { Description = "The same seed gives the same inputs.", DefaultValueFactory = _ => 1 };
        Option<string?> save = new("--save") { Description = "Folder for the inputs that are treated wrongly.", HelpName = "FOLDER" };
        Argument<string> corpus = new("FOLDER") { Description = "Good documents: NAME.scsm82.xml, NAME.xer, NAME.cxer." };
        var command = new Command("fuzz", "Change good XER documents and report any that the codec treats wrongly.") { count, seed, save, corpus };
        command.SetAction(async (parsed, cancellation) =>
        {
            string folder = parsed.GetRequiredValue(corpus);
            List<(XerForm Form, byte[] Document)> documents = Documents(folder);
            if (documents.Count == 0)
            {
                throw new UserError(folder, "holds no XER document", "name a folder with *.scsm82.xml, *.xer or *.cxer");
            }

            var fuzzer = new XerFuzzer(documents, parsed.GetValue(seed));
            TextWriter output = parsed.InvocationConfiguration.Output;
            long total = parsed.GetValue(count);
            long found = 0;
            var watch = Stopwatch.StartNew();
            for (long done = 0; done < total && !cancellation.IsCancellationRequested; done += Batch)
            {
                foreach (XerFinding finding in fuzzer.Run(done, Math.Min(Batch, total - done)))
                {
                    found++;
                    await output.WriteLineAsync($"input {finding.Number} ({finding.Form}): {finding.Wrong}");
                    await Save(parsed.GetValue(save), finding);
                }
            }

            string rate = (total / watch.Elapsed.TotalSeconds).ToString("N0", CultureInfo.InvariantCulture);
            await output.WriteLineAsync($"{total} inputs, {fuzzer.Accepted} accepted, {found} treated wrongly, {rate} a second");
            return found == 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>The good documents of a folder.</summary>
    internal static List<(XerForm Form, byte[] Document)> Documents(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserError(folder, "there is no such folder", "name one with XER documents");
        }

        return [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .Select(f => (Form: FormOf(f), File: f))
            .Where(f => f.Form != null)
            .Select(f => (f.Form!.Value, File.ReadAllBytes(f.File)))];
    }

    private static XerForm? FormOf(string file) =>
        file.EndsWith(".scsm82.xml", StringComparison.Ordinal) ? XerForm.Scsm82
        : file.EndsWith(".strict.cxer", StringComparison.Ordinal) ? XerForm.Canonical
        : file.EndsWith(".xer", StringComparison.Ordinal) ? XerForm.Basic
        : null;

    private static async Task Save(string? folder, XerFinding finding)
    {
        if (folder != null)
        {
            Directory.CreateDirectory(folder);
            string ending = finding.Form switch { XerForm.Scsm82 => ".scsm82.xml", XerForm.Basic => ".xer", _ => ".cxer" };
            await File.WriteAllBytesAsync(Path.Combine(folder, finding.Number.ToString(CultureInfo.InvariantCulture) + ending), finding.Input);
        }
    }
}
