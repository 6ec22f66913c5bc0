using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker.DataPath;

/// <summary>
/// Follows the calls of every method marked <c>[DataPath]</c> through this assembly and the libraries below it. Findings:
/// ND501 to ND507 what makes an object, ND508 recursion, ND509 too deep a chain.
/// </summary>
public sealed class DataPathAnalysis
{
    /// <summary>Calls in a chain, its first method included.</summary>
    public const int DepthLimit = 24;

    private readonly Calls _calls;
    private readonly Allocations _allocations;
    private readonly Action<string, Place, string> _refuse;
    private readonly Dictionary<MethodDefinition, IReadOnlyList<MethodDefinition>> _deepest = [];
    private readonly HashSet<MethodDefinition> _open = [];
    private readonly List<MethodDefinition> _path = [];

    /// <param name="calls">Who calls whom.</param>
    /// <param name="allocations">What makes objects.</param>
    /// <param name="refuse">Takes findings: code, place, message.</param>
    public DataPathAnalysis(Calls calls, Allocations allocations, Action<string, Place, string> refuse)
    {
        _calls = calls;
        _allocations = allocations;
        _refuse = refuse;
    }

    /// <summary>The methods marked <c>[Allocates]</c> that were met, with their reasons.</summary>
    public SortedDictionary<string, string> Allocating { get; } = new(StringComparer.Ordinal);

    /// <summary>The longest chain of calls.</summary>
    public IReadOnlyList<MethodDefinition> Deepest { get; private set; } = [];

    /// <summary>Analyses an assembly.</summary>
    public void Run(ModuleDefinition module)
    {
        foreach (MethodDefinition root in module.GetTypes().SelectMany(t => t.Methods))
        {
            if (!Has(root, "DataPathAttribute") || !root.HasBody)
            {
                continue;
            }

            IReadOnlyList<MethodDefinition> deepest = Walk(root);
            if (deepest.Count > DepthLimit)
            {
                _refuse("ND509", new Place(root.DeclaringType, root), $"{deepest.Count} calls deep, {DepthLimit} is the limit: {Names(deepest)}");
            }

            if (deepest.Count > Deepest.Count)
            {
                Deepest = deepest;
            }
        }
    }

    /// <summary><c>Type.Method -> Type.Method</c>.</summary>
    public static string Names(IEnumerable<MethodDefinition> path) => string.Join(" -> ", path.Select(Name));

    // Each method once; its deepest chain is kept, without what recursion would add.
    private IReadOnlyList<MethodDefinition> Walk(MethodDefinition method)
    {
        if (_deepest.TryGetValue(method, out IReadOnlyList<MethodDefinition>? known))
        {
            return known;
        }

        _open.Add(method);
        _path.Add(method);
        foreach ((string code, Instruction? at, string message) in _allocations.In(method))
        {
            _refuse(code, new Place(method.DeclaringType, method, at), $"on the data path {message} ({Names(_path)})");
        }

        IReadOnlyList<MethodDefinition> below = [];
        foreach (Instruction instruction in method.Body.Instructions)
        {
            foreach (MethodDefinition target in Entered(instruction))
            {
                if (_open.Contains(target))
                {
                    IEnumerable<MethodDefinition> circle = _path.SkipWhile(m => m != target).Append(target);
                    _refuse("ND508", new Place(method.DeclaringType, method, instruction), $"recursion on the data path: {Names(circle)}");
                    continue;
                }

                IReadOnlyList<MethodDefinition> chain = Walk(target);
                below = chain.Count > below.Count ? chain : below;
            }
        }

        _path.RemoveAt(_path.Count - 1);
        _open.Remove(method);
        return _deepest[method] = [method, .. below];
    }

    // An object that the data path may not make has its constructor not followed.
    private IEnumerable<MethodDefinition> Entered(Instruction instruction)
    {
        if (instruction.OpCode.Code == Code.Newobj)
        {
            yield break;
        }

        foreach (MethodDefinition target in _calls.From(instruction))
        {
            if (Reason(target) is { } reason)
            {
                Allocating[Name(target)] = reason;
            }
            else
            {
                yield return target;
            }
        }
    }

    private static string? Reason(MethodDefinition method) => method.CustomAttributes
        .FirstOrDefault(a => a.AttributeType.FullName == "nanoDer.Core.AllocatesAttribute")?.ConstructorArguments[0].Value as string;

    private static bool Has(MethodDefinition method, string attribute) =>
        method.CustomAttributes.Any(a => a.AttributeType.FullName == "nanoDer.Core." + attribute);

    private static string Name(MethodDefinition method) => method.DeclaringType.Name + "." + method.Name;
}
