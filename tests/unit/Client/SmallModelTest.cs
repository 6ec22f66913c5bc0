using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Client
{
    /// <summary>The packed model is that of its description.</summary>
    [TestClass]
    public class SmallModelTest
    {
        [TestMethod]
        public static void IsPackedAsItIsDescribed()
        {
            Assert.AreEqual(ModelReader.Pack(SmallModel.Description), SmallModel.Packed);
        }
    }
}
