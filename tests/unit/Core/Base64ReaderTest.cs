using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>Base64 in pieces: wherever a text is cut, the bytes are the same; what is none is refused wherever it stands.</summary>
    [TestClass]
    public class Base64ReaderTest
    {
        [TestMethod]
        public static void Reads_a_text_in_pieces_of_any_size()
        {
            byte[] text = Bytes.Of("Zm9vYmFyIGFuZCBzbw==");
            byte[] target = new byte[20];
            Base64Reader reader = new Base64Reader();
            for (int first = 0; first <= text.Length; first++)
            {
                for (int second = first; second <= text.Length; second++)
                {
                    reader.Start(target, 3, 13);
                    reader.Read(text, 0, first);
                    reader.Read(text, first, second - first);
                    reader.Read(text, second, text.Length - second);
                    CoreBytes.AreEqual(Bytes.Of("foobar and so"), target, 3, reader.Finish(), "bytes");
                    Assert.AreEqual((int)DerStatus.Ok, (int)reader.Status);
                }
            }

            Assert.AreEqual(0, target[2] + target[16]);
        }

        [TestMethod]
        [DataRow("Zm9")]
        [DataRow("Zg==Zg==")]
        [DataRow("Zg=a")]
        [DataRow("Zm9v Zm9v")]
        [DataRow("=m9v")]
        [DataRow("Zh==")]
        public void Refuses_what_is_none(string wrong)
        {
            byte[] text = Bytes.Of(wrong);
            Base64Reader reader = new Base64Reader();
            for (int first = 0; first <= text.Length; first++)
            {
                reader.Start(new byte[20], 0, 20);
                reader.Read(text, 0, first);
                reader.Read(text, first, text.Length - first);
                Assert.AreEqual(-1, reader.Finish());
                Assert.AreEqual((int)DerStatus.BadEncoding, (int)reader.Status);
            }
        }

        [TestMethod]
        public static void Writes_nothing_behind_its_place()
        {
            byte[] text = Bytes.Of("Zm9vYmFy");
            byte[] target = new byte[7];
            Base64Reader reader = new Base64Reader();
            reader.Start(target, 0, 6);
            reader.Read(text, 0, 8);
            Assert.AreEqual(6, reader.Finish());
            reader.Start(target, 0, 5);
            reader.Read(text, 0, 8);
            Assert.AreEqual(-1, reader.Finish());
            Assert.AreEqual((int)DerStatus.BufferFull, (int)reader.Status);
            Assert.AreEqual(0, (int)target[6]);
            reader.Start(target, 0, 5);
            reader.Refuse(DerStatus.Truncated);
            Assert.AreEqual(-1, reader.Finish());
            Assert.AreEqual((int)DerStatus.Truncated, (int)reader.Status);
        }
    }
}
