using nanoDer.Device.Execution;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Natives;

/// <summary>Threads, locks, events, timers.</summary>
internal static class ThreadNatives
{
    /// <summary>What the runtime keeps for a timer.</summary>
    private const int TimerBytes = 84;

    public static void Add(Registrar r)
    {
        r.Of("System.Threading.Thread")
            .Add(".ctor(System.Threading.ThreadStart)", New)
            .Add("Start()", Start)
            .Add("Abort()", Abort)
            .Add("Suspend()", (ref NativeCall c) => Of(ref c).Status = ThreadStatus.Suspended)
            .Add("Resume()", Resume)
            .Add("Join()", (ref NativeCall c) => c.Block(new JoinWait(Of(ref c))))
            .Add("Join(Int32)", (ref NativeCall c) => c.Block(new JoinWait(Of(ref c)) { Deadline = c.Deadline(c.Int(1)) }))
            .Add("Sleep(Int32)", (ref NativeCall c) => c.Block(new SleepWait { Deadline = c.Deadline(c.Int(0)) }))
            .Add("SpinWait(Int32)", (ref NativeCall c) => c.Cost += c.Int(0) * 1000L)
            .Add("get_Priority()", (ref NativeCall c) => c.Return(Of(ref c).Priority))
            .Add("set_Priority(System.Threading.ThreadPriority)", (ref NativeCall c) => Of(ref c).Priority = c.Int(1))
            .Add("get_ManagedThreadId()", (ref NativeCall c) => c.Return(Of(ref c).Id))
            .Add("get_IsAlive()", (ref NativeCall c) => c.Return(Of(ref c).Status is not (ThreadStatus.Unstarted or ThreadStatus.Ended)))
            .Add("get_CurrentThread()", (ref NativeCall c) => c.Return(Managed(ref c, c.Thread)))
            .Add("get_ThreadState()", (ref NativeCall c) => c.Return(Of(ref c).Status switch
            {
                ThreadStatus.Unstarted => 8,
                ThreadStatus.Waiting => 32,
                ThreadStatus.Suspended => 64,
                ThreadStatus.Ended => 16,
                _ => 0,
            }));
        r.Of("System.Threading.Monitor")
            .Add("Enter(Object)", (ref NativeCall c) => c.Block(new LockWait(c.Object(0) ?? throw DeviceFault.ArgumentNull())))
            .Add("Enter(Object,Boolean&)", EnterTaken)
            .Add("Exit(Object)", Exit);
        r.Of("System.Threading.Interlocked")
            .Add("Increment(Int32&)", (ref NativeCall c) => c.Return(Exchange(ref c, c.Int(0) + 1)))
            .Add("Decrement(Int32&)", (ref NativeCall c) => c.Return(Exchange(ref c, c.Int(0) - 1)))
            .Add("Exchange(Int32&,Int32)", ExchangeOld)
            .Add("CompareExchange(Int32&,Int32,Int32)", CompareExchange);
        r.Of("System.Threading.WaitHandle")
            .Add("WaitOne(Int32,Boolean)", (ref NativeCall c) => c.Block(new EventWait([Event(c[0].O)], true) { Deadline = c.Deadline(c.Int(1)) }))
            .Add("WaitMultiple(System.Threading.WaitHandle[],Int32,Boolean,Boolean)", WaitMultiple);
        foreach (string type in new[] { "AutoResetEvent", "ManualResetEvent" })
        {
            bool auto = type[0] == 'A';
            r.Of("System.Threading." + type)
                .Add(".ctor(Boolean)", (ref NativeCall c) => c.This.Host = new EventState { IsAuto = auto, IsSet = c.Bool(1) })
                .Add("Reset()", (ref NativeCall c) => c.Return(Put(Event(c[0].O), false)))
                .Add("Set()", (ref NativeCall c) => c.Return(Put(Event(c[0].O), true)));
        }

        r.Of("System.Threading.Timer")
            .Add(".ctor(System.Threading.TimerCallback,Object,Int32,Int32)", NewTimer)
            .Add("Change(Int32,Int32)", (ref NativeCall c) => c.Return(Change(ref c, (TimerState)c.This.Host!, c.Int(1), c.Int(2))))
            .Add("Dispose()", (ref NativeCall c) => c.Machine.Scheduler.RemoveTimer((TimerState)c.This.Host!));
    }

    private static DeviceThread Of(ref NativeCall c) => (DeviceThread)c.This.Host!;

    private static void New(ref NativeCall c)
    {
        DeviceThread thread = c.Machine.Scheduler.NewThread();
        thread.Managed = c.This;
        thread.Start = c[1].O as DelegateObject ?? throw DeviceFault.ArgumentNull();
        c.This.Fields[0] = Value.Ref(thread.Start);
        c.This.Host = thread;
    }

