using System.Text.RegularExpressions;

namespace nanoDer.HostTests.Conformance;

/// <summary>A case of the conformance list, as the test that shows it says.</summary>
/// <param name="Service">The service of IEC 61850-7-2.</param>
/// <param name="Condition">What is done.</param>
/// <param name="Expected">What has to come of it.</param>
/// <param name="Name">The test.</param>
internal sealed partial record ConformanceCase(string Service, string Condition, string Expected, string Name)
{
    /// <summary>Reads the cases of all files <c>cases_*.py</c> of a folder, by service in the order in which services come first.</summary>
    public static IReadOnlyList<ConformanceCase> ReadAll(string folder)
    {
        IEnumerable<ConformanceCase> all = Directory.GetFiles(folder, "cases_*.py").Order(StringComparer.Ordinal)
            .SelectMany(file => Pattern().Matches(File.ReadAllText(file)))
            .Select(match => new ConformanceCase(match.Groups["service"].Value, match.Groups["condition"].Value, match.Groups["expected"].Value, match.Groups["name"].Value));
        return [.. all.GroupBy(item => item.Service).SelectMany(group => group)];
    }

    [GeneratedRegex("""@case\(\s*"(?<service>[^"]*)",\s*"(?<condition>[^"]*)",\s*"(?<expected>[^"]*)"\)\s*async def (?<name>\w+)""")]
    private static partial Regex Pattern();
}
