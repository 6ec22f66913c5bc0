extern alias nano;

using System.Diagnostics;
using System.Xml.Linq;
using nanoDer.HostTests.Checker;
using Xunit;

namespace nanoDer.HostTests.Platform;

/// <summary>A small test assembly run by vstest through the adapter, in processes of its own.</summary>
internal sealed class TestRun
{
    private static readonly XNamespace s_trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private TestRun(int exitCode, string console, IReadOnlyDictionary<string, TestRunResult> results)
    {
        ExitCode = exitCode;
        Console = console;
        Results = results;
    }

    internal int ExitCode { get; }

    internal string Console { get; }

    /// <summary>Results by display name.</summary>
    internal IReadOnlyDictionary<string, TestRunResult> Results { get; }

    /// <summary>Compiles tests and runs them.</summary>
    internal static TestRun Of(string source, params string[] arguments)
    {
        using var program = new DeviceProgram(source);
        Assert.Empty(program.CompilerErrors);
        string folder = Path.GetDirectoryName(program.Assembly)!;
        CopyTestHost(folder);
        string trx = Path.Combine(folder, "run.trx");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (string argument in (string[])["vstest", program.Assembly, "--TestAdapterPath:" + folder, "--ResultsDirectory:" + folder, "--logger:trx;LogFileName=" + trx, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process vstest = Process.Start(start)!;
        Task<string> errors = vstest.StandardError.ReadToEndAsync();
        string console = vstest.StandardOutput.ReadToEnd() + errors.Result;
        vstest.WaitForExit();
        return new TestRun(vstest.ExitCode, console, File.Exists(trx) ? Read(XDocument.Load(trx)) : new Dictionary<string, TestRunResult>());
    }

    private static void CopyTestHost(string folder)
    {
        // bin/<configuration>/net10.0, here and there
        string output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string configuration = Path.GetFileName(Path.GetDirectoryName(output)!);
        string adapter = Path.Combine(ApiSurfaceTests.RepositoryRoot(), "tools", "testadapter", "bin", configuration, "net10.0", "nanoDer.TestAdapter.dll");
        string[] files =
        [
            adapter,
            typeof(nano::nanoDer.Platform.EmulatedBoard).Assembly.Location,
            Path.Combine(output, "testhost.dll"),
            Path.Combine(output, "Newtonsoft.Json.dll"),
            .. Directory.GetFiles(output, "Microsoft.TestPlatform.*.dll"),
            .. Directory.GetFiles(output, "Microsoft.VisualStudio.TestPlatform.*.dll"),
        ];
        foreach (string file in files.Where(File.Exists))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        File.Copy(Path.Combine(output, "nanoDer.HostTests.runtimeconfig.json"), Path.Combine(folder, "Program.runtimeconfig.json"));
    }

    private static Dictionary<string, TestRunResult> Read(XDocument trx)
    {
        Dictionary<string, string> classes = trx.Descendants(s_trx + "UnitTest").ToDictionary(
            test => test.Attribute("id")!.Value,
            test => test.Element(s_trx + "TestMethod")!.Attribute("className")!.Value);
        return trx.Descendants(s_trx + "UnitTestResult").ToDictionary(
            result => classes[result.Attribute("testId")!.Value] + "." + result.Attribute("testName")!.Value,
            result => new TestRunResult(
                result.Attribute("outcome")!.Value,
                result.Descendants(s_trx + "Message").FirstOrDefault()?.Value ?? "",
                result.Descendants(s_trx + "StackTrace").FirstOrDefault()?.Value ?? "",
                result.Descendants(s_trx + "StdOut").FirstOrDefault()?.Value ?? ""));
    }
}
