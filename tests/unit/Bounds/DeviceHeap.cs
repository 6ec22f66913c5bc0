using nanoFramework.Runtime.Native;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests
{
    /// <summary>What is alive on the device's heap, for tests that say what something takes of it. On .NET's JIT there is no such heap: they are skipped.</summary>
    internal static class DeviceHeap
    {
        /// <summary>Collects, twice, since the first collection may free what keeps more alive. Always to be called by the test itself: a call deeper in
        /// the chain has more frames on the heap.</summary>
        public static uint Free()
        {
            GC.Run(true);
            return GC.Run(true);
        }

        /// <summary>What was taken is what was required, to the byte.</summary>
        public static void Check(int required, uint before, uint after)
        {
            if (before == after)
            {
                Assert.SkipTest("no device heap here");
            }

            Assert.AreEqual(required, (int)(long)(before - after));
        }
    }
}
