using System.Text.RegularExpressions;
using nanoDer.Checker;
using Xunit;

namespace nanoDer.HostTests.Checker;

/// <summary>
/// Expressions between signed and unsigned, with what the device's arithmetic made of them: those that it gets wrong for any
/// number tried must be refused, the others must pass.
/// </summary>
public class ArithmeticProbeTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "data", "probes", "arithmetic");

    [Fact]
    public void Every_expression_that_the_device_gets_wrong_is_refused_and_no_other()
    {
        string[] source = Lines("num.cs");
        Dictionary<int, string> expressions = [];
        for (int i = 0; i < source.Length; i++)
        {
            if (Regex.Match(source[i], "PN\\(\"([^\"]+)\"") is { Success: true } match && !source[i].Contains("static void PN"))
            {
                expressions[i + 1] = match.Groups[1].Value;
            }
        }

        HashSet<string> wrong = Lines("num.device.txt").Zip(Lines("num.net.txt"))
            .Where(pair => pair.First != pair.Second)
            .Select(pair => Regex.Match(pair.First, @"^u=\S+ i=\S+ k=\S+ (.*) = \S+$"))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        HashSet<string> refused = RefusedLines("num.cs").Where(expressions.ContainsKey).Select(line => expressions[line]).ToHashSet();

        Assert.True(wrong.Count > 15, "the recorded results differ in fewer expressions than they did");
        Assert.Equal(wrong.Order(), refused.Order());
    }

    [Theory]
    [InlineData("num2.cs", "num2.device.txt")]
    [InlineData("masks.cs", "masks.device.txt")]
    [InlineData("refs.cs", "refs.device.txt")]
    public void What_repairs_the_tag_passes(string file, string results)
    {
        // "name exp EXPECTED = RESULT" in one file, "name exp EXPECTED: RESULT" in the other.
        List<(string Name, bool Wrong)> probes = Lines(results)
            .Select(line => Regex.Match(line, @"^(?<name>.* exp (?<expected>\S+?))(?: =|:) (?<result>\S+)$"))
            .Where(match => match.Success)
            .Select(match => (match.Groups["name"].Value, match.Groups["expected"].Value != match.Groups["result"].Value))
            .ToList();
        Assert.Contains(probes, p => p.Wrong);

        string[] source = Lines(file);
        HashSet<int> refused = RefusedLines(file);
        foreach ((string name, bool wrong) in probes)
        {
            int line = Array.FindIndex(source, text => text.Contains('"' + name)) + 1;
            Assert.True(wrong == refused.Contains(line), $"{name} in line {line}: wrong on the device {wrong}, refused {!wrong}");
        }
    }

    private static HashSet<int> RefusedLines(string file)
    {
        using var program = new DeviceProgram(File.ReadAllText(Path.Combine(s_folder, file)), executable: true);
        Assert.Empty(program.CompilerErrors);
        return program.Check().Where(f => f.Code == "ND401").Select(f => f.Line).ToHashSet();
    }

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(s_folder, file));
}
