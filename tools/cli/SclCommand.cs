using System.CommandLine;
using nanoDer.Core;
using nanoDer.Scl;

namespace nanoDer.Cli;

/// <summary><c>nanoder scl</c>: checks models in SCL and compiles them for the firmware.</summary>
internal static class SclCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("scl", "Data models in SCL (IEC 61850-6): check them, compile them for the firmware.") { Compile(), Check(), Fuzz() };

    private static Command Check()
    {
        Argument<string> file = File();
        Option<bool> strict = new("--strict") { Description = "End with 1 also when the standards would have something otherwise that works as it is." };
        Option<string?> schema = new("--schema") { Description = "Check by this XML schema of IEC 61850-6 as well.", HelpName = "FILE" };
        var command = new Command("check", "Say what is wrong in a file: file:line: path: reason. A warning is what the standards would have otherwise.") { file, strict, schema };
        command.SetAction(parsed => Read(parsed, parsed.GetRequiredValue(file), (model, packed, output) =>
        {
            string path = parsed.GetRequiredValue(file);
            IReadOnlyList<SclFinding> invalid = parsed.GetValue(schema) is { } by ? SclSchema.Check(ModelFile.Text(path), by) : [];
            IReadOnlyList<SclFinding> warnings = SclRules.Check(ModelFile.Text(path), model);
            foreach (SclFinding finding in invalid.Concat(warnings.Select(warning => warning with { Reason = "warning: " + warning.Reason })))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"{path}:{finding}");
            }

            Cost(model, packed, output);
            return invalid.Count > 0 || (warnings.Count > 0 && parsed.GetValue(strict)) ? 1 : 0;
        }));
        return command;
    }

    private static Command Compile()
    {
        Argument<string> file = File();
        Option<string> folder = new("-o", "--output") { Description = "Folder for the C# files.", Required = true };
        Option<string> name = new("--name") { Description = "Name of the class.", DefaultValueFactory = _ => "PvModel" };
        var command = new Command("compile", "Write a model as two C# files, NAME.cs and NAMENodes.cs, and say what it costs.") { file, folder, name };
        command.SetAction(parsed => Read(parsed, parsed.GetRequiredValue(file), (model, packed, output) =>
        {
            string source = Path.GetFileName(parsed.GetRequiredValue(file));
            string target = Path.Combine(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(name));
            Directory.CreateDirectory(parsed.GetRequiredValue(folder));
            System.IO.File.WriteAllText(target + ".cs", CSharpWriter.Model(source, parsed.GetRequiredValue(name), model, packed));
            System.IO.File.WriteAllText(target + "Nodes.cs", CSharpWriter.Nodes(source, parsed.GetRequiredValue(name), model));
            Cost(model, packed, output);
            return 0;
        }));
        return command;
    }

    private static Command Fuzz()
    {
        Argument<string> file = File();
        Option<int> runs = new("--runs") { Description = "Files to try.", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        Option<int> seed = new("--seed") { Description = "Where to begin.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("fuzz", "Change a file at random: each change must give findings, or a model that works.") { file, runs, seed };
        command.SetAction(parsed =>
        {
            var fuzzer = new SclFuzzer(ModelFile.Text(parsed.GetRequiredValue(file)), parsed.GetValue(seed));
            int wrong = 0;
            for (int run = 0; run < parsed.GetValue(runs); run++)
            {
                if (fuzzer.Next() is { } what)
                {
                    wrong++;
                    parsed.InvocationConfiguration.Error.WriteLine(what);
                }
            }

            parsed.InvocationConfiguration.Output.WriteLine($"{fuzzer.Refused} refused, {fuzzer.Worked} models, {wrong} defects");
            return wrong == 0 ? 0 : 1;
        });
        return command;
    }

    private static Argument<string> File() => new("FILE") { Description = "The ICD, CID or SCD." };

    private static int Read(ParseResult parsed, string path, Func<SclModel, string, TextWriter, int> then)
    {
        var (model, findings) = SclReader.Read(ModelFile.Text(path));
        foreach (SclFinding finding in findings)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"{path}:{finding}");
        }

        return findings.Count == 0 ? then(model, ModelPacker.Pack(model), parsed.InvocationConfiguration.Output) : 1;
    }

    private static void Cost(SclModel model, string packed, TextWriter output)
    {
        var plan = new MemoryPlan();
        ModelCost cost = ModelCost.Of(packed, model, plan);
        output.WriteLine($"flash {cost.Flash} bytes, heap {cost.Heap} bytes, server {cost.Server} bytes of heap with the default memory plan");
        foreach (LargePdu pdu in cost.Pdus.GroupBy(pdu => pdu.Service).Select(service => service.First()))
        {
            output.WriteLine($"{pdu.Octets,6} octets {pdu.Service} {pdu.Object}");
        }

        LargePdu[] large = [.. cost.Pdus.Where(pdu => !pdu.Fits(plan))];
        output.WriteLine($"{large.Length} of {cost.Pdus.Count} do not fit into the default memory plan in one piece{(large.Length == 0 ? string.Empty : ", and clients get them in parts:")}");
        foreach (LargePdu pdu in large)
        {
            output.WriteLine($"{pdu.Octets,6} octets, {pdu.Nodes} nodes, {pdu.ValueOctets} octets of values: {pdu.Service} {pdu.Object}");
        }
    }
}
