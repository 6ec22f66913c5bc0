using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

internal enum ThreadStatus
{
    Unstarted,
    Ready,
    Waiting,
    Suspended,
    Ended,
}

/// <summary>What a waiting thread waits for; tells whether it has come and which result the call has then.</summary>
internal abstract class Wait
{
    /// <summary>Virtual time at which the wait ends in vain, in ticks of 100 ns.</summary>
    public long Deadline { get; init; } = long.MaxValue;

    /// <summary>What the runtime keeps on the heap meanwhile.</summary>
    public virtual int HeapBytes => 0;

    /// <summary>True when what was waited for has come; takes it.</summary>
    public abstract bool TryTake(DeviceThread thread);

    /// <summary>Result of the call when it came (or not).</summary>
    public virtual Value Result(bool came) => Value.Bool(came);
}

/// <summary>A thread of the device, run by the scheduler in slices of virtual time.</summary>
internal sealed class DeviceThread(int id)
{
    private const int ChunkValues = 4096;
    private Frame? _free;
    private Value[]? _spare;

    public int Id { get; } = id;

    public ThreadStatus Status { get; set; }

    public Frame? Top { get; private set; }

    public int Depth { get; private set; }

    public Wait? Wait { get; set; }

    /// <summary>The call that waits has a result.</summary>
    public bool WaitHasResult { get; set; }

    /// <summary>The Thread object of the program, if it ever asked for it.</summary>
    public Instance? Managed { get; set; }

    public DelegateObject? Start { get; set; }

    public int HeapBytes { get; set; }

    public int Priority { get; set; } = 2;

    public bool AbortRequested { get; set; }

    /// <summary>Exception whose filter is being evaluated.</summary>
    public FilterSearch? Filter { get; set; }

    /// <summary>Something to do when the thread ends: the next static constructor, a timer's next shot.</summary>
    public Action? Ended { get; set; }

    public void Visit(Action<HeapObject?> push)
    {
        push(Managed);
        push(Start);
        push(Filter?.Exception);
        for (Frame? frame = Top; frame is not null; frame = frame.Caller)
        {
            foreach ((_, HeapObject exception) in frame.Caught ?? [])
            {
                push(exception);
            }

            foreach (Continuation continuation in frame.Continuations ?? [])
            {
                push(continuation.Unwinding?.Exception);
            }
        }
    }

    /// <summary>Makes a frame whose arguments are the last values on the caller's stack, which it takes from there.</summary>
    public Frame Push(DeviceMethod method, Code code, FrameKind kind)
    {
        Frame? caller = Top;
        Frame frame = _free ?? new Frame();
        _free = frame.Caller;
        int count = method.ArgumentCount;
        int room = code.Locals.Length + code.MaxStack + 4;
        if (caller is null)
        {
            frame.Stack = new Value[Math.Max(ChunkValues, room + count)];
            frame.Arguments = 0;
            frame.Locals = count;
        }
        else
        {
            caller.StackPointer -= count;
            frame.Stack = caller.Stack;
            frame.Arguments = caller.StackPointer;
            frame.Locals = caller.StackPointer + count;
            if (frame.Locals + room > frame.Stack.Length)
            {
                frame.Stack = _spare is { } spare && spare.Length >= room + count ? spare : new Value[Math.Max(ChunkValues, room + count)];
                _spare = null;
                Array.Copy(caller.Stack, caller.StackPointer, frame.Stack, 0, count);
                frame.Arguments = 0;
                frame.Locals = count;
            }
        }

        frame.Method = method;
        frame.Code = code;
        frame.Evaluation = frame.Locals + code.Locals.Length;
        frame.StackPointer = frame.Evaluation;
        frame.Ip = 0;
        frame.Kind = kind;
        frame.Caller = caller;
        Array.Copy(code.Locals, 0, frame.Stack, frame.Locals, code.Locals.Length);
        Top = frame;
        Depth++;
        return frame;
    }

    /// <summary>Makes a frame that works on the arguments and locals of another one, with a stack of its own on top of all.</summary>
    public Frame PushFilter(Frame target)
    {
        Frame highest = Top!;
        while (highest.Stack != target.Stack)
        {
            highest = highest.Caller!;
        }

        var frame = new Frame
        {
            Method = target.Method,
            Code = target.Code,
            Stack = target.Stack,
            Arguments = target.Arguments,
            Locals = target.Locals,
            Evaluation = highest.StackPointer,
            StackPointer = highest.StackPointer,
            Kind = FrameKind.Filter,
            Caller = Top,
        };
        Top = frame;
        Depth++;
        return frame;
    }

    public void Pop()
    {
        Frame frame = Top!;
        Top = frame.Caller;
        Depth--;
        if (Top is not null && Top.Stack != frame.Stack)
        {
            _spare = frame.Stack;
        }

        frame.Caught?.Clear();
        frame.Continuations?.Clear();
        frame.Delegates = null;
        frame.Caller = _free;
        _free = frame;
    }
}

/// <summary>The search for a handler, halted while a filter runs.</summary>
internal sealed record FilterSearch(HeapObject Exception, Frame Frame, int HandlerIndex, FilterSearch? Outer);
