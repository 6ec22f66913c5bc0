using nanoDer.Platform;

namespace nanoFramework.Runtime.Native;

/// <summary>The device's garbage collector.</summary>
public static class GC
{
    /// <summary>Collects.</summary>
    /// <param name="compactHeap">Whether to compact the heap as well.</param>
    /// <returns>Free bytes of the managed heap, as the board's <see cref="EmulatedBoard.CollectGarbage"/> says.</returns>
    public static uint Run(bool compactHeap)
    {
        ExecutionConstraint.Check();
        return EmulatedBoard.Current.CollectGarbage(compactHeap);
    }

    /// <summary>Does nothing, as on devices.</summary>
    /// <param name="enable">Ignored.</param>
    public static void EnableGCMessages(bool enable)
    {
    }
}
