using Microsoft.CodeAnalysis.CSharp;
using nanoDer.Checker;
using Xunit;

namespace nanoDer.HostTests.Checker;

/// <summary>For each rule a program that must be refused, at the right line, and a twin that must pass.</summary>
public class RuleTests
{
    public static TheoryData<RuleCase> Cases => [.. LanguageCases.All, .. DataPathCases.All];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Refused_and_twin(RuleCase one)
    {
        string refused = RuleCase.File(one.Refused);
        int[] expected = refused.Split('\n').Select((text, at) => (text, at)).Where(l => l.text.TrimEnd().EndsWith("// here")).Select(l => l.at + 1).ToArray();
        Assert.NotEmpty(expected);

        IReadOnlyList<Finding> findings = Check(refused);
        Assert.All(findings, f => Assert.Equal(one.Code, f.Code));
        Assert.All(findings, f => Assert.Equal(DeviceProgram.FileName, f.File));
        Assert.Equal(expected, findings.Select(f => f.Line).Order());

        Assert.Empty(Check(RuleCase.File(one.Passes)));
    }

    [Fact]
    public void ND212_later_language()
    {
        const string Source = "public class Program { public static int One() => 1; }";
        Assert.Equal("ND212", Assert.Single(Check(Source, LanguageVersion.CSharp11)).Code);
        Assert.Empty(Check(Source, LanguageVersion.CSharp10));
    }

    [Fact]
    public void ND216_record()
    {
        IReadOnlyList<Finding> findings = Check("public class Program\n{\n    public record Pair(int A, int B);\n}");
        Assert.Contains(findings, f => f is { Code: "ND216", Line: 3 });
        Assert.All(findings, f => Assert.True(f.Code is "ND216" or "ND201", f.ToString())); // IEquatable<Pair> comes with it
    }

    [Fact]
    public void Every_rule_of_the_table_has_a_test()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "checker-README.md"));
        string[] documented = System.Text.RegularExpressions.Regex.Matches(readme, @"^\| (ND\d{3}) ", System.Text.RegularExpressions.RegexOptions.Multiline)
            .Select(m => m.Groups[1].Value).ToArray();
        string[] elsewhere = ["ND001", "ND102", "ND103", "ND212", "ND216", "ND301", "ND302", "ND303", "ND304", "ND305", "ND306", "ND307", "ND308", "ND509"];
        string[] tried = [.. LanguageCases.All.Concat(DataPathCases.All).Select(c => c.Code).Distinct(), .. elsewhere];
        Assert.Equal(documented.Order(), tried.Order());
    }

    internal static IReadOnlyList<Finding> Check(string source, LanguageVersion language = LanguageVersion.CSharp9)
    {
        using var program = new DeviceProgram(source, language);
        Assert.Empty(program.CompilerErrors);
        return program.Check();
    }
}
