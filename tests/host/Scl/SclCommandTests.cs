using nanoDer.HostTests.Cli;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Scl;

/// <summary><c>nanoder scl</c> as it is typed, and models as an option.</summary>
public sealed class SclCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Check_says_what_a_model_costs()
    {
        ProcessResult check = await CommandLine.RunAsync("scl", "check", "--strict", Models.File("PvInverter"));
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Matches(@"^flash \d+ bytes, heap \d+ bytes, server \d+ bytes of heap with the default memory plan\n", check.Output);
        Assert.Matches(@"\n *\d+ octets GetDataDefinition DER1LD0/\w+\n", check.Output);
        Assert.Matches(@"\n *\d+ octets Report DER1LD0/LLN0\$", check.Output);
    }

    [Fact]
    public async Task Warnings_fail_a_strict_check_alone()
    {
        string[] lines = Models.Read("PvInverter").Split('\n');
        int type = Array.FindIndex(lines, line => line.Contains("<LNodeType id=\"DWMX\"", StringComparison.Ordinal));
        int member = Array.FindIndex(lines, type, line => line.Contains("\"RmpRteUse\"", StringComparison.Ordinal));
        lines[member] = string.Empty;
        File.WriteAllLines(_file, lines);
        string warning = $"{_file}:{type + 1}: LNodeType[DWMX]: warning: DWMX has no RmpRteUse, which is mandatory\n";
        ProcessResult check = await CommandLine.RunAsync("scl", "check", _file);
        Assert.Equal((0, warning), (check.ExitCode, check.Error));
        ProcessResult strict = await CommandLine.RunAsync("scl", "check", "--strict", _file);
        Assert.Equal((1, warning), (strict.ExitCode, strict.Error));
    }

    [Fact]
    public async Task Errors_are_told_with_their_lines_and_nothing_is_written()
    {
        File.WriteAllText(_file, Models.Read("PvInverter").Replace("type=\"Instant\"", "type=\"Nowhere\"", StringComparison.Ordinal));
        string folder = _file + ".out";
        ProcessResult compile = await CommandLine.RunAsync("scl", "compile", _file, "-o", folder);
        Assert.Equal((1, ""), (compile.ExitCode, compile.Output));
        Assert.Contains("there is no DOType 'Nowhere'", compile.Error);
        Assert.StartsWith(_file + ":", compile.Error);
        Assert.False(Directory.Exists(folder));
        ProcessResult budget = await CommandLine.RunAsync("budget", "--board", "ESP32_OLIMEX", "--model", _file);
        Assert.Equal(1, budget.ExitCode);
        Assert.Contains("there is no DOType 'Nowhere'", budget.Error);
    }

    [Fact]
    public async Task Fuzz_counts()
    {
        ProcessResult fuzz = await CommandLine.RunAsync("scl", "fuzz", "--runs", "20", Models.File("PvGateway"));
        Assert.Equal((0, ""), (fuzz.ExitCode, fuzz.Error));
        Assert.Matches(@"^\d+ refused, \d+ models, 0 defects\n$", fuzz.Output);
    }
}
