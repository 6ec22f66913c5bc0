using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker;

/// <summary>Sizes of IL as the metadata processor writes it: tokens and branches of two bytes, a switch of one byte and two for each target.</summary>
public static class DeviceCode
{
    private const int HandlerBytes = 12;

    /// <summary>Bytes of a method's code and exception table; 0 when it has none.</summary>
    public static int BytesOf(MethodDefinition method)
    {
        if (!method.HasBody)
        {
            return 0;
        }

        int handlers = method.Body.ExceptionHandlers.Count;
        return method.Body.Instructions.Sum(SizeOf) + (handlers == 0 ? 0 : (handlers * HandlerBytes) + 1);
    }

    /// <summary>Where each instruction begins.</summary>
    public static Dictionary<Instruction, int> Offsets(MethodDefinition method)
    {
        var offsets = new Dictionary<Instruction, int>();
        int offset = 0;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            offsets[instruction] = offset;
            offset += SizeOf(instruction);
        }

        return offsets;
    }

    /// <summary>Bytes of one instruction.</summary>
    public static int SizeOf(Instruction instruction) => instruction.OpCode.OperandType switch
    {
        OperandType.InlineSwitch => instruction.OpCode.Size + 1 + (2 * ((Instruction[])instruction.Operand).Length),
        OperandType.InlineString or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
            or OperandType.InlineBrTarget => instruction.OpCode.Size + 2,
        _ => instruction.GetSize(),
    };
}
