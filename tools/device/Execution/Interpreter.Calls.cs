using nanoDer.Device.Memory;
using nanoDer.Device.Model;
using nanoDer.Device.Natives;

namespace nanoDer.Device.Execution;

/// <content>Calls, constructors, delegates and returns.</content>
internal sealed partial class Interpreter
{
    private void Call(DeviceThread thread, Frame frame, DeviceMethod method, bool refuseNull)
    {
        if (refuseNull && frame.Stack[frame.StackPointer - method.ArgumentCount] is { T: Tag.Object, O: null })
        {
            throw DeviceFault.Null();
        }

        Invoke(thread, frame, method, FrameKind.None);
    }

    private void CallVirtual(DeviceThread thread, Frame frame, DeviceMethod method)
    {
        _cost += _costs.VirtualLookup;
        DeviceType type = TypeOf(frame.Stack[frame.StackPointer - method.ArgumentCount]);
        Invoke(thread, frame, type.FindVirtual(method) ?? throw DeviceFault.WrongType(), FrameKind.None);
    }

    /// <summary>The type that virtual calls and type tests see: behind an address, by tag.</summary>
    internal DeviceType TypeOf(in Value value)
    {
        switch (value.T)
        {
            case Tag.Object or Tag.StructRef:
                return (value.O as HeapObject ?? throw DeviceFault.Null()).Type;
            case Tag.SlotRef or Tag.FieldRef:
                ref Value slot = ref value.T == Tag.SlotRef ? ref ((Value[])value.O!)[value.N] : ref ((Instance)value.O!).Fields[value.N];
                return TypeOf(slot);
            case Tag.ArrayRef:
                var array = (ArrayObject)value.O!;
                return array.Element == Tag.Object ? (array.Items[value.N] ?? throw DeviceFault.Null()).Type : _machine.Known.OfTag(array.Element);
            default:
                return _machine.Known.OfTag(value.T);
        }
    }

    /// <summary>Enters a method whose arguments are on the caller's stack.</summary>
    private void Invoke(DeviceThread thread, Frame caller, DeviceMethod method, FrameKind kind)
    {
        if (method.Native is not null || method.Definition.IsInternalCall)
        {
            CallNative(thread, caller, method);
            return;
        }

        if (method.IsAbstract)
        {
            throw DeviceFault.WrongType();
        }

        Code code = method.Code ?? _machine.CodeOf(method);
        if (kind == FrameKind.None && IsInlined(caller, method, code))
        {
            kind = FrameKind.Inline;
            _cost += _costs.CallInline;
        }
        else
        {
            _cost += _costs.CallFrame;
        }

        Attribute(caller.Method);
        Frame frame = thread.Push(method, code, kind);
        Enter(frame, code);
        _machine.NoteDepth(thread.Depth);
    }

    /// <summary>
    /// The device runs an instance method in its caller's frame when the caller is not itself run so, and there is room.
    /// </summary>
    private static bool IsInlined(Frame caller, DeviceMethod method, Code code)
    {
        if ((caller.Kind & FrameKind.Inline) != 0 || method.IsStatic || method.IsConstructor || method.Name == "Finalize")
        {
            return false;
        }

        int room = caller.Code.EvaluationSlots - (caller.StackPointer - caller.Evaluation) + 1;
        return room > method.ArgumentCount + code.Locals.Length + (code.MaxStack - 3) + 2;
    }

    private void CallNative(DeviceThread thread, Frame frame, DeviceMethod method)
    {
        NativeHandler handler = method.Native ?? _machine.Bind(method);
        Attribute(frame.Method);
        int arguments = frame.StackPointer - method.ArgumentCount;
        long allocated = _heap.AllocatedBytes;
        var call = new NativeCall(_machine, thread, frame, method, arguments);
        handler(ref call);
        _cost += method.NativeCost + call.Cost + _costs.NativeAllocation(_heap.AllocatedBytes - allocated);
        method.Calls++;
        Attribute(method);
        if (call.Handled)
        {
            return;
        }

        frame.StackPointer = arguments;
        if (method.HasResult)
        {
            Tags.Promote(ref call.Result);
            frame.Stack[frame.StackPointer++] = call.Result;
        }
    }

    private void CallDelegate(DeviceThread thread, Frame frame, DeviceMethod invoke)
    {
        int at = frame.StackPointer - invoke.ArgumentCount;
        var target = frame.Stack[at].O as DelegateObject ?? throw DeviceFault.Null();
        if (target.List is { } list)
        {
            // A frame of its own keeps the arguments while the methods are called one after another.
            Frame multicast = thread.Push(invoke, Code.Multicast, FrameKind.Multicast);
            multicast.Delegates = list;
            multicast.NextDelegate = 0;
            Enter(multicast, Code.Multicast);
            _cost += _costs.CallFrame;
            return;
        }

        _cost += _costs.DelegateLookup;
        if (target.Method.IsStatic)
        {
            Array.Copy(frame.Stack, at + 1, frame.Stack, at, invoke.ArgumentCount - 1);
            frame.StackPointer--;
        }
        else
        {
            frame.Stack[at] = target.Target;
        }

        Invoke(thread, frame, target.Method, FrameKind.None);
    }

