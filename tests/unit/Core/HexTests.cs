using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>Hexadecimal text.</summary>
    [TestClass]
    public class HexTests
    {
        [TestMethod]
        [DataRow((int)'0', 0)]
        [DataRow((int)'9', 9)]
        [DataRow((int)'A', 10)]
        [DataRow((int)'F', 15)]
        [DataRow((int)'a', 10)]
        [DataRow((int)'f', 15)]
        [DataRow((int)'/', -1)]
        [DataRow((int)':', -1)]
        [DataRow((int)'@', -1)]
        [DataRow((int)'G', -1)]
        [DataRow((int)'`', -1)]
        [DataRow((int)'g', -1)]
        [DataRow((int)' ', -1)]
        [DataRow((int)'\u0130', -1)]
        public void Digit_has_its_value_and_its_neighbours_have_none(int character, int value)
        {
            Assert.AreEqual(value, Hex.Digit(character));
        }

        [TestMethod]
        public void Numbers_that_are_no_characters_are_no_digits()
        {
            Assert.AreEqual(-1, Hex.Digit(-1));
            Assert.AreEqual(-1, Hex.Digit(0));
            Assert.AreEqual(-1, Hex.Digit(255));
            Assert.AreEqual(-1, Hex.Digit(int.MinValue));
            Assert.AreEqual(-1, Hex.Digit(int.MaxValue));
        }

        [TestMethod]
        public void Decode_gives_every_byte_back()
        {
            byte[] text = new byte[2];
            byte[] target = new byte[1];
            string upper = "0123456789ABCDEF";
            string lower = "0123456789abcdef";
            for (int i = 0; i < 256; i++)
            {
                text[0] = (byte)upper[i / 16];
                text[1] = (byte)lower[i % 16];
                Assert.AreEqual(1, Hex.Decode(text, 0, 2, target, 0));
                Assert.AreEqual((byte)i, target[0]);
            }
        }

        [TestMethod]
        public void Decode_writes_its_range_only()
        {
            byte[] source = Bytes.Of("..0aFf..");
            byte[] target = Bytes.Of("....");
            Assert.AreEqual(2, Hex.Decode(source, 2, 4, target, 1));
            CoreBytes.AreEqual(CoreBytes.Of("2E0AFF2E"), target, 0, 4, "between the dots");
        }

        [TestMethod]
        public void Decode_works_in_place()
        {
            byte[] buffer = Bytes.Of("0123456789");
            Assert.AreEqual(5, Hex.Decode(buffer, 0, 10, buffer, 0));
            CoreBytes.AreEqual(CoreBytes.Of("0123456789"), buffer, 0, 5, "in place");
        }

        [TestMethod]
        public void Decode_of_nothing_is_nothing()
        {
            Assert.AreEqual(0, Hex.Decode(new byte[0], 0, 0, new byte[0], 0));
        }

        [TestMethod]
        [DataRow("0")]
        [DataRow("012")]
        [DataRow("0g")]
        [DataRow("g0")]
        [DataRow("00 0")]
        [DataRow("000x")]
        [DataRow("-1")]
        public void Decode_refuses_what_is_no_pair_of_digits(string text)
        {
            Assert.AreEqual(-1, Hex.Decode(Bytes.Of(text), 0, text.Length, new byte[8], 0));
        }
    }
}
