using System.Text;
using Mono.Cecil;
using nanoDer.Checker.Api;
using nanoDer.Checker.DataPath;

namespace nanoDer.Checker.Report;

/// <summary>
/// The table of what assemblies cost, as Markdown. Its form is stable and nothing in it depends on machine or time, so that a
/// committed copy can be compared.
/// </summary>
public sealed class BudgetReport
{
    private readonly StringBuilder _rows = new();
    private readonly StringBuilder _paths = new();
    private readonly SortedDictionary<string, string> _allocating = new(StringComparer.Ordinal);
    private readonly ApiLists _lists;
    private int _code;
    private int _file;
    private int _ram;
    private int _statics;

    /// <param name="lists">nanoFramework's members.</param>
    public BudgetReport(ApiLists lists) => _lists = lists;

    /// <summary>Adds an assembly.</summary>
    /// <param name="assemblies">The assembly and those that it refers to.</param>
    public void Add(AssemblySet assemblies)
    {
        ModuleDefinition module = assemblies.Target.MainModule;
        var tables = new DeviceTables(module, _lists);
        int statics = StaticHeap.Of(module);
        var dataPath = new DataPathAnalysis(new Calls(assemblies), new Allocations(assemblies, _lists), (_, _, _) => { });
        dataPath.Run(module);
        string name = assemblies.Target.Name.Name;
        _rows.AppendLine($"| {name} | {tables.Code} | {tables.File} | {tables.Ram} | {statics} | {dataPath.Deepest.Count} |");
        if (dataPath.Deepest.Count > 0)
        {
            _paths.AppendLine($"* {name}: {DataPathAnalysis.Names(dataPath.Deepest)}");
        }

        foreach ((string method, string reason) in dataPath.Allocating)
        {
            _allocating[method] = reason;
        }

        _code += tables.Code;
        _file += tables.File;
        _ram += tables.Ram;
        _statics += statics;
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine("| assembly | IL bytes | .pe bytes (estimate) | heap: type tables | heap: static objects | data path, calls deep |");
        text.AppendLine("|---|---|---|---|---|---|");
        text.Append(_rows);
        text.AppendLine($"| total | {_code} | {_file} | {_ram} | {_statics} | |");
        if (_paths.Length > 0)
        {
            text.AppendLine().AppendLine("Deepest data paths:").AppendLine().Append(_paths);
        }

        if (_allocating.Count > 0)
        {
            text.AppendLine().AppendLine("Methods on the data path that allocate all the same, and why:").AppendLine();
            foreach ((string method, string reason) in _allocating)
            {
                text.AppendLine($"* {method}: {reason}");
            }
        }

        return text.ToString();
    }
}
