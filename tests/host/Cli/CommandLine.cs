using nanoDer.Cli;
using nanoDer.HostTests.Peers;

namespace nanoDer.HostTests.Cli;

/// <summary>Runs a command line in this process.</summary>
internal static class CommandLine
{
    public static async Task<ProcessResult> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int exitCode = await Program.RunAsync(arguments, output, error, CancellationToken.None);
        return new ProcessResult(exitCode, output.ToString(), error.ToString());
    }
}
