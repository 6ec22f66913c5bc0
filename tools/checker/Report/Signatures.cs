using Mono.Cecil;

namespace nanoDer.Checker.Report;

/// <summary>The table of signatures: each once, and none that stands within what is there already.</summary>
public sealed class Signatures
{
    private readonly List<byte> _table = [];
    private readonly HashSet<string> _known = [];

    /// <summary>Bytes of the table.</summary>
    public int Length => _table.Count;

    /// <summary>Adds one.</summary>
    public void Add(byte[] signature)
    {
        if (_known.Add(System.Convert.ToHexString(signature))
            && System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_table).IndexOf(signature) < 0)
        {
            _table.AddRange(signature);
        }
    }

    /// <summary>A method's.</summary>
    public static byte[] Of(MethodReference method) =>
        [(byte)(method.HasThis ? 0x20 : 0), (byte)method.Parameters.Count, .. Of(method.ReturnType), .. method.Parameters.SelectMany(p => Of(p.ParameterType))];

    /// <summary>A type's: a code, and two bytes for the token of a class or structure.</summary>
    public static byte[] Of(TypeReference type) => type switch
    {
        ByReferenceType t => [0x10, .. Of(t.ElementType)],
        ArrayType t => [0x1D, .. Of(t.ElementType)],
        TypeSpecification t => Of(t.ElementType),
        _ when type.IsPrimitive || type.MetadataType is MetadataType.Void or MetadataType.String or MetadataType.Object => [(byte)type.MetadataType],
        _ => [(byte)type.MetadataType, .. Token(type)],
    };

    private static byte[] Token(TypeReference type)
    {
        int token = (type.MetadataToken.ToInt32() & 0xFFFF) << 2;
        return token < 0x80 ? [(byte)token] : [(byte)(0x80 | (token >> 8)), (byte)token];
    }
}
