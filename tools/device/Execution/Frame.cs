using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

[Flags]
internal enum FrameKind
{
    None = 0,

    /// <summary>A constructor: what it made is the result.</summary>
    Constructor = 1,

    /// <summary>Runs in the caller's memory, as small instance methods do on the device.</summary>
    Inline = 2,

    /// <summary>Evaluates an exception filter in another frame's locals.</summary>
    Filter = 4,

    /// <summary>Calls the methods of a delegate list one after another.</summary>
    Multicast = 8,

    /// <summary>Nobody takes the result.</summary>
    DropResult = 16,

    /// <summary>The result is boxed for the caller: a call through reflection.</summary>
    BoxResult = 32,

    /// <summary>A native waits for the end of this frame.</summary>
    Nested = 64,
}

/// <summary>A method that is being executed.</summary>
internal sealed class Frame
{
    public DeviceMethod Method = null!;
    public Code Code = null!;
    public Value[] Stack = null!;
    public int Arguments;
    public int Locals;
    public int Evaluation;
    public int StackPointer;
    public int Ip;
    public int HeapBytes;
    public FrameKind Kind;
    public Frame? Caller;

    /// <summary>Delegates of a list still to be called.</summary>
    public DelegateObject[]? Delegates;
    public int NextDelegate;

    /// <summary>Exceptions being handled here, innermost last.</summary>
    public List<(Handler Handler, HeapObject Exception)>? Caught;

    /// <summary>What goes on when a finally block has ended, innermost last.</summary>
    public List<Continuation>? Continuations;
}

/// <summary>After a finally block: go on leaving to a target, or go on unwinding.</summary>
internal readonly record struct Continuation(Handler Running, int LeaveTarget, Unwinding? Unwinding);

/// <summary>An exception on its way to the handler that was found for it, or to the end of the thread.</summary>
internal sealed record Unwinding(HeapObject Exception, Frame? Target, Handler? Handler);
