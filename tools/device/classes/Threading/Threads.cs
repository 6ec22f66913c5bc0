using System.Runtime.CompilerServices;

namespace System.Threading
{
    public delegate void ThreadStart();

    public delegate void TimerCallback(object state);

    public enum ThreadPriority
    {
        Lowest = 0, BelowNormal = 1, Normal = 2, AboveNormal = 3, Highest = 4
    }

    public enum ThreadState
    {
        Running = 0, StopRequested = 1, SuspendRequested = 2, Background = 4, Unstarted = 8, Stopped = 16, WaitSleepJoin = 32, Suspended = 64, AbortRequested = 128, Aborted = 256,
    }

    /// <summary>A thread: the interpreter gives each a slice of virtual time.</summary>
    public sealed class Thread
    {
        private Delegate _delegate;
        private int _priority;
        private object _thread;
        private object _appDomain;
        private int _id;

        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern Thread(ThreadStart start);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern void Start();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern void Abort();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern void Suspend();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern void Resume();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern void Join();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern bool Join(int millisecondsTimeout);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void Sleep(int millisecondsTimeout);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void SpinWait(int iterations);

        public extern ThreadPriority Priority
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get; [MethodImpl(MethodImplOptions.InternalCall)]
            set;
        }

        public extern int ManagedThreadId
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern bool IsAlive
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public static extern Thread CurrentThread
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public extern ThreadState ThreadState
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public static void Sleep(TimeSpan timeout)
        {
            Sleep((int)(timeout.Ticks / TimeSpan.TicksPerMillisecond));
        }

        public bool Join(TimeSpan timeout)
        {
            return Join((int)(timeout.Ticks / TimeSpan.TicksPerMillisecond));
        }
    }

    public static class Timeout
    {
        public const int Infinite = -1;
        public static readonly TimeSpan InfiniteTimeSpan = new TimeSpan(0, 0, 0, 0, -1);
    }

    public static class Monitor
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void Enter(object obj);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void Exit(object obj);

        /// <summary>What the host's compiler calls for a lock statement; the device's compiler calls <see cref="Enter(object)"/>.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        internal static extern void Enter(object obj, ref bool lockTaken);
    }

    public static class Interlocked
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Increment(ref int location);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Decrement(ref int location);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Exchange(ref int location1, int value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int CompareExchange(ref int location1, int value, int comparand);
    }

    public abstract class WaitHandle : MarshalByRefObject
    {
        public const int WaitTimeout = 0x102;

        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern bool WaitOne(int millisecondsTimeout, bool exitContext);
        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern int WaitMultiple(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext, bool waitAll);

        public virtual bool WaitOne()
        {
            return WaitOne(Timeout.Infinite, false);
        }

        public static bool WaitAll(WaitHandle[] waitHandles)
        {
            return WaitAll(waitHandles, Timeout.Infinite, true);
        }

        public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext)
        {
            return WaitMultiple(waitHandles, millisecondsTimeout, exitContext, true) != WaitTimeout;
        }

        public static int WaitAny(WaitHandle[] waitHandles)
        {
            return WaitAny(waitHandles, Timeout.Infinite, true);
        }

        public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext)
        {
            return WaitMultiple(waitHandles, millisecondsTimeout, exitContext, false);
        }
    }

    public sealed class AutoResetEvent : WaitHandle
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern AutoResetEvent(bool initialState);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern bool Reset();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern bool Set();
    }

    public sealed class ManualResetEvent : WaitHandle
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern ManualResetEvent(bool initialState);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern bool Reset();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern bool Set();
    }

    public sealed class Timer : MarshalByRefObject, IDisposable
    {
        private object _timer;
        private object _state;
        private TimerCallback _callback;

        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern Timer(TimerCallback callback, object state, int dueTime, int period);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern bool Change(int dueTime, int period);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public extern void Dispose();

        public Timer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
            : this(callback, state, (int)(dueTime.Ticks / TimeSpan.TicksPerMillisecond), (int)(period.Ticks / TimeSpan.TicksPerMillisecond))
        {
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            return Change((int)(dueTime.Ticks / TimeSpan.TicksPerMillisecond), (int)(period.Ticks / TimeSpan.TicksPerMillisecond));
        }
    }
}
