using System.Diagnostics;
using System.Globalization;
using nanoDer.Device.Execution;
using nanoDer.Device.Loading;
using nanoDer.Device.Memory;

namespace nanoDer.Device.Testing;

/// <summary>
/// Runs a program on the virtual device and on the interpreter. Lines <c>#heap NAME BYTES</c> may differ by 2 %; lines
/// <c>#time NAME TICKS</c> by 25 %, measured in loop steps after a line <c>#step TICKS COUNT</c>; all others must be equal.
/// </summary>
public sealed class Comparison(string sdk)
{
    private const double HeapTolerance = 0.02;
    private const double TimeTolerance = 0.25;
    private const long ShortestTicks = 10000;
    private const int TimeoutMilliseconds = 120000;

    private static readonly string[] LoadOrder =
    [
        "mscorlib", "nanoFramework.Runtime.Native", "nanoFramework.Runtime.Events", "nanoFramework.System.Collections", "nanoFramework.System.Text",
        "System.IO.Streams", "System.Threading", "System.Math", "nanoFramework.System.Security.Cryptography", "nanoFramework.TestFramework",
    ];

    private readonly string _library = Path.Combine(sdk, "lib");

    /// <summary>One line of summary, then one line, indented by two, for each difference.</summary>
    public IEnumerable<string> Run(string source)
    {
        string folder = Directory.CreateTempSubdirectory("nanoder-compare-").FullName;
        try
        {
            string name = Path.GetFileNameWithoutExtension(source);
            string program = Path.Combine(folder, name + ".exe");
            if (Compile(source, program) is { } problem)
            {
                return [name, $"  does not compile: {problem}"];
            }

            string[] real = OnVirtualDevice(program, Path.Combine(folder, name + ".pe"));
            string[] ours = OnInterpreter(program);
            return [name, .. Differences(real, ours)];
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static IEnumerable<string> Differences(string[] real, string[] ours)
    {
        double realStep = 1;
        double ourStep = 1;
        for (int i = 0; i < Math.Max(real.Length, ours.Length); i++)
        {
            string r = i < real.Length ? real[i] : "(nothing)";
            string o = i < ours.Length ? ours[i] : "(nothing)";
            string[] rf = r.Split(' ');
            string[] of = o.Split(' ');
            if (rf[0] is "#step" && of[0] == rf[0])
            {
                realStep = Number(rf[1]) / Number(rf[2]);
                ourStep = Number(of[1]) / Number(of[2]);
            }
            else if (rf[0] is "#heap" && of[0] == rf[0])
            {
                double error = (Number(of[^1]) / Number(rf[^1])) - 1;
                if (Math.Abs(error) > HeapTolerance)
                {
                    yield return FormattableString.Invariant($"  {r}: interpreter {of[^1]} ({error:+0.0%;-0.0%})");
                }
            }
            else if (rf[0] is "#time" && of[0] == rf[0])
            {
                double error = (Number(of[^1]) / ourStep / (Number(rf[^1]) / realStep)) - 1;
                if (Math.Abs(error) > TimeTolerance && Number(rf[^1]) >= ShortestTicks)
                {
                    yield return FormattableString.Invariant($"  {r}: interpreter {Number(of[^1]) / ourStep:F0} steps, device {Number(rf[^1]) / realStep:F0} ({error:+0%;-0%})");
                }
            }
            else if (r != o)
            {
                yield return $"  '{r}' on the device, '{o}' on the interpreter";
            }
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[] OnInterpreter(string program)
    {
        var output = new StringWriter();
        try
        {
            var machine = new Machine(DeviceProgram.Load(program), new MachineOptions { Output = output });
            machine.Start();
            machine.RunMain();
        }
        catch (Exception e) when (e is RefusedException or DeviceCrashException or StuckException)
        {
            output.WriteLine(e.Message);
        }

        return Lines(output.ToString());
    }

    private static string[] Lines(string text) => text.Replace("\r", "").TrimEnd('\n').Split('\n');

    private static (int Code, string Output, string Error) Execute(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeoutMilliseconds))
        {
            process.Kill(true);
            process.WaitForExit();
        }

        return (process.ExitCode, output.Result, error.Result);
    }

    private string? Compile(string source, string program)
    {
        string root = Path.GetDirectoryName(Environment.ProcessPath)!;
        string compiler = Directory.GetFiles(Path.Combine(root, "sdk"), "csc.dll", SearchOption.AllDirectories).Order().Last();
        (int code, string output, _) = Execute(
            "dotnet",
            [
                compiler, "-nologo", "-noconfig", "-nostdlib+", "-optimize+", "-debug-", "-unsafe+", "-langversion:9.0", "-target:exe",
                .. Directory.GetFiles(_library, "*.dll").Select(f => "-r:" + f), "-out:" + program, source,
            ]);
        return code == 0 ? null : output.Trim();
    }

    private string[] OnVirtualDevice(string program, string processed)
    {
        IEnumerable<string> hints = Directory.GetFiles(_library, "*.dll").SelectMany(f => new[] { "-loadHints", Path.GetFileNameWithoutExtension(f), f });
        (int code, _, string error) = Execute(Path.Combine(sdk, "bin", "mdp"), [.. hints, "-parse", program, "-compile", processed, "false"]);
        if (code != 0)
        {
            return [$"metadata processor: {error.Trim()}"];
        }

        using var module = Mono.Cecil.ModuleDefinition.ReadModule(program);
        var needed = new HashSet<string>(module.AssemblyReferences.Select(r => r.Name)) { "mscorlib" };
        if (needed.Contains("System.IO.Streams"))
        {
            needed.Add("nanoFramework.System.Text");
        }

        return Lines(Execute(
            Path.Combine(sdk, "bin", "nanoclr"),
            [.. LoadOrder.Where(needed.Contains).Select(n => Path.Combine(_library, n + ".pe")), processed]).Output);
    }
}
