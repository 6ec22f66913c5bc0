using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

/// <content>Fields, arrays, addresses, boxing and casts.</content>
internal sealed partial class Interpreter
{
    private void Object(Frame frame, in Instruction i)
    {
        Value[] stack = frame.Stack;
        ref int sp = ref frame.StackPointer;
        switch (i.Op)
        {
            case Op.LoadField:
                stack[sp - 1] = Copied(FieldOf(stack[sp - 1], i.A));
                break;
            case Op.LoadFieldAddress:
                stack[sp - 1] = FieldAddress(stack[sp - 1], i.A);
                break;
            case Op.StoreField:
                sp -= 2;
                StoreField(stack[sp], i.A, stack[sp + 1]);
                break;
            case Op.LoadStatic:
                Load(frame, _statics[i.A]);
                break;
            case Op.LoadStaticAddress:
                stack[sp++] = AddressOf(_statics, i.A);
                break;
            case Op.LoadElement:
                sp--;
                Element(stack[sp - 1], stack[sp].I4).Load(stack[sp].I4, ref stack[sp - 1]);
                stack[sp - 1] = Copied(stack[sp - 1]);
                break;
            case Op.LoadElementAddress:
                sp--;
                stack[sp - 1] = ElementAddress(Element(stack[sp - 1], stack[sp].I4), stack[sp].I4);
                break;
            case Op.StoreElement:
                sp -= 3;
                StoreElement(Element(stack[sp], stack[sp + 1].I4), stack[sp + 1].I4, stack[sp + 2]);
                break;
            case Op.LoadLength:
                stack[sp - 1] = Value.Int((stack[sp - 1].O as ArrayObject ?? throw DeviceFault.Null()).Length);
                break;
            case Op.NewArray:
                ArrayObject array = _heap.NewArray((DeviceType)frame.Code.Operands[i.A], stack[sp - 1].I4);
                _cost += _costs.ArrayAllocation(array.Size);
                stack[sp - 1] = Value.Ref(array);
                break;
            case Op.LoadIndirect:
                stack[sp - 1] = Copied(ReadThrough(stack[sp - 1]));
                break;
            case Op.StoreIndirect:
            case Op.StoreObject:
                sp -= 2;
                WriteThrough(stack[sp], stack[sp + 1]);
                break;
            case Op.InitObject:
                sp--;
                Zero(stack[sp], (DeviceType)frame.Code.Operands[i.A]);
                break;
            case Op.Box:
                stack[sp - 1] = Box((DeviceType)frame.Code.Operands[i.A], stack[sp - 1]);
                break;
            case Op.Unbox:
                stack[sp - 1] = UnboxAddress((DeviceType)frame.Code.Operands[i.A], stack[sp - 1]);
                break;
            case Op.UnboxAny:
                stack[sp - 1] = UnboxAny((DeviceType)frame.Code.Operands[i.A], stack[sp - 1]);
                break;
            case Op.CastClass:
                if (stack[sp - 1].O is HeapObject cast && !cast.Type.IsAssignableTo((DeviceType)frame.Code.Operands[i.A]))
                {
                    throw DeviceFault.Cast();
                }

                break;
            case Op.IsInstance:
                if (stack[sp - 1].O is HeapObject tested && !tested.Type.IsAssignableTo((DeviceType)frame.Code.Operands[i.A]))
                {
                    stack[sp - 1] = Value.Ref(null);
                }

                break;
            case Op.LoadFunction:
                stack[sp] = Value.Ref(NewDelegate((DeviceMethod)frame.Code.Operands[i.A]));
                sp++;
                break;
            case Op.LoadVirtualFunction:
                HeapObject target = stack[sp - 1].O as HeapObject ?? throw DeviceFault.Null();
                stack[sp - 1] = Value.Ref(NewDelegate(target.Type.FindVirtual((DeviceMethod)frame.Code.Operands[i.A]) ?? throw DeviceFault.WrongType()));
                break;
            case Op.LoadToken:
                stack[sp++] = new Value { T = Tag.Token, O = frame.Code.Operands[i.A] };
                break;
            case Op.SizeOf:
                stack[sp++] = Value.Int((int)i.N);
                break;
            default:
                throw new InvalidOperationException($"{i.Op} has no implementation.");
        }
    }

