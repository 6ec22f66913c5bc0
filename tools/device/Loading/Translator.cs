using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Device.Cost;
using nanoDer.Device.Model;
using CilCode = Mono.Cecil.Cil.Code;
using CilInstruction = Mono.Cecil.Cil.Instruction;
using Instruction = nanoDer.Device.Model.Instruction;

namespace nanoDer.Device.Loading;

/// <summary>Turns the IL of one method into the interpreter's form, with the weight of each instruction.</summary>
internal sealed class Translator
{
    /// <summary>The device's answer to every sizeof.</summary>
    private const int BlockBytes = 12;

    private const int FrameHeaderBlocks = 7;
    private const int MinimumStackBlocks = 10;
    private const int ExtraEvaluationSlots = 3;

    private readonly Resolver _resolver;
    private readonly CostTable _costs;
    private readonly DeviceMethod _method;
    private readonly List<object> _operands = [];
    private readonly Dictionary<CilInstruction, int> _index = [];

    private Translator(Resolver resolver, CostTable costs, DeviceMethod method)
    {
        _resolver = resolver;
        _costs = costs;
        _method = method;
    }

    public static Model.Code Translate(Resolver resolver, CostTable costs, DeviceMethod method) => new Translator(resolver, costs, method).Run();

    private Model.Code Run()
    {
        MethodBody body = _method.Definition.Body;
        for (int i = 0; i < body.Instructions.Count; i++)
        {
            _index.Add(body.Instructions[i], i);
        }

        var instructions = new Instruction[body.Instructions.Count];
        for (int i = 0; i < instructions.Length; i++)
        {
            instructions[i] = Translate(body.Instructions[i]);
            instructions[i].Cost = _costs.Weight(instructions[i]) + _costs.Loose;
        }

        MarkTightLoops(instructions);

        DeviceType[] locals = [.. body.Variables.Select(v => v.VariableType is ByReferenceType or PointerType
            ? _resolver.WellKnown("System.Object") : _resolver.Type(v.VariableType))];
        int depth = StackDepth.Of(body);
        int blocks = Math.Max(MinimumStackBlocks, locals.Length + depth + ExtraEvaluationSlots);
        return new Model.Code
        {
            Instructions = instructions,
            Operands = [.. _operands],
            Locals = [.. locals.Select(l => new Value { T = l.Storage })],
            StructLocals = [.. locals.Select((type, index) => (index, type)).Where(l => l.type.IsStruct)],
            MaxStack = depth + ExtraEvaluationSlots,
            EvaluationSlots = blocks - locals.Length,
            FrameBytes = (FrameHeaderBlocks + blocks) * BlockBytes,
            Handlers = [.. body.ExceptionHandlers.Select(Handler)],
        };
    }

    /// <summary>
    /// In a short loop the device's processor learns the way of the interpreter's dispatch; everywhere else each operation costs a miss.
    /// </summary>
    private void MarkTightLoops(Instruction[] instructions)
    {
        var tight = new bool[instructions.Length];
        for (int i = 0; i < instructions.Length; i++)
        {
            if (instructions[i].Op is >= Op.Br and <= Op.BltUn && instructions[i].A <= i && i - instructions[i].A <= _costs.TightLoop)
            {
                Array.Fill(tight, true, instructions[i].A, i - instructions[i].A + 1);
            }
        }

        for (int i = 0; i < instructions.Length; i++)
        {
            instructions[i].Cost -= tight[i] ? _costs.Loose : 0;
        }
    }

    private Handler Handler(ExceptionHandler handler) => new(
        _index[handler.TryStart],
        End(handler.TryEnd),
        _index[handler.HandlerStart],
        End(handler.HandlerEnd),
        handler.HandlerType switch
        {
            ExceptionHandlerType.Catch => HandlerKind.Catch,
            ExceptionHandlerType.Filter => HandlerKind.Filter,
            ExceptionHandlerType.Finally => HandlerKind.Finally,
            _ => HandlerKind.Fault,
        },
        handler.CatchType is null ? null : _resolver.Type(handler.CatchType),
        handler.FilterStart is null ? -1 : _index[handler.FilterStart]);

    private int End(CilInstruction? instruction) => instruction is null ? _index.Count : _index[instruction];

    private int Operand(object value)
    {
        _operands.Add(value);
        return _operands.Count - 1;
    }

    private int TypeOperand(CilInstruction instruction) => Operand(_resolver.Type((TypeReference)instruction.Operand));

