using System;
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Iec61850
{
    [TestClass]
    public class ModelTest
    {
        [TestMethod]
        public static void KeepsTypesAndSizes()
        {
            DataModel model = ModelReader.Read(ServerScript.Description);
            int f = model.Find("LD0/MMXU1$MX$TotW$mag$f");
            Assert.IsTrue(model.Type(f) == nanoDer.Iec61850.ValueType.Float);
            Assert.AreEqual(32, model.Size(f));
            int q = model.Find("LD0/MMXU1$MX$TotW$q");
            Assert.AreEqual(13, model.Size(q));
            Assert.AreEqual(model.Slot(f) + 1, model.Slot(q));
            Assert.AreEqual(4, model.Slots(model.Find("LD0/MMXU1$MX")));
            Assert.AreEqual(2, model.Slots(model.Find("LD0/MMXU1$MX$TotW$t")));
            Assert.AreEqual(model.Find("LD1/LLN0"), model.First(model.Next(model.First(-1))));
        }

        [TestMethod]
        public static void HoldsArrays()
        {
            DataModel model = ModelReader.Read("L{N{SP{c[3]{x:f=5 t:t}n[4]:u8 z:i8=-3}}}");
            int array = model.Find("L/N$SP$c");
            Assert.IsTrue(model.Type(array) == nanoDer.Iec61850.ValueType.Array);
            Assert.AreEqual(3, model.Size(array));
            Assert.AreEqual(9, model.Slots(array));
            int second = model.Element(array, 1);
            Assert.AreEqual(model.Slot(array) + 3, model.Slot(second));
            int t = model.Next(model.First(second));
            Assert.AreEqual(model.Slot(array) + 4, model.Slot(t));
            Assert.IsTrue(model.IsIn(t, array));
            Assert.IsTrue(model.IsIn(t, second));
            Assert.IsFalse(model.IsIn(t, model.Element(array, 2)));
            ByteWriter name = new ByteWriter(64);
            model.PutItem(t, name);
            Assert.IsTrue(Bytes.Is(name.Buffer, 0, name.Count, Bytes.Of("N$SP$c$t")));
            int numbers = model.Next(array);
            Assert.AreEqual(4, model.Slots(numbers));
            Assert.AreEqual(8, model.Size(model.Element(numbers, 3)));
            Assert.AreEqual(-3, model.Values.GetSmall(model.Slot(model.Next(numbers))));
            Assert.AreEqual(-1, model.FindItem(model.First(-1), Bytes.Of("N$SP$c$x"), 0, 8));
        }

        [TestMethod]
        public static void TakesInitialValues()
        {
            DataModel model = ModelReader.Read("L{a:i32=-5 b:u8=200 c:f=2 d:s3=\"xyz\" e:i64=7 g:b=1 h:o4 k:m10=\"\"}");
            ModelValues values = model.Values;
            Assert.AreEqual(-5, values.GetSmall(model.Slot(model.Find("L/a"))));
            Assert.AreEqual(200, values.GetSmall(model.Slot(model.Find("L/b"))));
            Assert.AreEqual(0x40000000, values.GetSmall(model.Slot(model.Find("L/c"))));
            int text = model.Slot(model.Find("L/d"));
            Assert.AreEqual(3, values.TextLength(text));
            Assert.IsTrue(Bytes.Is(values.Text, values.TextOffset(text), 3, Bytes.Of("xyz")));
            Assert.AreEqual(7L, values.GetLarge(model.Slot(model.Find("L/e"))));
            Assert.AreEqual(1, values.GetSmall(model.Slot(model.Find("L/g"))));
            Assert.AreEqual(0, values.TextLength(model.Slot(model.Find("L/k"))));
        }

        [TestMethod]
        public static void RefusesTextThatIsTooLong()
        {
            DataModel model = ModelReader.Read("L{a:s3}");
            int slot = model.Slot(model.Find("L/a"));
            byte[] text = Bytes.Of("abcd");
            Assert.IsTrue(model.Values.SetText(slot, 3, text, 0, 3));
            Assert.IsFalse(model.Values.SetText(slot, 3, text, 0, 4));
            Assert.AreEqual(3, model.Values.TextLength(slot));
        }

        [TestMethod]
        public static void DoesNotFindWhatIsNotThere()
        {
            DataModel model = ModelReader.Read(ServerScript.Description);
            string[] wrong = { "LD0", "LD0/", "LD2/LLN0", "LD0/LLN", "LD0/LLN00", "LD0/LLN0$", "LD0/$LLN0", "LD0/LLN0$ST$Beh$stVal$x", "LD0/MMXU1$MX$TotW$mag$F" };
            for (int i = 0; i < wrong.Length; i++)
            {
                bool refused = false;
                try
                {
                    model.Find(wrong[i]);
                }
                catch (ArgumentException)
                {
                    refused = true;
                }

                Assert.IsTrue(refused, wrong[i]);
            }
        }

        [TestMethod]
        public static void RefusesDescriptionsThatAreWrong()
        {
            string[] wrong =
            {
                "a:b", "L{", "L}", "L{a}", "L{a:}", "L{a:x}", "L{a:i7}", "L{a:i}", "L{a:b8}", "L{a:c0}", "L{a:c32}", "L{a:s0}", "L{a:s256}", "L{a:s2=\"abc\"}",
                "L{a:s2=\"ab}", "L{a:s2=5}", "L{a:i8=\"5\"}", "L{a:i8=}", "L{a:i8=-}", "L{:b}", "L{a b:b}", "a{b{c{d{e{f{g{h{i{j{k{l{m{n:b}}}}}}}}}}}}}",
            };
            for (int i = 0; i < wrong.Length; i++)
            {
                bool refused = false;
                try
                {
                    ModelReader.Read(wrong[i]);
                }
                catch (ArgumentException)
                {
                    refused = true;
                }

                Assert.IsTrue(refused, wrong[i]);
            }
        }

        [TestMethod]
        public static void MarksWhatIsSet()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000, "L{N{ST{a:i32=5 b:t c:s3=\"x\" d:s3}}}");
            DataModel model = script.Model;
            ModelValues values = model.Values;
            Assert.IsFalse(values.HasChanges);
            int a = model.Find("L/N$ST$a");
            int b = model.Find("L/N$ST$b");
            int c = model.Find("L/N$ST$c");
            int d = model.Find("L/N$ST$d");
            values.SetSmall(model.Slot(a), 5);
            values.SetLarge(model.Slot(b), 1);
            values.SetText(model.Slot(c), 3, Bytes.Of("x"), 0, 1);
            values.SetText(model.Slot(d), 3, Bytes.Of("y"), 0, 1);
            Assert.IsTrue(values.HasChanges);
            Assert.AreEqual(ModelValues.Updated, model.Marks(a));
            Assert.AreEqual(ModelValues.Updated | ModelValues.Changed, model.Marks(b));
            Assert.AreEqual(ModelValues.Updated, model.Marks(c));
            Assert.AreEqual(ModelValues.Updated | ModelValues.Changed, model.Marks(d));
            Assert.AreEqual(0L, script.Server.NextDeadline);
            script.Server.Tick(1, 1);
            Assert.AreEqual(long.MaxValue, script.Server.NextDeadline);
            Assert.IsFalse(values.HasChanges);
            Assert.AreEqual(0, model.Marks(a) | model.Marks(b) | model.Marks(c) | model.Marks(d));
            Assert.AreEqual(1, values.TextLength(model.Slot(d)));
        }

        [TestMethod]
        public static void TellsTheFunctionalConstraint()
        {
            DataModel model = ModelReader.Read(ServerScript.Description);
            Assert.AreEqual(('M' << 8) | 'X', model.Constraint(model.Find("LD0/MMXU1$MX$TotW$mag$f")));
            Assert.AreEqual(('S' << 8) | 'T', model.Constraint(model.Find("LD1/LLN0$ST")));
            Assert.AreEqual(0, model.Constraint(model.Find("LD1/LLN0")));
        }

        [TestMethod]
        public static void StampsAllTimes()
        {
            DataModel model = ModelReader.Read("L{a:t b{c:t} d:i64=1}");
            model.Stamp(99);
            Assert.AreEqual(99L, model.Values.GetLarge(model.Slot(model.Find("L/a"))));
            Assert.AreEqual(99L, model.Values.GetLarge(model.Slot(model.Find("L/b$c"))));
            Assert.AreEqual(1L, model.Values.GetLarge(model.Slot(model.Find("L/d"))));
        }

        [TestMethod]
        public static void MakesTimestamps()
        {
            // 1970-01-01T00:00:01.5Z; the epoch itself; a clock that was never set.
            Assert.AreEqual((1L << 32) | 0x8000000AL, UtcTime.FromTicks(621355968015000000L, 10));
            Assert.AreEqual(0L, UtcTime.FromTicks(621355968000000000L, 0));
            Assert.AreEqual(0L, UtcTime.FromTicks(0, 0));

            // 2026-11-22T00:00:00.0000001Z: one tick is one unit of 2^-24 s.
            Assert.AreEqual((1795305600L << 32) | 0x0000018AL, UtcTime.FromTicks(621355968000000000L + (1795305600L * 10000000L) + 1, UtcTime.Millisecond));
        }

        [TestMethod]
        public static void KeepsFloatsBitForBit()
        {
            Assert.AreEqual(0, Ieee754.SingleBits(0f));
            Assert.AreEqual(0x3F800000, Ieee754.SingleBits(1f));
            Assert.AreEqual(unchecked((int)0xC0E80000), Ieee754.SingleBits(-7.25f));
            Assert.AreEqual(0x7F7FFFFF, Ieee754.SingleBits(float.MaxValue));
            Assert.AreEqual(0x7F800000, Ieee754.SingleBits(float.PositiveInfinity));
            Assert.AreEqual(unchecked((int)0xFF800000), Ieee754.SingleBits(float.NegativeInfinity));
            Assert.AreEqual(0x7FC00000, Ieee754.SingleBits(float.NaN));
            Assert.AreEqual(0x00800000, Ieee754.SingleBits(1.17549435E-38f));
            Assert.AreEqual(0x00400000, Ieee754.SingleBits(5.87747175E-39f));
            Assert.AreEqual(1, Ieee754.SingleBits(1.4E-45f));
        }
    }
}