    private DelegateObject NewDelegate(DeviceMethod method)
    {
        DelegateObject made = _heap.NewDelegate(_machine.Known.Delegate, method);
        _cost += _costs.Allocation(made.Size);
        return made;
    }

    private Value Copied(Value value)
    {
        if (value.T == Tag.Object)
        {
            if (value.O is Instance { IsLooseStruct: true } source)
            {
                value.O = Clone(source, false);
            }
        }
        else
        {
            Tags.Promote(ref value);
        }

        return value;
    }

    /// <summary>The value that an address leads to. Anything else stands for itself.</summary>
    internal static Value ReadThrough(in Value address)
    {
        switch (address.T)
        {
            case Tag.SlotRef:
                return ((Value[])address.O!)[address.N];
            case Tag.FieldRef:
                return ((Instance)address.O!).Fields[address.N];
            case Tag.ArrayRef:
                Value element = default;
                ((ArrayObject)address.O!).Load((int)address.N, ref element);
                return element;
            case Tag.StructRef:
                return Value.Ref((Instance)address.O!);
            case Tag.Object when address.O is null:
                throw DeviceFault.Null();
            case Tag.Object when address.O is Instance { Boxed: true, Type.IsStruct: false } boxed:
                return new Value { T = boxed.Type.Storage, N = boxed.Fields[0].N };
            default:
                return address;
        }
    }

    /// <summary>Stores through an address. A plain slot takes the value's own tag: addresses do not keep types.</summary>
    internal static void WriteThrough(in Value address, Value value)
    {
        Tags.Promote(ref value);
        switch (address.T)
        {
            case Tag.SlotRef:
                Assign(ref ((Value[])address.O!)[address.N], value);
                break;
            case Tag.FieldRef:
                Assign(ref ((Instance)address.O!).Fields[address.N], value);
                break;
            case Tag.ArrayRef:
                StoreElement((ArrayObject)address.O!, (int)address.N, value);
                break;
            case Tag.StructRef:
                CopyStruct((Instance)address.O!, value);
                break;
            case Tag.Object when address.O is Instance { IsLooseStruct: true } target:
                CopyStruct(target, value);
                break;
            default:
                throw address.O is null ? DeviceFault.Null() : DeviceFault.WrongType();
        }
    }

    private static void Assign(ref Value place, in Value value)
    {
        if (place is { T: Tag.Object, O: Instance { IsLooseStruct: true } target } && value.O is Instance)
        {
            CopyStruct(target, value);
        }
        else
        {
            place = value;
        }
    }

    private static void CopyStruct(Instance target, in Value value)
    {
        if (value.O is not Instance source || source.Type != target.Type)
        {
            throw DeviceFault.WrongType();
        }

        for (int i = 0; i < target.Fields.Length; i++)
        {
            Assign(ref target.Fields[i], source.Fields[i]);
        }

        target.Host = source.Host;
    }

    private static Value FieldOf(in Value at, int index)
    {
        Value owner = at.T is Tag.Object or Tag.StructRef ? at : ReadThrough(at);
        if (owner.T is Tag.DateTime or Tag.TimeSpan)
        {
            return Value.Long(owner.N);
        }

        return owner.T < Tag.Object ? owner : owner.O is Instance instance ? instance.Fields[index] : throw DeviceFault.Null();
    }

    private static Value FieldAddress(in Value at, int index)
    {
        Value owner = at.T is Tag.Object or Tag.StructRef ? at : ReadThrough(at);
        if (owner.T < Tag.Object)
        {
            // The only field of a number is the number.
            return at;
        }

        Instance instance = owner.O as Instance ?? throw DeviceFault.Null();
        return instance.Fields[index] is { T: Tag.Object, O: Instance { IsLooseStruct: true } inner }
            ? new Value { T = Tag.StructRef, O = inner }
            : new Value { T = Tag.FieldRef, O = instance, N = index };
    }

    private static void StoreField(in Value at, int index, in Value value)
    {
        if (at.T is Tag.SlotRef or Tag.FieldRef)
        {
            ref Value slot = ref at.T == Tag.SlotRef ? ref ((Value[])at.O!)[at.N] : ref ((Instance)at.O!).Fields[at.N];
            if (slot.T is Tag.DateTime or Tag.TimeSpan || slot.T < Tag.Object)
            {
                slot.N = value.N;
                return;
            }

            StoreField(slot, index, value);
            return;
        }

        Instance instance = at.O as Instance ?? throw DeviceFault.Null();
        Tags.AssignPreservingType(ref instance.Fields[index], value);
    }

