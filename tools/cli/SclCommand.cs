using System.CommandLine;
using nanoDer.Iec61850;
using nanoDer.Scl;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder scl</c>: checks models in SCL and compiles them for the firmware.</summary>
internal static class SclCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("scl", "Data models in SCL (IEC 61850-6): check them, compile them for the firmware.") { Compile(), Check() };

    private static Command Check()
    {
        Argument<string> file = File();
        var command = new Command("check", "Say what is wrong in a file: file:line: path: reason.") { file };
        command.SetAction(parsed => Read(parsed, parsed.GetRequiredValue(file), (_, packed, output) => Cost(packed, output)));
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
            Cost(packed, output);
        }));
        return command;
    }

    private static Argument<string> File() => new("FILE") { Description = "The ICD, CID or SCD." };

    private static int Read(ParseResult parsed, string path, Action<SclModel, string, TextWriter> then)
    {
        if (!System.IO.File.Exists(path))
        {
            throw new UserError(path, "there is no such file", "give an SCL file");
        }

        var (model, findings) = SclReader.Read(System.IO.File.ReadAllText(path));
        foreach (SclFinding finding in findings)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"{path}:{finding}");
        }

        if (findings.Count == 0)
        {
            then(model, ModelPacker.Pack(model), parsed.InvocationConfiguration.Output);
        }

        return findings.Count == 0 ? 0 : 1;
    }

    private static void Cost(string packed, TextWriter output)
        => output.WriteLine($"flash {packed.Length} bytes, heap {ModelLoader.Load(packed).HeapBytes} bytes");
}
