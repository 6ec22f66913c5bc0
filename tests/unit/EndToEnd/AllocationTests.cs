using nanoDer.EndToEnd;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.EndToEnd
{
    /// <summary>With managed AES, which does not return arrays, nothing is allocated for a message in either direction.</summary>
    [TestClass]
    public class AllocationTests
    {
        [Setup]
        public static void Make()
        {
            CostScript.Make(EndToEndProfile.Aes128Gcm, false);
        }

        [TestMethod]
        [NoAllocation]
        public static void Allocates_nothing()
        {
            CostScript.Send();
            CostScript.TakeAtGrid();
        }

        [TestMethod]
        [NoAllocation]
        public static void Allocates_nothing_to_take()
        {
            CostScript.Take();
        }
    }
}
