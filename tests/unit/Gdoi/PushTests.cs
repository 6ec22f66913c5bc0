using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gdoi;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Gdoi
{
    /// <summary>GROUPKEY-PUSH on the device.</summary>
    [TestClass]
    public class PushTests
    {
        private static PullScript s_script;
        private static AesGcm s_cipher;

        [Setup]
        public static void Pull()
        {
            s_script = new PullScript(true, PullTranscript.All());
            s_script.Run(99);
            KeyMaterial key = new KeyMaterial(16);
            key.SetCount(16);
            s_cipher = new AesGcm(new CryptoProvider(true).CreateAes(16, 64), 64, 0);
            s_cipher.SetKey(key);
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

        [TestMethod]
        [MaxSteps(40000)]
        public static void Keeps_its_keys_over_a_restart()
        {
            GroupMember member = s_script.Member;
            int keyId = s_script.Keys.Sending(1000).KeyId;
            int count = member.Seal(s_cipher, PullScript.Utc, 1);
            Assert.IsTrue(count > 100);
            s_script.Keys.Clear();
            Assert.IsTrue(s_script.Keys.Find(keyId, 5000) == null);
            Assert.AreEqual(0, (int)member.Unseal(s_cipher, count, 5000, PullScript.Utc + 4, 1));
            Assert.IsTrue(s_script.Keys.Find(keyId, 5000) != null);
        }
    }
}
