using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker.Rules;

/// <summary>Instructions that the runtime refuses, or carries out otherwise than .NET: ND203, ND204, ND206, ND209 to ND211, ND213, ND214.</summary>
public sealed partial class CodeRule : Rule
{
    private static readonly HashSet<Code> s_unsupported =
    [
        Code.Calli, Code.Jmp, Code.Arglist, Code.Mkrefany, Code.Refanytype, Code.Refanyval, Code.Cpblk, Code.Initblk, Code.Ckfinite, Code.Readonly,
    ];

    private static readonly HashSet<string> s_printing = ["Concat", "Format", "Append", "Write", "WriteLine"];

    /// <inheritdoc />
    public override void Instruction(Instruction instruction, Place place)
    {
        OpCode op = instruction.OpCode;
        if (op.Name.Contains(".ovf"))
        {
            Refuse("ND203", place, $"{op.Name}: checked arithmetic, and 64-bit array sizes or indexes, are not checked there but wrap; compare before");
        }
        else if (op.Code == Code.Localloc)
        {
            Refuse("ND204", place, "stackalloc: CLR_E_UNSUPPORTED_INSTRUCTION; use an array made at start-up");
        }
        else if (s_unsupported.Contains(op.Code))
        {
            Refuse("ND206", place, $"{op.Name}: the runtime does not carry out this instruction");
        }
        else if (op.Code == Code.Ldstr && ((string)instruction.Operand).Contains('\0'))
        {
            Refuse("ND211", place, "a \\0 ends the string there; keep such data in a byte array");
        }
        else if (op.Code == Code.Sizeof)
        {
            Refuse("ND213", place, "sizeof of a structure gives the bytes of the heap block there (12)");
        }
        else if (op.Code == Code.Dup && instruction.Next?.OpCode.Code == Code.Ldlen && FromEnd(instruction.Next))
        {
            Refuse("ND214", place, "index from the end: the device's compiler lacks System.Index; write Length - n");
        }

        else if (UnknownFormat(instruction) is { } format)
        {
            Refuse("ND210", place, $"number format \"{format}\": there only D, E, F, G, N and X with a precision");
        }

        if (PrintedEnum(instruction) is { } name)
        {
            Refuse("ND209", place, $"{name} prints as its number there; print the number, or look the name up in a table of yours");
        }
    }

    // 5.ToString("P")
    private static string? UnknownFormat(Instruction instruction) =>
        instruction.Operand is MethodReference { Name: "ToString", DeclaringType.IsPrimitive: true, Parameters: [{ ParameterType.MetadataType: MetadataType.String }] }
        && instruction.Previous is { Operand: string format } && !KnownFormat().IsMatch(format)
            ? format
            : null;

    [GeneratedRegex("^([DEFGNXdefgnx][0-9]{0,2})?$")]
    private static partial Regex KnownFormat();

    // a[^n]: the array is duplicated for its length, which only the compiler does.
    private static bool FromEnd(Instruction length) =>
        length.Next?.OpCode.Code == Code.Conv_I4 && length.Next.Next is { } n && n.OpCode.Name.StartsWith("ld") && n.Next?.OpCode.Code == Code.Sub;

    private static string? PrintedEnum(Instruction instruction)
    {
        bool box = instruction.OpCode.Code == Code.Box;
        bool constrained = instruction.OpCode.Code == Code.Constrained && instruction.Next?.Operand is MethodReference { Name: "ToString" };
        if (instruction.Operand is GenericInstanceMethod { Name: "AppendFormatted" } part && Hierarchy.IsEnum(part.GenericArguments[0]))
        {
            return part.GenericArguments[0].Name;
        }

        if ((!box && !constrained) || instruction.Operand is not TypeReference type || !Hierarchy.IsEnum(type))
        {
            return null;
        }

        return constrained || GoesToPrint(instruction) ? type.Name : null;
    }

    // The call that prints, or the ToString of the boxed value, follows in the same statement.
    private static bool GoesToPrint(Instruction box)
    {
        if (box.Next?.Operand is MethodReference { Name: "ToString", Parameters.Count: 0 })
        {
            return true;
        }

        for (Instruction? i = box.Next; i is not null && i.OpCode.FlowControl is FlowControl.Next or FlowControl.Call; i = i.Next)
        {
            if (i.Operand is MethodReference called && i.OpCode.FlowControl == FlowControl.Call)
            {
                return s_printing.Contains(called.Name) && called.DeclaringType.Namespace.StartsWith("System");
            }
        }

        return false;
    }
}
