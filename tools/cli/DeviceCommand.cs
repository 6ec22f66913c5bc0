using System.CommandLine;
using System.Globalization;
using nanoDer.Device.Execution;
using nanoDer.Device.Loading;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;
using nanoDer.Device.Testing;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder device</c>: runs device code on the interpreter, which executes and counts as the device does.</summary>
internal static class DeviceCommand
{
    private const int Failed = 1;
    private const string UnitTests = "tests/unit/bin/Release/net10.0/nanoDer.UnitTests.dll";

    /// <summary>The command.</summary>
    public static Command Create() => new("device", "Run device code as the device does: its arithmetic, its heap, its cost.") { Run(), Test(), Compare() };

    private static Option<long> Heap(long bytes) => new("--heap")
    {
        Description = "Size of the managed heap in bytes, or with K or M.",
        HelpName = "BYTES",
        DefaultValueFactory = _ => bytes,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            long unit = text[^1] is 'K' or 'k' ? 1024 : text[^1] is 'M' or 'm' ? 1048576 : 1;
            if (long.TryParse(unit == 1 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count > 0)
            {
                return count * unit;
            }

            result.AddError($"'{text}' is no size: 65536, 64K or 1M");
            return 0;
        },
    };

    private static Command Run()
    {
        Argument<FileInfo> assembly = new("ASSEMBLY") { Description = "Program to run: an assembly with a Main." };
        Option<long> heap = Heap(10485760);
        Option<bool> profile = new("--profile") { Description = "Tell what each method cost." };
        Option<bool> trace = new("--trace-alloc") { Description = "Tell which places allocated what." };
        Option<long?> maxSteps = new("--max-steps") { Description = "End after so many loop steps.", HelpName = "STEPS" };
        var command = new Command("run", "Run a program; its output goes to stdout, the account to stderr.") { assembly, heap, profile, trace, maxSteps };
        command.SetAction(parsed =>
        {
            TextWriter account = parsed.InvocationConfiguration.Error;
            DeviceProgram program = Load(parsed.GetRequiredValue(assembly));
            var machine = new Machine(program, new MachineOptions
            {
                HeapBytes = parsed.GetValue(heap), Output = parsed.InvocationConfiguration.Output, TraceAllocations = parsed.GetValue(trace), CountOperations = parsed.GetValue(profile),
            });
            machine.SetStepBound(parsed.GetValue(maxSteps));
            string? ended = RunToEnd(machine);
            foreach (string exception in machine.Unhandled)
            {
                account.WriteLine($"UNHANDLED EXCEPTION\n{exception}");
            }

            if (ended is not null)
            {
                account.WriteLine(ended);
            }

            DeviceAccount.Write(machine, account);
            if (parsed.GetValue(profile))
            {
                DeviceAccount.WriteProfile(machine, account);
            }

            if (machine.Sites is { } sites)
            {
                DeviceAccount.WriteSites(sites, account);
            }

            return ended is not null || machine.Unhandled.Count > 0 ? Failed : 0;
        });
        return command;
    }

    private static Command Test()
    {
        Argument<FileInfo?> assembly = new("ASSEMBLY")
        {
            Description = $"Assembly with tests ({UnitTests} unless given).", Arity = ArgumentArity.ZeroOrOne,
        };
        Option<long> heap = Heap(262144);
        Option<string?> filter = new("--filter") { Description = "Only tests whose name contains this.", HelpName = "TEXT" };
        Option<FileInfo?> trx = new("--trx") { Description = "Write the results in the form of Visual Studio's test tools.", HelpName = "FILE" };
        Option<bool> verbose = new("--verbose") { Description = "Tell what each test took." };
        var command = new Command("test", "Run unit tests, each on a device of its own.") { assembly, heap, filter, trx, verbose };
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            FileInfo file = parsed.GetValue(assembly) ?? new FileInfo(UnitTests);
            var results = new List<TestResult>();
            foreach (TestResult result in Guard(file, () => new TestRunner(file.FullName, parsed.GetValue(heap))).Run(parsed.GetValue(filter)))
            {
                results.Add(result);
                if (result.Outcome == TestOutcome.Failed)
                {
                    output.WriteLine($"failed {result.Name}\n    {result.Message.ReplaceLineEndings("\n    ")}");
                }
                else if (parsed.GetValue(verbose))
                {
                    output.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{result.Outcome.ToString().ToLowerInvariant()} {result.Name}: {result.Steps} steps, {result.HeapBytes} bytes of heap, {result.AllocatedBytes} allocated"));
                }
            }

            if (parsed.GetValue(trx) is { } into)
            {
                Trx.Write(into.FullName, results);
            }

            int failed = results.Count(r => r.Outcome == TestOutcome.Failed);
            int skipped = results.Count(r => r.Outcome == TestOutcome.Skipped);
            output.WriteLine($"{results.Count - failed - skipped} passed, {failed} failed, {skipped} skipped");
            return failed > 0 ? Failed : 0;
        });
        return command;
    }

    private static Command Compare()
    {
        Argument<FileInfo[]> sources = new("SOURCE") { Description = "Programs, one C# file each.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("compare", "Run programs on the virtual device that NANO_SDK names and on the interpreter; tell every difference.") { sources };
        command.SetAction(parsed =>
        {
            string sdk = Environment.GetEnvironmentVariable("NANO_SDK")
                ?? throw UserError.Usage("NANO_SDK", "is not set", "set it to the folder with nanoFramework's lib/ and bin/nanoclr");
            TextWriter output = parsed.InvocationConfiguration.Output;
            int differences = 0;
            foreach (FileInfo source in parsed.GetRequiredValue(sources))
            {
                foreach (string line in new Comparison(sdk).Run(source.FullName))
                {
                    differences += line.StartsWith("  ", StringComparison.Ordinal) ? 1 : 0;
                    output.WriteLine(line);
                }
            }

            output.WriteLine($"{differences} differences");
            return differences > 0 ? Failed : 0;
        });
        return command;
    }

    /// <summary>Runs a program; what ended it before its time, or null.</summary>
    private static string? RunToEnd(Machine machine)
    {
        try
        {
            machine.Start();
            machine.RunMain();
            return null;
        }
        catch (RebootException)
        {
            return null;
        }
        catch (Exception e) when (e is DeviceCrashException or StuckException or StepBoundException or RefusedException)
        {
            return $"ended: {e.Message}";
        }
    }

    private static DeviceProgram Load(FileInfo file)
    {
        DeviceProgram program = Guard(file, () => DeviceProgram.Load(file.FullName));
        return program.EntryPoint is not null ? program : throw new UserError(file.Name, "has no Main", "name a program, not a library");
    }

    private static T Guard<T>(FileInfo file, Func<T> load)
    {
        if (!file.Exists)
        {
            throw new UserError(file.FullName, "is not there", "build it first: dotnet build -c Release");
        }

        try
        {
            return load();
        }
        catch (InvalidDataException e)
        {
            throw new UserError(file.Name, e.Message, "name an assembly built for the host");
        }
        catch (RefusedException e)
        {
            throw new UserError(file.Name, $"the device cannot run it\n{e.Message}", "change the code named");
        }
    }
}
