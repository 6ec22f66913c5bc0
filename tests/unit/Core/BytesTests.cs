using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>Comparison and numbers in byte buffers.</summary>
    [TestClass]
    public class BytesTests
    {
        [TestMethod]
        public void Of_gives_utf8()
        {
            CoreBytes.AreEqual(CoreBytes.Of("61C3A9E282AC"), Bytes.Of("a\u00E9\u20AC"), 0, 6, "a, e acute, euro");
            Assert.AreEqual(0, Bytes.Of("").Length);
        }

        [TestMethod]
        public void Equal_looks_at_its_range_only()
        {
            byte[] a = Bytes.Of("xabcx");
            byte[] b = Bytes.Of("yyabcy");
            Assert.IsTrue(Bytes.Equal(a, 1, b, 2, 3));
            Assert.IsFalse(Bytes.Equal(a, 0, b, 1, 4), "one before");
            Assert.IsFalse(Bytes.Equal(a, 1, b, 2, 4), "one behind");
            Assert.IsTrue(Bytes.Equal(a, 0, b, 0, 0), "nothing equals nothing");
            Assert.IsTrue(Bytes.Equal(a, 5, b, 6, 0), "also at the very end");
            Assert.IsTrue(Bytes.Equal(a, 0, a, 4, 1));
        }

        [TestMethod]
        public void Equal_sees_a_difference_of_one_bit_anywhere()
        {
            byte[] a = Bytes.Of("0123456789");
            for (int i = 0; i < a.Length; i++)
            {
                for (int bit = 0; bit < 8; bit++)
                {
                    byte[] b = Bytes.Of("0123456789");
                    b[i] ^= (byte)(1 << bit);
                    Assert.IsFalse(Bytes.Equal(a, 0, b, 0, a.Length));
                }
            }
        }

        [TestMethod]
        public void Is_wants_the_whole_text()
        {
            byte[] buffer = Bytes.Of("-stream-");
            Assert.IsTrue(Bytes.Is(buffer, 1, 6, Bytes.Of("stream")));
            Assert.IsFalse(Bytes.Is(buffer, 1, 5, Bytes.Of("stream")), "one less");
            Assert.IsFalse(Bytes.Is(buffer, 1, 7, Bytes.Of("stream")), "one more");
            Assert.IsFalse(Bytes.Is(buffer, 1, 6, Bytes.Of("strean")));
            Assert.IsTrue(Bytes.Is(buffer, 8, 0, Bytes.Of("")));
        }

        [TestMethod]
        [DataRow("0", 0)]
        [DataRow("7", 7)]
        [DataRow("10", 10)]
        [DataRow("007", 7)]
        [DataRow("2147483646", 2147483646)]
        [DataRow("2147483647", 2147483647)]
        [DataRow("2147483648", -1)]
        [DataRow("4294967296", -1)]
        [DataRow("9999999999", -1)]
        [DataRow("0000000001", 1)]
        [DataRow("00000000001", -1)]
        [DataRow("21474836470", -1)]
        [DataRow("", -1)]
        [DataRow("-1", -1)]
        [DataRow("+1", -1)]
        [DataRow(" 1", -1)]
        [DataRow("1 ", -1)]
        [DataRow("1/", -1)]
        [DataRow("1:", -1)]
        [DataRow("1.0", -1)]
        [DataRow("0x1", -1)]
        public void ParseDecimal_reads_what_fits(string text, int value)
        {
            byte[] buffer = Bytes.Of("9" + text + "9");
            Assert.AreEqual(value, Bytes.ParseDecimal(buffer, 1, text.Length));
        }
    }
}
