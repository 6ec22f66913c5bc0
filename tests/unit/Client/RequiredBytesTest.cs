using nanoDer.Client;
using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Client
{
    /// <summary>What each part of the client says that it needs is what it takes, to the byte. On .NET's JIT these tests are skipped.</summary>
    [TestClass]
    public class RequiredBytesTest
    {
        // What a test makes besides stays: what is collected in between would count.
        private static readonly MemoryPlan Plan = MmsClientTest.Small();
        private static object _kept;

        [TestMethod]
        public static void OfTheClient()
        {
            uint free;
            MemoryPlan plan = Plan;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new MmsClient(plan, 5, 9000);
            DeviceHeap.Check(MmsClient.RequiredBytes(plan, 5), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheSequences()
        {
            uint free;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new ControlSequence();
            DeviceHeap.Check(ControlSequence.RequiredBytes(), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new ReportSubscription();
            DeviceHeap.Check(ReportSubscription.RequiredBytes(), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new ListSequence();
            DeviceHeap.Check(ListSequence.RequiredBytes(), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new FileSequence();
            DeviceHeap.Check(FileSequence.RequiredBytes(), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheReaders()
        {
            uint free;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new ReportReader();
            DeviceHeap.Check(ReportReader.RequiredBytes(), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new JournalReader();
            DeviceHeap.Check(JournalReader.RequiredBytes(), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new ControlShape();
            DeviceHeap.Check(ControlShape.RequiredBytes(), free, DeviceHeap.Free());
        }
    }
}
