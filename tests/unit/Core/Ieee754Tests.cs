using System;
using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>Numbers as bits.</summary>
    [TestClass]
    public class Ieee754Tests
    {
        [TestMethod]
        [DataRow(0x00000000)]
        [DataRow(0x00000001)]
        [DataRow(0x00000002)]
        [DataRow(0x00400000)]
        [DataRow(0x007FFFFF)]
        [DataRow(0x00800000)]
        [DataRow(0x00800001)]
        [DataRow(0x3DCCCCCD)]
        [DataRow(0x3F800000)]
        [DataRow(0x3FFFFFFF)]
        [DataRow(0x43660000)]
        [DataRow(0x7F7FFFFF)]
        [DataRow(0x7F800000)]
        public void Bits_come_back_with_either_sign(int bits)
        {
            Assert.AreEqual(bits, Ieee754.SingleBits(Single(bits)));
            Assert.IsTrue(Ieee754.Single(bits) == Single(bits));
            int negative = bits | int.MinValue;
            Assert.AreEqual(negative, Ieee754.SingleBits(Single(negative)));
            Assert.AreEqual(negative, Ieee754.SingleBits(Ieee754.Single(negative)));
        }

        [TestMethod]
        [DataRow(0x7F800001)]
        [DataRow(0x7FC00000)]
        [DataRow(0x7FFFFFFF)]
        public void Every_nan_is_one(int bits)
        {
            Assert.AreEqual(0x7FC00000, Ieee754.SingleBits(Single(bits)));
            Assert.AreEqual(0x7FC00000, Ieee754.SingleBits(Single(bits | int.MinValue)));
            Assert.AreEqual(0x7FC00000, Ieee754.SingleBits(Ieee754.Single(bits)));
        }

        private static float Single(int bits)
        {
            return BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);
        }
    }
}
