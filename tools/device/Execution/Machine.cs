using System.Collections.Concurrent;
using nanoDer.Device.Cost;
using nanoDer.Device.Loading;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;
using nanoDer.Device.Natives;

namespace nanoDer.Device.Execution;

/// <summary>A device with one program in it: runs it and tells what it did, took and cost.</summary>
public sealed class Machine
{
    /// <summary>What the runtime keeps on the heap before a program runs, beyond type tables.</summary>
    private const int RuntimeBytes = 96;

    /// <summary>Frames of a stack trace that are kept.</summary>
    private const int TraceFrames = 24;

    private readonly List<string> _unhandled = [];
    private long _stepBound = long.MaxValue;

    public Machine(DeviceProgram program, MachineOptions? options = null)
    {
        Options = options ?? new MachineOptions();
        Program = program;
        Costs = CostTable.Default;
        Heap = new Heap(program.Resolver, Options.HeapBytes);
        Known = new KnownTypes(program.Resolver);
        Statics = program.Statics;
        Output = Options.Output;
        Interpreter = new Interpreter(this);
        Scheduler = new Scheduler(this);
        if (Options.RealTime)
        {
            ClockOffset = DateTime.UtcNow.Ticks;
        }

        Heap.Collector = new Collector(this);
        Heap.FixedBytes = RuntimeBytes + program.Packages.Select(p => p.TableBytes).Concat(program.Assemblies.Select(a => a.TableBytes)).Sum(Heap.Round);
        if (Options.TraceAllocations)
        {
            Sites = new AllocationSites(this);
        }
    }

    public DeviceProgram Program { get; }

    /// <summary>Sockets that the program has opened and not closed.</summary>
    internal ConcurrentDictionary<IDisposable, bool> Sockets { get; } = [];

    public MachineOptions Options { get; }

    public Heap Heap { get; }

    public CostTable Costs { get; }

    /// <summary>Who allocated what; null when nobody asked.</summary>
    public AllocationSites? Sites { get; }

    /// <summary>Closes all sockets: whatever the program waits for on the network ends. May be called by another thread.</summary>
    public void CutNetwork()
    {
        foreach (IDisposable socket in Sockets.Keys)
        {
            socket.Dispose();
        }
    }

    /// <summary>Deepest call.</summary>
    public int DeepestCall { get; private set; }

    /// <summary>Cost so far in loop steps.</summary>
    public long Steps => Interpreter.Cost / 1000;

    /// <summary>Unhandled exceptions, as the device prints them.</summary>
    public IReadOnlyList<string> Unhandled => _unhandled;

    internal TextWriter Output { get; }

    internal KnownTypes Known { get; }

    internal Value[] Statics { get; }

    internal Interpreter Interpreter { get; }

    internal Scheduler Scheduler { get; }

    internal DeviceThread? Running { get; private set; }

    /// <summary>What the device's real-time clock shows, UTC.</summary>
    public DateTime Clock => new(ClockOffset + Scheduler.Now, DateTimeKind.Utc);

    /// <summary>Lets the real-time clock jump.</summary>
    public void JumpClock(TimeSpan by) => ClockOffset += by.Ticks;

    /// <summary>Ticks that the program's clock is ahead of virtual time.</summary>
    internal long ClockOffset { get; set; } = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>Runs the static constructors of all assemblies, as the device does before Main.</summary>
    public void Start()
    {
        foreach ((DeviceField field, DeviceType type) in Program.StaticStructs)
        {
            Statics[field.Index].O = Heap.New(type);
        }

        foreach (DeviceMethod constructor in Program.StaticConstructors)
        {
            DeviceThread thread = Scheduler.NewThread();
            Interpreter.Begin(thread, constructor, FrameKind.None);
            Scheduler.Start(thread);
            Scheduler.RunToEnd(thread);
        }
    }

    /// <summary>Runs Main and all threads to their end.</summary>
    public void RunMain()
    {
        DeviceMethod main = Program.EntryPoint ?? throw new InvalidDataException("The assembly has no Main.");
        DeviceThread thread = Scheduler.NewThread();
        if (main.ArgumentCount == 0)
        {
            Interpreter.Begin(thread, main, FrameKind.None);
        }
        else
        {
            Interpreter.Begin(thread, main, FrameKind.None, Value.Ref(Heap.NewArray(Program.Resolver.ArrayOf(Known.String), 0)));
        }

        Scheduler.Start(thread);
        Scheduler.RunAll();
    }

    /// <summary>Calls a method on a new thread and runs until it has ended. Other threads run beside it.</summary>
    /// <returns>The exception that ended it, or null.</returns>
    public Instance? Call(DeviceMethod method, params Value[] arguments)
    {
        DeviceThread thread = Scheduler.NewThread();
        LastException = null;
        Interpreter.Begin(thread, method, FrameKind.None, arguments);
        Scheduler.Start(thread);
        Scheduler.RunToEnd(thread);
        return LastException as Instance;
    }

    /// <summary>Has a method called on a thread of its own while the program runs. Any thread of the host may ask for it.</summary>
    public void Post(DeviceMethod method, params Value[] arguments) => Scheduler.Post(() =>
    {
        DeviceThread thread = Scheduler.NewThread();
        Interpreter.Begin(thread, method, FrameKind.None, arguments);
        Scheduler.Start(thread);
    });

    /// <summary>Ends the run with <see cref="StepBoundException"/> when more than so many steps are spent from now on.</summary>
    public void SetStepBound(long? steps) => _stepBound = steps is { } bound ? Interpreter.Cost + (bound * 1000) : long.MaxValue;

