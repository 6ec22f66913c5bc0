using nanoDer.Checker;
using Xunit;

namespace nanoDer.HostTests.Checker;

/// <summary>What the build calls, and packages.config.</summary>
public class CommandLineTests
{
    private const string Good = "public class Program { private static int s; public static void A() { s++; } }";
    private const string Bad = "public class Program\n{\n    public static int A(int a) { return checked(a + a); }\n}";

    [Fact]
    public void Errors_have_the_form_that_MSBuild_knows()
    {
        using var program = new DeviceProgram(Bad);
        (int code, string output, _) = Run(program, []);
        Assert.Equal(1, code);
        Assert.StartsWith("/src/Program.cs(3): error ND203: ", output);
        Assert.Equal(new Outcome(0, "", ""), Run(program, ["--except=ND203"]));
    }

    [Fact]
    public void Nothing_to_say()
    {
        using var program = new DeviceProgram(Good);
        Assert.Equal(new Outcome(0, "", ""), Run(program, []));
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("second.dll")]
    [InlineData("--project")]
    public void Wrong_use_is_an_error_of_its_own(string argument)
    {
        using var program = new DeviceProgram(Good);
        (int code, _, string errors) = Run(program, [argument]);
        Assert.Equal(2, code);
        Assert.Contains("error ND001", errors);
    }

    [Fact]
    public void What_is_no_assembly_is_an_error()
    {
        string file = Path.GetTempFileName();
        try
        {
            var errors = new StringWriter();
            Assert.Equal(2, CommandLine.Run([file], TextWriter.Null, errors));
            Assert.Equal(2, CommandLine.Run([file + ".gone"], TextWriter.Null, errors));
            Assert.Equal(2, errors.ToString().Split("ND001").Length - 1);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_projects_packages_are_the_law()
    {
        const string Source = "public class Program { public static double A(double d) { return System.Math.Sqrt(d); } }";
        using var program = new DeviceProgram(Source);
        Assert.Empty(program.Check());

        Assert.Empty(CheckWith(program, "nanoFramework.CoreLibrary", "nanoFramework.System.Math"));
        Finding finding = Assert.Single(CheckWith(program, "nanoFramework.CoreLibrary"));
        Assert.Equal("ND102", finding.Code);
        Assert.Contains("nanoFramework.System.Math", finding.Message);

        Finding unknown = Assert.Single(CheckWith(program, "nanoFramework.CoreLibrary", "nanoFramework.System.Math", "nanoFramework.Json"));
        Assert.Equal("ND103", unknown.Code);
    }

    [Fact]
    public void The_test_framework_is_for_tests()
    {
        const string Source = "public class Program { public static void A(int a) { nanoFramework.TestFramework.Assert.AreEqual(1, a); } }";
        using var program = new DeviceProgram(Source);
        Assert.Empty(program.CompilerErrors);
        Assert.All(program.Check(), f => Assert.Equal("ND102", f.Code));
        Assert.NotEmpty(program.Check());
        Assert.Empty(new nanoDer.Checker.Checker(program.Options with { Tests = true }).Run());
    }

    private static IReadOnlyList<Finding> CheckWith(DeviceProgram program, params string[] packages)
    {
        string folder = Path.GetDirectoryName(program.Assembly)!;
        string items = string.Concat(packages.Select(p => $"<package id=\"{p}\" version=\"1.0.0\" />"));
        File.WriteAllText(Path.Combine(folder, "packages.config"), $"<packages>{items}</packages>");
        return new nanoDer.Checker.Checker(program.Options with { ProjectFolder = folder }).Run();
    }

    private static Outcome Run(DeviceProgram program, string[] arguments)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        string file = Path.ChangeExtension(program.Assembly, ".rsp");
        File.WriteAllLines(file, [program.Assembly, .. arguments, "--references", .. program.Options.References]);
        return new Outcome(CommandLine.Run(["@" + file], output, errors), output.ToString(), errors.ToString());
    }

    private sealed record Outcome(int Code, string Output, string Errors);
}
