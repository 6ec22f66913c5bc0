using nanoDer.SunSpec;
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
            free = DeviceHeap.Free();
            _kept = new SunSpecClient(new ModbusClient(false));
            DeviceHeap.Check(SunSpecClient.RequiredBytes(), free, DeviceHeap.Free());
        }
    }
}
