using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

/// <content>Every operation in its general form: rare operands, and all that allocates, calls or throws.</content>
internal sealed partial class Interpreter
{
    private void Slow(DeviceThread thread, Frame frame, in Instruction i)
    {
        Value[] stack = frame.Stack;
        ref int sp = ref frame.StackPointer;
        switch (i.Op)
        {
            case Op.Nop:
                break;
            case Op.LoadLocal:
                Load(frame, stack[frame.Locals + i.A]);
                break;
            case Op.LoadArgument:
                Load(frame, stack[frame.Arguments + i.A]);
                break;
            case Op.LoadLocalAddress:
                stack[sp++] = AddressOf(stack, frame.Locals + i.A);
                break;
            case Op.LoadArgumentAddress:
                stack[sp++] = AddressOf(stack, frame.Arguments + i.A);
                break;
            case Op.LoadR4:
                stack[sp++] = new Value { T = Tag.R4, N = i.N };
                break;
            case Op.LoadR8:
                stack[sp++] = new Value { T = Tag.R8, N = i.N };
                break;
            case Op.LoadNull:
                stack[sp++] = Value.Ref(null);
                break;
            case Op.LoadString:
                stack[sp] = Value.Ref(_heap.NewLiteral((string)frame.Code.Operands[i.A]));
                sp++;
                break;
            case Op.Dup:
                Load(frame, stack[sp - 1]);
                break;
            case Op.Pop:
                sp--;
                break;
            case Op.Add or Op.Sub or Op.Mul or Op.Div or Op.DivUn or Op.Rem or Op.RemUn or Op.Shl or Op.Shr or Op.ShrUn:
                Binary(i.Op, ref stack[sp - 2], stack[sp - 1]);
                sp--;
                break;
            case Op.Neg:
                Arithmetic.Neg(ref stack[sp - 1]);
                break;
            case Op.Not:
                stack[sp - 1].N = ~stack[sp - 1].N;
                break;
            case Op.ConvertUn:
                ConvertUnsigned(ref stack[sp - 1], (Tag)i.A);
                break;
            case Op.Switch:
                sp--;
                var targets = (int[])frame.Code.Operands[i.A];
                if (stack[sp].U4 < (uint)targets.Length)
                {
                    frame.Ip = targets[stack[sp].I4];
                }

                break;
            case Op.Call:
                Call(thread, frame, (DeviceMethod)frame.Code.Operands[i.A], i.N != 0);
                break;
            case Op.CallVirt:
                CallVirtual(thread, frame, (DeviceMethod)frame.Code.Operands[i.A]);
                break;
            case Op.CallDelegate:
                CallDelegate(thread, frame, (DeviceMethod)frame.Code.Operands[i.A]);
                break;
            case Op.NextDelegate:
                NextDelegate(thread, frame);
                break;
            case Op.NewObj:
                NewObject(thread, frame, (DeviceMethod)frame.Code.Operands[i.A]);
                break;
            case Op.Ret:
                Return(thread, frame);
                break;
            case Op.Throw:
                Raise(thread, stack[--sp].O as HeapObject ?? throw DeviceFault.Null());
                break;
            case Op.Rethrow:
                Raise(thread, frame.Caught is { Count: > 0 } caught ? caught[^1].Exception : throw DeviceFault.WrongType());
                break;
            case Op.Leave:
                _cost += _costs.Leave;
                LeaveTo(frame, i.A);
                break;
            case Op.EndFinally:
                EndFinally(thread, frame);
                break;
            case Op.EndFilter:
                EndFilter(thread, frame);
                break;
            case Op.Unsupported:
                throw DeviceFault.Unsupported((string)frame.Code.Operands[i.A]);
            default:
                Object(frame, i);
                break;
        }
    }

    private static void Binary(Op op, ref Value l, in Value r)
    {
        switch (op)
        {
            case Op.Add: Arithmetic.Add(ref l, r); break;
            case Op.Sub: Arithmetic.Sub(ref l, r); break;
            case Op.Mul: Arithmetic.Mul(ref l, r); break;
            case Op.Div: Arithmetic.Div(ref l, r); break;
            case Op.DivUn: Arithmetic.DivUn(ref l, r); break;
            case Op.Rem: Arithmetic.Rem(ref l, r); break;
            case Op.RemUn: Arithmetic.RemUn(ref l, r); break;
            case Op.Shl: Arithmetic.Shl(ref l, r); break;
            case Op.Shr: Arithmetic.Shr(ref l, r); break;
            default: Arithmetic.ShrUn(ref l, r); break;
        }
    }

    private static void ConvertUnsigned(ref Value v, Tag to)
    {
        v.T = v.T switch
        {
            Tag.I4 => Tag.U4,
            Tag.I8 => Tag.U8,
            _ => v.T,
        };
        Arithmetic.Convert(ref v, to);
    }

    /// <summary>Pushes a copy: numbers widened, structs cloned.</summary>
    private void Load(Frame frame, Value value)
    {
        if (value.T == Tag.Object && value.O is Instance { IsLooseStruct: true } source)
        {
            value.O = Clone(source, false);
        }
        else
        {
            Tags.Promote(ref value);
        }

        frame.Stack[frame.StackPointer++] = value;
    }

    /// <summary>The address of a slot; of a struct, which is a reference already, the address of that.</summary>
    private static Value AddressOf(Value[] slots, int index) => slots[index] is { T: Tag.Object, O: Instance { IsLooseStruct: true } target }
        ? new Value { T = Tag.StructRef, O = target }
        : new Value { T = Tag.SlotRef, O = slots, N = index };
}
