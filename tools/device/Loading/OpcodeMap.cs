using nanoDer.Device.Model;
using CilCode = Mono.Cecil.Cil.Code;

namespace nanoDer.Device.Loading;

/// <summary>IL instructions that map one to one.</summary>
internal static class OpcodeMap
{
    public static readonly Dictionary<CilCode, Op> Branches = new()
    {
        [CilCode.Br] = Op.Br, [CilCode.Br_S] = Op.Br,
        [CilCode.Brtrue] = Op.BrTrue, [CilCode.Brtrue_S] = Op.BrTrue,
        [CilCode.Brfalse] = Op.BrFalse, [CilCode.Brfalse_S] = Op.BrFalse,
        [CilCode.Beq] = Op.Beq, [CilCode.Beq_S] = Op.Beq,
        [CilCode.Bne_Un] = Op.BneUn, [CilCode.Bne_Un_S] = Op.BneUn,
        [CilCode.Bge] = Op.Bge, [CilCode.Bge_S] = Op.Bge,
        [CilCode.Bge_Un] = Op.BgeUn, [CilCode.Bge_Un_S] = Op.BgeUn,
        [CilCode.Bgt] = Op.Bgt, [CilCode.Bgt_S] = Op.Bgt,
        [CilCode.Bgt_Un] = Op.BgtUn, [CilCode.Bgt_Un_S] = Op.BgtUn,
        [CilCode.Ble] = Op.Ble, [CilCode.Ble_S] = Op.Ble,
        [CilCode.Ble_Un] = Op.BleUn, [CilCode.Ble_Un_S] = Op.BleUn,
        [CilCode.Blt] = Op.Blt, [CilCode.Blt_S] = Op.Blt,
        [CilCode.Blt_Un] = Op.BltUn, [CilCode.Blt_Un_S] = Op.BltUn,
        [CilCode.Leave] = Op.Leave, [CilCode.Leave_S] = Op.Leave,
    };

