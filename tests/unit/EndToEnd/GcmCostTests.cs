using nanoDer.EndToEnd;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>What a message of 600 octets costs at most on the interpreter with AES-GCM, in loop steps, with native AES.</summary>
    [TestClass]
    public class GcmCostTests
    {
        [Setup]
        public static void Make()
        {
            CostScript.Make(EndToEndProfile.Aes128Gcm, true);
        }

        [TestMethod]
        [MaxSteps(24000)]
        public static void Sends()
        {
            CostScript.Send();
        }

        [TestMethod]
        [MaxSteps(46500)]
        public static void Takes()
        {
            CostScript.Take();
        }
    }
}
