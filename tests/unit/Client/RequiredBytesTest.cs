using nanoDer.Client;
using nanoDer.Core;
using nanoFramework.Runtime.Native;
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
            free = Free();
            _kept = new MmsClient(plan, 5, 9000);
            Check(MmsClient.RequiredBytes(plan, 5), free, Free());
        }

        [TestMethod]
        public static void OfTheSequences()
        {
            uint free;
            _kept = null;
            free = Free();
            _kept = new ControlSequence();
            Check(ControlSequence.RequiredBytes(), free, Free());
            _kept = null;
            free = Free();
            _kept = new ReportSubscription();
            Check(ReportSubscription.RequiredBytes(), free, Free());
            _kept = null;
            free = Free();
            _kept = new ListSequence();
            Check(ListSequence.RequiredBytes(), free, Free());
            _kept = null;
            free = Free();
            _kept = new FileSequence();
            Check(FileSequence.RequiredBytes(), free, Free());
        }

        [TestMethod]
        public static void OfTheReaders()
        {
            uint free;
            _kept = null;
            free = Free();
            _kept = new ReportReader();
            Check(ReportReader.RequiredBytes(), free, Free());
            _kept = null;
            free = Free();
            _kept = new JournalReader();
            Check(JournalReader.RequiredBytes(), free, Free());
            _kept = null;
            free = Free();
            _kept = new ControlShape();
            Check(ControlShape.RequiredBytes(), free, Free());
        }

        private static void Check(int required, uint before, uint after)
        {
            if (before == after)
            {
                Assert.SkipTest("no device heap here");
            }

            Assert.AreEqual(required, (int)(long)(before - after));
        }

        // Always called by the test itself: a call deeper in the chain has more frames on the heap.
        private static uint Free()
        {
            GC.Run(true);
            return GC.Run(true);
        }
    }
}
