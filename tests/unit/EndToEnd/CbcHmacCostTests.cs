using nanoDer.EndToEnd;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>What a message of 600 octets costs at most on the interpreter with AES-CBC and HMAC, in loop steps, with native AES.</summary>
    [TestClass]
    public class CbcHmacCostTests
    {
        [Setup]
        public static void Make()
        {
            CostScript.Make(EndToEndProfile.Aes128Cbc | EndToEndProfile.HmacSha256, true);
        }

        [TestMethod]
        [MaxSteps(71000)]
        public static void Sends()
        {
            CostScript.Send();
        }

        [TestMethod]
        [MaxSteps(87000)]
        public static void Takes()
        {
            CostScript.Take();
        }
    }
}
