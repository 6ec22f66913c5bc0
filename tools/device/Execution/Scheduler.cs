using System.Collections.Concurrent;
using System.Diagnostics;
using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

/// <summary>Who holds a lock, and how often.</summary>
internal sealed class LockState
{
    public DeviceThread? Owner { get; set; }

    public int Count { get; set; }
}

/// <summary>A timer of the program.</summary>
internal sealed class TimerState
{
    public required Instance Managed { get; init; }

    public DelegateObject? Callback { get; init; }

    public Value State { get; init; }

    public long Due { get; set; } = long.MaxValue;

    public long Period { get; set; } = -1;
}

/// <summary>
/// Runs threads in turn, each for a quantum of virtual time. Virtual time is what the program cost, plus the waits in which
/// nobody could run: those pass at once. So a run is the same every time.
/// </summary>
internal sealed class Scheduler(Machine machine)
{
    private const long QuantumMilliseconds = 20;

    /// <summary>10 ms, in ticks.</summary>
    private const long LongestSleep = 100_000;

    /// <summary>What the device keeps for a started thread besides its frames.</summary>
    private const int ThreadBytes = 636;

    private readonly List<DeviceThread> _threads = [];
    private readonly List<TimerState> _timers = [];
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _idleTicks;
    private int _lastId;
    private int _turn;

    public IReadOnlyList<DeviceThread> Threads => _threads;

    /// <summary>Virtual time since the start in ticks of 100 ns.</summary>
    public long Now => machine.Options.RealTime ? _clock.Elapsed.Ticks : _idleTicks + machine.Costs.Ticks(machine.Interpreter.Cost);

    /// <summary>Has something done between two slices. Any thread of the host may ask for it.</summary>
    public void Post(Action action) => _posted.Enqueue(action);

    /// <summary>A native has waited for the world outside: virtual time follows, and the slice is over.</summary>
    public void Waited(TimeSpan time)
    {
        _idleTicks += time.Ticks;
        machine.Interpreter.EndSlice();
    }

    public IEnumerable<HeapObject> Roots() => _timers.Where(t => t.Due != long.MaxValue)
        .SelectMany(t => new HeapObject?[] { t.Managed, t.Callback, t.State.O as HeapObject }).OfType<HeapObject>();

    public DeviceThread NewThread() => new(++_lastId);

    public void Start(DeviceThread thread)
    {
        thread.Status = ThreadStatus.Ready;
        thread.HeapBytes = ThreadBytes;
        machine.Heap.PushFrame(ThreadBytes);
        _threads.Add(thread);
    }

    public void End(DeviceThread thread)
    {
        thread.Status = ThreadStatus.Ended;
        machine.Heap.PopFrame(thread.HeapBytes);
        _threads.Remove(thread);
        thread.Ended?.Invoke();
    }

    public void AddTimer(TimerState timer) => _timers.Add(timer);

    public void RemoveTimer(TimerState timer) => _timers.Remove(timer);

    /// <summary>Runs until no thread is left.</summary>
    public void RunAll()
    {
        while (_threads.Count > 0)
        {
            Wake();
            if (NextReady() is { } thread)
            {
                machine.RunSlice(thread, machine.Costs.FromMilliseconds(QuantumMilliseconds));
            }
            else if (_threads.Count > 0 && !PassIdleTime())
            {
                throw new StuckException(_threads.Count);
            }
        }
    }

    /// <summary>Runs until a thread has ended; those that it starts run beside it.</summary>
    public void RunToEnd(DeviceThread thread)
    {
        while (thread.Status != ThreadStatus.Ended)
        {
            Wake();
            if (NextReady() is { } next)
            {
                machine.RunSlice(next, machine.Costs.FromMilliseconds(QuantumMilliseconds));
            }
            else if (thread.Status != ThreadStatus.Ended && !PassIdleTime())
            {
                throw new StuckException(_threads.Count);
            }
        }
    }

    private DeviceThread? NextReady()
    {
        for (int i = 0; i < _threads.Count; i++)
        {
            DeviceThread thread = _threads[(_turn + i) % _threads.Count];
            if (thread.Status == ThreadStatus.Ready && !_threads.Exists(t => t.Status == ThreadStatus.Ready && t.Priority > thread.Priority))
            {
                _turn = (_turn + i + 1) % _threads.Count;
                return thread;
            }
        }

        return null;
    }

    /// <summary>Ends the waits that are over and starts the timers that are due.</summary>
    private void Wake()
    {
        while (_posted.TryDequeue(out Action? action))
        {
            action();
        }

        long now = Now;
        foreach (DeviceThread thread in _threads.ToArray())
        {
            if (thread.Status == ThreadStatus.Waiting && thread.Wait is { } wait)
            {
                bool came = wait.TryTake(thread);
                if (came || thread.AbortRequested || now >= wait.Deadline)
                {
                    Resume(thread, wait, came);
                }
            }
            else if (thread.Status == ThreadStatus.Ready && thread.AbortRequested)
            {
                machine.Abort(thread);
            }
        }

        foreach (TimerState timer in _timers.ToArray())
        {
            if (now >= timer.Due)
            {
                timer.Due = timer.Period > 0 ? timer.Due + timer.Period : long.MaxValue;
                Fire(timer);
            }
        }

        while (machine.Heap.PendingFinalizers.TryDequeue(out Instance? dead))
        {
            DeviceThread thread = NewThread();
            machine.Interpreter.Begin(thread, dead.Type.Finalizer!, FrameKind.None, Value.Ref(dead));
            Start(thread);
        }
    }

    private void Resume(DeviceThread thread, Wait wait, bool came)
    {
        thread.Wait = null;
        machine.Heap.PopFrame(wait.HeapBytes);
        thread.Status = ThreadStatus.Ready;
        if (thread.WaitHasResult)
        {
            Frame frame = thread.Top!;
            frame.Stack[frame.StackPointer++] = wait.Result(came);
        }

        if (thread.AbortRequested)
        {
            machine.Abort(thread);
        }
    }

    private void Fire(TimerState timer)
    {
        if (timer.Callback is not { } callback)
        {
            return;
        }

        DeviceThread thread = NewThread();
        if (callback.Method.IsStatic)
        {
            machine.Interpreter.Begin(thread, callback.Method, FrameKind.None, timer.State);
        }
        else
        {
            machine.Interpreter.Begin(thread, callback.Method, FrameKind.None, callback.Target, timer.State);
        }

        Start(thread);
    }

    private bool PassIdleTime()
    {
        long next = Math.Min(
            _threads.Where(t => t.Status == ThreadStatus.Waiting).Select(t => t.Wait!.Deadline).DefaultIfEmpty(long.MaxValue).Min(),
            _timers.Select(t => t.Due).DefaultIfEmpty(long.MaxValue).Min());
        if (next == long.MaxValue)
        {
            return false;
        }

        long wait = Math.Max(0, next - Now);
        if (machine.Options.RealTime)
        {
            // In pieces, for what may be posted meanwhile.
            Thread.Sleep(TimeSpan.FromTicks(Math.Min(wait, LongestSleep)));
        }
        else
        {
            _idleTicks += wait;
        }

        return true;
    }
}

/// <summary>All threads wait for something that nobody will do.</summary>
public sealed class StuckException(int threads) : Exception($"{threads} thread(s) wait for ever");
