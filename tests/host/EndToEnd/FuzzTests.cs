using nanoDer.Cli;
using nanoDer.HostTests.Cli;
using Xunit;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>The short version of <c>nanoder e2e fuzz</c>.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task NothingIsTakenThatWasNotSent()
    {
        Peers.ProcessResult result = await CommandLine.RunAsync("e2e", "fuzz", "--count", "20000", "--seed", "11");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("0 treated wrongly, 0 bytes allocated", result.Output);
    }
}