    /// <summary>Methods by what they cost themselves.</summary>
    public IEnumerable<DeviceMethod> Profile() => Program.Types.SelectMany(t => t.Methods).Where(m => m.SelfCost > 0).OrderByDescending(m => m.SelfCost);

    /// <summary>Operations of the interpreter by what they cost, when the options asked for a count.</summary>
    public IEnumerable<(string Operation, long Count, long Cost)> Operations() => Interpreter.Operations();

    internal HeapObject? LastException { get; private set; }

    /// <summary>Objects that are alive because the host holds them.</summary>
    internal List<HeapObject> Kept { get; } = [];

    internal void Keep(HeapObject value) => Kept.Add(value);

    internal void RunSlice(DeviceThread thread, long budget)
    {
        Running = thread;
        Interpreter.Run(thread, Math.Min(Interpreter.Cost + budget, _stepBound));
        Running = null;
        if (Interpreter.Cost >= _stepBound)
        {
            throw new StepBoundException();
        }
    }

    internal Code CodeOf(DeviceMethod method) => method.Code ??= Translate(method);

    internal NativeHandler Bind(DeviceMethod method)
    {
        method.Native = NativeTable.Find(method.FullName) ?? (Program.HostCalls.GetValueOrDefault(method.FullName) is { } host ? Wrap(host) : null)
            ?? throw new RefusedException([new Refusal(method.FullName, "the emulator does not implement it")]);
        method.NativeCost = Costs.Native(method.FullName);
        return method.Native;
    }

    private static NativeHandler Wrap(HostCall host) => (ref NativeCall call) =>
        call.Result = host(call.Machine, call.Frame.Stack.AsSpan(call.Frame.StackPointer - call.Method.ArgumentCount, call.Method.ArgumentCount));

    internal void NoteDepth(int depth)
    {
        if (depth > DeepestCall)
        {
            DeepestCall = depth;
        }
    }

    /// <summary>Makes the exception that the runtime raises.</summary>
    internal HeapObject NewException(DeviceThread thread, DeviceFault fault)
    {
        DeviceType type = Program.Resolver.WellKnown(fault.ExceptionType);
        if (fault.ExceptionType == "System.OutOfMemoryException")
        {
            // There is no room for a new one; the device keeps one ready.
            return Known.OutOfMemory;
        }

        Instance exception = Heap.New(type);
        exception.Host = new ThrowInfo(fault.HResultName, null);
        exception.Fields[0] = Value.Ref(Heap.NewString(fault.Text ?? string.Empty));
        if (fault.ErrorCode is { } code)
        {
            exception.Fields[type.Fields.Find(f => f.Name == "_errorCode")!.Index].N = code;
        }

        return exception;
    }

    internal void NoteThrown(DeviceThread thread, HeapObject exception)
    {
        if (exception is Instance { Host: not ThrowInfo { Trace: not null } } instance)
        {
            string trace = string.Join("\n", Frames(thread).Take(TraceFrames).Select(f => $"    at {f.Method.Owner.FullName}::{f.Method.Name} [IP: {f.Ip:x4}]"));
            instance.Host = new ThrowInfo((instance.Host as ThrowInfo)?.HResult ?? "", trace);
        }
    }

    internal void NoteUnhandled(DeviceThread thread, HeapObject exception)
    {
        LastException = exception;
        if (thread.AbortRequested && exception.Type.FullName == "System.Threading.ThreadAbortException")
        {
            return;
        }

        var info = (exception as Instance)?.Host as ThrowInfo;
        string message = (exception as Instance)?.Fields[0].O is StringObject text ? text.Text : "";
        _unhandled.Add($"    ++++ Exception {exception.Type.FullName} - {info?.HResult} ({thread.Id}) ++++\n    ++++ Message: {message}\n{info?.Trace}");
    }

    internal void Abort(DeviceThread thread)
    {
        if (thread.Status is ThreadStatus.Ready && thread.Top is not null)
        {
            Interpreter.Raise(thread, Heap.New(Program.Resolver.WellKnown("System.Threading.ThreadAbortException")));
        }
    }

    private static IEnumerable<Frame> Frames(DeviceThread thread)
    {
        for (Frame? frame = thread.Top; frame is not null; frame = frame.Caller)
        {
            yield return frame;
        }
    }

    private Code Translate(DeviceMethod method)
    {
        if (!method.Definition.HasBody)
        {
            throw DeviceFault.WrongType();
        }

        return Translator.Translate(Program.Resolver, Costs, method);
    }
}

/// <summary>A method of the program that the host provides: the program declares it extern, as an internal call.</summary>
public delegate Value HostCall(Machine machine, ReadOnlySpan<Value> arguments);

/// <summary>How a machine is set up.</summary>
public sealed record MachineOptions
{
    /// <summary>Size of the managed heap; the virtual device's own default.</summary>
    public long HeapBytes { get; init; } = 10485760;

    public TextWriter Output { get; init; } = TextWriter.Null;

    public bool TraceAllocations { get; init; }

    /// <summary>The program's clock is the host's, and its waits last: for programs that talk to others. No run is then like another.</summary>
    public bool RealTime { get; init; }

    /// <summary>Counts every operation; slower.</summary>
    public bool CountOperations { get; init; }
}

/// <summary>More steps were spent than a bound allows.</summary>
public sealed class StepBoundException() : Exception("the bound of steps is exceeded");

/// <summary>The program restarts the device: the run ends here.</summary>
public sealed class RebootException() : Exception("the program asked for a reboot");

/// <summary>What the runtime notes when an exception is thrown.</summary>
internal sealed record ThrowInfo(string HResult, string? Trace);
