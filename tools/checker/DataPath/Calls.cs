using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Checker.Rules;

namespace nanoDer.Checker.DataPath;

/// <summary>Who calls whom in all device code at hand: a virtual call leads to every override, a delegate to every method it may hold.</summary>
public sealed class Calls
{
    private readonly AssemblySet _assemblies;
    private readonly Dictionary<MethodDefinition, List<MethodDefinition>> _overrides = [];
    private readonly Dictionary<string, List<MethodDefinition>> _held = [];

    /// <param name="assemblies">The assembly under check and the libraries that it reaches.</param>
    public Calls(AssemblySet assemblies)
    {
        _assemblies = assemblies;
        TypeDefinition[] types = assemblies.DeviceCode().SelectMany(a => a.MainModule.GetTypes()).ToArray();
        foreach (TypeDefinition type in types)
        {
            FindOverridden(type);
        }

        foreach (MethodDefinition method in types.SelectMany(t => t.Methods))
        {
            FindDelegates(method);
        }
    }

    /// <summary>The methods of device code that an instruction may enter.</summary>
    public IEnumerable<MethodDefinition> From(Instruction instruction)
    {
        if (instruction.OpCode.FlowControl != FlowControl.Call || instruction.Operand is not MethodReference called)
        {
            return [];
        }

        if (_assemblies.IsDeviceCode(called.DeclaringType.Scope) && called.Resolve() is { } method)
        {
            IEnumerable<MethodDefinition> targets = method.IsRuntime
                ? _held.GetValueOrDefault(method.DeclaringType.FullName, [])
                : _overrides.GetValueOrDefault(method, []).Prepend(method);
            return targets.Where(t => t.HasBody);
        }

        return called.Name == "Invoke" ? _held.GetValueOrDefault(called.DeclaringType.FullName, []) : [];
    }

    // What a virtual call to a method of a base type or interface may enter in this type, own or inherited.
    private void FindOverridden(TypeDefinition type)
    {
        if (type.IsInterface)
        {
            return;
        }

        List<TypeDefinition> line = Hierarchy.UpFrom(type).Where(t => _assemblies.IsDeviceCode(t.Scope)).Select(t => t.Resolve()).ToList();
        foreach (MethodDefinition declared in line.Skip(1).SelectMany(t => t.Methods).Where(m => m.IsVirtual))
        {
            MethodDefinition? own = line.Where(t => !t.IsInterface).SelectMany(t => t.Methods)
                .FirstOrDefault(m => m.Name == declared.Name && SameParameters(m, declared));
            if (own is not null && own != declared)
            {
                Add(declared, own);
            }
        }

        foreach (MethodDefinition method in type.Methods)
        {
            foreach (MethodReference named in method.Overrides)
            {
                if (_assemblies.IsDeviceCode(named.DeclaringType.Scope))
                {
                    Add(named.Resolve(), method);
                }
            }
        }
    }

    private void Add(MethodDefinition? declared, MethodDefinition method)
    {
        if (declared is null)
        {
            return;
        }

        if (!_overrides.TryGetValue(declared, out List<MethodDefinition>? list))
        {
            _overrides[declared] = list = [];
        }

        if (!list.Contains(method))
        {
            list.Add(method);
        }
    }

    // ldftn M; newobj D::.ctor
    private void FindDelegates(MethodDefinition method)
    {
        if (!method.HasBody)
        {
            return;
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.Code is Code.Ldftn or Code.Ldvirtftn
                && instruction.Next is { OpCode.Code: Code.Newobj, Operand: MethodReference constructor }
                && instruction.Operand is MethodReference target && _assemblies.IsDeviceCode(target.DeclaringType.Scope)
                && target.Resolve() is { } held)
            {
                string type = constructor.DeclaringType.FullName;
                if (!_held.TryGetValue(type, out List<MethodDefinition>? list))
                {
                    _held[type] = list = [];
                }

                list.AddRange(_overrides.GetValueOrDefault(held, []).Prepend(held));
            }
        }
    }

    private static bool SameParameters(MethodDefinition a, MethodDefinition b) =>
        a.Parameters.Count == b.Parameters.Count
        && a.Parameters.Zip(b.Parameters).All(p => p.First.ParameterType.FullName == p.Second.ParameterType.FullName);
}
