using Xunit;

namespace nanoDer.HostTests.Conformance;

/// <summary>The cases of the conformance list, each a test of its own; they are written in cases_*.py.</summary>
public sealed class ConformanceTests(ConformanceRun run) : IClassFixture<ConformanceRun>
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (ConformanceCase item in ConformanceCase.ReadAll(Path.Combine(AppContext.BaseDirectory, "Conformance")))
        {
            data.Add(item.Service, item.Name);
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Case(string service, string name)
    {
        IReadOnlyDictionary<string, string?> results = await run.ResultsAsync();
        Assert.True(results.TryGetValue(name, out string? fault), $"{service}: {name} did not run");
        Assert.True(fault == null, $"{service}: {name}: {fault}");
    }
}
