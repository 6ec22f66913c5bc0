using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>The <c>nanoder</c> command: one file a sub-command, one line here for each.</summary>
public static class Program
{
    private const int Failure = 1;
    private const int Interrupted = 130;

    /// <summary>Every sub-command, in the order in which the help lists them.</summary>
    private static Command[] Commands() =>
    [
        DeviceCommand.Create(),
        CryptoCommand.Create(),
        EmulateCommand.Create(),
        GridCommand.Create(),
        PkiCommand.Create(),
        DemoCommand.Create(),
        XerCommand.Create(),
        SclCommand.Create(),
        FuzzCommand.Create(),
        GdoiCommand.Create(),
        EndToEndCommand.Create(),
        GcksCommand.Create(),
        StatesCommand.Create(),
        BenchCommand.Create(),
        FaultsCommand.Create(),
        ReplayCommand.Create(),
        BudgetCommand.Create(),
        SunSpecCommand.Create(),
    ];

    private static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true; // we end ourselves, in order
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(args, Console.Out, Console.Error, stop.Token);
    }

    /// <summary>
    /// Runs one command line. Exit code 0: done. 1: failed. 2: written wrongly. 130: interrupted.
    /// Errors go to <paramref name="error"/> as one line <c>nanoder: what: why / what to do</c>.
    /// </summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var root = new RootCommand("nanoDer: an IEC 61850 gateway that dials out, its emulator and the grid side.");
        foreach (Command command in Commands())
        {
            root.Add(command);
        }

        var configuration = new InvocationConfiguration
        {
            Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        };
        ParseResult parsed = root.Parse(args);
        try
        {
            if (parsed.Action is ParseErrorAction || (parsed.Errors.Count > 0 && parsed.Action is not HelpAction))
            {
                string path = CommandPath(parsed);
                throw UserError.Usage(path, WhyRefused(parsed), $"see: {path} --help");
            }

            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (UserError e)
        {
            await error.WriteLineAsync($"nanoder: {e.Message}");
            return e.ExitCode;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception e)
        {
            bool trace = Environment.GetEnvironmentVariable("NANODER_TRACE") is not null;
            string fix = trace ? e.StackTrace ?? "" : "a fault of this program: please report it with the output of NANODER_TRACE=1";
            await error.WriteLineAsync($"nanoder: {e.GetType().Name}: {e.Message} / {fix}");
            return Failure;
        }
    }

    private static string WhyRefused(ParseResult parsed) => parsed.UnmatchedTokens.Count > 0
        ? $"'{parsed.UnmatchedTokens[0]}' is not understood"
        : string.Join(' ', parsed.Errors[0].Message.TrimEnd('.').Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            names.Push(command.Command is RootCommand ? "nanoder" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
