using nanoDer.SunSpec;
using nanoFramework.Runtime.Native;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.SunSpec
{
    /// <summary>What an engine says that it needs is what it takes, to the byte. On .NET's JIT this test is skipped.</summary>
    [TestClass]
    public class SunSpecBytesTest
    {
        private static object _kept;

        [TestMethod]
        public static void NeedsWhatItSays()
        {
            uint free;
            _kept = null;
            GC.Run(true);
            free = GC.Run(true);
            _kept = new SunSpecClient(new ModbusClient(false));
            GC.Run(true);
            uint left = GC.Run(true);
            if (free == left)
            {
                Assert.SkipTest("no device heap here");
            }

            Assert.AreEqual(SunSpecClient.RequiredBytes(), (int)(long)(free - left));
        }
    }
}