    private void NextDelegate(DeviceThread thread, Frame frame)
    {
        if (frame.NextDelegate == frame.Delegates!.Length)
        {
            Return(thread, frame);
            return;
        }

        DelegateObject next = frame.Delegates[frame.NextDelegate++];
        frame.Ip = 0;
        frame.StackPointer = frame.Evaluation;
        if (!next.Method.IsStatic)
        {
            frame.Stack[frame.StackPointer++] = next.Target;
        }

        for (int i = 1; i < frame.Method.ArgumentCount; i++)
        {
            frame.Stack[frame.StackPointer++] = frame.Stack[frame.Arguments + i];
        }

        Invoke(thread, frame, next.Method, FrameKind.None);
    }

    private void NewObject(DeviceThread thread, Frame frame, DeviceMethod constructor)
    {
        Value[] stack = frame.Stack;
        int count = constructor.ArgumentCount - 1;
        DeviceType type = constructor.Owner;
        if (type.IsDelegate)
        {
            var made = (DelegateObject)stack[frame.StackPointer - 1].O!;
            made.Type = type;
            if (!made.Method.IsStatic)
            {
                made.Target = stack[frame.StackPointer - 2];
            }

            frame.StackPointer--;
            stack[frame.StackPointer - 1] = Value.Ref(made);
            return;
        }

        int at = frame.StackPointer - count;
        bool isDate = type.Storage is Tag.DateTime or Tag.TimeSpan;
        int shift = isDate ? 2 : 1;
        Array.Copy(stack, at, stack, at + shift, count);
        frame.StackPointer += shift;
        if (isDate)
        {
            // Dates are bare numbers: the constructor gets the address of the slot that becomes the result.
            stack[at] = new Value { T = type.Storage };
            stack[at + 1] = new Value { T = Tag.SlotRef, O = stack, N = at };
            Invoke(thread, frame, constructor, FrameKind.DropResult);
            return;
        }

        stack[at] = Value.Ref(null);
        if (constructor.Definition.IsInternalCall && type == _machine.Known.String)
        {
            CallNativeConstructor(thread, frame, constructor);
            return;
        }

        Instance instance = New(type);
        stack[at] = new Value { T = type.IsStruct ? Tag.StructRef : Tag.Object, O = instance };
        if (constructor.Definition.IsInternalCall)
        {
            CallNative(thread, frame, constructor);
            stack[frame.StackPointer++] = Value.Ref(instance);
            return;
        }

        Invoke(thread, frame, constructor, FrameKind.Constructor);
    }

    /// <summary>Constructors of texts make the object themselves.</summary>
    private void CallNativeConstructor(DeviceThread thread, Frame frame, DeviceMethod constructor)
    {
        int at = frame.StackPointer - constructor.ArgumentCount;
        long allocated = _heap.AllocatedBytes;
        var call = new NativeCall(_machine, thread, frame, constructor, at);
        (constructor.Native ?? _machine.Bind(constructor))(ref call);
        _cost += constructor.NativeCost + call.Cost + _costs.NativeAllocation(_heap.AllocatedBytes - allocated);
        constructor.Calls++;
        Attribute(constructor);
        frame.StackPointer = at + 1;
        frame.Stack[at] = call.Result;
    }

    private void Return(DeviceThread thread, Frame frame)
    {
        _cost += (frame.Kind & FrameKind.Inline) != 0 ? _costs.ReturnInline : _costs.ReturnFrame;
        Value result = default;
        bool hasResult = (frame.Kind & FrameKind.DropResult) == 0;
        if ((frame.Kind & FrameKind.Constructor) != 0)
        {
            result = Value.Ref((HeapObject?)frame.Stack[frame.Arguments].O);
        }
        else if (frame.Method.HasResult)
        {
            _cost += _costs.ReturnValue;
            result = frame.Stack[frame.StackPointer - 1];
            Tags.Promote(ref result);
        }
        else
        {
            hasResult = false;
        }

        FrameKind kind = frame.Kind;
        DeviceMethod method = frame.Method;
        Frame? caller = frame.Caller;
        Leave(thread);
        if ((kind & FrameKind.Nested) != 0)
        {
            // The native that called goes on now, not the frame below.
            _until = 0;
        }

        if (caller is null)
        {
            _machine.Scheduler.End(thread);
            return;
        }

        if ((kind & FrameKind.BoxResult) != 0)
        {
            result = method.HasResult ? BoxByTag(method, result) : Value.Ref(null);
            hasResult = true;
        }

        if (hasResult)
        {
            caller.Stack[caller.StackPointer++] = result;
        }
    }

    private Value BoxByTag(DeviceMethod method, in Value result)
    {
        DeviceType type = _machine.Program.Resolver.Type(method.Definition.ReturnType);
        return type.IsValueType ? Box(type, result) : result;
    }

    /// <summary>Calls a method for a native, as its last act: the method's result is the native's.</summary>
    internal void TailCall(DeviceThread thread, Frame frame, int at, DeviceMethod method, ReadOnlySpan<Value> arguments)
    {
        arguments.CopyTo(frame.Stack.AsSpan(at));
        frame.StackPointer = at + arguments.Length;
        if (method.Native is not null || method.Definition.IsInternalCall)
        {
            CallNative(thread, frame, method);
            if (!method.HasResult)
            {
                frame.Stack[frame.StackPointer++] = Value.Ref(null);
            }

            return;
        }

        Invoke(thread, frame, method, method.IsConstructor ? FrameKind.Constructor : FrameKind.BoxResult);
    }
}
