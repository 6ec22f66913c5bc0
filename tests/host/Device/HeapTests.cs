using nanoDer.Device.Execution;
using Xunit;

namespace nanoDer.HostTests.Device;

/// <summary>The heap: sizes to the byte, limits, reachability.</summary>
public sealed class HeapTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data", "probes", "memory");

    [Fact]
    public void EveryKindOfObjectHasItsSize()
    {
        using DeviceCode code = DeviceCode.ForDevice(File.ReadAllText(Path.Combine(Folder, "objects.cs")));
        string[] output = code.Run(10485760).Output;
        string[] expected = [.. File.ReadLines(Path.Combine(Folder, "objects.device.txt"))];
        Assert.Equal(expected.Length, output.Length);
        string[] sizes = [.. expected.Where(l => l.EndsWith(" bytes", StringComparison.Ordinal) || l.EndsWith("frame", StringComparison.Ordinal))];
        Assert.Equal(34, sizes.Length);
        Assert.Equal(sizes, output.Where(l => l.EndsWith(" bytes", StringComparison.Ordinal) || l.EndsWith("frame", StringComparison.Ordinal)));
        Near(Last(expected[0]), Last(output[0]));
    }

    [Fact]
    public void ThreadsAndTimersHaveTheirSize()
    {
        using DeviceCode code = DeviceCode.ForDevice(File.ReadAllText(Path.Combine(Folder, "threads.cs")));
        string[] output = code.Run(65536).Output;
        Assert.Equal("Thread object 108 started+sleeping 840", output[0]);
        Assert.Equal("Timer 168", output[2]);
        Assert.Equal("AutoResetEvent 0", output[3]);
        Assert.EndsWith("OutOfMemoryException", output[4]);
    }

    [Fact]
    public void WhatIsFreeAtMainIsWhatTheDeviceHasFree()
    {
        // The virtual device with a heap of 64 KiB: 60,588 bytes.
        using DeviceCode code = DeviceCode.ForDevice(File.ReadAllText(Path.Combine(Folder, "base.cs")));
        Near(60588, Last(code.Run(65536).Output[0]));
    }

    [Fact]
    public void RecursionEndsWhereTheDevicesDoes()
    {
        // The virtual device with a heap of 64 KiB: 297 calls, then 296.
        using DeviceCode code = DeviceCode.ForDevice("""
            using System;
            public class Program
            {
                static int depth;
                static void Deep(int n) { depth = n; Deep(n + 1); }
                public static void Main()
                {
                    try { Deep(0); } catch (OutOfMemoryException) { Console.WriteLine(depth.ToString()); }
                    try { Deep(0); } catch (OutOfMemoryException) { Console.WriteLine(depth.ToString()); }
                }
            }
            """);
        string[] output = code.Run(65536).Output;
        Assert.InRange(int.Parse(output[0]), 292, 302);
        Assert.Equal(output[0], output[1]);
    }

    [Fact]
    public void GarbageIsCollectedAndWhatIsReachableIsNot()
    {
        using DeviceCode code = DeviceCode.ForDevice("""
            using System;
            public class Node { public Node Next; public byte[] Data = new byte[100]; }
            public class Program
            {
                public static void Main()
                {
                    Node kept = null;
                    for (int i = 0; i < 20; i++) { kept = new Node { Next = kept }; }
                    for (int i = 0; i < 5000; i++) { new Node().Data[0] = 1; }
                    int count = 0;
                    for (Node n = kept; n != null; n = n.Next) { count += n.Data.Length; }
                    Console.WriteLine(count.ToString());
                    WeakReference weak = new WeakReference(new Node());
                    nanoFramework.Runtime.Native.GC.Run(true);
                    Console.WriteLine(weak.IsAlive.ToString());
                }
            }
            """);
        (string[] output, Machine machine) = code.Run(16384);
        Assert.Equal(["2000", "False"], output);
        Assert.InRange(machine.Heap.Collections, 10, 1000);
        Assert.InRange(machine.Heap.PeakBytes, 10000, 16384);
    }

    [Fact]
    public void AStructLocalIsAnObjectAndEveryLoadCopiesIt()
    {
        using DeviceCode code = DeviceCode.ForDevice("""
            using System;
            public struct Pair { public int A, B; }
            public class Program
            {
                static Pair s_pair;
                static int Sum() { Pair p = s_pair; return p.A + p.B; }
                public static void Main() { Sum(); }
            }
            """);
        Machine machine = code.Run().Machine;

        // The static one, the local one, the copy that the load of the static makes: 36 bytes each.
        Assert.True(machine.Heap.AllocatedBytes >= 3 * 36);
        using DeviceCode without = DeviceCode.ForDevice("public class Program { public static void Main() { } }");
        Assert.Equal(0, (machine.Heap.AllocatedBytes - without.Run().Machine.Heap.AllocatedBytes) % 36);
    }

    [Fact]
    public void TheSameRunGivesTheSameCounts()
    {
        using DeviceCode code = DeviceCode.ForDevice(File.ReadAllText(Path.Combine(Folder, "threads.cs")));
        Machine first = code.Run(65536).Machine;
        Machine second = code.Run(65536).Machine;
        Assert.Equal(
            (first.Steps, first.Heap.AllocatedBytes, first.Heap.AllocatedObjects, first.Heap.PeakBytes, first.Heap.Collections, first.DeepestCall),
            (second.Steps, second.Heap.AllocatedBytes, second.Heap.AllocatedObjects, second.Heap.PeakBytes, second.Heap.Collections, second.DeepestCall));
    }

    private static long Last(string line) => long.Parse(line.Split(' ')[^1]);

    private static void Near(long expected, long actual) => Assert.InRange(actual, expected * 98 / 100, expected * 102 / 100);
}
