using Mono.Cecil;
using nanoDer.Checker.Api;

namespace nanoDer.Checker.Rules;

/// <summary>
/// ND101: a type or member that no nanoFramework package has, or of an assembly that is neither device code nor class library.
/// ND102: one that has it is not among the project's packages. ND103: a package without a list.
/// </summary>
public sealed class ApiRule(ApiLists lists, PackageSet packages, AssemblySet assemblies) : Rule
{
    private readonly Dictionary<string, (string Code, string Message)?> _known = [];

    /// <inheritdoc />
    public override void Module(ModuleDefinition module)
    {
        foreach (string name in packages.Names)
        {
            if (name.StartsWith("nanoFramework.", StringComparison.OrdinalIgnoreCase) && !lists.Packages.Contains(name))
            {
                Refuse("ND103", default, $"{packages.Origin} names {name}, of which there is no list in tools/checker/api");
            }
        }
    }

    /// <inheritdoc />
    public override void TypeUse(TypeReference type, Place place)
    {
        foreach (TypeReference part in Parts(type))
        {
            Report(part.FullName, place, () => CheckType(part));
        }
    }

    /// <inheritdoc />
    public override void MemberUse(MemberReference member, Place place)
    {
        // Generic types are another rule's; an array's own methods belong to no list.
        if (member.DeclaringType is GenericInstanceType or ArrayType || assemblies.IsDeviceCode(member.DeclaringType.Scope))
        {
            return;
        }

        Report(member.FullName, place, () => CheckMember(member));
    }

    private void Report(string key, Place place, Func<(string, string)?> check)
    {
        if (!_known.TryGetValue(key, out (string Code, string Message)? answer))
        {
            _known[key] = answer = check();
        }

        if (answer is { } finding)
        {
            Refuse(finding.Code, place, finding.Message);
        }
    }

    private (string, string)? CheckType(TypeReference type)
    {
        if (assemblies.IsDeviceCode(type.Scope))
        {
            return null;
        }

        string id = DocId.Of(type);
        IReadOnlyCollection<string> having = lists.PackagesOf(id);
        if (having.Count > 0)
        {
            return packages.HasAny(having) ? null : NotReferenced(id, having);
        }

        return ("ND101", $"nanoFramework has no type {id}{Hints.For(id)}");
    }

    private (string, string)? CheckMember(MemberReference member)
    {
        (string id, bool? isStatic) = member switch
        {
            MethodReference method => (DocId.Member(method), !method.HasThis),
            FieldReference field => (DocId.Member(field), (bool?)null),
            _ => throw new InvalidOperationException(member.FullName),
        };
        string accessor = member.Name.StartsWith("add_") || member.Name.StartsWith("remove_") ? member.Name : id;

        var having = new List<string>();
        foreach (string type in Candidates(member.DeclaringType, id))
        {
            having.AddRange(lists.PackagesOf(type, id, isStatic));
            having.AddRange(lists.PackagesOf(type, accessor, null));
            if (packages.HasAny(having))
            {
                return null;
            }
        }

        if (member is MethodReference called && OverloadChoice.For(called, lists) is { } overload)
        {
            having.AddRange(overload.Packages);
        }

        string own = DocId.Of(member.DeclaringType);
        if (own == "System.Object" && member.Name == "Finalize")
        {
            // Every finaliser calls it; nanoFramework has it, though its lists leave it out.
            return null;
        }
        return having.Count > 0
            ? packages.HasAny(having) ? null : NotReferenced(own + "." + id, having)
            : CheckType(member.DeclaringType) ?? ("ND101", $"nanoFramework has no {own}.{id}{Hints.For(own + "." + member.Name)}");
    }

    // The class libraries do not agree where in a hierarchy a member is declared: .NET's bases and interfaces of the type
    // count, and so do the types derived from it that have the member in nanoFramework.
    private IEnumerable<string> Candidates(TypeReference type, string id)
    {
        string own = DocId.Of(type);
        yield return own;
        if (id.StartsWith("#ctor"))
        {
            yield break;
        }

        foreach (TypeReference ancestor in Hierarchy.UpFrom(type).Skip(1))
        {
            yield return DocId.Of(ancestor);
        }

        foreach (string declaring in lists.TypesWith(id))
        {
            if (Hierarchy.Find(type.Module, declaring) is { } derived && Hierarchy.UpFrom(derived).Any(t => DocId.Of(t) == own))
            {
                yield return declaring;
            }
        }
    }

    private (string, string) NotReferenced(string id, IEnumerable<string> having) =>
        ("ND102", $"{id} is in {string.Join(", ", having.Distinct())}, which is not in {packages.Origin}");

    private static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        switch (type)
        {
            case GenericParameter or FunctionPointerType:
                return [];
            case GenericInstanceType instance:
                return instance.GenericArguments.SelectMany(Parts); // the rest is the generics rule's
            case TypeSpecification specification:
                return Parts(specification.ElementType);
            default:
                return type.HasGenericParameters ? [] : [type];
        }
    }
}
