using Mono.Cecil;

namespace nanoDer.Checker.Rules;

/// <summary>Questions about type hierarchies of the host's class library and of our own code.</summary>
public static class Hierarchy
{
    /// <summary>A type, its interfaces, its base type and so on up.</summary>
    public static IEnumerable<TypeReference> UpFrom(TypeReference type)
    {
        for (TypeReference? t = type; t is not null;)
        {
            yield return t;
            TypeDefinition? definition = TryResolve(t);
            foreach (InterfaceImplementation implementation in definition?.Interfaces ?? [])
            {
                foreach (TypeReference above in UpFrom(implementation.InterfaceType))
                {
                    yield return above;
                }
            }

            t = definition?.BaseType;
        }
    }

    /// <summary>Finds a type by its doc id among a module's references; null when the host does not have it.</summary>
    public static TypeDefinition? Find(ModuleDefinition module, string id)
    {
        int dot = id.LastIndexOf('.');
        (string space, string name) = dot < 0 ? ("", id) : (id[..dot], id[(dot + 1)..]);
        return module.AssemblyReferences
            .Select(scope => TryResolve(new TypeReference(space, name, module, scope)))
            .FirstOrDefault(t => t is not null);
    }

    /// <summary>The definition, or null when it or its assembly is not to be had.</summary>
    public static TypeDefinition? TryResolve(TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    /// <summary>The same for a method.</summary>
    public static MethodDefinition? TryResolve(MethodReference method)
    {
        try
        {
            return method.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    /// <summary>Says whether a type is a structure, an enumeration or a number.</summary>
    public static bool IsValueType(TypeReference type) =>
        type is not (ArrayType or ByReferenceType or PointerType or GenericParameter) && (type.IsValueType || (TryResolve(type)?.IsValueType ?? false));

    /// <summary>Says whether a type is an enumeration.</summary>
    public static bool IsEnum(TypeReference type) => TryResolve(type)?.IsEnum ?? false;
}
