using nanoDer.Checker;
using Xunit;

namespace nanoDer.HostTests.Checker;

/// <summary>What an assembly costs, against what the device's own tools and runtime said.</summary>
public class ReportTests
{
    [Fact]
    public void Sizes_and_static_objects()
    {
        // byte[200]: 228; text: 12; ArrayList: 120; uint[4]: 36.
        using var program = new DeviceProgram("""
            public class Program
            {
                private static readonly byte[] s_bytes = new byte[200];
                private static readonly uint[] s_table = { 1, 2, 3, 4 };
                private static readonly string s_text = "text";
                private static readonly object s_list = new System.Collections.ArrayList();
                public static int A() { return s_bytes.Length + s_table.Length + s_text.Length; }
            }
            """);
        string[] cells = Row(program, "Program");
        Assert.Equal(228 + 36 + 12 + 120, int.Parse(cells[5]));
        Assert.InRange(int.Parse(cells[3]), 500, 900);
    }

    [Fact]
    public void Deepest_path_and_what_allocates()
    {
        using var program = new DeviceProgram("""
            using nanoDer.Core;
            public class Program
            {
                [DataPath] public int A() { return B() + D().Length; }
                private int B() { return C(); }
                private int C() { return 1; }
                [Allocates("the answer of a native call")] private byte[] D() { return new byte[1]; }
            }
            """);
        Assert.Equal("3", Row(program, "Program")[6]);
        string report = Report(program);
        Assert.Contains("* Program: Program.A -> Program.B -> Program.C", report);
        Assert.Contains("* Program.D: the answer of a native call", report);
        Assert.Equal(report, Report(program));
    }

    private static string[] Row(DeviceProgram program, string name) =>
        Report(program).Split('\n').Single(l => l.StartsWith($"| {name} |")).Split('|').Select(c => c.Trim()).ToArray();

    private static string Report(DeviceProgram program)
    {
        var output = new StringWriter();
        Assert.Equal(0, CommandLine.Run(["--report", program.Assembly], output, TextWriter.Null));
        return output.ToString();
    }
}
