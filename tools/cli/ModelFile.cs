using System.CommandLine;
using nanoDer.Scl;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>A model in SCL as an option of commands that run a gateway.</summary>
internal static class ModelFile
{
    /// <summary>The option.</summary>
    public static Option<string?> Option() => new("--model") { Description = "The data model in SCL (that of the firmware unless given).", HelpName = "FILE" };

    /// <summary>The text of a file.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(path, e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message.TrimEnd('.'), "give an SCL file");
        }
    }

    /// <summary>The packed form of a file's model.</summary>
    /// <exception cref="UserError">There is no file, or something is wrong in it.</exception>
    public static string? Packed(string? path)
    {
        if (path == null)
        {
            return null;
        }

        var (model, findings) = SclReader.Read(Text(path));
        return findings.Count == 0 ? ModelPacker.Pack(model) : throw new UserError($"{path}:{findings[0].Line}", $"{findings[0].Path}: {findings[0].Reason}", "see nanoder scl check");
    }
}
