using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gdoi;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Gdoi
{
    /// <summary>
    /// Phase 1 with ECDSA and GROUPKEY-PULL on the device: what it costs by phase, and that it fits 64 KiB of heap, all objects included.
    /// On the interpreter each test begins anew, elsewhere where the one before ended.
    /// </summary>
    [TestClass]
    public class PullTests
    {
        private static PullScript s_script;

        [Setup]
        public static void Make()
        {
            s_script = new PullScript(true, PullTranscript.All());
        }

        [TestMethod]
        [MaxSteps(620000)]
        [NoAllocation]
        public static void Sends_its_key()
        {
            s_script.Run(2);
            Assert.AreEqual(2, s_script.Sent);
        }

        [TestMethod]
        [MaxSteps(1600000)]
        public static void Sends_its_identity()
        {
            s_script.Run(3);
            Assert.AreEqual(3, s_script.Sent);
        }

        [TestMethod]
        [MaxSteps(3200000)]
        public static void Pulls_the_keys()
        {
            s_script.Run(99);
            Assert.AreEqual(0, (int)s_script.Failure);
            Assert.AreEqual(5, s_script.Sent);
            Assert.AreEqual(1, s_script.Pulled);
            Tek tek = s_script.Keys.Sending(1000);
            Assert.AreEqual(Tek.HmacSha256128, tek.Authentication);
            Assert.AreEqual(32, tek.AuthenticationKey.Count);
            Assert.AreEqual(16, tek.EncryptionKey.Count);
        }

        [TestMethod]
        [MaxHeap(65536)]
        public static void Pulls_within_64_KiB()
        {
            PullScript script = new PullScript(true, PullTranscript.All());
            script.Run(99);
            Assert.AreEqual(1, script.Pulled);
            script.Push();
            Assert.AreEqual(1, script.Pushed);
        }
    }
}