    public static readonly Dictionary<CilCode, (Op Op, int A)> Simple = new()
    {
        [CilCode.Nop] = (Op.Nop, 0), [CilCode.Break] = (Op.Nop, 0), [CilCode.Constrained] = (Op.Nop, 1),
        [CilCode.Volatile] = (Op.Nop, 0), [CilCode.Unaligned] = (Op.Nop, 0), [CilCode.Tail] = (Op.Nop, 0),
        [CilCode.Ldarg_0] = (Op.LoadArgument, 0), [CilCode.Ldarg_1] = (Op.LoadArgument, 1),
        [CilCode.Ldarg_2] = (Op.LoadArgument, 2), [CilCode.Ldarg_3] = (Op.LoadArgument, 3),
        [CilCode.Ldloc_0] = (Op.LoadLocal, 0), [CilCode.Ldloc_1] = (Op.LoadLocal, 1),
        [CilCode.Ldloc_2] = (Op.LoadLocal, 2), [CilCode.Ldloc_3] = (Op.LoadLocal, 3),
        [CilCode.Stloc_0] = (Op.StoreLocal, 0), [CilCode.Stloc_1] = (Op.StoreLocal, 1),
        [CilCode.Stloc_2] = (Op.StoreLocal, 2), [CilCode.Stloc_3] = (Op.StoreLocal, 3),
        [CilCode.Ldnull] = (Op.LoadNull, 0), [CilCode.Dup] = (Op.Dup, 0), [CilCode.Pop] = (Op.Pop, 0),
        [CilCode.Add] = (Op.Add, 0), [CilCode.Add_Ovf] = (Op.Add, 0), [CilCode.Add_Ovf_Un] = (Op.Add, 0),
        [CilCode.Sub] = (Op.Sub, 0), [CilCode.Sub_Ovf] = (Op.Sub, 0), [CilCode.Sub_Ovf_Un] = (Op.Sub, 0),
        [CilCode.Mul] = (Op.Mul, 0), [CilCode.Mul_Ovf] = (Op.Mul, 0), [CilCode.Mul_Ovf_Un] = (Op.Mul, 0),
        [CilCode.Div] = (Op.Div, 0), [CilCode.Div_Un] = (Op.DivUn, 0),
        [CilCode.Rem] = (Op.Rem, 0), [CilCode.Rem_Un] = (Op.RemUn, 0),
        [CilCode.And] = (Op.And, 0), [CilCode.Or] = (Op.Or, 0), [CilCode.Xor] = (Op.Xor, 0),
        [CilCode.Shl] = (Op.Shl, 0), [CilCode.Shr] = (Op.Shr, 0), [CilCode.Shr_Un] = (Op.ShrUn, 0),
        [CilCode.Neg] = (Op.Neg, 0), [CilCode.Not] = (Op.Not, 0),
        [CilCode.Ceq] = (Op.Ceq, 0), [CilCode.Cgt] = (Op.Cgt, 0), [CilCode.Cgt_Un] = (Op.CgtUn, 0),
        [CilCode.Clt] = (Op.Clt, 0), [CilCode.Clt_Un] = (Op.CltUn, 0),
        [CilCode.Ret] = (Op.Ret, 0), [CilCode.Throw] = (Op.Throw, 0), [CilCode.Rethrow] = (Op.Rethrow, 0),
        [CilCode.Endfinally] = (Op.EndFinally, 0), [CilCode.Endfilter] = (Op.EndFilter, 0),
        [CilCode.Ldlen] = (Op.LoadLength, 0),
        [CilCode.Stobj] = (Op.StoreObject, 0), [CilCode.Cpobj] = (Op.StoreObject, 0),
        [CilCode.Stelem_Any] = (Op.StoreElement, 0), [CilCode.Ldelema] = (Op.LoadElementAddress, 0),
        [CilCode.Conv_R_Un] = (Op.ConvertUn, (int)Tag.R8),
    };

    static OpcodeMap()
    {
        for (int i = -1; i <= 8; i++)
        {
            // Constants -1 to 8 carry their value in A; the translator's weight is the same for all.
            Simple[CilCode.Ldc_I4_M1 + i + 1] = (Op.LoadI4, i);
        }

        foreach ((string suffix, Tag tag) in new[]
        {
            ("I1", Tag.I1), ("I2", Tag.I2), ("I4", Tag.I4), ("I8", Tag.I8), ("U1", Tag.U1), ("U2", Tag.U2), ("U4", Tag.U4), ("U8", Tag.U8),
            ("R4", Tag.R4), ("R8", Tag.R8), ("I", Tag.I4), ("U", Tag.U4),
        })
        {
            Add("Conv_" + suffix, Op.Convert, tag);
            Add("Conv_Ovf_" + suffix, Op.Convert, tag);
            Add("Conv_Ovf_" + suffix + "_Un", Op.ConvertUn, tag);
            Add("Ldind_" + suffix, Op.LoadIndirect, tag);
            Add("Stind_" + suffix, Op.StoreIndirect, tag);
            Add("Ldelem_" + suffix, Op.LoadElement, tag);
            Add("Stelem_" + suffix, Op.StoreElement, tag);
        }

        Add("Ldind_Ref", Op.LoadIndirect, Tag.Object);
        Add("Ldobj", Op.LoadIndirect, Tag.Object);
        Add("Stind_Ref", Op.StoreIndirect, Tag.Object);
        Add("Ldelem_Ref", Op.LoadElement, Tag.Object);
        Add("Ldelem_Any", Op.LoadElement, Tag.Object);
        Add("Stelem_Ref", Op.StoreElement, Tag.Object);
    }

    private static void Add(string name, Op op, Tag tag)
    {
        if (Enum.TryParse(name, out CilCode code))
        {
            Simple[code] = (op, (int)tag);
        }
    }
}
