using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>UTF-8 and the characters of XML.</summary>
    [TestClass]
    public class Utf8Tests
    {
        // Each is valid alone; the first and last of every length and every gap.
        [TestMethod]
        [DataRow("09")]
        [DataRow("0A")]
        [DataRow("0D")]
        [DataRow("20")]
        [DataRow("7F")]
        [DataRow("C280")]
        [DataRow("DFBF")]
        [DataRow("E0A080")]
        [DataRow("ED9FBF")]
        [DataRow("EE8080")]
        [DataRow("EFBFBD")]
        [DataRow("F0908080")]
        [DataRow("F09FBFBF")]
        [DataRow("F3BFBFBF")]
        [DataRow("F48FBFBF")]
        public void Valid_characters(string hex)
        {
            byte[] character = CoreBytes.Of(hex);
            Assert.AreEqual(character.Length, Utf8.ValidLength(character, 0, character.Length));
            if (character.Length > 1)
            {
                Assert.AreEqual(character.Length, Utf8.CharacterLength(character, 0, character.Length));
                for (int end = 1; end < character.Length; end++)
                {
                    Assert.AreEqual(0, Utf8.CharacterLength(character, 0, end), "cut short");
                    Assert.AreEqual(0, Utf8.ValidLength(character, 0, end), "cut short");
                }
            }
        }

        // Each is invalid, and stays so whatever follows.
        [TestMethod]
        [DataRow("80")]
        [DataRow("BF")]
        [DataRow("C080")]
        [DataRow("C1BF")]
        [DataRow("C27F")]
        [DataRow("C2C0")]
        [DataRow("DF20")]
        [DataRow("E08080")]
        [DataRow("E09FBF")]
        [DataRow("E0A07F")]
        [DataRow("E0A0C0")]
        [DataRow("EDA080")]
        [DataRow("EDAFBF")]
        [DataRow("EDB080")]
        [DataRow("EDBFBF")]
        [DataRow("EFBFBE")]
        [DataRow("EFBFBF")]
        [DataRow("F0808080")]
        [DataRow("F08FBFBF")]
        [DataRow("F0907F80")]
        [DataRow("F090807F")]
        [DataRow("F4908080")]
        [DataRow("F5808080")]
        [DataRow("F8888080")]
        [DataRow("FE")]
        [DataRow("FF")]
        public void Invalid_characters(string hex)
        {
            byte[] buffer = CoreBytes.Of("41" + hex + "80808080");
            Assert.AreEqual(-1, Utf8.CharacterLength(buffer, 1, buffer.Length));
            Assert.AreEqual(1, Utf8.ValidLength(buffer, 0, buffer.Length));
        }

        // Wrong from its second byte on: no need to wait for the rest.
        [TestMethod]
        [DataRow("E09F")]
        [DataRow("EDA0")]
        [DataRow("F08F")]
        [DataRow("F490")]
        [DataRow("E241")]
        public void Invalid_beginnings(string hex)
        {
            byte[] buffer = CoreBytes.Of(hex);
            Assert.AreEqual(-1, Utf8.CharacterLength(buffer, 0, buffer.Length));
        }

        [TestMethod]
        public void Controls_are_no_characters_of_xml()
        {
            byte[] buffer = new byte[1];
            for (int c = 0; c < 0x20; c++)
            {
                buffer[0] = (byte)c;
                Assert.AreEqual(c == 9 || c == 10 || c == 13 ? 1 : 0, Utf8.ValidLength(buffer, 0, 1));
            }
        }

        [TestMethod]
        public void ValidLength_looks_at_its_range_only()
        {
            byte[] buffer = CoreBytes.Of("FF41C3A942FF");
            Assert.AreEqual(4, Utf8.ValidLength(buffer, 1, 4));
            Assert.AreEqual(4, Utf8.ValidLength(buffer, 1, 5), "up to the bad byte");
            Assert.AreEqual(1, Utf8.ValidLength(buffer, 1, 2), "a character that is cut");
            Assert.AreEqual(0, Utf8.ValidLength(buffer, 1, 0));
            Assert.AreEqual(0, Utf8.ValidLength(buffer, 6, 0), "at the very end");
        }

        [TestMethod]
        [DataRow(0x00, "00")]
        [DataRow(0x7F, "7F")]
        [DataRow(0x80, "C280")]
        [DataRow(0x7FF, "DFBF")]
        [DataRow(0x800, "E0A080")]
        [DataRow(0xD7FF, "ED9FBF")]
        [DataRow(0xE000, "EE8080")]
        [DataRow(0xFFFF, "EFBFBF")]
        [DataRow(0x10000, "F0908080")]
        [DataRow(0x1F600, "F09F9880")]
        [DataRow(0x10FFFF, "F48FBFBF")]
        public void Put_writes_the_shortest_form(int value, string hex)
        {
            byte[] expected = CoreBytes.Of(hex);
            byte[] buffer = CoreBytes.Of("AAAAAAAAAAAA");
            Assert.AreEqual(expected.Length, Utf8.Put(value, buffer, 1));
            CoreBytes.AreEqual(expected, buffer, 1, expected.Length, hex);
            Assert.AreEqual((byte)0xAA, buffer[0]);
            Assert.AreEqual((byte)0xAA, buffer[1 + expected.Length]);
        }

        [TestMethod]
        public void What_Put_writes_is_valid()
        {
            byte[] buffer = new byte[4];
            for (int value = 0x80; value <= 0x10FFFF; value += 997)
            {
                int length = Utf8.Put(value, buffer, 0);
                bool surrogate = value >= 0xD800 && value <= 0xDFFF;
                Assert.AreEqual(surrogate ? -1 : length, Utf8.CharacterLength(buffer, 0, length));
            }
        }
    }
}
