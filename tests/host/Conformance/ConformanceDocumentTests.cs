using System.Runtime.CompilerServices;
using Xunit;

namespace nanoDer.HostTests.Conformance;

/// <summary><c>CONFORMANCE.md</c> says what is so. With NANODER_WRITE_DOCS=1 the test writes it instead.</summary>
public sealed class ConformanceDocumentTests
{
    [Fact]
    public void Document_is_up_to_date()
    {
        IReadOnlyList<ConformanceCase> cases = ConformanceCase.ReadAll(Folder());
        Assert.Equal(cases.Count, cases.Select(item => item.Name).Distinct().Count());
        IsUpToDate(ConformanceDocument.Make(cases), "lib/nanoDer.Iec61850/CONFORMANCE.md");
    }

    [Fact]
    public void Models_are_up_to_date() => IsUpToDate(ConformanceDocument.MakeModels(), "firmware/models/MICS.md");

    private static void IsUpToDate(string text, string document)
    {
        string file = Path.Combine(Folder(), "..", "..", "..", document);
        if (Environment.GetEnvironmentVariable("NANODER_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, text);
            return;
        }

        Assert.Equal(text, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    /// <summary>A case without its decorator in the form that is read here would run, and not be in the list.</summary>
    [Fact]
    public void No_case_is_left_out()
    {
        int decorators = Directory.GetFiles(Folder(), "cases_*.py").Sum(file => File.ReadLines(file).Count(line => line.StartsWith("@case", StringComparison.Ordinal)));
        Assert.Equal(decorators, ConformanceCase.ReadAll(Folder()).Count);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
