using nanoDer.Cli;
using Xunit;

namespace nanoDer.HostTests.Tls;

/// <summary>The picture in the library's README is what the code does.</summary>
public sealed class StateDiagramTests
{
    [Fact]
    public void ReadmeShowsTheTransitionTable()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Tls-README.md")).ReplaceLineEndings("\n");
        string expected = StatesCommand.Draw();
        Assert.True(readme.Contains($"```mermaid\n{expected}```", StringComparison.Ordinal), "put the output of `nanoder states` into lib/nanoDer.Tls/README.md:\n" + expected);
    }

    [Fact]
    public async Task CommandPrintsIt()
    {
        var output = new StringWriter();
        Assert.Equal(0, await Program.RunAsync(["states"], output, TextWriter.Null, CancellationToken.None));
        Assert.Equal(StatesCommand.Draw(), output.ToString());
        Assert.Contains("Online --> Renewing: KeysOld", output.ToString(), StringComparison.Ordinal);
    }
}
