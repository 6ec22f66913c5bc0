using nanoDer.Core;
using nanoDer.Iec61850;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Setting groups: the active one, editing by one client at a time, confirmation, and what is refused.</summary>
    [TestClass]
    public class SettingGroupTest
    {
        private const string A = "a@x/1";
        private const string B = "b@x/1";
        private const int Unavailable = 2;
        private const int Denied = 3;
        private const int Inconsistent = 7;
        private const int Invalid = 11;

        private const string Description =
            "L{LLN0{SP{SGCB{NumOfSG:u8=3 ActSG:u8=1 EditSG:u8 CnfEdit:b LActTm:t ResvTms:u16=10}x{setVal:i8}}}"
            + "N{SG{a{setVal:i32=5}b{x{y:i64=7 s:s4=\"ab\"}z:b}c[2]{k:i8=3}}SE{a{setVal:i32}b{x{y:i64 s:s4}z:b}c[2]{k:i8}}}}";

        [TestMethod]
        public static void EditsAndActivatesAGroup()
        {
            ServerScript script = New();
            script.Server.Tick(0, 0x1234L);
            Write(script, A, "LLN0$SP$SGCB$EditSG", Kind.Unsigned, 2, -1);
            Assert.AreEqual(5, Small(script, "N$SE$a$setVal"));
            Write(script, A, "N$SE$a$setVal", Kind.Integer, 6, -1);
            Write(script, A, "N$SE$b$x$y", Kind.Integer, -7000000000L, -1);
            WriteText(script, "N$SE$b$x$s", "wxyz");
            Write(script, A, "LLN0$SP$SGCB$CnfEdit", Kind.Boolean, 1, -1);
            Assert.AreEqual(0, Small(script, "LLN0$SP$SGCB$EditSG"));
            Assert.AreEqual(0, Small(script, "LLN0$SP$SGCB$CnfEdit"));

            // The active group is still the first; the second shows once it is selected.
            Assert.AreEqual(5, Small(script, "N$SG$a$setVal"));
            Write(script, B, "LLN0$SP$SGCB$ActSG", Kind.Unsigned, 2, -1);
            Assert.AreEqual(6, Small(script, "N$SG$a$setVal"));
            Assert.AreEqual(-7000000000L, script.Model.Values.GetLarge(script.Model.Slot(script.Model.Find("L/N$SG$b$x$y"))));
            int text = script.Model.Slot(script.Model.Find("L/N$SG$b$x$s"));
            Assert.IsTrue(Bytes.Is(script.Model.Values.Text, script.Model.Values.TextOffset(text), script.Model.Values.TextLength(text), Bytes.Of("wxyz")));
            Assert.AreEqual(0x1234L, script.Model.Values.GetLarge(script.Model.Slot(script.Model.Find("L/LLN0$SP$SGCB$LActTm"))));
            Write(script, B, "LLN0$SP$SGCB$ActSG", Kind.Unsigned, 3, -1);
            Assert.AreEqual(5, Small(script, "N$SG$a$setVal"));
        }

        [TestMethod]
        public static void ChangesTheActiveGroupWhenItsEditIsConfirmed()
        {
            ServerScript script = New();
            Write(script, A, "LLN0$SP$SGCB$EditSG", Kind.Unsigned, 1, -1);
            Write(script, A, "N$SE$a$setVal", Kind.Integer, 9, -1);
            Assert.AreEqual(5, Small(script, "N$SG$a$setVal"));
            Write(script, A, "LLN0$SP$SGCB$CnfEdit", Kind.Boolean, 0, -1);
            Assert.AreEqual(5, Small(script, "N$SG$a$setVal"));
            Write(script, A, "LLN0$SP$SGCB$CnfEdit", Kind.Boolean, 1, -1);
            Assert.AreEqual(9, Small(script, "N$SG$a$setVal"));
        }

        [TestMethod]
        public static void LetsOneClientEditAtATime()
        {
            ServerScript script = New();
            script.Server.Tick(1000, 0);
            Write(script, A, "LLN0$SP$SGCB$EditSG", Kind.Unsigned, 2, -1);
            Write(script, B, "LLN0$SP$SGCB$EditSG", Kind.Unsigned, 1, Unavailable);
            Write(script, B, "N$SE$a$setVal", Kind.Integer, 1, Unavailable);
            Write(script, B, "LLN0$SP$SGCB$CnfEdit", Kind.Boolean, 1, Unavailable);
            Assert.AreEqual(2, Small(script, "LLN0$SP$SGCB$EditSG"));

            // It ends after the reserved time, and with its client.
            script.Server.Tick(10999, 0);
            Assert.AreEqual(2, Small(script, "LLN0$SP$SGCB$EditSG"));
            script.Server.Tick(11000, 0);
            Assert.AreEqual(0, Small(script, "LLN0$SP$SGCB$EditSG"));
            Write(script, A, "N$SE$a$setVal", Kind.Integer, 1, Denied);
            Write(script, A, "LLN0$SP$SGCB$EditSG", Kind.Unsigned, 2, -1);
            Write(script, A, "N$SE$a$setVal", Kind.Integer, 1, -1);
            script.Server.Abort(Bytes.Of(A), A.Length);
            Write(script, B, "LLN0$SP$SGCB$EditSG", Kind.Unsigned, 2, -1);
            Assert.AreEqual(5, Small(script, "N$SE$a$setVal"));
        }

        [TestMethod]
        public static void RefusesWhatItMust()
        {
            ServerScript script = New();
            Write(script, A, "LLN0$SP$SGCB$ActSG", Kind.Unsigned, 0, Invalid);
            Write(script, A, "LLN0$SP$SGCB$ActSG", Kind.Unsigned, 4, Invalid);
            Write(script, A, "LLN0$SP$SGCB$EditSG", Kind.Unsigned, 4, Invalid);
            Write(script, A, "LLN0$SP$SGCB$ActSG", Kind.Integer, 2, Inconsistent);
            Write(script, A, "LLN0$SP$SGCB$NumOfSG", Kind.Unsigned, 9, Denied);
            Write(script, A, "LLN0$SP$SGCB", Kind.Unsigned, 9, Denied);
            Write(script, A, "LLN0$SP", Kind.Unsigned, 9, Denied);
            Write(script, A, "LLN0$SP$SGCB$CnfEdit", Kind.Boolean, 1, Denied);
            Write(script, A, "N$SE$a$setVal", Kind.Integer, 1, Denied);
            Write(script, A, "N$SG$a$setVal", Kind.Integer, 1, Denied);
            Assert.AreEqual(1, Small(script, "LLN0$SP$SGCB$ActSG"));
            Assert.AreEqual(0, Small(script, "LLN0$SP$SGCB$EditSG"));
            Assert.AreEqual(5, Small(script, "N$SG$a$setVal"));
            Write(script, A, "LLN0$SP$x$setVal", Kind.Integer, 4, -1);
        }

        private static ServerScript New()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000, Description);
            script.Open(A);
            script.Open(B);
            return script;
        }

        private static int Small(ServerScript script, string item)
        {
            return script.Model.Values.GetSmall(script.Model.Slot(script.Model.Find("L/" + item)));
        }

        private static void Write(ServerScript script, string peer, string item, int kind, long value, int expected)
        {
            script.BeginWrite(3);
            script.AddVariable("L", item);
            script.BeginValues();
            if (kind == Kind.Boolean)
            {
                script.Builder.Boolean(kind, value != 0);
            }
            else
            {
                script.Builder.Integer(kind, value);
            }

            script.Send(peer);
            Assert.AreEqual(expected, script.Written(0));
        }

        private static void WriteText(ServerScript script, string item, string value)
        {
            script.BeginWrite(3);
            script.AddVariable("L", item);
            script.BeginValues();
            script.Builder.Value(Kind.VisibleString, Bytes.Of(value));
            script.Send(A);
            Assert.AreEqual(-1, script.Written(0));
        }
    }
}
