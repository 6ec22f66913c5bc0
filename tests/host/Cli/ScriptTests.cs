using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Cli;

/// <summary>The shell scripts say what is wrong with how they are called, and pretend nothing.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "NANO_SDK is not set: nothing was compiled and nothing ran")]
    [InlineData("--sizes", "NANO_SDK is not set")]
    [InlineData("--runn", "--runn: it is not understood")]
    [InlineData("--run", "--run: it wants a source file")]
    [InlineData("--heap lots", "--heap lots: it is no size")]
    [InlineData("--heap", "--heap : it is no size")]
    [InlineData("--out", "--out: it wants a folder")]
    [InlineData("a.cs", "only --run and --compare take files")]
    public async Task Virtual_device_needs_its_sdk(string arguments, string message)
        => AssertRefused(message, await NanoClrAsync("-u", "NANO_SDK", arguments));

    [Fact]
    public async Task Incomplete_sdk_is_refused()
        => AssertRefused("it has no lib/mscorlib.dll, so nothing was compiled and nothing ran", await NanoClrAsync($"NANO_SDK={_folder.Path}", "--sizes"));

    [Fact]
    public async Task Test_run_refuses_what_it_does_not_know()
    {
        ProcessResult result = await ChildProcess.RunAsync("bash", Script("test.sh"), "--nonsense");
        Assert.Equal((2, "", "usage: bash tools/test.sh [--offline]\n"), (result.ExitCode, result.Output, result.Error));
    }

    private static void AssertRefused(string message, ProcessResult result)
    {
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("nanoclr.sh: ", result.Error);
        Assert.Contains(message, result.Error);
    }

    private static Task<ProcessResult> NanoClrAsync(params string[] environmentAndArguments)
    {
        int split = environmentAndArguments.Length - 1;
        string[] arguments = environmentAndArguments[split].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return ChildProcess.RunAsync("env", [.. environmentAndArguments[..split], "bash", Script("nanoclr.sh"), .. arguments]);
    }

    private static string Script(string name)
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "nanoDer.sln")))
        {
            at = at.Parent;
        }

        return Path.Combine(at!.FullName, "tools", name);
    }
}
