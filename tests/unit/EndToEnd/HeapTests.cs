using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.EndToEnd;
using nanoDer.Xml;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>What an engine takes of the device's heap is what it says. Only an engine with a device's heap can tell.</summary>
    [TestClass]
    public class HeapTests
    {
        private static object s_first;
        private static object s_kept;

        [TestMethod]
        public static void Takes_what_it_says()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.Associations = 1;
            XmlNamespaces namespaces = new XmlNamespaces(4);
            EndToEndTools tools = new EndToEndTools();
            tools.Provider = new CryptoProvider(true);
            tools.Hmac = tools.Provider.CreateHmac();
            EndToEndProfile profile = new EndToEndProfile();

            // Tables and names are there from now on. It stays, as what has a finalizer goes in its own time.
            s_first = new EndToEndEngine(profile, tools, plan, namespaces, EndToEndParty.Application);
            uint before = DeviceHeap.Free();
            s_kept = new EndToEndEngine(profile, tools, plan, namespaces, EndToEndParty.Application);
            uint after = DeviceHeap.Free();
            int required = EndToEndEngine.RequiredBytes(plan);
            if (before == after)
            {
                Assert.SkipTest("there is no device's heap");
            }

            int taken = (int)(long)(before - after);

            // The cipher is the platform's. What was garbage with a finalizer may go in between.
            Assert.IsTrue(taken < required + 800);
            Assert.IsTrue(taken > required - 2000);

            // Without the PDU that it holds.
            Assert.IsTrue(taken - plan.EndToEndBytes < 6000);
        }
    }
}
