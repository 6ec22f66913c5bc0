using System.Text;
using Mono.Cecil;

namespace nanoDer.Checker.Api;

/// <summary>Writes references as XML doc ids, the form of the API lists.</summary>
public static class DocId
{
    /// <summary><c>System.Collections.Hashtable</c>, <c>System.Byte[]</c>, <c>System.Int32@</c>, <c>`0</c>.</summary>
    public static string Of(TypeReference type) => type switch
    {
        ByReferenceType t => Of(t.ElementType) + "@",
        PointerType t => Of(t.ElementType) + "*",
        ArrayType { IsVector: true } t => Of(t.ElementType) + "[]",
        ArrayType t => Of(t.ElementType) + "[" + string.Join(",", Enumerable.Repeat("0:", t.Rank)) + "]",
        IModifierType t => Of(t.ElementType),
        PinnedType t => Of(t.ElementType),
        GenericParameter { Type: GenericParameterType.Method } t => "``" + t.Position,
        GenericParameter t => "`" + t.Position,
        GenericInstanceType t => Plain(t.ElementType).Split('`')[0] + "{" + string.Join(",", t.GenericArguments.Select(Of)) + "}",
        _ => Plain(type),
    };

    /// <summary>The part of a member's id after its type: <c>Copy(System.Array,System.Array,System.Int32)~System.Void</c>.</summary>
    public static string Member(MethodReference method)
    {
        MethodReference element = method.GetElementMethod();
        var id = new StringBuilder(element.Name.Replace('.', '#').Replace(',', '@'));
        if (element.HasGenericParameters)
        {
            id.Append("``").Append(element.GenericParameters.Count);
        }

        if (element.HasParameters)
        {
            id.Append('(').AppendJoin(',', element.Parameters.Select(p => Of(p.ParameterType))).Append(')');
        }

        if (element.Name is not (".ctor" or ".cctor"))
        {
            id.Append('~').Append(Of(element.ReturnType));
        }

        return id.ToString();
    }

    /// <summary><c>MaxValue~System.Int32</c>.</summary>
    public static string Member(FieldReference field) => field.Name + "~" + Of(field.FieldType);

    private static string Plain(TypeReference type) => type.FullName.Replace('/', '.');
}
