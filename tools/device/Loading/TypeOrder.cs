using Mono.Cecil;

namespace nanoDer.Device.Loading;

/// <summary>
/// The order in which the metadata processor writes types, and so the order in which their static constructors run:
/// by name, but after the types that enclose them, that they implement, and that the methods they call take or return.
/// </summary>
internal sealed class TypeOrder
{
    private readonly ModuleDefinition _module;
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<TypeDefinition> _sorted = [];
    private readonly Dictionary<string, TypeDefinition> _own;

    private TypeOrder(ModuleDefinition module)
    {
        _module = module;
        _own = module.GetTypes().Where(t => t.Name != "<Module>").ToDictionary(t => t.FullName);
    }

    public static IReadOnlyList<TypeDefinition> Of(ModuleDefinition module)
    {
        var order = new TypeOrder(module);
        foreach (TypeDefinition type in order._own.Values.OrderBy(t => t.FullName, StringComparer.OrdinalIgnoreCase).ThenBy(t => t.FullName, StringComparer.Ordinal))
        {
            order.Add(type);
        }

        return order._sorted;
    }

    private void Add(TypeDefinition type)
    {
        if (_done.Contains(type.FullName))
        {
            return;
        }

        Add((TypeReference?)type.DeclaringType);
        foreach (InterfaceImplementation implemented in type.Interfaces)
        {
            Add(implemented.InterfaceType);
        }

        if (!_done.Add(type.FullName))
        {
            return;
        }

        foreach (MethodReference called in type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Select(i => i.Operand).OfType<MethodReference>())
        {
            Add(called.ReturnType);
            foreach (ParameterDefinition parameter in called.Parameters)
            {
                Add(parameter.ParameterType);
            }
        }

        _sorted.Add(type);
    }

    private void Add(TypeReference? reference)
    {
        while (reference is TypeSpecification specification)
        {
            reference = specification.ElementType;
        }

        if (reference is not null && reference.Module == _module && _own.TryGetValue(reference.FullName, out TypeDefinition? type))
        {
            Add(type);
        }
    }
}
