using System.Text;
using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Gateway
{
    /// <summary>A read from the first byte of its stanza to the last byte of the answer's, on the model of the gateway.</summary>
    [TestClass]
    public class ReadCostTest
    {
        private static GatewayScript s_script;
        private static byte[] s_read;

        [Setup]
        public static void Make()
        {
            s_script = new GatewayScript(new MemoryPlan());
            s_read = Bytes.Of(GatewayScript.Iq("get", GatewayScript.Read("MMXU1$MX$TotW$mag$f")));
            s_script.Feed(s_read);
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(8000)]
        public static void AnswersInSteps()
        {
            int before = s_script.Handled;
            s_script.Feed(s_read);
            Assert.AreEqual(before + 1, s_script.Handled);
            Assert.IsTrue(s_script.Xmpp.OutputCount > 300);
        }

        [TestMethod]
        public static void AnswersWithTheValue()
        {
            s_script.Feed(s_read);
            XmppClient xmpp = s_script.Xmpp;
            Assert.AreEqual(
                "<iq type='result' id='grid-0042' to='grid@der.local/operator'><confirmed-ResponsePDU xmlns=\"http://www.iec.ch/61850/2018/SCSM_8_2\">"
                + "<invokeID>42</invokeID><ConfirmedServiceResponse><read><listOfAccessResult><AccessResult><success><floating-point>0800000000</floating-point></success>"
                + "</AccessResult></listOfAccessResult></read></ConfirmedServiceResponse></confirmed-ResponsePDU></iq>",
                Encoding.UTF8.GetString(xmpp.Output, xmpp.OutputOffset, xmpp.OutputCount));
        }
    }
}
