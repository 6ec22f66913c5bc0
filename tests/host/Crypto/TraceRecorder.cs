namespace nanoDer.HostTests.Crypto;

/// <summary>What the rewritten library calls: a running hash over all that was reported since the last reset, one thread.</summary>
public static class TraceRecorder
{
    [ThreadStatic]
    private static long s_events;

    [ThreadStatic]
    private static ulong s_hash;

    /// <summary>How much was reported.</summary>
    public static long Events => s_events;

    /// <summary>Hash of all of it in its order.</summary>
    public static ulong Hash => s_hash;

    public static void Reset()
    {
        s_events = 0;
        s_hash = 14695981039346656037;
    }

    /// <summary>Control came to a place.</summary>
    public static void Block(int id) => Add((ulong)(uint)id);

    /// <summary>An array was read at an index.</summary>
    public static void Index(int index) => Add(0x100000000UL | (uint)index);

    private static void Add(ulong value)
    {
        s_events++;
        s_hash = (s_hash ^ value) * 1099511628211;
    }
}
