using System;

namespace nanoFramework.Runtime.Native;

/// <summary>
/// A time limit for the calling thread. The device interrupts managed code when it has passed; .NET cannot interrupt a
/// thread, so here the exception comes with the thread's next call of this assembly that does real work (TLS, GC, reboot).
/// </summary>
public static class ExecutionConstraint
{
    [ThreadStatic]
    private static long s_deadline;

    /// <summary>Sets the limit, or takes it away.</summary>
    /// <param name="timeoutMilliseconds">Milliseconds from now; -1 for no limit.</param>
    /// <param name="priority">Ignored here.</param>
    public static void Install(int timeoutMilliseconds, int priority)
    {
        s_deadline = timeoutMilliseconds < 0 ? 0 : Environment.TickCount64 + timeoutMilliseconds;
    }

    internal static void Check()
    {
        if (s_deadline != 0 && Environment.TickCount64 > s_deadline)
        {
            s_deadline = 0;
            throw new ConstraintException();
        }
    }
}
