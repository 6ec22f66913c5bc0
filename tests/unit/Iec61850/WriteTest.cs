using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>SetDataValues: what may be written, what is refused, and that a refusal changes nothing.</summary>
    [TestClass]
    public class WriteTest
    {
        private const string A = "a@x/1";
        private const int Denied = 3;
        private const int Inconsistent = 7;
        private const int AttributeInconsistent = 8;
        private const int NonExistent = 10;
        private const int Invalid = 11;

        private const string Description =
            "LD0{LLN0{ST{Beh{stVal:e=1 q:q t:t}}CF{Mod{ctlModel:e=1}}CO{Mod{Oper{ctlVal:e}}}RP{rcb01{RptEna:b}}LG{log{LogEna:b}}}"
            + "T1{SP{b{setVal:b}i{setVal:i16=7}u{setVal:u8}w{setVal:u32}f{setMag{f:f}}l{setVal:i64}t{setTm:t}s{setVal:s4=\"ab\"}m{setVal:m4}o{setVal:o4}c{setVal:c6}}"
            + "SV{v{x{a:i8 b:i8}y:b}}DC{n{d:s9 vendor:s9}}}}";

        [TestMethod]
        public static void WritesEveryType()
        {
            ServerScript script = New();
            ModelValues values = script.Model.Values;
            Write(script, "T1$SP$b$setVal", Kind.Boolean, 1, -1);
            Assert.AreEqual(1, values.GetSmall(Slot(script, "LD0/T1$SP$b$setVal")));
            Write(script, "T1$SP$i$setVal", Kind.Integer, -32768, -1);
            Assert.AreEqual(-32768, values.GetSmall(Slot(script, "LD0/T1$SP$i$setVal")));
            Write(script, "T1$SP$u$setVal", Kind.Unsigned, 255, -1);
            Assert.AreEqual(255, values.GetSmall(Slot(script, "LD0/T1$SP$u$setVal")));
            Write(script, "T1$SP$w$setVal", Kind.Unsigned, 0xFFFFFFFFL, -1);
            Assert.AreEqual(-1, values.GetSmall(Slot(script, "LD0/T1$SP$w$setVal")));
            Write(script, "T1$SP$l$setVal", Kind.Integer, -9000000000L, -1);
            Assert.AreEqual(-9000000000L, values.GetLarge(Slot(script, "LD0/T1$SP$l$setVal")));

            Begin(script, "T1$SP$f$setMag$f");
            script.Builder.Single(Kind.FloatingPoint, -2.5f);
            End(script, -1);
            Assert.AreEqual(Ieee754.SingleBits(-2.5f), values.GetSmall(Slot(script, "LD0/T1$SP$f$setMag$f")));
            Begin(script, "T1$SP$t$setTm");
            script.Builder.UtcTime(Kind.UtcTime, 0xF0000001u, 0x800002, 0x8A);
            End(script, -1);
            Assert.AreEqual(unchecked((long)0xF00000018000028AUL), values.GetLarge(Slot(script, "LD0/T1$SP$t$setTm")));
            Begin(script, "T1$SP$c$setVal");
            script.Builder.Bits(Kind.BitString, 0x25, 6);
            End(script, -1);
            Assert.AreEqual(0x25, values.GetSmall(Slot(script, "LD0/T1$SP$c$setVal")));
            WriteText(script, "T1$SP$s$setVal", Kind.VisibleString, "wxyz", -1);
            WriteText(script, "T1$SP$m$setVal", Kind.MmsString, "", -1);
            WriteText(script, "T1$SP$o$setVal", Kind.OctetString, "123", -1);
            WriteText(script, "T1$DC$n$d", Kind.VisibleString, "name", -1);
            int text = Slot(script, "LD0/T1$SP$s$setVal");
            Assert.IsTrue(Bytes.Is(values.Text, values.TextOffset(text), values.TextLength(text), Bytes.Of("wxyz")));
        }

        [TestMethod]
        public static void RefusesWhatMayNotBeWritten()
        {
            ServerScript script = New();
            Write(script, "LLN0$ST$Beh$stVal", Kind.Integer, 2, Denied);
            Write(script, "LLN0$CO$Mod$Oper$ctlVal", Kind.Integer, 2, Denied);
            Write(script, "LLN0$RP$rcb01$RptEna", Kind.Boolean, 1, AttributeInconsistent);
            Write(script, "LLN0$LG$log$LogEna", Kind.Boolean, 1, AttributeInconsistent);
            Write(script, "LLN0", Kind.Integer, 2, Denied);
            Write(script, "T1$SP$x", Kind.Integer, 2, NonExistent);
            Assert.AreEqual(1, script.Model.Values.GetSmall(Slot(script, "LD0/LLN0$ST$Beh$stVal")));
        }

        [TestMethod]
        public static void RefusesWrongTypesAndValues()
        {
            ServerScript script = New();
            Write(script, "T1$SP$i$setVal", Kind.Unsigned, 5, Inconsistent);
            Write(script, "T1$SP$i$setVal", Kind.Boolean, 1, Inconsistent);
            Write(script, "T1$SP$i$setVal", Kind.Integer, 32768, Invalid);
            Write(script, "T1$SP$i$setVal", Kind.Integer, -32769, Invalid);
            Write(script, "T1$SP$u$setVal", Kind.Unsigned, 256, Invalid);
            Write(script, "T1$SP$w$setVal", Kind.Unsigned, 0x100000000L, Invalid);
            Write(script, "T1$SP$i", Kind.Integer, 5, Inconsistent);
            WriteText(script, "T1$SP$s$setVal", Kind.VisibleString, "abcde", Invalid);
            WriteText(script, "T1$SP$s$setVal", Kind.MmsString, "abc", Inconsistent);
            Begin(script, "T1$SP$f$setMag$f");
            script.Builder.Double(Kind.FloatingPoint, 1);
            End(script, Inconsistent);
            Begin(script, "T1$SP$c$setVal");
            script.Builder.Bits(Kind.BitString, 0x40, 7);
            End(script, Invalid);
            Assert.AreEqual(7, script.Model.Values.GetSmall(Slot(script, "LD0/T1$SP$i$setVal")));
            Assert.AreEqual(2, script.Model.Values.TextLength(Slot(script, "LD0/T1$SP$s$setVal")));
            Assert.IsFalse(script.Model.Values.HasChanges);
        }

        [TestMethod]
        public static void WritesStructuresWholeOrNotAtAll()
        {
            ServerScript script = New();
            WriteV(script, 1, 2, true, -1);
            ModelValues values = script.Model.Values;
            int a = Slot(script, "LD0/T1$SV$v$x$a");
            int b = Slot(script, "LD0/T1$SV$v$x$b");
            Assert.AreEqual(2, values.GetSmall(b));
            WriteV(script, 5, 200, true, Invalid);
            Assert.AreEqual(1, values.GetSmall(a));
            WriteV(script, 5, 6, false, Inconsistent);
            Assert.AreEqual(1, values.GetSmall(a));
        }

        [TestMethod]
        public static void GivesEachVariableItsOwnResult()
        {
            ServerScript script = New();
            script.BeginWrite(4);
            script.AddVariable("LD0", "T1$SP$i$setVal");
            script.AddVariable("LD0", "LLN0$ST$Beh$stVal");
            script.AddVariable("LD9", "T1$SP$u$setVal");
            script.AddVariable("LD0", "T1$SP$u$setVal");
            script.BeginValues();
            script.Builder.Integer(Kind.Integer, 1);
            script.Builder.Integer(Kind.Integer, 2);
            script.Builder.Integer(Kind.Unsigned, 3);
            script.Builder.Integer(Kind.Unsigned, 4);
            script.Send(A);
            Assert.AreEqual(-1, script.Written(0));
            Assert.AreEqual(Denied, script.Written(1));
            Assert.AreEqual(NonExistent, script.Written(2));
            Assert.AreEqual(-1, script.Written(3));
            Assert.AreEqual(4, script.Model.Values.GetSmall(Slot(script, "LD0/T1$SP$u$setVal")));
        }

        [TestMethod]
        public static void RejectsAListWithoutAValueForEach()
        {
            ServerScript script = New();
            script.BeginWrite(4);
            script.AddVariable("LD0", "T1$SP$i$setVal");
            script.AddVariable("LD0", "T1$SP$u$setVal");
            script.BeginValues();
            script.Builder.Integer(Kind.Integer, 1);
            Assert.AreEqual((int)ServerAnswer.Reject, (int)script.Send(A));
            int reason = script.Response.First(script.Response.Child(0, Kind.RejectReason));
            Assert.AreEqual(Kind.RejectConfirmedRequest, script.Response.Kind(reason));
            Assert.AreEqual(4, script.Response.Int32(reason));
            Assert.AreEqual(7, script.Model.Values.GetSmall(Slot(script, "LD0/T1$SP$i$setVal")));
        }

        [TestMethod]
        [NoAllocation]
        public static void AllocatesNothing()
        {
            for (int i = 0; i < 3; i++)
            {
                _script.Server.Handle(_script.Request, _peer, _peer.Length, Start());
                Assert.AreEqual(Kind.ConfirmedResponsePdu, _script.Response.Kind(0));
                _script.Server.Tick(i, i);
            }
        }

        private static ServerScript _script;
        private static byte[] _peer;
        private static MmsBuilder _builder;

        [Setup]
        public static void Prepare()
        {
            _script = New();
            _script.BeginWrite(4);
            _script.AddVariable("LD0", "T1$SP$i$setVal");
            _script.AddVariable("LD0", "T1$SV$v$x");
            _script.BeginValues();
            _script.Builder.Integer(Kind.Integer, 1);
            _script.Builder.Integer(Kind.Integer, 1);
            _script.Builder.EndAll();
            _peer = Bytes.Of(A);
            _builder = new MmsBuilder(_script.Plan);
        }

        private static MmsBuilder Start()
        {
            _builder.Start(_script.Response);
            return _builder;
        }

        private static ServerScript New()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000, Description);
            script.Open(A);
            return script;
        }

        private static int Slot(ServerScript script, string reference)
        {
            return script.Model.Slot(script.Model.Find(reference));
        }

        private static void Begin(ServerScript script, string item)
        {
            script.BeginWrite(3);
            script.AddVariable("LD0", item);
            script.BeginValues();
        }

        private static void End(ServerScript script, int expected)
        {
            script.Send(A);
            Assert.AreEqual(expected, script.Written(0));
        }

        private static void Write(ServerScript script, string item, int kind, long value, int expected)
        {
            Begin(script, item);
            if (kind == Kind.Boolean)
            {
                script.Builder.Boolean(kind, value != 0);
            }
            else
            {
                script.Builder.Integer(kind, value);
            }

            End(script, expected);
        }

        private static void WriteText(ServerScript script, string item, int kind, string value, int expected)
        {
            Begin(script, item);
            script.Builder.Value(kind, Bytes.Of(value));
            End(script, expected);
        }

        private static void WriteV(ServerScript script, int a, int b, bool whole, int expected)
        {
            Begin(script, "T1$SV$v");
            script.Builder.Begin(Kind.Structure);
            script.Builder.Begin(Kind.Structure);
            script.Builder.Integer(Kind.Integer, a);
            script.Builder.Integer(Kind.Integer, b);
            script.Builder.End();
            if (whole)
            {
                script.Builder.Boolean(Kind.Boolean, true);
            }

            script.Builder.End();
            End(script, expected);
        }
    }
}
