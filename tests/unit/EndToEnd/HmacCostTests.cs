using nanoDer.EndToEnd;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>What a message of 600 octets costs at most on the interpreter with HMAC, in loop steps, with native AES.</summary>
    [TestClass]
    public class HmacCostTests
    {
        [Setup]
        public static void Make()
        {
            CostScript.Make(EndToEndProfile.HmacSha256, true);
        }

        [TestMethod]
        [MaxSteps(26500)]
        public static void Sends()
        {
            CostScript.Send();
        }

        [TestMethod]
        [MaxSteps(45000)]
        public static void Takes()
        {
            CostScript.Take();
        }
    }
}
