using nanoDer.Mms;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Xer;

/// <summary>A short run of <c>nanoder fuzz</c>, and the inputs that a long one found.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Changed_documents_are_treated_rightly()
    {
        var fuzzer = new XerFuzzer(Corpus.Forms.SelectMany(f => Corpus.Good(f).Select(n => (f, Corpus.Read("good", n)))), seed: 20261122);
        Assert.Empty(fuzzer.Run(0, 60000).Select(f => $"input {f.Number} ({f.Form}): {f.Wrong}"));
        Assert.True(fuzzer.Accepted > 500, $"only {fuzzer.Accepted} were accepted: the mutations are too coarse to tell anything");
    }

    [Fact]
    public void Inputs_found_before_are_treated_rightly()
    {
        string[] files = Directory.GetFiles(Path.Combine(Corpus.Root, "found"));
        Assert.NotEmpty(files);
        var fuzzer = new XerFuzzer([(XerForm.Basic, [])], seed: 1);
        foreach (string file in files)
        {
            XerForm form = Corpus.FormOf(file) ?? throw new InvalidDataException(file);
            byte[] input = File.ReadAllBytes(file);
            Assert.All(Enumerable.Range(1, 300), chunk => Assert.Null(fuzzer.Judge(form, input, chunk)));
        }
    }
}
