using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Checker.Rules;
using nanoDer.Core;

namespace nanoDer.Checker.Report;

/// <summary>
/// Bytes of the managed heap that static initialisers take before Main, whether what they make is used or not: arrays, objects and
/// what their constructors make. Loops and calls are not followed; a text turned into bytes is.
/// </summary>
public static class StaticHeap
{
    private const int Reference = 12;
    private const int Literal = 12;
    private const int Boxed = 24;
    private const int Delegate = 36;

    // Measured on the virtual device.
    private static readonly Dictionary<string, int> s_libraryObjects = new(StringComparer.Ordinal)
    {
        ["System.Object"] = 12, ["System.Exception"] = 72, ["System.Collections.ArrayList"] = 120, ["System.Collections.Hashtable"] = 180,
        ["System.Collections.Queue"] = 132, ["System.Text.StringBuilder"] = 132, ["System.IO.MemoryStream"] = 408, ["System.Threading.Thread"] = 108,
        ["System.Threading.Timer"] = 168,
    };

    /// <summary>Bytes for all types of an assembly.</summary>
    public static int Of(ModuleDefinition module) =>
        module.GetTypes().SelectMany(t => t.Methods).Where(m => m is { IsConstructor: true, IsStatic: true, HasBody: true }).Sum(m => Of(m, []));

    private static int Of(MethodDefinition method, HashSet<MethodDefinition> above)
    {
        if (!above.Add(method))
        {
            return 0;
        }

        int bytes = method.Body.Instructions.Sum(i => Of(i, above));
        above.Remove(method);
        return bytes;
    }

    private static int Of(Instruction instruction, HashSet<MethodDefinition> above) => instruction.OpCode.Code switch
    {
        Code.Newarr => ArrayBytes((TypeReference)instruction.Operand, Constant(instruction.Previous)),
        Code.Newobj => ObjectBytes((MethodReference)instruction.Operand, above),
        Code.Box => Boxed,
        Code.Ldstr when instruction.Next.OpCode.Code is Code.Stsfld or Code.Stfld or Code.Stelem_Ref or Code.Newobj => Literal,
        Code.Call or Code.Callvirt when instruction.Previous is { Operand: string text } && IsByteArray(((MethodReference)instruction.Operand).ReturnType)
            => HeapSize.Array(Encoding.UTF8.GetByteCount(text), 1),
        _ => 0,
    };

    private static int ArrayBytes(TypeReference element, int length)
    {
        int size = element.MetadataType switch
        {
            MetadataType.Boolean or MetadataType.Byte or MetadataType.SByte => 1,
            MetadataType.Char or MetadataType.Int16 or MetadataType.UInt16 => 2,
            MetadataType.Int32 or MetadataType.UInt32 or MetadataType.Single => 4,
            MetadataType.Int64 or MetadataType.UInt64 or MetadataType.Double => 8,
            _ => Reference,
        };
        int objects = size == Reference && Hierarchy.TryResolve(element) is { IsValueType: true, IsEnum: false } structure
            ? length * HeapSize.Object(structure.Fields.Count(f => !f.IsStatic))
            : 0;
        return HeapSize.Array(length, size) + objects;
    }

    private static int ObjectBytes(MethodReference constructor, HashSet<MethodDefinition> above)
    {
        if (s_libraryObjects.TryGetValue(constructor.DeclaringType.FullName, out int known))
        {
            return known;
        }

        TypeDefinition? type = Hierarchy.TryResolve(constructor.DeclaringType);
        if (type?.BaseType?.FullName == "System.MulticastDelegate")
        {
            return Delegate;
        }

        // Only of our own types the fields are the device's.
        ModuleDefinition module = above.First().Module;
        int fields = Hierarchy.UpFrom(constructor.DeclaringType).Select(Hierarchy.TryResolve)
            .Where(t => t is { IsInterface: false } && t.Module == module).Sum(t => t!.Fields.Count(f => !f.IsStatic));
        MethodDefinition? body = Hierarchy.TryResolve(constructor);
        return HeapSize.Object(fields) + (body is { HasBody: true } && body.Module == module ? Of(body, above) : 0);
    }

    private static bool IsByteArray(TypeReference type) => type is ArrayType { ElementType.MetadataType: MetadataType.Byte };

    private static int Constant(Instruction? instruction) => instruction is null ? 0 : (int)(Tags.Operands.Constant(instruction) ?? 0);
}
