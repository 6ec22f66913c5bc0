using nanoDer.Device.Cost;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

/// <summary>Executes the compact form of methods on the frames of one thread at a time, and counts what it costs.</summary>
internal sealed partial class Interpreter
{
    private readonly Machine _machine;
    private readonly Heap _heap;
    private readonly CostTable _costs;
    private readonly Value[] _statics;
    private long _cost;
    private long _attributed;
    private long _until;

    /// <summary>How often each operation ran; null when nobody asked.</summary>
    private readonly long[]? _counts;

    public Interpreter(Machine machine)
    {
        _counts = machine.Options.CountOperations ? new long[256] : null;
        _machine = machine;
        _heap = machine.Heap;
        _costs = machine.Costs;
        _statics = machine.Statics;
    }

    /// <summary>Cost so far, in thousandths of a loop step.</summary>
    public long Cost => _cost;

    public IEnumerable<(string Operation, long Count, long Cost)> Operations() => Enum.GetValues<Op>()
        .Select(op => (op.ToString(), Count: _counts?[(int)op] ?? 0, Cost: (_counts?[(int)op] ?? 0) * _costs.Weight(new Instruction { Op = op })))
        .Where(o => o.Count > 0).OrderByDescending(o => o.Cost);

    /// <summary>Runs a thread until its slice is over, or it waits or ends.</summary>
    public void Run(DeviceThread thread, long until)
    {
        _until = until;
        while (thread.Top is not null && thread.Status == ThreadStatus.Ready && _cost < _until)
        {
            RunGuarded(thread);
        }

        if (thread.Top is { } top)
        {
            Attribute(top.Method);
        }
    }

    /// <summary>Runs a method to its end within the call of a native. It must not wait.</summary>
    public Value RunNested(DeviceThread thread, DeviceMethod method, params ReadOnlySpan<Value> arguments)
    {
        Frame caller = thread.Top!;
        int sp = caller.StackPointer;
        foreach (Value argument in arguments)
        {
            caller.Stack[caller.StackPointer++] = argument;
        }

        long until = _until;
        Invoke(thread, caller, method, FrameKind.Nested);
        while (thread.Top != caller)
        {
            if (thread.Top is null || thread.Status != ThreadStatus.Ready)
            {
                throw new DeviceCrashException("a method called by the runtime waits or was ended by an exception");
            }

            _until = long.MaxValue;
            RunGuarded(thread);
        }

        _until = until;
        Value result = method.HasResult ? caller.Stack[caller.StackPointer - 1] : default;
        caller.StackPointer = sp;
        return result;
    }

    /// <summary>Puts a method with its arguments on a thread that has no frame yet.</summary>
    public void Begin(DeviceThread thread, DeviceMethod method, FrameKind kind, params ReadOnlySpan<Value> arguments)
    {
        Code code = _machine.CodeOf(method);
        Frame frame = thread.Push(method, code, kind | FrameKind.DropResult);
        arguments.CopyTo(frame.Stack.AsSpan(frame.Arguments));
        Enter(frame, code);
    }

    /// <summary>Lets the running thread go on only in its next slice.</summary>
    public void EndSlice() => _until = 0;

    private void RunGuarded(DeviceThread thread)
    {
        try
        {
            Loop(thread);
        }
        catch (DeviceFault fault)
        {
            Raise(thread, _machine.NewException(thread, fault));
        }
    }

    /// <summary>Books what was spent since the last call on a method.</summary>
    private void Attribute(DeviceMethod method)
    {
        method.SelfCost += _cost - _attributed;
        _attributed = _cost;
    }

    private void Enter(Frame frame, Code code)
    {
        frame.Method.Calls++;
        _cost += _costs.PerLocal * code.Locals.Length;
        if ((frame.Kind & FrameKind.Inline) == 0)
        {
            frame.HeapBytes = 0;
            _heap.PushFrame(code.FrameBytes);
            frame.HeapBytes = code.FrameBytes;
        }
        else
        {
            frame.HeapBytes = 0;
        }

        foreach ((int index, DeviceType type) in code.StructLocals)
        {
            frame.Stack[frame.Locals + index] = Value.Ref(New(type));
        }
    }

    private void Leave(DeviceThread thread)
    {
        Frame frame = thread.Top!;
        Attribute(frame.Method);
        _heap.PopFrame(frame.HeapBytes);
        frame.HeapBytes = 0;
        thread.Pop();
    }

    private Instance New(DeviceType type)
    {
        long before = _heap.AllocatedBytes;
        Instance instance = _heap.New(type);
        _cost += _costs.Allocation(_heap.AllocatedBytes - before);
        return instance;
    }

    private Instance Clone(Instance source, bool boxed)
    {
        Instance copy = _heap.Clone(source, boxed);
        _cost += _costs.Clone + _costs.Allocation(copy.Size);
        return copy;
    }
}
