using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>Hexadecimal text.</summary>
    [TestClass]
    public class HexTests
    {
        /// <summary>Each digit has its value, and what stands beside them in ASCII has none.</summary>
        [TestMethod]
        [DataRow('0', 0)]
        [DataRow('9', 9)]
        [DataRow('A', 10)]
        [DataRow('F', 15)]
        [DataRow('a', 10)]
        [DataRow('f', 15)]
        [DataRow('/', -1)]
        [DataRow(':', -1)]
        [DataRow('@', -1)]
        [DataRow('G', -1)]
        [DataRow('`', -1)]
        [DataRow('g', -1)]
        [DataRow(' ', -1)]
        [DataRow('\u0130', -1)]
        public void Digit_values(char character, int value)
        {
            Assert.AreEqual(value, Hex.Digit(character));
        }

        /// <summary>Numbers that are no characters.</summary>
        [TestMethod]
        public void Numbers_that_are_no_characters_are_no_digits()
        {
            Assert.AreEqual(-1, Hex.Digit(-1));
            Assert.AreEqual(-1, Hex.Digit(0));
            Assert.AreEqual(-1, Hex.Digit(int.MinValue));
            Assert.AreEqual(-1, Hex.Digit(int.MaxValue));
        }
    }
}
