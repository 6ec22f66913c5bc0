using System.CommandLine;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder crypto</c>: what the cryptography of <c>lib/nanoDer.Crypto</c> makes of published test vectors.</summary>
internal static class CryptoCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("crypto", "The cryptography of the library, checked.");
        command.Add(Vectors());
        return command;
    }

    private static Command Vectors()
    {
        var files = new Argument<FileInfo[]>("FILE")
        {
            Description = "Wycheproof JSON files.", Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("vectors", "Runs Wycheproof test vectors of any algorithm that the library has.") { files };
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            result.GetRequiredValue(files), result.InvocationConfiguration.Output, cancellation)));
        return command;
    }

    private static int Run(FileInfo[] files, TextWriter output, CancellationToken cancellation)
    {
        int failed = 0;
        foreach (FileInfo file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            VectorResult result = VectorFile.Run(file);
            output.WriteLine($"{file.Name}: {result.Passed} passed, {result.Failed} failed, {result.Skipped} skipped");
            foreach (string line in result.Failures)
            {
                output.WriteLine($"  {line}");
            }

            failed += result.Failed;
        }

        return failed == 0 ? 0 : 1;
    }
}
