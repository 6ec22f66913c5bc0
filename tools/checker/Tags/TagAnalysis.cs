using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Checker.DataPath;

namespace nanoDer.Checker.Tags;

/// <summary>
/// ND401: an operation whose result depends on the runtime's tag meets a value that C# took as signed but the runtime has as
/// unsigned. A method is run again when what is known of one that it calls has grown, over all device code at hand.
/// </summary>
public sealed class TagAnalysis : ICallees
{
    private readonly AssemblySet _assemblies;
    private readonly Calls _calls;
    private readonly Dictionary<MethodDefinition, MethodTags> _results = [];
    private readonly Dictionary<MethodDefinition, HashSet<MethodDefinition>> _callers = [];
    private readonly HashSet<string> _retagged = [];
    private readonly Queue<MethodDefinition> _work = new();
    private MethodDefinition? _current;

    /// <param name="assemblies">The assembly under check and the libraries that it reaches.</param>
    /// <param name="calls">Who calls whom.</param>
    public TagAnalysis(AssemblySet assemblies, Calls calls)
    {
        _assemblies = assemblies;
        _calls = calls;
    }

    /// <summary>Analyses, then reports what is in the assembly under check.</summary>
    /// <param name="refuse">Takes findings: code, place, message.</param>
    public void Run(Action<string, Place, string> refuse)
    {
        List<MethodDefinition> methods = _assemblies.DeviceCode()
            .SelectMany(a => a.MainModule.GetTypes()).SelectMany(t => t.Methods).Where(m => m.HasBody).ToList();
        foreach (MethodDefinition method in methods)
        {
            Analyse(method);
        }

        while (_work.TryDequeue(out MethodDefinition? method))
        {
            Analyse(method);
        }

        foreach (MethodDefinition method in methods.Where(m => m.Module == _assemblies.Target.MainModule))
        {
            foreach ((Instruction at, string what) in _results[method].Traps)
            {
                refuse("ND401", new Place(method.DeclaringType, method, at),
                    $"{at.OpCode.Name} {what}: the cast from unsigned leaves the runtime's tag; go through (int)(long), or store it in a field or an array first");
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<(string Name, Summary Summary)> Of(Instruction call)
    {
        foreach (MethodDefinition target in _calls.From(call))
        {
            if (!_callers.TryGetValue(target, out HashSet<MethodDefinition>? callers))
            {
                _callers[target] = callers = [];
            }

            callers.Add(_current!);
            if (_results.TryGetValue(target, out MethodTags? result))
            {
                yield return ($"{target.DeclaringType.Name}.{target.Name}", result.Summary);
            }
        }
    }

    /// <inheritdoc />
    public void RetagField(string field)
    {
        if (_retagged.Add(field))
        {
            foreach (MethodDefinition method in _results.Keys)
            {
                _work.Enqueue(method);
            }
        }
    }

    /// <inheritdoc />
    public bool IsRetagged(string field) => _retagged.Contains(field);

    private void Analyse(MethodDefinition method)
    {
        _current = method;
        int known = _results.TryGetValue(method, out MethodTags? before) ? before.Summary.Size : 0;
        var tags = new MethodTags(method, this);
        _results[method] = tags;
        tags.Run();
        if (tags.Summary.Size > known)
        {
            foreach (MethodDefinition caller in _callers.GetValueOrDefault(method, []))
            {
                _work.Enqueue(caller);
            }
        }
    }
}
