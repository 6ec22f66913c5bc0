using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Gateway
{
    /// <summary>PDUs that came protected are read from memory; what is none is never taken for the one before.</summary>
    [TestClass]
    public class ProtectedPduTest
    {
        private static GatewayScript s_script;
        private static byte[] s_read;

        [Setup]
        public static void Make()
        {
            s_script = new GatewayScript(new MemoryPlan());
            s_script.Port.ExpectProtected();
            s_read = Bytes.Of(GatewayScript.Read("MMXU1$MX$TotW$mag$f"));
        }

        [TestMethod]
        public static void Reads_a_whole_PDU_alone()
        {
            for (int count = 0; count < s_read.Length; count++)
            {
                s_script.Port.Decode(s_read, 0, s_read.Length);
                Assert.AreEqual((int)DerStatus.Ok, (int)s_script.Port.Decoded);
                s_script.Port.Drop();
                s_script.Port.Decode(s_read, 0, count);
                Assert.IsTrue(s_script.Port.Decoded != DerStatus.Ok);
                s_script.Port.Drop();
            }
        }

        [TestMethod]
        public static void Refuses_what_is_no_element()
        {
            string[] wrong = { "", "text", "</a>", "<a", "<a/><b/>" };
            for (int i = 0; i < wrong.Length; i++)
            {
                byte[] octets = Bytes.Of(wrong[i]);
                s_script.Port.Decode(octets, 0, octets.Length);
                Assert.IsTrue(s_script.Port.Decoded != DerStatus.Ok, wrong[i]);
                s_script.Port.Drop();
            }
        }
    }
}
