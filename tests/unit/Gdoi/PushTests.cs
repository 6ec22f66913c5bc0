using nanoDer.Core;
using nanoDer.Gdoi;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Gdoi
{
    /// <summary>GROUPKEY-PUSH on the device.</summary>
    [TestClass]
    public class PushTests
    {
        private static PullScript s_script;

        [Setup]
        public static void Pull()
        {
            s_script = new PullScript(true, PullTranscript.All());
            s_script.Run(99);
        }

        [TestMethod]
        [MaxSteps(750000)]
        public static void Takes_a_push_and_acknowledges_it()
        {
            s_script.Push();
            Assert.AreEqual(0, (int)s_script.Failure);
            Assert.AreEqual(1, s_script.Pushed);

            // HDR 28, HASH 36, SEQ 8, ID 12 (RFC 8263 clause 3.2).
            Assert.AreEqual(84, s_script.Member.OutputCount);
            Assert.AreEqual(Isakmp.GroupKeyPushAck, (int)s_script.Member.Output[18]);
        }
    }
}
