using nanoDer.Device.Execution;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Natives;

internal delegate void NativeHandler(ref NativeCall call);

/// <summary>A call of a method that the runtime itself provides: its arguments, its result, what it cost beyond the table's figure.</summary>
internal ref struct NativeCall(Machine machine, DeviceThread thread, Frame frame, DeviceMethod method, int at)
{
    public readonly Machine Machine = machine;
    public readonly DeviceThread Thread = thread;
    public readonly Frame Frame = frame;
    public readonly DeviceMethod Method = method;
    public Value Result;

    /// <summary>Cost on top of the method's own, in thousandths of a loop step.</summary>
    public long Cost;

    /// <summary>The call has put its result into place itself, or another frame will.</summary>
    public bool Handled;

    private readonly int _at = at;

    public readonly Heap Heap => Machine.Heap;

    /// <summary>An argument; the object itself is number 0 of an instance method.</summary>
    public readonly ref Value this[int index] => ref Frame.Stack[_at + index];

    public readonly int Int(int index) => Interpreter.ReadThrough(this[index]).I4;

    public readonly long Long(int index) => Interpreter.ReadThrough(this[index]).N;

    public readonly bool Bool(int index) => this[index].I4 != 0;

    public readonly double Double(int index) => this[index].T == Tag.R4 ? this[index].R4 : this[index].R8;

    public readonly string? TextOrNull(int index) => (Object(index) as StringObject)?.Text;

    public readonly string Text(int index) => TextOrNull(index) ?? throw DeviceFault.ArgumentNull();

    public readonly ArrayObject? ArrayOrNull(int index) => Object(index) as ArrayObject;

    public readonly ArrayObject Array(int index) => ArrayOrNull(index) ?? throw DeviceFault.ArgumentNull();

    public readonly Instance This => this[0].O as Instance ?? throw DeviceFault.Null();

    /// <summary>The object that an argument refers to. A number's slot may still hold what was there before it.</summary>
    public readonly HeapObject? Object(int index) => this[index].T == Tag.Object ? this[index].O as HeapObject : null;

    public void Return(int value) => Result = Value.Int(value);

    public void Return(bool value) => Result = Value.Bool(value);

    public void Return(HeapObject? value) => Result = Value.Ref(value);

    public void Return(string? value) => Result = Value.Ref(value is null ? null : Heap.NewString(value));

    public void Return(byte[] value)
    {
        ArrayObject array = NewArray("System.Byte", value.Length);
        value.CopyTo(array.Bytes, 0);
        Return(array);
    }

    public void Return(char[] value)
    {
        ArrayObject array = NewArray("System.Char", value.Length);
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(array.Bytes);
        Return(array);
    }

    public readonly ArrayObject NewArray(string element, int length) =>
        Heap.NewArray(Machine.Program.Resolver.ArrayOf(Machine.Program.Resolver.WellKnown(element)), length);

    /// <summary>The characters of a char array.</summary>
    public readonly ReadOnlySpan<char> Chars(int index) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(Array(index).Bytes);

    /// <summary>Lets the thread wait; the result comes when the wait is over.</summary>
    public void Block(Wait wait)
    {
        if (wait.TryTake(Thread))
        {
            Result = wait.Result(true);
            return;
        }

        Heap.PushFrame(wait.HeapBytes);
        Thread.Wait = wait;
        Thread.WaitHasResult = Method.HasResult;
        Thread.Status = ThreadStatus.Waiting;
        Frame.StackPointer = _at;
        Handled = true;
    }

    /// <summary>Deadline of a wait of so many milliseconds; -1 is for ever.</summary>
    public readonly long Deadline(int milliseconds) => milliseconds < 0 ? long.MaxValue : Machine.Scheduler.Now + (milliseconds * 10000L);

    /// <summary>Calls another method as the last act.</summary>
    public void TailCall(DeviceMethod method, params ReadOnlySpan<Value> arguments)
    {
        Machine.Interpreter.TailCall(Thread, Frame, _at, method, arguments);
        Handled = true;
    }
}
