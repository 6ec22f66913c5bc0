using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker.Tags;

/// <summary>What instructions name, take and give.</summary>
internal static class Operands
{
    /// <summary>Index of the local that an instruction names, else null.</summary>
    public static int? Local(Instruction instruction, MethodBody body) => instruction.OpCode.Code switch
    {
        Code.Ldloc_0 or Code.Stloc_0 => 0,
        Code.Ldloc_1 or Code.Stloc_1 => 1,
        Code.Ldloc_2 or Code.Stloc_2 => 2,
        Code.Ldloc_3 or Code.Stloc_3 => 3,
        Code.Ldloc or Code.Ldloc_S or Code.Ldloca or Code.Ldloca_S or Code.Stloc or Code.Stloc_S
            => ((VariableDefinition)instruction.Operand).Index,
        _ => null,
    };

    /// <summary>Index of the argument that an instruction names, <c>this</c> counted, else null.</summary>
    public static int? Argument(Instruction instruction, MethodDefinition method) => instruction.OpCode.Code switch
    {
        Code.Ldarg_0 => 0,
        Code.Ldarg_1 => 1,
        Code.Ldarg_2 => 2,
        Code.Ldarg_3 => 3,
        Code.Ldarg or Code.Ldarg_S or Code.Ldarga or Code.Ldarga_S or Code.Starg or Code.Starg_S
            => instruction.Operand is ParameterDefinition { Index: >= 0 } parameter ? parameter.Index + (method.HasThis ? 1 : 0) : 0,
        _ => null,
    };

    /// <summary>The constant that an instruction loads, sign-extended, else null.</summary>
    public static ulong? Constant(Instruction instruction) => instruction.OpCode.Code switch
    {
        >= Code.Ldc_I4_M1 and <= Code.Ldc_I4_8 => (ulong)(instruction.OpCode.Code - Code.Ldc_I4_0),
        Code.Ldc_I4_S => (ulong)(sbyte)instruction.Operand,
        Code.Ldc_I4 => (ulong)(int)instruction.Operand,
        Code.Ldc_I8 => (ulong)(long)instruction.Operand,
        _ => null,
    };

    /// <summary>An operation of two operands whose result has the left one's type.</summary>
    public static bool IsBinary(Code code) =>
        code is (>= Code.Add and <= Code.Shr_Un) or Code.Add_Ovf or Code.Add_Ovf_Un or Code.Sub_Ovf or Code.Sub_Ovf_Un or Code.Mul_Ovf or Code.Mul_Ovf_Un;

    /// <summary>How many values an instruction takes that is neither call nor return.</summary>
    public static int Pops(Instruction instruction) => instruction.OpCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
            or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        StackBehaviour.Varpop or StackBehaviour.PopAll => 0,
        _ => 3,
    };

    /// <summary>The array, or what the address leads to, that a load takes its value from.</summary>
    public static TypeReference? LoadsFrom(Code code, State state)
    {
        if (code is >= Code.Ldelem_I1 and <= Code.Ldelem_Ref && state.Stack.Count > 1)
        {
            return (state.Stack[^2].Type as ArrayType)?.ElementType;
        }

        return code is >= Code.Ldind_I1 and <= Code.Ldind_Ref && state.Stack.Count > 0 ? state.Stack[^1].Type : null;
    }

    /// <summary>What an instruction without rules of its own puts on the stack, else null.</summary>
    public static Value? Loaded(Instruction instruction, TypeReference? container)
    {
        if (instruction.OpCode.StackBehaviourPush is StackBehaviour.Push0 or StackBehaviour.Varpush)
        {
            return null;
        }

        Value declared = Value.Declared(container);
        return instruction.OpCode.Code switch
        {
            Code.Ldelem_I1 or Code.Ldelem_I2 or Code.Ldind_I1 or Code.Ldind_I2 => Value.Integer(4, false, uint.MaxValue),
            Code.Ldelem_U1 or Code.Ldind_U1 => Value.Integer(4, false, byte.MaxValue),
            Code.Ldelem_U2 or Code.Ldind_U2 => Value.Integer(4, false, ushort.MaxValue),
            Code.Ldelem_I4 or Code.Ldind_I4 or Code.Ldelem_I or Code.Ldind_I => Value.Integer(4, declared.Unsigned, uint.MaxValue),
            Code.Ldelem_U4 or Code.Ldind_U4 => Value.Integer(4, true, uint.MaxValue),
            Code.Ldelem_I8 or Code.Ldind_I8 => Value.Integer(8, declared.Unsigned, ulong.MaxValue),
            Code.Ldelem_Ref or Code.Ldind_Ref => Value.Other(container),
            Code.Ldobj or Code.Ldelem_Any or Code.Unbox_Any => Value.Declared((TypeReference)instruction.Operand),
            Code.Castclass or Code.Isinst => Value.Other((TypeReference)instruction.Operand),
            Code.Newarr => Value.Other(new ArrayType((TypeReference)instruction.Operand)),
            Code.Ldlen => Value.Integer(4, true, int.MaxValue),
            Code.Sizeof => Value.Integer(4, false, int.MaxValue),
            Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un => Value.Integer(4, false, 1),
            _ => Value.Other(),
        };
    }
}
