using System.Collections.Concurrent;
using Xunit;

namespace nanoDer.HostTests.Checker;

/// <summary>
/// 242 programs of one feature each, with what became of them in nanoFramework's own toolchain and on its virtual device:
/// what fails there must not pass here, what runs there must not be refused.
/// </summary>
public class LanguageProbeTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "data", "probes", "lang");

    // Where checker and device disagree, and why that is right.
    private static readonly Dictionary<string, string> s_explained = new()
    {
        ["deep_recursion"] = "depth is bounded on the data path only",
        ["div_by_zero"] = "catches System.Exception, whose type is another there; only the type DivideByZeroException is refused",
        ["enum_tostring"] = "runs, but prints the number",
        ["func_pointer"] = "runs, but prints nothing and stops",
        ["long_shift"] = "the probe's own expectation is wrong",
        ["preproc_nanoframework"] = "the symbol is defined there only",
        ["sizeof_struct"] = "runs, but prints 12 instead of 8",
        ["spanbyte_nano"] = "the host build has no System.SpanByte",
        ["streamreader"] = "the lists do not say that the constructor's second argument is optional",
        ["tuple_swap"] = "leaves no trace in the IL; the device's compiler refuses it",
    };

    [Fact]
    public void What_the_device_refuses_is_refused_and_nothing_else()
    {
        var disagreements = new ConcurrentDictionary<string, string>();
        Parallel.ForEach(File.ReadLines(Path.Combine(s_folder, "RESULTS.tsv")).Skip(1), line =>
        {
            string[] cells = line.Split('\t');
            bool runs = cells[3] is "OK" or "runs";
            using var program = new DeviceProgram(File.ReadAllText(Path.Combine(s_folder, cells[0] + ".cs")), executable: true);
            IEnumerable<string> refusals = program.CompilerErrors.Count > 0 ? program.CompilerErrors : program.Check().Select(f => f.ToString());
            if (refusals.Any() == runs)
            {
                disagreements[cells[0]] = $"{cells[0]}: device {cells[3]}, {cells[4]}; here: {string.Join(" | ", refusals)}";
            }
        });

        Assert.Empty(disagreements.Where(d => !s_explained.ContainsKey(d.Key)).Select(d => d.Value));
        Assert.Empty(s_explained.Keys.Except(disagreements.Keys));
    }
}
