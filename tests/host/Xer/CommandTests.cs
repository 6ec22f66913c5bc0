using System.Text;
using nanoDer.Cli;
using Xunit;

namespace nanoDer.HostTests.Xer;

/// <summary><c>nanoder xer</c> and <c>nanoder fuzz</c> as a user types them.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("scsm82", ".scsm82.xml", "canonical", ".strict.cxer")]
    [InlineData("basic", ".xer", "scsm82", ".scsm82.xml")]
    [InlineData("canonical", ".cxer", "scsm82", ".scsm82.xml")]
    public async Task Convert_writes_the_other_form(string from, string fromEnding, string to, string toEnding)
    {
        (int code, string output, string error) = await Run("xer", "convert", "--from", from, "--to", to, Good("094-write-req-multi" + fromEnding));
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Equal(Encoding.UTF8.GetString(Corpus.Read("good", "094-write-req-multi" + toEnding)), output);
    }

    [Fact]
    public async Task Convert_shows_a_tree()
    {
        (int code, string output, _) = await Run("xer", "convert", "--from", "scsm82", "--to", "tree", Good("013-cancel-req.scsm82.xml"));
        Assert.Equal(0, code);
        Assert.StartsWith("CancelRequestPdu ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_document_is_named_with_line_column_path_and_reason()
    {
        string file = Path.Combine(Corpus.Root, "bad", "082-invokeid-2e31.xer");
        string line = $"{file}:1:61: /MMSpdu/confirmed-RequestPDU/invokeID: the value is outside the range or size of its type{Environment.NewLine}";
        Assert.Equal((1, string.Empty, line), await Run("xer", "convert", "--from", "basic", "--to", "tree", file));
        Assert.Equal((1, line, string.Empty), await Run("xer", "check", "--dialect", "basic", Good("013-cancel-req.xer"), file));
        Assert.Equal((0, string.Empty, string.Empty), await Run("xer", "check", "--dialect", "basic", Good("013-cancel-req.xer")));
    }

    [Theory]
    [InlineData("xer", "check", "--dialect", "ber", "x")]
    [InlineData("xer", "check", "--dialect", "basic")]
    [InlineData("xer", "convert", "--from", "basic")]
    [InlineData("fuzz")]
    public async Task A_wrong_command_line_exits_with_2(params string[] args) => Assert.Equal(2, (await Run(args)).Code);

    [Fact]
    public async Task Fuzz_is_the_same_for_the_same_seed()
    {
        string[] args = ["fuzz", "--count", "2000", "--seed", "5", Path.Combine(Corpus.Root, "good")];
        (int code, string first, _) = await Run(args);
        (_, string second, _) = await Run(args);
        Assert.Equal(0, code);
        Assert.StartsWith("2000 inputs, ", first, StringComparison.Ordinal);
        Assert.Equal(first.Split(", ")[..3], second.Split(", ")[..3]);
    }

    private static string Good(string file) => Path.Combine(Corpus.Root, "good", file);

    private static async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await Program.RunAsync(args, output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
