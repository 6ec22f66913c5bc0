using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

/// <content>The inner loop: what programs do most, on the operands they mostly have. Everything else is in the slow part.</content>
internal sealed partial class Interpreter
{
    /// <summary>Runs the thread's top frame and those that it calls until the slice is over, the thread waits, or it ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Loop(DeviceThread thread)
    {
        Frame frame;
        ref Instruction code = ref Unsafe.NullRef<Instruction>();
        ref Value stack = ref Unsafe.NullRef<Value>();
        int arguments, locals, sp, ip;
        long pending = 0;
        long[]? counts = _counts;

    Reload:
        if (thread.Top is null || thread.Status != ThreadStatus.Ready || _cost >= _until)
        {
            return;
        }

        frame = thread.Top;
        code = ref MemoryMarshal.GetArrayDataReference(frame.Code.Instructions);
        stack = ref MemoryMarshal.GetArrayDataReference(frame.Stack);
        arguments = frame.Arguments;
        locals = frame.Locals;
        sp = frame.StackPointer;
        ip = frame.Ip;

        while (true)
        {
            ref Instruction i = ref Unsafe.Add(ref code, ip);
            ip++;
            pending += i.Cost;
            if (counts is not null)
            {
                counts[(int)i.Op]++;
            }

            switch (i.Op)
            {
                case Op.LoadLocal:
                case Op.LoadArgument:
                {
                    ref Value from = ref Unsafe.Add(ref stack, (i.Op == Op.LoadLocal ? locals : arguments) + i.A);
                    ref Value to = ref Unsafe.Add(ref stack, sp);
                    if (from.T >= Tag.Object)
                    {
                        if (from.T == Tag.Object && from.O is not null && Unsafe.As<HeapObject>(from.O).IsLooseStruct)
                        {
                            goto Slow;
                        }

                        to = from;
                        sp++;
                        continue;
                    }

                    to.N = from.N;
                    to.T = from.T;
                    sp++;
                    if (from.T < Tag.I4)
                    {
                        Tags.Promote(ref to);
                    }

                    continue;
                }

                case Op.StoreLocal:
                case Op.StoreArgument:
                {
                    sp--;
                    ref Value to = ref Unsafe.Add(ref stack, (i.Op == Op.StoreLocal ? locals : arguments) + i.A);
                    ref Value from = ref Unsafe.Add(ref stack, sp);
                    if (to.T <= Tag.R8)
                    {
                        to.N = from.N;
                    }
                    else
                    {
                        to = from;
                    }

                    continue;
                }

                case Op.LoadI4:
                {
                    ref Value to = ref Unsafe.Add(ref stack, sp++);
                    to.N = i.N;
                    to.T = Tag.I4;
                    continue;
                }

                case Op.LoadI8:
                {
                    ref Value to = ref Unsafe.Add(ref stack, sp++);
                    to.N = i.N;
                    to.T = Tag.I8;
                    continue;
                }

                case Op.Add:
                {
                    ref Value l = ref Unsafe.Add(ref stack, sp - 2);
                    long sum = l.N + Unsafe.Add(ref stack, sp - 1).N;
                    switch (l.T)
                    {
                        case Tag.I4: l.N = (int)sum; break;
                        case Tag.U4: l.N = (uint)sum; break;
                        case Tag.I8 or Tag.U8: l.N = sum; break;
                        default: goto Slow;
                    }

                    sp--;
                    continue;
                }

                case Op.Sub:
                {
                    ref Value l = ref Unsafe.Add(ref stack, sp - 2);
                    long difference = l.N - Unsafe.Add(ref stack, sp - 1).N;
                    switch (l.T)
                    {
                        case Tag.I4: l.N = (int)difference; break;
                        case Tag.U4: l.N = (uint)difference; break;
                        case Tag.I8 or Tag.U8: l.N = difference; break;
                        default: goto Slow;
                    }

                    sp--;
                    continue;
                }

                case Op.Mul:
                {
                    ref Value l = ref Unsafe.Add(ref stack, sp - 2);
                    long product = l.N * Unsafe.Add(ref stack, sp - 1).N;
                    switch (l.T)
                    {
                        case Tag.I4: l.N = (int)product; break;
                        case Tag.U4: l.N = (uint)product; break;
                        case Tag.I8 or Tag.U8: l.N = product; break;
                        default: goto Slow;
                    }

                    sp--;
                    continue;
                }

                case Op.And:
                    sp--;
                    Unsafe.Add(ref stack, sp - 1).N &= Unsafe.Add(ref stack, sp).N;
                    continue;

                case Op.Or:
                    sp--;
                    Unsafe.Add(ref stack, sp - 1).N |= Unsafe.Add(ref stack, sp).N;
                    continue;

                case Op.Xor:
                    sp--;
                    Unsafe.Add(ref stack, sp - 1).N ^= Unsafe.Add(ref stack, sp).N;
                    continue;

                case Op.Shl:
                {
                    ref Value l = ref Unsafe.Add(ref stack, sp - 2);
                    int count = (int)Unsafe.Add(ref stack, sp - 1).N;
                    switch (l.T)
                    {
                        case Tag.I4: l.N = (int)l.N << count; break;
                        case Tag.U4: l.N = (uint)l.N << count; break;
                        case Tag.I8 or Tag.U8: l.N <<= count; break;
                        default: goto Slow;
                    }

                    sp--;
                    continue;
                }

                case Op.Shr:
                case Op.ShrUn:
                {
                    ref Value l = ref Unsafe.Add(ref stack, sp - 2);
                    int count = (int)Unsafe.Add(ref stack, sp - 1).N;
                    switch (l.T)
                    {
                        case Tag.I4: l.N = i.Op == Op.Shr ? (int)l.N >> count : (int)((uint)l.N >> count); break;
                        case Tag.U4: l.N = (uint)l.N >> count; break;
                        case Tag.I8: l.N = i.Op == Op.Shr ? l.N >> count : (long)((ulong)l.N >> count); break;
                        case Tag.U8: l.N = (long)((ulong)l.N >> count); break;
                        default: goto Slow;
                    }

                    sp--;
                    continue;
                }

                case Op.Convert:
                {
                    ref Value v = ref Unsafe.Add(ref stack, sp - 1);
                    if (v.T is Tag.I4 or Tag.U4)
                    {
                        switch ((Tag)i.A)
                        {
                            case Tag.U1: v.N = (byte)v.N; v.T = Tag.I4; continue;
                            case Tag.U2: v.N = (ushort)v.N; v.T = Tag.I4; continue;
                            case Tag.I4: v.N = (int)v.N; v.T = Tag.I4; continue;
                            case Tag.U4: v.N = (uint)v.N; v.T = Tag.U4; continue;
                            case Tag.U8: v.N = (uint)v.N; v.T = Tag.U8; continue;
                        }
                    }

                    Arithmetic.Convert(ref v, (Tag)i.A);
                    continue;
                }

                case Op.Br:
                    goto Branch;

                case Op.BrTrue:
                case Op.BrFalse:
                {
                    sp--;
                    ref Value v = ref Unsafe.Add(ref stack, sp);
                    bool zero = v.T == Tag.I4 ? (int)v.N == 0 : Arithmetic.IsZero(v);
                    if (zero != (i.Op == Op.BrFalse))
                    {
                        continue;
                    }

                    goto Branch;
                }

                case Op.Blt or Op.Bge or Op.Bgt or Op.Ble or Op.Beq or Op.BneUn or Op.BltUn or Op.BgeUn or Op.BgtUn or Op.BleUn:
                {
                    sp -= 2;
                    ref Value l = ref Unsafe.Add(ref stack, sp);
                    ref Value r = ref Unsafe.Add(ref stack, sp + 1);
                    int order = l.T == Tag.I4 && r.T == Tag.I4
                        ? (i.Op >= Op.BneUn && IsUnsigned(i.Op) ? ((uint)l.N).CompareTo((uint)r.N) : ((int)l.N).CompareTo((int)r.N))
                        : Arithmetic.Compare(l, r, !IsUnsigned(i.Op));
                    bool taken = i.Op switch
                    {
                        Op.Beq => order == 0,
                        Op.BneUn => order != 0,
                        Op.Bge or Op.BgeUn => order >= 0,
                        Op.Bgt or Op.BgtUn => order > 0,
                        Op.Ble or Op.BleUn => order <= 0,
                        _ => order < 0,
                    };
                    if (!taken)
                    {
                        continue;
                    }

                    goto Branch;
                }

                case Op.Ceq or Op.Clt or Op.CltUn or Op.Cgt or Op.CgtUn:
                {
                    sp--;
                    ref Value l = ref Unsafe.Add(ref stack, sp - 1);
                    int order = Arithmetic.Compare(l, Unsafe.Add(ref stack, sp), i.Op is not (Op.CltUn or Op.CgtUn));
                    l.N = i.Op switch
                    {
                        Op.Ceq => order == 0 ? 1 : 0,
                        Op.Clt or Op.CltUn => order < 0 ? 1 : 0,
                        _ => order > 0 ? 1 : 0,
                    };
                    l.T = Tag.I4;
                    continue;
                }

                case Op.LoadField:
                {
                    ref Value at = ref Unsafe.Add(ref stack, sp - 1);
                    if (at.T is not (Tag.Object or Tag.StructRef) || at.O is not Instance owner || (uint)i.A >= (uint)owner.Fields.Length)
                    {
                        goto Slow;
                    }

                    ref Value field = ref owner.Fields[i.A];
                    if (field.T == Tag.Object && i.N != 0)
                    {
                        goto Slow;
                    }

                    at.N = field.N;
                    at.T = field.T;
                    if (field.T >= Tag.Object)
                    {
                        at.O = field.O;
                    }
                    else if (field.T < Tag.I4)
                    {
                        Tags.Promote(ref at);
                    }

                    continue;
                }

                case Op.StoreField:
                {
                    ref Value at = ref Unsafe.Add(ref stack, sp - 2);
                    if (at.T is not (Tag.Object or Tag.StructRef) || at.O is not Instance owner || (uint)i.A >= (uint)owner.Fields.Length)
                    {
                        goto Slow;
                    }

                    sp -= 2;
                    Tags.AssignPreservingType(ref owner.Fields[i.A], Unsafe.Add(ref stack, sp + 1));
                    continue;
                }

                case Op.LoadStatic:
                {
                    if (i.N != 0)
                    {
                        goto Slow;
                    }

                    ref Value from = ref _statics[i.A];
                    ref Value to = ref Unsafe.Add(ref stack, sp++);
                    to = from;
                    if (from.T < Tag.I4)
                    {
                        Tags.Promote(ref to);
                    }

                    continue;
                }

                case Op.StoreStatic:
                    sp--;
                    Tags.AssignPreservingType(ref _statics[i.A], Unsafe.Add(ref stack, sp));
                    continue;

                case Op.LoadElement:
                {
                    ref Value at = ref Unsafe.Add(ref stack, sp - 2);
                    int index = (int)Unsafe.Add(ref stack, sp - 1).N;
                    if (at.T != Tag.Object || at.O is not ArrayObject array || (uint)index >= (uint)array.Length || array.Element == Tag.Object)
                    {
                        goto Slow;
                    }

                    array.Load(index, ref at);
                    sp--;
                    continue;
                }

                case Op.StoreElement:
                {
                    ref Value at = ref Unsafe.Add(ref stack, sp - 3);
                    int index = (int)Unsafe.Add(ref stack, sp - 2).N;
                    if (at.T != Tag.Object || at.O is not ArrayObject array || (uint)index >= (uint)array.Length || array.Element == Tag.Object)
                    {
                        goto Slow;
                    }

                    sp -= 3;
                    array.Store(index, Unsafe.Add(ref stack, sp + 2));
                    continue;
                }

                default:
                    goto Slow;
            }

        Branch:
            if (i.A < ip && _cost + pending >= _until)
            {
                frame.Ip = i.A;
                frame.StackPointer = sp;
                _cost += pending;
                return;
            }

            ip = i.A;
            continue;

        Slow:
            frame.Ip = ip;
            frame.StackPointer = sp;
            _cost += pending;
            pending = 0;
            Slow(thread, frame, i);
            if (!ReferenceEquals(thread.Top, frame) || thread.Status != ThreadStatus.Ready)
            {
                goto Reload;
            }

            sp = frame.StackPointer;
            ip = frame.Ip;
        }
    }

    private static bool IsUnsigned(Op op) => op is Op.BneUn or Op.BgeUn or Op.BgtUn or Op.BleUn or Op.BltUn;
}
