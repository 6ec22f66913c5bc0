using nanoDer.Core;
using nanoDer.Mms;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Mms
{
    /// <summary>Trees are built, walked and read back.</summary>
    [TestClass]
    public class MmsTreeTests
    {
        private static MmsTree s_tree;
        private static MmsBuilder s_builder;

        [Setup]
        public void Setup()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.MmsNodes = 12;
            plan.MmsValueBytes = 64;
            plan.MmsDepth = 4;
            s_tree = new MmsTree(plan);
            s_builder = new MmsBuilder(plan);
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(-1)]
        [DataRow(9)]
        [DataRow(10)]
        [DataRow(int.MaxValue)]
        [DataRow(int.MinValue)]
        public void Numbers_come_back(int value)
        {
            s_builder.Start(s_tree);
            s_builder.Integer(nanoDer.Mms.Mms.Integer, value);
            s_builder.Integer(nanoDer.Mms.Mms.Integer, (long)value * 4294967296L);
            Assert.AreEqual(value, s_tree.Int32(0));
            Assert.IsTrue(s_tree.Integer(0) == value);
            Assert.IsTrue(s_tree.Integer(1) == (long)value * 4294967296L);
        }

        [TestMethod]
        public void A_response_lies_behind_its_request_and_takes_what_that_leaves()
        {
            MmsTree response = new MmsTree(s_tree);
            s_builder.Start(s_tree);
            s_builder.Begin(nanoDer.Mms.Mms.ConfirmedRequestPdu);
            s_builder.Integer(nanoDer.Mms.Mms.InvokeId, 77);
            while (s_builder.Status == DerStatus.Ok)
            {
                s_builder.Integer(nanoDer.Mms.Mms.Integer, 12345);
            }

            // Nothing is left.
            Assert.AreEqual(12, s_tree.Count);
            s_builder.Start(response);
            s_builder.Integer(nanoDer.Mms.Mms.InvokeId, 1);
            Assert.IsTrue(s_builder.Status == DerStatus.MmsTooLarge);

            s_tree.KeepHead();
            Assert.AreEqual(2, s_tree.Count);
            Assert.AreEqual(2, s_tree.ValueCount);
            s_builder.Start(response);
            s_builder.Begin(nanoDer.Mms.Mms.ConfirmedResponsePdu);
            s_builder.Integer(nanoDer.Mms.Mms.InvokeId, 42);
            s_builder.End();
            Assert.IsTrue(s_builder.Status == DerStatus.Ok);
            Assert.AreEqual(77, s_tree.Int32(1));
            Assert.AreEqual(nanoDer.Mms.Mms.ConfirmedResponsePdu, response.Kind(2));
            Assert.AreEqual(4, response.End(2));
            Assert.AreEqual(42, response.Int32(3));

            // Written, it begins with its own first node.
            MmsEncoder encoder = new MmsEncoder(new XerDialect(XerForm.Basic, new nanoDer.Xml.XmlNamespaces(4)), new MemoryPlan());
            ByteWriter output = new ByteWriter(256);
            encoder.Begin(response);
            Assert.IsTrue(encoder.Continue(output));
            Assert.AreEqual(
                "<MMSpdu><confirmed-ResponsePDU><invokeID>42</invokeID></confirmed-ResponsePDU></MMSpdu>",
                System.Text.Encoding.UTF8.GetString(output.Buffer, output.Start, output.Count));
        }

        [TestMethod]
        public void The_largest_numbers_come_back()
        {
            s_builder.Start(s_tree);
            s_builder.Integer(nanoDer.Mms.Mms.Integer, long.MinValue);
            s_builder.Unsigned(nanoDer.Mms.Mms.Unsigned, ulong.MaxValue);
            Assert.IsTrue(s_tree.Integer(0) == long.MinValue);
            Assert.IsTrue(s_tree.Unsigned(1) == ulong.MaxValue);
        }

        [TestMethod]
        [DataRow(0f)]
        [DataRow(1.5f)]
        [DataRow(-49.98f)]
        [DataRow(1.4E-45f)]
        [DataRow(1.1754942E-38f)]
        [DataRow(3.4028235E+38f)]
        [DataRow(float.NegativeInfinity)]
        public void Floating_point_comes_back(float value)
        {
            s_builder.Start(s_tree);
            s_builder.Single(nanoDer.Mms.Mms.FloatingPoint, value);
            s_builder.Double(nanoDer.Mms.Mms.FloatingPoint, value);
            Assert.IsTrue(s_tree.Single(0) == value);
            Assert.IsTrue(s_tree.Double(0) == value);
            Assert.IsTrue(s_tree.Double(1) == value);
        }

        [TestMethod]
        public void Floating_point_has_the_octets_of_iso_9506()
        {
            s_builder.Start(s_tree);
            s_builder.Single(nanoDer.Mms.Mms.FloatingPoint, -7.25f);
            Assert.AreEqual(5, s_tree.ValueLength(0));
            Assert.AreEqual((byte)8, s_tree.Values[0]);
            Assert.IsTrue(s_tree.Octets32(0, 1) == 0xC0E80000);
        }

        [TestMethod]
        public void Bits_come_back()
        {
            s_builder.Start(s_tree);
            s_builder.Bits(nanoDer.Mms.Mms.BitString, 5, 13);
            Assert.AreEqual(13, s_tree.ValueLength(0));
            Assert.AreEqual(5, s_tree.Bits(0, 13));
            Assert.IsTrue(s_tree.Bit(0, 12));
            Assert.IsFalse(s_tree.Bit(0, 11));
            Assert.IsFalse(s_tree.Bit(0, 13));
        }

        [TestMethod]
        public void Children_are_found_and_never_left()
        {
            s_builder.Start(s_tree);
            s_builder.Begin(nanoDer.Mms.Mms.Structure);
            s_builder.Boolean(nanoDer.Mms.Mms.Boolean, true);
            s_builder.Begin(nanoDer.Mms.Mms.Structure);
            s_builder.Integer(nanoDer.Mms.Mms.Integer, 1);
            s_builder.End();
            s_builder.Integer(nanoDer.Mms.Mms.Integer, 2);
            s_builder.EndAll();
            Assert.AreEqual(3, s_tree.ChildCount(0));
            Assert.AreEqual(4, s_tree.Child(0, nanoDer.Mms.Mms.Integer));
            Assert.AreEqual(-1, s_tree.Child(2, nanoDer.Mms.Mms.Boolean));
            MmsCursor outer = new MmsCursor();
            MmsCursor inner = new MmsCursor();
            outer.Open(s_tree, 0);
            Assert.IsTrue(outer.Next() && outer.Next());
            inner.Open(outer);
            Assert.IsTrue(inner.Next());
            Assert.AreEqual(1, s_tree.Int32(inner.Node));
            Assert.IsFalse(inner.Next());
            Assert.IsTrue(outer.Next());
            Assert.AreEqual(2, s_tree.Int32(outer.Node));
            Assert.IsFalse(outer.Next());
        }

        [TestMethod]
        public void What_does_not_fit_changes_nothing_and_can_be_taken_back()
        {
            s_builder.Start(s_tree);
            s_builder.Begin(nanoDer.Mms.Mms.Structure);
            int nodes = s_tree.Count;
            int octets = s_tree.ValueCount;
            s_builder.Value(nanoDer.Mms.Mms.OctetString, new byte[65]);
            Assert.AreEqual((int)DerStatus.MmsTooLarge, (int)s_builder.Status);
            Assert.AreEqual(nodes, s_tree.Count);
            s_builder.Rollback(nodes, octets);
            s_builder.Boolean(nanoDer.Mms.Mms.Boolean, false);
            s_builder.EndAll();
            Assert.AreEqual((int)DerStatus.Ok, (int)s_builder.Status);
            Assert.AreEqual(2, s_tree.End(0));
            s_builder.Start(s_tree);
            for (int i = 0; i < 5; i++)
            {
                s_builder.Begin(nanoDer.Mms.Mms.Structure);
            }

            Assert.AreEqual((int)DerStatus.MmsTooDeep, (int)s_builder.Status);
        }
    }
}
