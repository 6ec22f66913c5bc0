using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>What things cost on the device; the figures were measured on nanoFramework's virtual device.</summary>
    [TestClass]
    public class HeapSizeTests
    {
        [TestMethod]
        [DataRow(0, 1, 24)]
        [DataRow(4, 1, 24)]
        [DataRow(5, 1, 36)]
        [DataRow(16, 1, 36)]
        [DataRow(17, 1, 48)]
        [DataRow(32, 1, 60)]
        [DataRow(256, 1, 276)]
        [DataRow(64, 4, 276)]
        [DataRow(16, 12, 216)]
        [DataRow(2, 8, 36)]
        public void Arrays(int length, int elementBytes, int bytes)
        {
            Assert.AreEqual(bytes, HeapSize.Array(length, elementBytes));
        }

        [TestMethod]
        [DataRow(0, 12)]
        [DataRow(1, 24)]
        [DataRow(4, 60)]
        public void Objects(int fields, int bytes)
        {
            Assert.AreEqual(bytes, HeapSize.Object(fields));
        }

        [TestMethod]
        public void A_writer_is_its_window_and_its_own_fields()
        {
            Assert.AreEqual(HeapSize.Array(100, 1) + HeapSize.Object(4), ByteWriter.RequiredBytes(100));
        }
    }
}
