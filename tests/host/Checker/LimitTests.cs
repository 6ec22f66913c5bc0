using System.Text;
using nanoDer.Checker;
using Xunit;

namespace nanoDer.HostTests.Checker;

/// <summary>Limits of the device's file format: one more is refused, as many as there may be pass.</summary>
public class LimitTests
{
    [Theory]
    [InlineData("ND302", 256, 255)]
    [InlineData("ND306", 256, 255)]
    [InlineData("ND307", 256, 255)]
    [InlineData("ND308", 256, 255)]
    [InlineData("ND509", 25, 24)]
    public void One_more_is_refused(string code, int more, int most)
    {
        Assert.Equal(code, Assert.Single(RuleTests.Check(Source(code, more))).Code);
        Assert.Empty(RuleTests.Check(Source(code, most)));
    }

    [Fact]
    public void Arguments_and_what_they_need_on_the_stack()
    {
        string[] codes = RuleTests.Check(Source("ND304", 256)).Select(f => f.Code).ToArray();
        Assert.Equal(["ND304", "ND303"], codes.OrderDescending());
        Assert.Empty(RuleTests.Check(Source("ND304", 255)));
    }

    [Fact]
    public void Long_branches_and_too_much_code()
    {
        Assert.Empty(RuleTests.Check(Source("ND305", 2500)));
        Assert.Equal("ND305", Assert.Single(RuleTests.Check(Source("ND305", 3500))).Code);
        Assert.Contains(RuleTests.Check(Source("ND301", 7000)), f => f.Code == "ND301");
        Assert.Empty(RuleTests.Check(Source("ND301", 5000)));
    }

    // Each statement of Steps is 12 bytes there, less than in .NET's own IL.
    private static string Source(string code, int n) => code switch
    {
        "ND301" => $"public class P {{ private static int s; public static void A() {{ {Steps(n / 2)} }} public static void B() {{ {Steps(n / 2)} }} }}",
        "ND302" => $"public class P {{ private static void U(ref int i) {{ }} public static void A() {{ {Repeat(n, i => $"int v{i} = {i}; U(ref v{i});")} }} }}",
        "ND304" => $"public class P {{ public static int F({Join(n, i => $"int a{i}")}) {{ return a0; }} public static int A() {{ return F({Join(n, i => "1")}); }} }}",
        "ND305" => $"public class P {{ private static int s; public static void A(int n) {{ for (int i = 0; i < n; i++) {{ {Steps(n)} }} }} }}",
        "ND306" => $"public class P {{ public static int A(int n) {{ switch (n) {{ {Repeat(n, i => $"case {i}: return {i * 7 % 100};")} default: return -1; }} }} }}",
        "ND307" => $"public class P {{ private static int s; public static void A() {{ {Repeat(n, _ => "try { s++; } finally { s--; }")} }} }}",
        "ND308" => $"public class P {{ {Repeat(n, i => $"public static int M{i}() {{ return 1; }}")} }}",
        "ND509" => $"using nanoDer.Core; public class P {{ private static int s; [DataPath] public static void M0() {{ M1(); }} {Repeat(n - 2, i => $"private static void M{i + 1}() {{ M{i + 2}(); }}")} private static void M{n - 1}() {{ s++; }} }}",
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };

    private static string Steps(int n) => Repeat(n, _ => "s += 100000;\n");

    private static string Repeat(int n, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (int i = 0; i < n; i++)
        {
            text.Append(part(i));
        }

        return text.ToString();
    }

    private static string Join(int n, Func<int, string> part) => string.Join(", ", Enumerable.Range(0, n).Select(part));
}