    private static ArrayObject Element(in Value at, int index)
    {
        ArrayObject array = at.O as ArrayObject ?? throw DeviceFault.Null();
        return (uint)index < (uint)array.Length ? array : throw DeviceFault.Index();
    }

    private static Value ElementAddress(ArrayObject array, int index) => array.Element == Tag.Object && array.Items[index] is Instance { IsLooseStruct: true } target
        ? new Value { T = Tag.StructRef, O = target }
        : new Value { T = Tag.ArrayRef, O = array, N = index };

    private static void StoreElement(ArrayObject array, int index, in Value value)
    {
        if (array.Element != Tag.Object)
        {
            array.Store(index, ReadThrough(value));
            return;
        }

        if (array.Items[index] is Instance { IsLooseStruct: true } target)
        {
            CopyStruct(target, value);
            return;
        }

        if (value.O is HeapObject stored && !stored.Type.IsAssignableTo(array.Type.Element!))
        {
            throw DeviceFault.WrongType();
        }

        array.Items[index] = (HeapObject?)value.O;
    }

    private static void Zero(in Value at, DeviceType type)
    {
        switch (at.T)
        {
            case Tag.StructRef:
                ZeroStruct((Instance)at.O!);
                break;
            case Tag.SlotRef or Tag.FieldRef:
                ref Value slot = ref at.T == Tag.SlotRef ? ref ((Value[])at.O!)[at.N] : ref ((Instance)at.O!).Fields[at.N];
                slot = slot.T < Tag.Object ? new Value { T = slot.T } : new Value { T = type.Storage };
                break;
            case Tag.ArrayRef:
                ((ArrayObject)at.O!).Store((int)at.N, new Value { T = type.Storage });
                break;
            default:
                ZeroStruct(at.O as Instance ?? throw DeviceFault.Null());
                break;
        }
    }

    private static void ZeroStruct(Instance target)
    {
        for (int i = 0; i < target.Fields.Length; i++)
        {
            ref Value field = ref target.Fields[i];
            if (field is { T: Tag.Object, O: Instance { IsLooseStruct: true } inner })
            {
                ZeroStruct(inner);
            }
            else
            {
                field = new Value { T = field.T };
            }
        }
    }

    internal Value Box(DeviceType type, in Value value)
    {
        Value source = value.T is Tag.SlotRef or Tag.FieldRef or Tag.ArrayRef or Tag.StructRef ? ReadThrough(value) : value;
        if (type.Storage is not Tag.Object)
        {
            _cost += _costs.Allocation(24);
            return Value.Ref(_heap.Box(type, source));
        }

        return source.O is Instance { IsLooseStruct: true } loose ? Value.Ref(Clone(loose, true)) : source;
    }

    /// <summary>A field's value as reflection gives it.</summary>
    internal Value BoxField(DeviceType type, in Value value) => type.IsValueType ? Box(type, value) : value;

    private static Instance Boxed(DeviceType type, in Value value)
    {
        if (value.O is null)
        {
            throw DeviceFault.Null();
        }

        return value.O is Instance { Boxed: true } boxed
            && (boxed.Type == type || (!type.IsStruct && !boxed.Type.IsStruct && boxed.Fields[0].T == type.Storage))
            ? boxed
            : throw DeviceFault.Cast();
    }

    private static Value UnboxAddress(DeviceType type, in Value value)
    {
        Instance boxed = Boxed(type, value);
        return type.IsStruct ? new Value { T = Tag.StructRef, O = boxed } : new Value { T = Tag.FieldRef, O = boxed };
    }

    private Value UnboxAny(DeviceType type, in Value value)
    {
        if (!type.IsValueType)
        {
            return value.O is HeapObject cast && !cast.Type.IsAssignableTo(type) ? throw DeviceFault.Cast() : value;
        }

        Instance boxed = Boxed(type, value);
        if (type.IsStruct)
        {
            return Value.Ref(Clone(boxed, false));
        }

        var result = new Value { T = type.Storage, N = boxed.Fields[0].N };
        Tags.Promote(ref result);
        return result;
    }
}
