using nanoDer.Gdoi;
using nanoDer.UnitTests.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Gdoi
{
    [TestClass]
    public class PayloadTests
    {
        private const string Cookies = "0102030405060708A1A2A3A4A5A6A7A8";

        // RFC 2408 clause 3: header, a nonce, a delete payload with a basic attribute in its place, padding.
        [TestMethod]
        public void Writes_a_message_as_the_RFC_draws_it()
        {
            PayloadWriter w = new PayloadWriter(128);
            w.Start(CoreBytes.Of(Cookies), Isakmp.GroupKeyPull, Isakmp.Encrypted);
            w.Patch(20, unchecked((int)0xDEADBEEF), 4);
            w.Begin(Isakmp.Nonce);
            w.Put(CoreBytes.Of("CAFEBABE01"), 0, 5);
            w.End();
            w.Begin(Isakmp.Gap);
            w.Attribute(Isakmp.SenderIdRequest, 2);
            w.End();
            w.Finish(16);
            byte[] expected = CoreBytes.Of(Cookies + "0A102001DEADBEEF0000003C" + "16000009CAFEBABE01" + "0000000880030002" + "000000000000000000000000000000");
            CoreBytes.AreEqual(expected, w.Buffer, 0, w.Count, "message");
            Assert.IsFalse(w.Overflow);
        }

        [TestMethod]
        public void Writes_nothing_past_its_buffer()
        {
            PayloadWriter w = new PayloadWriter(36);
            w.Start(CoreBytes.Of(Cookies), Isakmp.MainMode, 0);
            w.Begin(Isakmp.Nonce);
            w.Put(1, 4);
            Assert.IsFalse(w.Overflow);
            w.Put(2, 1);
            Assert.IsTrue(w.Overflow);
            w.End();
            w.Finish(1);
            Assert.AreEqual(36, w.Count);
        }

        [TestMethod]
        public void Walks_a_chain_of_payloads()
        {
            PayloadReader r = Reader("0A000005FF" + "0C000004" + "00000006ABCD", 5);
            Assert.IsTrue(r.Read());
            Assert.AreEqual(5, r.Type);
            Assert.AreEqual(1, r.Count);
            Assert.IsTrue(r.Read(Isakmp.Nonce, 0));
            Assert.AreEqual(0, r.Count);
            Assert.AreEqual(Isakmp.Delete, r.Next);
            Assert.IsTrue(r.Read(Isakmp.Delete, 2));
            Assert.AreEqual(0xABCD, PayloadReader.Number(r.Buffer, r.Body, 2));
            Assert.IsFalse(r.Read());
            Assert.IsTrue(r.Finish(0));
        }

        [TestMethod]
        public void Refuses_a_chain_cut_at_any_byte()
        {
            byte[] chain = CoreBytes.Of("0A000005FF0C00000400000006ABCD");
            for (int end = 0; end < chain.Length; end++)
            {
                PayloadReader r = new PayloadReader();
                r.Reset(chain, 0, end, 5);
                while (r.Read())
                {
                }

                Assert.IsFalse(r.Finish(0));
            }
        }

        [TestMethod]
        public void Refuses_lengths_and_reserved_octets_that_are_wrong()
        {
            Broken("00000003FF", 5);
            Broken("00000000FF", 5);
            Broken("00000006FF", 5);
            Broken("0000FFFFFF", 5);
            Broken("00010005FF", 5);
            PayloadReader r = Reader("00000005FFAABB", 5);
            Assert.IsTrue(r.Read());
            Assert.IsFalse(r.Finish(1));
            Assert.IsTrue(r.Finish(2));
            r = Reader("00000005FF", 5);
            Assert.IsFalse(r.Read(Isakmp.Id, 2));
            Assert.IsTrue(r.IsBroken);
        }

        [TestMethod]
        public void Walks_attributes_of_both_forms()
        {
            PayloadReader a = Attributes("80010007" + "000C000400015180" + "800E0080" + "00040005FFFFFFFFFF");
            Assert.IsTrue(a.ReadAttribute());
            Assert.AreEqual(1, a.Type);
            Assert.AreEqual(7, a.Value);
            Assert.AreEqual(2, a.Count);
            Assert.IsTrue(a.ReadAttribute());
            Assert.AreEqual(12, a.Type);
            Assert.AreEqual(86400, a.Value);
            Assert.AreEqual(4, a.Count);
            Assert.IsTrue(a.ReadAttribute());
            Assert.AreEqual(128, a.Value);
            Assert.IsTrue(a.ReadAttribute());
            Assert.AreEqual(-1, a.Value);
            Assert.AreEqual(5, a.Count);
            Assert.IsFalse(a.ReadAttribute());
            Assert.IsFalse(a.IsBroken);
        }

        [TestMethod]
        public void Refuses_attributes_that_do_not_fit()
        {
            Cut("800100");
            Cut("000C0005AABBCCDD");
            Cut("000CFFFF");
            Cut("80010007" + "00");
            PayloadReader a = Attributes("000CFFFF");
            a.Reset(new byte[4], 4, 2, 0);
            Assert.IsFalse(a.ReadAttribute());
            Assert.IsTrue(a.IsBroken);
        }

        private static PayloadReader Reader(string hex, int first)
        {
            byte[] bytes = CoreBytes.Of(hex);
            PayloadReader r = new PayloadReader();
            r.Reset(bytes, 0, bytes.Length, first);
            return r;
        }

        private static PayloadReader Attributes(string hex)
        {
            byte[] bytes = CoreBytes.Of(hex);
            PayloadReader a = new PayloadReader();
            a.Reset(bytes, 0, bytes.Length, 0);
            return a;
        }

        private static void Broken(string hex, int first)
        {
            PayloadReader r = Reader(hex, first);
            Assert.IsFalse(r.Read());
            Assert.IsTrue(r.IsBroken);
            Assert.IsFalse(r.Finish(16));
        }

        private static void Cut(string hex)
        {
            PayloadReader a = Attributes(hex);
            while (a.ReadAttribute())
            {
            }

            Assert.IsTrue(a.IsBroken);
        }
    }
}
