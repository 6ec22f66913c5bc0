using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>Names by number and numbers by name.</summary>
    [TestClass]
    public class NameListTests
    {
        [TestMethod]
        public void Each_name_is_found_and_written()
        {
            string[] names = new string[] { "mag", "m", "magn", "q", "t", "instMag" };
            NameList list = new NameList("mag m magn q t instMag");
            Assert.AreEqual(names.Length, list.Count);
            for (int i = 0; i < names.Length; i++)
            {
                byte[] buffer = Bytes.Of("<" + names[i] + ">");
                Assert.AreEqual(i, list.Find(buffer, 1, names[i].Length));
                ByteWriter writer = new ByteWriter(8);
                list.Put(i, writer);
                CoreBytes.Holds(names[i], writer);
            }
        }

        [TestMethod]
        [DataRow("ma")]
        [DataRow("M")]
        [DataRow("magni")]
        [DataRow("m ")]
        [DataRow(" ")]
        [DataRow("mag m")]
        [DataRow("")]
        public void What_is_no_name_is_not_found(string text)
        {
            NameList list = new NameList("mag m magn");
            Assert.AreEqual(-1, list.Find(Bytes.Of(text), 0, text.Length));
        }

        [TestMethod]
        public void A_list_of_one_name()
        {
            NameList list = new NameList("only");
            Assert.AreEqual(1, list.Count);
            Assert.AreEqual(0, list.Find(Bytes.Of("only"), 0, 4));
        }
    }
}
