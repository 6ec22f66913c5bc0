using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Reports of buffered control blocks: what happens while nobody listens, and afterwards.</summary>
    [TestClass]
    public class BufferedReportTest
    {
        private const string A = "a@x/1";
        private const string B = "b@x/1";
        private const int Unavailable = 2;
        private const int Denied = 3;
        private const int Invalid = 11;

        // Items of a report with all options: BufOvfl, EntryID, inclusion, the first value when one member is included.
        private const int Overflow = 5;
        private const int Id = 6;
        private const int Inclusion = 8;
        private const int First = 10;

        [TestMethod]
        public static void CollectsWhileDisabled()
        {
            ReportScript script = new ReportScript();
            Change(script, 1, 3);
            Assert.IsNull(script.Next());
            Assert.AreEqual(-1, script.Enable(A, ReportScript.B));
            Assert.AreEqual(A, script.Next());
            Assert.AreEqual("LD0/LLN0$BR$b", script.TextOf(0));
            Assert.AreEqual(510, script.Report.Bits(script.Item(1), 10));
            Assert.IsFalse(script.Report.Boolean(script.Item(Overflow)));
            Assert.AreEqual(7, script.Report.Int32(script.Item(7)));
            Assert.AreEqual(4, script.Included(Inclusion));
            long first = script.IdOf(Id);
            Assert.AreEqual(1f, Value(script));
            script.Next();
            Assert.AreEqual(first + 1, script.IdOf(Id));
            Assert.AreEqual(2f, Value(script));
            script.Next();
            Assert.AreEqual(3f, Value(script));
            Assert.AreEqual(2, script.Report.Int32(script.Item(2)));
            Assert.AreEqual(2000 + 3, (int)script.Report.Octets32(script.Item(3), 0) + 1000);
            Assert.IsNull(script.Next());

            // EntryID and TimeofEntry are those of the last report.
            int slot = script.Slot("LD0/LLN0$BR$b$EntryID");
            Assert.AreEqual((int)(first + 2) & 0xFF, script.Values.Text[script.Values.TextOffset(slot) + 7]);
        }

        [TestMethod]
        public static void GoesOnWhereTheClientStopped()
        {
            ReportScript script = new ReportScript();
            script.Enable(A, ReportScript.B);
            Change(script, 1, 2);
            script.Next();
            long got = script.IdOf(Id);
            script.Close(A);
            Assert.AreEqual(0, script.Value("LLN0$BR$b$RptEna"));
            Change(script, 3, 4);
            Assert.IsNull(script.Next());
            script.Server.Open(A);
            Assert.AreEqual(-1, script.Resynchronise(A, got));
            script.Enable(A, ReportScript.B);
            for (int i = 2; i <= 4; i++)
            {
                Assert.AreEqual(A, script.Next());
                Assert.AreEqual(got + i - 1, script.IdOf(Id));
                Assert.AreEqual((float)i, Value(script));
                Assert.AreEqual(i - 2, script.Report.Int32(script.Item(2)));
            }

            Assert.IsNull(script.Next());

            // Without an EntryID, or with zero, all that is there comes again.
            script.Disable(A, ReportScript.B);
            script.Enable(A, ReportScript.B);
            script.Next();
            Assert.AreEqual(got, script.IdOf(Id));
            script.Disable(A, ReportScript.B);
            Assert.AreEqual(-1, script.Resynchronise(A, 0));
            script.Enable(A, ReportScript.B);
            script.Next();
            Assert.AreEqual(got, script.IdOf(Id));
            Assert.AreEqual(Unavailable, script.Resynchronise(A, got));

            // An EntryID that is not known, or is none.
            script.Disable(A, ReportScript.B);
            Assert.AreEqual(Invalid, script.Resynchronise(A, got + 99));
            Assert.AreEqual(Invalid, script.Write(A, "LLN0$BR$b$EntryID", Kind.OctetString, new byte[7]));
        }

        [TestMethod]
        public static void TellsWhenEntriesAreLost()
        {
            ReportScript script = new ReportScript();
            script.Enable(A, ReportScript.B);
            Change(script, 1, 1);
            script.Next();
            long got = script.IdOf(Id);
            script.Close(A);
            Change(script, 2, 201);
            script.Server.Open(A);
            Assert.AreEqual(Invalid, script.Resynchronise(A, got));
            script.Enable(A, ReportScript.B);
            script.Next();
            Assert.IsTrue(script.Report.Boolean(script.Item(Overflow)));
            long last = script.IdOf(Id);
            Assert.IsTrue(last > got + 1);
            int count = 1;
            while (script.Next() != null)
            {
                Assert.IsFalse(script.Report.Boolean(script.Item(Overflow)));
                Assert.AreEqual(last + 1, script.IdOf(Id));
                last++;
                count++;
            }

            Assert.AreEqual(got + 200, last);
            Assert.AreEqual(201f, Value(script));
            Assert.IsTrue(count > 40);

            // What was sent may give way without a word.
            for (int i = 0; i < 200; i++)
            {
                Change(script, 300 + i, 300 + i);
                script.Next();
                Assert.IsFalse(script.Report.Boolean(script.Item(Overflow)));
            }
        }

        [TestMethod]
        public static void ForgetsWhatItIsToldToForget()
        {
            ReportScript script = new ReportScript();
            Change(script, 1, 1);
            Assert.AreEqual(-1, script.Write(A, "LLN0$BR$b$PurgeBuf", Kind.Boolean, 1));
            Assert.AreEqual(0, script.Value("LLN0$BR$b$PurgeBuf"));
            Change(script, 2, 2);
            script.Enable(A, ReportScript.B);
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$BR$b$PurgeBuf", Kind.Boolean, 1));
            script.Next();
            Assert.AreEqual(2f, Value(script));
            Assert.IsNull(script.Next());

            // A new value of these empties the buffer; the same value again, and OptFlds, do not.
            script.Disable(A, ReportScript.B);
            Keeps(script, true, "BufTm", Kind.Unsigned, 0);
            Keeps(script, false, "BufTm", Kind.Unsigned, 1);
            script.Write(A, "LLN0$BR$b$BufTm", Kind.Unsigned, 0);
            Keeps(script, true, "TrgOps", Kind.BitString, 25);
            Keeps(script, false, "TrgOps", Kind.BitString, 24);
            Keeps(script, false, "IntgPd", Kind.Unsigned, 5000);
            Keeps(script, true, "OptFlds", Kind.BitString, 0x1FF);
            Change(script, 1, 1);
            Assert.AreEqual(-1, script.Write(A, "LLN0$BR$b$RptID", Kind.VisibleString, Bytes.Of("x")));
            Nothing(script);
            Change(script, 2, 2);
            Assert.AreEqual(-1, script.Write(A, "LLN0$BR$b$DatSet", Kind.VisibleString, Bytes.Of("LD0/LLN0$Two")));
            Nothing(script);
        }

        [TestMethod]
        public static void IsReservedForATime()
        {
            ReportScript script = new ReportScript();
            Assert.AreEqual(Invalid, script.Write(A, "LLN0$BR$b$ResvTms", Kind.Integer, -1));
            Assert.AreEqual(-1, script.Write(A, "LLN0$BR$b$ResvTms", Kind.Integer, 60));
            Assert.AreEqual(Unavailable, script.Enable(B, ReportScript.B));
            Assert.AreEqual(Unavailable, script.Write(B, "LLN0$BR$b$ResvTms", Kind.Integer, 0));
            script.Enable(A, ReportScript.B);
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$BR$b$ResvTms", Kind.Integer, 9));
            script.Close(A);
            script.Tick(59999);
            Assert.AreEqual(Unavailable, script.Enable(B, ReportScript.B));

            // The same client is let in.
            script.Server.Open(A);
            Assert.AreEqual(-1, script.Enable(A, ReportScript.B));
            script.Close(A);
            script.Tick(60000);
            Assert.AreEqual(0, script.Value("LLN0$BR$b$ResvTms"));

            // Who enables without a reservation gets one, which shows.
            Assert.AreEqual(-1, script.Enable(B, ReportScript.B));
            Assert.AreEqual(10, script.Value("LLN0$BR$b$ResvTms"));
            script.Server.Open(A);
            script.Disable(B, ReportScript.B);
            Assert.AreEqual(Unavailable, script.Enable(A, ReportScript.B));
            Assert.AreEqual(-1, script.Write(B, "LLN0$BR$b$ResvTms", Kind.Integer, 0));
            Assert.AreEqual(-1, script.Enable(A, ReportScript.B));
            Assert.AreEqual(Denied, script.Write(A, "LLN0$BR$b$TimeofEntry", Kind.OctetString, new byte[6]));
        }

        [TestMethod]
        public static void ServesTheBlocksInTurn()
        {
            ReportScript script = new ReportScript();
            script.Enable(A, ReportScript.U);
            script.Enable(B, ReportScript.B);
            Change(script, 1, 4);
            int a = 0;
            int b = 0;
            for (string peer = script.Next(); peer != null; peer = script.Next())
            {
                a += peer == A ? 1 : 0;
                b += peer == B ? 1 : 0;
                Assert.IsTrue(a - b >= -1 && a - b <= 1);
            }

            Assert.AreEqual(4, a);
            Assert.AreEqual(4, b);
        }

        [TestMethod]
        public static void BeginsAnEntryAnewThatWasCutInTheMiddle()
        {
            ReportScript script = new ReportScript(new MemoryPlan(), 2600, ReportScript.Blocks);
            script.Enable(A, ReportScript.B);
            script.Write(A, "LLN0$BR$b$GI", Kind.Boolean, 1);
            script.Next();
            Assert.IsTrue(script.Report.Boolean(script.Item(9)));
            script.Close(A);
            script.Server.Open(A);
            script.Enable(A, ReportScript.B);
            script.Next();
            Assert.AreEqual(0, script.Report.Int32(script.Item(8)));
            Assert.AreEqual(4, script.Included(10) & 4);
        }

        private static void Change(ReportScript script, int from, int to)
        {
            for (int i = from; i <= to; i++)
            {
                script.Values.SetFloat(script.TotW, i);
                script.Tick(1);
            }
        }

        private static float Value(ReportScript script)
        {
            return script.Report.Single(script.Report.First(script.Report.First(script.Item(First))));
        }

        private static void Keeps(ReportScript script, bool keeps, string attribute, int kind, int value)
        {
            Change(script, (int)script.Now, (int)script.Now);
            Assert.AreEqual(-1, script.Write(A, "LLN0$BR$b$" + attribute, kind, value));
            script.Enable(A, ReportScript.B);
            Assert.AreEqual(keeps, script.Next() != null);
            script.Disable(A, ReportScript.B);
            script.Write(A, "LLN0$BR$b$PurgeBuf", Kind.Boolean, 1);
        }

        private static void Nothing(ReportScript script)
        {
            script.Enable(A, ReportScript.B);
            Assert.IsNull(script.Next());
            script.Disable(A, ReportScript.B);
        }
    }
}