    private static void Start(ref NativeCall c)
    {
        DeviceThread thread = Of(ref c);
        if (thread.Status != ThreadStatus.Unstarted || thread.Start is not { } start)
        {
            throw DeviceFault.InvalidOperation();
        }

        DelegateObject first = start.List is { } list ? list[0] : start;
        if (first.Method.IsStatic)
        {
            c.Machine.Interpreter.Begin(thread, first.Method, FrameKind.None);
        }
        else
        {
            c.Machine.Interpreter.Begin(thread, first.Method, FrameKind.None, first.Target);
        }

        c.Machine.Scheduler.Start(thread);
    }

    private static void Abort(ref NativeCall c)
    {
        DeviceThread thread = Of(ref c);
        if (thread.Status is ThreadStatus.Unstarted or ThreadStatus.Ended)
        {
            return;
        }

        thread.AbortRequested = true;
    }

    private static void Resume(ref NativeCall c)
    {
        if (Of(ref c).Status == ThreadStatus.Suspended)
        {
            Of(ref c).Status = Of(ref c).Wait is null ? ThreadStatus.Ready : ThreadStatus.Waiting;
        }
    }

    private static Instance Managed(ref NativeCall c, DeviceThread thread)
    {
        if (thread.Managed is null)
        {
            thread.Managed = c.Heap.New(c.Machine.Program.Resolver.WellKnown("System.Threading.Thread"));
            thread.Managed.Host = thread;
        }

        return thread.Managed;
    }

    private static void EnterTaken(ref NativeCall c)
    {
        Interpreter.WriteThrough(c[1], Value.Bool(true));
        c.Block(new LockWait(c.Object(0) ?? throw DeviceFault.ArgumentNull()));
    }

    private static void Exit(ref NativeCall c)
    {
        LockState? held = (c.Object(0) ?? throw DeviceFault.ArgumentNull()).Lock;
        if (held?.Owner != c.Thread)
        {
            throw DeviceFault.InvalidOperation();
        }

        if (--held.Count == 0)
        {
            held.Owner = null;
        }
    }

    private static int Exchange(ref NativeCall c, int value)
    {
        Interpreter.WriteThrough(c[0], Value.Int(value));
        return value;
    }

    private static void ExchangeOld(ref NativeCall c)
    {
        int old = c.Int(0);
        Exchange(ref c, c.Int(1));
        c.Return(old);
    }

    private static void CompareExchange(ref NativeCall c)
    {
        int old = c.Int(0);
        if (old == c.Int(2))
        {
            Exchange(ref c, c.Int(1));
        }

        c.Return(old);
    }

    private static EventState Event(object? handle) => (EventState)((handle as Instance ?? throw DeviceFault.Null()).Host ?? throw DeviceFault.InvalidOperation());

    private static bool Put(EventState state, bool value) => (state.IsSet = value) || true;

    private static void WaitMultiple(ref NativeCall c)
    {
        EventState[] events = [.. c.Array(0).Items.Select(Event)];
        c.Block(new EventWait(events, c.Bool(3)) { Deadline = c.Deadline(c.Int(1)), IsMultiple = true });
    }

    private static void NewTimer(ref NativeCall c)
    {
        var timer = new TimerState { Managed = c.This, Callback = c[1].O as DelegateObject, State = c[2] };
        c.This.Fields[0] = Value.Ref(c.Heap.NewOpaque(TimerBytes));
        c.This.Fields[1] = c[2];
        c.This.Fields[2] = c[1];
        c.This.Host = timer;
        c.Machine.Scheduler.AddTimer(timer);
        Change(ref c, timer, c.Int(3), c.Int(4));
    }

    private static bool Change(ref NativeCall c, TimerState timer, int due, int period)
    {
        timer.Due = c.Deadline(due);
        timer.Period = period > 0 ? period * 10000L : -1;
        return true;
    }

    private sealed class EventState
    {
        public bool IsAuto { get; init; }

        public bool IsSet { get; set; }
    }

    private sealed class EventWait(EventState[] events, bool all) : Wait
    {
        private int _which;

        public bool IsMultiple { get; init; }

        public override int HeapBytes => 48;

        public override bool TryTake(DeviceThread thread)
        {
            _which = all ? (Array.TrueForAll(events, e => e.IsSet) ? 0 : -1) : Array.FindIndex(events, e => e.IsSet);
            if (_which < 0)
            {
                return false;
            }

            foreach (EventState state in all ? events : [events[_which]])
            {
                state.IsSet &= !state.IsAuto;
            }

            return true;
        }

        public override Value Result(bool came) => IsMultiple ? Value.Int(came ? _which : 258) : Value.Bool(came);
    }

    private sealed class SleepWait : Wait
    {
        public override bool TryTake(DeviceThread thread) => false;
    }

    private sealed class JoinWait(DeviceThread other) : Wait
    {
        public override bool TryTake(DeviceThread thread) => other.Status == ThreadStatus.Ended;
    }

    private sealed class LockWait(HeapObject target) : Wait
    {
        public override bool TryTake(DeviceThread thread)
        {
            target.Lock ??= new LockState();
            if (target.Lock.Owner is not null && target.Lock.Owner != thread)
            {
                return false;
            }

            target.Lock.Owner = thread;
            target.Lock.Count++;
            return true;
        }
    }
}
