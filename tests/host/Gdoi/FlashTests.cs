using nanoDer.Checker;
using nanoDer.Gdoi;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>The member's bar: under 20 KiB of <c>.pe</c>, by the checker's estimate, which was 1 % off at most.</summary>
public sealed class FlashTests
{
    [Fact]
    public void The_member_takes_less_than_20_KiB()
    {
        StringWriter output = new();
        Assert.Equal(0, CommandLine.Run(["--report", typeof(GroupMember).Assembly.Location], output, TextWriter.Null));
        string row = output.ToString().Split('\n').Single(l => l.StartsWith("| nanoDer.Gdoi |"));
        Assert.InRange(int.Parse(row.Split('|')[3].Trim()), 15_000, 20_479);
    }
}
