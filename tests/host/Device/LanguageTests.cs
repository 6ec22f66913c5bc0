using nanoDer.Device.Execution;
using nanoDer.Device.Loading;
using Xunit;

namespace nanoDer.HostTests.Device;

/// <summary>Small programs, one feature each, against what the device's compiler, processor and runtime do with them.</summary>
public sealed class LanguageTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data", "probes", "lang");

    public static TheoryData<string, string, string, string, string> Probes()
    {
        var data = new TheoryData<string, string, string, string, string>();
        foreach (string[] f in File.ReadLines(Path.Combine(Folder, "RESULTS.tsv")).Skip(1).Select(l => (l + "\t\t\t\t").Split('\t')))
        {
            data.Add(f[0], f[1], f[2], f[3], f[4]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Probes))]
    public void DoesWhatTheDeviceDoes(string name, string compiles, string processed, string runs, string output)
    {
        using DeviceCode code = DeviceCode.ForDevice(File.ReadAllText(Path.Combine(Folder, name + ".cs")));
        if (compiles == "FAIL")
        {
            Assert.Contains(code.CompilerErrors, e => output.Contains(e, StringComparison.Ordinal));
            return;
        }

        Assert.Empty(code.CompilerErrors);
        if (processed == "FAIL" || runs == "TIMEOUT" || output.Contains("Created EE", StringComparison.Ordinal) || output.Trim().Length == 0
            || output.Contains("CLR_E_UNSUPPORTED_INSTRUCTION", StringComparison.Ordinal) || output.Contains("CLR_E_WRONG_TYPE", StringComparison.Ordinal))
        {
            // What crashes, hangs or stops the device is told before it starts.
            Assert.NotEmpty(Assert.Throws<RefusedException>(() => code.Run()).Refusals);
            return;
        }

        (string[] lines, Machine machine) = code.Run();
        if (runs == "FAIL")
        {
            Assert.Contains(machine.Unhandled, u => u.Contains("System.OutOfMemoryException", StringComparison.Ordinal));
            return;
        }

        Assert.Empty(machine.Unhandled);
        Assert.Equal(Words(output), Words(string.Join(' ', lines)));
    }

    private static string[] Words(string text) => text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries);
}
