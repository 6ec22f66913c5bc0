using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using nanoDer.Device.Testing;
using nanoDer.EndToEnd;
using Xunit;
using Party = nanoDer.HostTests.EndToEnd.EndToEndSite.Party;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>
/// The table of costs in the library's README: octets as sent, steps as the interpreter counts them in <c>tests/unit/EndToEnd</c>. With
/// NANODER_WRITE_DOCS=1 the test writes it instead.
/// </summary>
public sealed class CostTableTests
{
    private const string Begin = "<!-- costs: made by CostTableTests -->\n", End = "<!-- costs end -->";
    private const int PduBytes = 600;

    [Fact]
    public void TheTableIsWhatIsMeasured()
    {
        string folder = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string assembly = Path.Combine(folder, "tests", "unit", "EndToEnd", "bin", configuration, "net10.0", "nanoDer.UnitTests.EndToEnd.dll");
        TestResult[] results = [.. new TestRunner(assembly, 4 << 20).Run("CostTests")];
        Assert.All(results, r => Assert.True(r.Outcome == TestOutcome.Passed, r.Name + " " + r.Message));
        Dictionary<string, long> steps = results.ToDictionary(r => string.Join('.', r.Name.Split('.')[^2..]), r => (long)r.Steps);
        StringBuilder table = new("| profile | octets added | steps to send | steps to take |\n|---|---|---|---|\n");
        foreach ((string name, string test, int algorithms) in new[]
        {
            ("AES-128-GCM (AE)", "GcmCostTests", EndToEndProfile.Aes128Gcm),
            ("GMAC", "GmacCostTests", EndToEndProfile.Aes128Gmac),
            ("HMAC-SHA-256", "HmacCostTests", EndToEndProfile.HmacSha256),
            ("AES-128-CBC, HMAC-SHA-256", "CbcHmacCostTests", EndToEndProfile.Aes128Cbc | EndToEndProfile.HmacSha256),
        })
        {
            using EndToEndSite site = new();
            (Party grid, Party device) = site.Pair(new EndToEndProfile { Algorithms = algorithms });
            grid.Open(device);
            string pdu = EndToEndSite.Pdu("a", new string('x', PduBytes - EndToEndSite.Pdu("a").Length));
            int octets = grid.Transfer(device, pdu).Length - PduBytes;
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {octets} | {Round(steps[test + ".Sends"])} | {Round(steps[test + ".Takes"])} |\n");
        }

        string file = Path.Combine(folder, "lib", "nanoDer.EndToEnd", "README.md");
        string text = File.ReadAllText(file);
        int from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, to = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && to >= from, "the README has no place for the table");
        if (Environment.GetEnvironmentVariable("NANODER_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, text[..from] + table + text[to..]);
            return;
        }

        // Within a tenth: the table tells what to expect, the bars in the unit tests hold it.
        int[][] told = Figures(text[from..to]), found = Figures(table.ToString());
        Assert.Equal(found.Length, told.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(found[i].Length, told[i].Length);
            Assert.All(found[i].Zip(told[i]), f => Assert.InRange(f.Second, f.First * 0.9, f.First * 1.1));
        }
    }

    private static string Round(long steps) => ((steps + 50) / 100 * 100).ToString("N0", CultureInfo.InvariantCulture);

    private static int[][] Figures(string table) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(
            l => l.Split('|')[2..^1].Select(c => int.Parse(c, NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture)).ToArray())];

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
