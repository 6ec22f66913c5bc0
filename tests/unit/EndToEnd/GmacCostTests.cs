using nanoDer.EndToEnd;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>What a message of 600 octets costs at most on the interpreter with GMAC, in loop steps, with native AES.</summary>
    [TestClass]
    public class GmacCostTests
    {
        [Setup]
        public static void Make()
        {
            CostScript.Make(EndToEndProfile.Aes128Gmac, true);
        }

        [TestMethod]
        [MaxSteps(15500)]
        public static void Sends()
        {
            CostScript.Send();
        }

        [TestMethod]
        [MaxSteps(35000)]
        public static void Takes()
        {
            CostScript.Take();
        }
    }
}
