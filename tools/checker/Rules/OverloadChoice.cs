using Mono.Cecil;
using nanoDer.Checker.Api;

namespace nanoDer.Checker.Rules;

/// <summary>
/// Where .NET has an overload that fits better, the compiler takes it; against nanoFramework it falls back to one that the
/// same source fits as well: <c>string.Equals(object)</c>, <c>Format(string, params object[])</c>, <c>IndexOf(Array, object)</c>.
/// </summary>
public static class OverloadChoice
{
    // The lists do not say which arrays are params arrays.
    private static readonly HashSet<string> s_params = ["Format", "Concat", "Split", "Trim", "TrimStart", "TrimEnd"];

    /// <summary>The overload of nanoFramework that the source of this call would get, or null.</summary>
    public static ApiMethod? For(MethodReference called, ApiLists lists)
    {
        MethodReference method = called.GetElementMethod();
        string result = DocId.Of(method.ReturnType);
        return lists.Overloads(DocId.Of(method.DeclaringType), method.Name.Replace('.', '#'))
            .FirstOrDefault(o => o.IsStatic == !method.HasThis && o.Result == result && Fits(method, o));
    }

    /// <summary>Says whether an argument that .NET takes as a value is boxed for nanoFramework's overload.</summary>
    public static bool Boxes(MethodReference called, ApiMethod overload) =>
        called.GetElementMethod().Parameters.Where((p, i) => IsValue(p.ParameterType) && TakesObject(overload.Parameters, i)).Any();

    private static bool IsValue(TypeReference type) => type.IsGenericParameter || Hierarchy.IsValueType(type);

    private static bool TakesObject(IReadOnlyList<string> parameters, int index) =>
        index < parameters.Count && parameters[index] == "System.Object"
        || parameters.Count > 0 && index >= parameters.Count - 1 && parameters[^1] == "System.Object[]";

    private static bool Fits(MethodReference method, ApiMethod overload)
    {
        IList<ParameterDefinition> given = Required(method);
        IReadOnlyList<string> wanted = overload.Parameters;
        bool spread = s_params.Contains(method.Name) && wanted.Count > 0 && wanted[^1].EndsWith("[]");
        if (spread && given.Count >= wanted.Count - 1)
        {
            string element = wanted[^1][..^2];
            return Match(given.Take(wanted.Count - 1), wanted.Take(wanted.Count - 1))
                && given.Skip(wanted.Count - 1).All(p => Converts(p.ParameterType, element));
        }

        return given.Count == wanted.Count && Match(given, wanted);
    }

    // What the source need not have written.
    private static IList<ParameterDefinition> Required(MethodReference method)
    {
        MethodDefinition? definition = Hierarchy.TryResolve(method);
        return definition is null ? method.Parameters : definition.Parameters.Where(p => !p.IsOptional).ToList();
    }

    private static bool Match(IEnumerable<ParameterDefinition> given, IEnumerable<string> wanted) =>
        given.Zip(wanted).All(pair => Converts(pair.First.ParameterType, pair.Second));

    private static bool Converts(TypeReference from, string to) =>
        to == "System.Object" ? !from.IsByReference : from switch
        {
            ArrayType when to == "System.Array" => true,
            ArrayType or GenericParameter or ByReferenceType or PointerType => DocId.Of(from) == to,
            _ => Hierarchy.UpFrom(from).Any(t => DocId.Of(t) == to),
        };
}
