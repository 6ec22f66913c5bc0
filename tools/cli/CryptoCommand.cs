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
        command.Add(Fuzz());
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

    private static Command Fuzz()
    {
        var files = new Argument<FileInfo[]>("FILE")
        {
            Description = "Certificates and CRLs in DER to start from.", Arity = ArgumentArity.OneOrMore,
        };
        var count = new Option<long>("--count") { Description = "Mutants to feed.", HelpName = "N", DefaultValueFactory = _ => 10_000_000 };
        var seed = new Option<int>("--seed") { Description = "Start of the sequence.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("fuzz", "Feeds mutated certificates to the parsers: no exception, no allocation.") { files, count, seed };
        command.SetAction((result, cancellation) => Task.FromResult(Fuzz(
            result.GetRequiredValue(files),
            result.GetValue(count),
            result.GetValue(seed),
            result.InvocationConfiguration.Output,
            cancellation)));
        return command;
    }

    private static int Fuzz(FileInfo[] files, long count, int seed, TextWriter output, CancellationToken cancellation)
    {
        const long Portion = 100_000;
        byte[][] samples;
        try
        {
            samples = [.. files.Select(f => File.ReadAllBytes(f.FullName)).Where(b => b.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError("crypto fuzz", e.Message, "name files that can be read");
        }

        if (samples.Length == 0)
        {
            throw new UserError("crypto fuzz", "all files are empty", "name certificates or CRLs in DER");
        }

        var fuzzer = new CertificateFuzzer(samples, seed);
        fuzzer.Run(1000); // what the runtime allocates while it compiles is not the parsers'
        long allocated = 0;
        for (long done = 0; done < count; done += Portion)
        {
            cancellation.ThrowIfCancellationRequested();
            long before = GC.GetAllocatedBytesForCurrentThread();
            fuzzer.Run(Math.Min(Portion, count - done));
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        output.WriteLine($"{count} mutants, {fuzzer.Accepted} accepted, {allocated} bytes allocated");
        return allocated == 0 ? 0 : 1;
    }
}