    private Instruction Translate(CilInstruction il)
    {
        CilCode code = il.OpCode.Code;
        if (OpcodeMap.Simple.TryGetValue(code, out (Op Op, int A) simple))
        {
            return new Instruction { Op = simple.Op, A = simple.A, N = simple.A };
        }

        if (OpcodeMap.Branches.TryGetValue(code, out Op branch))
        {
            return new Instruction { Op = branch, A = _index[(CilInstruction)il.Operand] };
        }

        switch (code)
        {
            case CilCode.Ldarg or CilCode.Ldarg_S:
                return new Instruction { Op = Op.LoadArgument, A = Argument(il) };
            case CilCode.Starg or CilCode.Starg_S:
                return new Instruction { Op = Op.StoreArgument, A = Argument(il) };
            case CilCode.Ldarga or CilCode.Ldarga_S:
                return new Instruction { Op = Op.LoadArgumentAddress, A = Argument(il) };
            case CilCode.Ldloc or CilCode.Ldloc_S:
                return new Instruction { Op = Op.LoadLocal, A = Local(il) };
            case CilCode.Stloc or CilCode.Stloc_S:
                return new Instruction { Op = Op.StoreLocal, A = Local(il) };
            case CilCode.Ldloca or CilCode.Ldloca_S:
                return new Instruction { Op = Op.LoadLocalAddress, A = Local(il) };
            case CilCode.Ldc_I4:
                return new Instruction { Op = Op.LoadI4, N = (int)il.Operand };
            case CilCode.Ldc_I4_S:
                return new Instruction { Op = Op.LoadI4, N = (sbyte)il.Operand };
            case CilCode.Ldc_I8:
                return new Instruction { Op = Op.LoadI8, N = (long)il.Operand };
            case CilCode.Ldc_R4:
                return new Instruction { Op = Op.LoadR4, N = (uint)BitConverter.SingleToInt32Bits((float)il.Operand) };
            case CilCode.Ldc_R8:
                return new Instruction { Op = Op.LoadR8, N = BitConverter.DoubleToInt64Bits((double)il.Operand) };
            case CilCode.Ldstr:
                return new Instruction { Op = Op.LoadString, A = Operand(Cut((string)il.Operand)) };
            case CilCode.Switch:
                return new Instruction { Op = Op.Switch, A = Operand(((CilInstruction[])il.Operand).Select(t => _index[t]).ToArray()) };
            case CilCode.Call or CilCode.Callvirt:
                return Call((MethodReference)il.Operand, code == CilCode.Callvirt);
            case CilCode.Newobj:
                return new Instruction { Op = Op.NewObj, A = Operand(_resolver.Method((MethodReference)il.Operand)) };
            case CilCode.Ldftn:
                return new Instruction { Op = Op.LoadFunction, A = Operand(_resolver.Method((MethodReference)il.Operand)) };
            case CilCode.Ldvirtftn:
                return new Instruction { Op = Op.LoadVirtualFunction, A = Operand(_resolver.Method((MethodReference)il.Operand)) };
            case CilCode.Ldfld:
                return Field(Op.LoadField, il);
            case CilCode.Ldflda:
                return Field(Op.LoadFieldAddress, il);
            case CilCode.Stfld:
                return Field(Op.StoreField, il);
            case CilCode.Ldsfld:
                return Field(Op.LoadStatic, il);
            case CilCode.Ldsflda:
                return Field(Op.LoadStaticAddress, il);
            case CilCode.Stsfld:
                return Field(Op.StoreStatic, il);
            case CilCode.Newarr:
                return new Instruction { Op = Op.NewArray, A = Operand(_resolver.ArrayOf(_resolver.Type((TypeReference)il.Operand))) };
            case CilCode.Initobj:
                return new Instruction { Op = Op.InitObject, A = TypeOperand(il) };
            case CilCode.Box:
                return new Instruction { Op = Op.Box, A = TypeOperand(il) };
            case CilCode.Unbox:
                return new Instruction { Op = Op.Unbox, A = TypeOperand(il) };
            case CilCode.Unbox_Any:
                return new Instruction { Op = Op.UnboxAny, A = TypeOperand(il) };
            case CilCode.Castclass:
                return new Instruction { Op = Op.CastClass, A = TypeOperand(il) };
            case CilCode.Isinst:
                return new Instruction { Op = Op.IsInstance, A = TypeOperand(il) };
            case CilCode.Sizeof:
                return new Instruction { Op = Op.SizeOf, N = BlockBytes };
            case CilCode.Ldtoken:
                return new Instruction { Op = Op.LoadToken, A = Operand(Token(il.Operand)) };
            default:
                return new Instruction { Op = Op.Unsupported, A = Operand(il.OpCode.Name) };
        }
    }

    /// <summary>The device's text ends at the first NUL.</summary>
    private static string Cut(string text)
    {
        int end = text.IndexOf('\0');
        return end < 0 ? text : text[..end];
    }

    private static int Argument(CilInstruction il) => ((ParameterDefinition)il.Operand).Sequence;

    private static int Local(CilInstruction il) => ((VariableDefinition)il.Operand).Index;

    private object Token(object operand) => operand switch
    {
        TypeReference type => _resolver.Type(type),
        FieldReference field => _resolver.Field(field),
        _ => _resolver.Method((MethodReference)operand),
    };

    private Instruction Field(Op op, CilInstruction il)
    {
        DeviceField field = _resolver.Field((FieldReference)il.Operand);
        return new Instruction { Op = op, A = field.Index, N = field.Type.IsStruct ? 1 : 0 };
    }

    private Instruction Call(MethodReference reference, bool isVirtual)
    {
        DeviceMethod method = _resolver.Method(reference);
        if (method.IsDelegateInvoke)
        {
            return new Instruction { Op = Op.CallDelegate, A = Operand(method), N = method.ArgumentCount };
        }

        // A call of a method that is not virtual still refuses null; N says so.
        return isVirtual && method.IsVirtual
            ? new Instruction { Op = Op.CallVirt, A = Operand(method), N = method.ArgumentCount }
            : new Instruction { Op = Op.Call, A = Operand(method), N = isVirtual ? 1 : 0 };
    }
}
