using System.Collections.Concurrent;
using nanoDer.Checker.Api;
using nanoDer.Checker.DataPath;
using nanoDer.Checker.Rules;
using nanoDer.Checker.Tags;

namespace nanoDer.Checker;

/// <summary>Holds one compiled assembly of device code to what the device can do.</summary>
public sealed class Checker
{
    private static readonly ConcurrentDictionary<string, ApiLists> s_lists = new();

    private readonly CheckerOptions _options;
    private readonly ApiLists _lists;

    /// <param name="options">What to check, against what.</param>
    public Checker(CheckerOptions options)
    {
        _options = options;
        _lists = s_lists.GetOrAdd(options.ApiFolder, folder => new ApiLists(folder));
    }

    /// <summary>Runs all rules. One finding a rule and line, in the order of files and lines.</summary>
    public IReadOnlyList<Finding> Run()
    {
        using var assemblies = new AssemblySet(_options.Assembly, _options.References);
        var findings = new List<Finding>();
        PackageSet packages = PackageSet.For(_options.ProjectFolder, _options.Tests);
        Action<string, Place, string> refuse = (code, place, message) =>
        {
            if (!_options.Except.Contains(code))
            {
                (string file, int line) = place.Locate(_options.Assembly);
                findings.Add(new Finding(code, file, line, message));
            }
        };
        Rule[] rules = [new ApiRule(_lists, packages, assemblies), new ShapeRule(_lists), new CodeRule(), new LimitRule()];
        foreach (Rule rule in rules)
        {
            rule.ReportTo(refuse);
        }

        new CodeWalker(rules).Walk(assemblies.Target.MainModule);
        var calls = new Calls(assemblies);
        new TagAnalysis(assemblies, calls).Run(refuse);
        if (!_options.Tests)
        {
            new DataPathAnalysis(calls, new Allocations(assemblies, _lists), refuse).Run(assemblies.Target.MainModule);
        }

        return findings
            .DistinctBy(f => (f.Code, f.File, f.Line, f.Line == 0 ? f.Message : ""))
            .OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Code, StringComparer.Ordinal)
            .ToList();
    }
}
