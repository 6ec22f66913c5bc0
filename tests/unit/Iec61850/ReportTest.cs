using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Reports of unbuffered control blocks, and what both kinds have in common.</summary>
    [TestClass]
    public class ReportTest
    {
        // A script of its own for the tests that are counted.
        private static ReportScript s_script;
        private static byte[] s_peer;

        private const string A = "a@x/1";
        private const string B = "b@x/1";
        private const int Unavailable = 2;
        private const int Denied = 3;
        private const int AttributeInconsistent = 8;
        private const int Invalid = 11;

        [Setup]
        public void Setup()
        {
            ReportScript script = new ReportScript();
            script.Enable(A, ReportScript.U);
            script.Enable(B, ReportScript.B);
            script.Write(A, "LLN0$LG$l$LogEna", Kind.Boolean, 1);
            script.BeginWrite("LLN0$RP$u$GI");
            script.Server.Builder.Boolean(Kind.Boolean, true);
            script.Server.Builder.EndAll();
            s_script = script;
            s_peer = Bytes.Of(A);
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(10000)]
        public void InterrogatesInSteps()
        {
            s_script.Server.Handle(s_peer);
            Assert.IsTrue(s_script.TryNext());
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(15000)]
        public void ChangesInSteps()
        {
            s_script.Values.SetFloat(s_script.TotW, 7f);
            s_script.Tick(1);
            Assert.IsTrue(s_script.TryNext());
            Assert.IsTrue(s_script.TryNext());
            Assert.IsFalse(s_script.TryNext());
        }

        [TestMethod]
        public static void SendsAllThatIsAskedForInOrder()
        {
            ReportScript script = new ReportScript();
            Assert.AreEqual(-1, script.Write(A, "LLN0$RP$u$OptFlds", Kind.BitString, 0x3FE));
            Assert.AreEqual(0x3F2, script.Value("LLN0$RP$u$OptFlds"));
            Assert.AreEqual(-1, script.Enable(A, ReportScript.U));
            script.Values.SetFloat(script.TotW, 50f);
            script.Values.SetSmall(script.TotWQ, 0x800);
            script.SetText(7, 3);
            script.Tick(1500);
            Assert.AreEqual(A, script.Next());
            MmsTree report = script.Report;
            Assert.AreEqual(Kind.UnconfirmedPdu, report.Kind(0));
            int information = report.First(report.First(0));
            Assert.AreEqual(Kind.InformationReport, report.Kind(information));
            Assert.IsTrue(report.ValueIs(report.First(report.First(report.First(information))), Bytes.Of("RPT")));

            Assert.AreEqual("one", script.TextOf(0));
            Assert.AreEqual(0x3F2, report.Bits(script.Item(1), 10));
            Assert.AreEqual(0, report.Int32(script.Item(2)));
            int time = script.Item(3);
            Assert.AreEqual(Kind.BinaryTime, report.Kind(time));
            Assert.AreEqual(2500, (int)report.Octets32(time, 0));
            Assert.AreEqual(1, (report.Values[report.ValueOffset(time) + 4] << 8) | report.Values[report.ValueOffset(time) + 5]);
            Assert.AreEqual("LD0/LLN0$DS", script.TextOf(4));
            Assert.AreEqual(1, report.Int32(script.Item(5)));
            Assert.AreEqual(3, report.ValueLength(script.Item(6)));
            Assert.AreEqual(5, script.Included(6));
            Assert.AreEqual("LD0/MMXU1$MX$TotW", script.TextOf(7));
            Assert.AreEqual("LD0/MMXU1$ST$Name$stVal", script.TextOf(8));
            int total = script.Item(9);
            Assert.AreEqual(Kind.Structure, report.Kind(total));
            Assert.AreEqual(3, report.ChildCount(total));
            Assert.AreEqual(50f, report.Single(report.First(report.First(total))));
            Assert.AreEqual("777", script.TextOf(10));
            Assert.AreEqual(ReportScript.DataChange | ReportScript.QualityChange, report.Bits(script.Item(11), 6));
            Assert.AreEqual(ReportScript.DataChange, report.Bits(script.Item(12), 6));
            Assert.AreEqual(1, script.Server.Server.Worth);
            Assert.AreEqual(6, report.ValueLength(script.Item(12)));
            Assert.AreEqual(13, script.Items());
            Assert.IsNull(script.Next());
        }

        [TestMethod]
        public static void SendsNothingThatIsNotAskedFor()
        {
            ReportScript script = new ReportScript();
            script.Write(A, "LLN0$RP$u$OptFlds", Kind.BitString, 0);
            script.Write(A, "LLN0$RP$u$RptID", Kind.VisibleString, new byte[0]);
            script.Enable(A, ReportScript.U);
            script.Values.SetFloat(script.TotW, 50f);
            script.Tick(1);
            script.Next();
            Assert.AreEqual("LD0/LLN0$RP$u", script.TextOf(0));
            Assert.AreEqual(0, script.Report.Bits(script.Item(1), 10));
            Assert.AreEqual(4, script.Included(2));
            Assert.AreEqual(Kind.Structure, script.Report.Kind(script.Item(3)));
            Assert.AreEqual(4, script.Items());
        }

        [TestMethod]
        public static void AnswersAGeneralInterrogation()
        {
            ReportScript script = new ReportScript();
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$RP$u$GI", Kind.Boolean, 1));
            script.Enable(A, ReportScript.U);
            Assert.AreEqual(-1, script.Write(A, "LLN0$RP$u$GI", Kind.Boolean, 1));
            Assert.AreEqual(0, script.Value("LLN0$RP$u$GI"));
            Assert.AreEqual(Unavailable, script.Write(B, "LLN0$RP$u$GI", Kind.Boolean, 1));
            Assert.AreEqual(A, script.Next());
            Assert.AreEqual(7, script.Included(6));
            Assert.AreEqual(ReportScript.Interrogation, script.Report.Bits(script.Item(13), 6));

            // Not when the trigger is off.
            script.Disable(A, ReportScript.U);
            script.Write(A, "LLN0$RP$u$TrgOps", Kind.BitString, 0x1E);
            script.Enable(A, ReportScript.U);
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$RP$u$GI", Kind.Boolean, 1));
            Assert.IsNull(script.Next());
        }

        [TestMethod]
        public static void HeedsEachTriggerAlone()
        {
            Triggers(ReportScript.DataChange, true, false);
            Triggers(ReportScript.QualityChange, false, true);

            // An update that is a change is no data change for whoever asked for updates alone: the attributes here have no such trigger.
            Triggers(ReportScript.DataUpdate, false, false);
            Triggers(ReportScript.Interrogation | ReportScript.Integrity, false, false);
        }

        [TestMethod]
        public static void CollectsForTheBufferTime()
        {
            ReportScript script = new ReportScript();
            script.Write(A, "LLN0$RP$u$BufTm", Kind.Unsigned, 100);
            script.Enable(A, ReportScript.U);
            script.Values.SetFloat(script.TotW, 1f);
            script.Tick(10);
            script.Values.SetFloat(script.Hz, 50f);
            script.Tick(50);
            Assert.IsNull(script.Next());
            Assert.AreEqual(script.Now + 50, script.Server.Server.NextDeadline);
            script.Tick(50);
            script.Next();
            Assert.AreEqual(6, script.Included(6));

            // A second change of the same member sends the first, with its value.
            script.Values.SetFloat(script.TotW, 2f);
            script.Tick(10);
            script.Values.SetFloat(script.TotW, 3f);
            script.Tick(10);
            script.Next();
            Assert.AreEqual(2f, script.Report.Single(script.Report.First(script.Report.First(script.Item(8)))));
            Assert.IsNull(script.Next());
            script.Tick(100);
            script.Next();
            Assert.AreEqual(3f, script.Report.Single(script.Report.First(script.Report.First(script.Item(8)))));
            Assert.AreEqual(2, script.Report.Int32(script.Item(2)));
        }

        [TestMethod]
        public static void ScansForIntegrity()
        {
            ReportScript script = new ReportScript();
            script.Write(A, "LLN0$RP$u$TrgOps", Kind.BitString, ReportScript.Integrity);
            script.Write(A, "LLN0$RP$u$IntgPd", Kind.Unsigned, 1000);
            script.Enable(A, ReportScript.U);
            script.Tick(0);
            Assert.AreEqual(script.Now + 1000, script.Server.Server.NextDeadline);
            script.Tick(999);
            Assert.IsNull(script.Next());
            script.Tick(1);
            script.Next();
            Assert.AreEqual(7, script.Included(6));
            Assert.AreEqual(ReportScript.Integrity, script.Report.Bits(script.Item(13), 6));
            Assert.AreEqual(2, script.Server.Server.Worth);

            // Late is late, but not twice, and the rhythm stays.
            script.Tick(2500);
            script.Next();
            Assert.IsNull(script.Next());
            script.Tick(500);
            Assert.AreEqual(A, script.Next());
        }

        [TestMethod]
        public static void RefusesChangesWhileEnabled()
        {
            ReportScript script = new ReportScript();
            script.Enable(A, ReportScript.U);
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$RP$u$OptFlds", Kind.BitString, 0));
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$RP$u$TrgOps", Kind.BitString, 0));
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$RP$u$BufTm", Kind.Unsigned, 9));
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$RP$u$IntgPd", Kind.Unsigned, 9));
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$RP$u$Resv", Kind.Boolean, 0));
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$RP$u$RptID", Kind.VisibleString, Bytes.Of("two")));
            Assert.AreEqual(Unavailable, script.Write(A, "LLN0$RP$u$DatSet", Kind.VisibleString, Bytes.Of("LD0/LLN0$Two")));
            Assert.AreEqual(510 & ~0xC, script.Value("LLN0$RP$u$OptFlds"));
            Assert.AreEqual(-1, script.Enable(A, ReportScript.U));
            Assert.AreEqual(Denied, script.Write(A, "LLN0$RP$u$ConfRev", Kind.Unsigned, 9));
            Assert.AreEqual(Denied, script.Write(A, "LLN0$RP$u$SqNum", Kind.Unsigned, 9));
            Assert.AreEqual(Denied, script.Write(A, "LLN0$RP$u$Owner", Kind.OctetString, Bytes.Of("b")));
            Assert.AreEqual(7, script.Write(A, "LLN0$RP$u$RptEna", Kind.Integer, 0));
        }

        [TestMethod]
        public static void KeepsOthersOut()
        {
            // Once a client that reserved what was another's brought a server down.
            ReportScript script = new ReportScript();
            Assert.AreEqual(-1, script.Write(A, "LLN0$RP$u$Resv", Kind.Boolean, 1));
            int owner = script.Slot("LD0/LLN0$RP$u$Owner");
            Assert.IsTrue(Bytes.Is(script.Values.Text, script.Values.TextOffset(owner), script.Values.TextLength(owner), Bytes.Of(A)));
            Assert.AreEqual(Unavailable, script.Write(B, "LLN0$RP$u$Resv", Kind.Boolean, 1));
            Assert.AreEqual(Unavailable, script.Write(B, "LLN0$RP$u$Resv", Kind.Boolean, 0));
            Assert.AreEqual(Unavailable, script.Write(B, "LLN0$RP$u$BufTm", Kind.Unsigned, 9));
            Assert.AreEqual(Unavailable, script.Enable(B, ReportScript.U));
            Assert.AreEqual(-1, script.Enable(A, ReportScript.U));
            Assert.AreEqual(Unavailable, script.Disable(B, ReportScript.U));
            script.Disable(A, ReportScript.U);
            Assert.AreEqual(1, script.Value("LLN0$RP$u$Resv"));
            script.Write(A, "LLN0$RP$u$Resv", Kind.Boolean, 0);
            Assert.AreEqual(-1, script.Enable(B, ReportScript.U));
            Assert.AreEqual(1, script.Value("LLN0$RP$u$Resv"));

            // What was reserved on the way ends with the reports; what an association had ends with it.
            script.Disable(B, ReportScript.U);
            Assert.AreEqual(0, script.Value("LLN0$RP$u$Resv"));
            script.Enable(B, ReportScript.U);
            script.Close(B);
            Assert.AreEqual(0, script.Value("LLN0$RP$u$RptEna"));
            Assert.AreEqual(-1, script.Enable(A, ReportScript.U));
        }

        [TestMethod]
        public static void ChangesTheDataSet()
        {
            ReportScript script = new ReportScript();
            Assert.AreEqual(Invalid, script.Write(A, "LLN0$RP$u$DatSet", Kind.VisibleString, Bytes.Of("LD0/LLN0$None")));
            Assert.AreEqual(-1, script.Write(A, "LLN0$RP$u$DatSet", Kind.VisibleString, Bytes.Of("LD0/LLN0$DS")));
            Assert.AreEqual(1, script.Value("LLN0$RP$u$ConfRev"));
            Assert.AreEqual(-1, script.Write(A, "LLN0$RP$u$DatSet", Kind.VisibleString, Bytes.Of("LD0/LLN0$Two")));
            Assert.AreEqual(2, script.Value("LLN0$RP$u$ConfRev"));
            script.Enable(A, ReportScript.U);
            script.Values.SetFloat(script.TotW, 1f);
            script.Values.SetFloat(script.Hz, 1f);
            script.Tick(1);
            script.Next();
            Assert.AreEqual("LD0/LLN0$Two", script.TextOf(4));
            Assert.AreEqual(2, script.Report.Int32(script.Item(5)));
            Assert.AreEqual(1, script.Report.ValueLength(script.Item(6)));

            // One of the association goes with it.
            script.Disable(A, ReportScript.U);
            script.Define(A, "mine", "MMXU1$MX$Hz");
            Assert.AreEqual(-1, script.Write(A, "LLN0$RP$u$DatSet", Kind.VisibleString, Bytes.Of("@mine")));
            Assert.AreEqual(Invalid, script.Write(B, "LLN0$RP$u$DatSet", Kind.VisibleString, Bytes.Of("@mine")));
            Assert.AreEqual(Invalid, script.Write(A, "LLN0$BR$b$DatSet", Kind.VisibleString, Bytes.Of("@mine")));
            Assert.AreEqual(0, script.Delete(A, "mine"));
            script.Enable(A, ReportScript.U);
            script.Values.SetFloat(script.Hz, 9f);
            script.Tick(1);
            script.Next();
            Assert.AreEqual("@mine", script.TextOf(4));
            script.Close(A);
            Assert.AreEqual(0, script.Values.TextLength(script.Slot("LD0/LLN0$RP$u$DatSet")));
            Assert.AreEqual(4, script.Value("LLN0$RP$u$ConfRev"));
            script.Server.Open(A);
            Assert.AreEqual(AttributeInconsistent, script.Enable(A, ReportScript.U));

            // Without a name there is no data set, no report, and nothing that keeps a data set from being deleted.
            script.Define(A, "mine", "MMXU1$MX$Hz");
            script.Write(A, "LLN0$RP$u$DatSet", Kind.VisibleString, Bytes.Of("@mine"));
            Assert.AreEqual(-1, script.Write(A, "LLN0$RP$u$DatSet", Kind.VisibleString, new byte[0]));
            Assert.AreEqual(6, script.Value("LLN0$RP$u$ConfRev"));
            Assert.AreEqual(1, script.Delete(A, "mine"));
            Assert.AreEqual(AttributeInconsistent, script.Enable(A, ReportScript.U));
            script.Values.SetFloat(script.Hz, 2f);
            script.Tick(1);
            Assert.IsNull(script.Next());
        }

        [TestMethod]
        public static void CountsFromZeroAfterEachStart()
        {
            ReportScript script = new ReportScript();
            script.Enable(A, ReportScript.U);
            for (int i = 0; i < 300; i++)
            {
                script.Write(A, "LLN0$RP$u$GI", Kind.Boolean, 1);
                script.Next();
                Assert.AreEqual(i & 0xFF, script.Report.Int32(script.Item(2)));
            }

            script.Disable(A, ReportScript.U);
            script.Enable(A, ReportScript.U);
            Assert.AreEqual(0, script.Value("LLN0$RP$u$SqNum"));
        }

        [TestMethod]
        public static void SplitsWhatIsLargerThanAPdu()
        {
            ReportScript script = new ReportScript(new MemoryPlan(), 2600, ReportScript.Blocks);
            script.Enable(A, ReportScript.U);
            script.Write(A, "LLN0$RP$u$GI", Kind.Boolean, 1);
            int included = 0;
            int segment = 0;
            bool more = true;
            while (more)
            {
                Assert.AreEqual(A, script.Next());
                Assert.AreEqual(0x1F3, script.Report.Bits(script.Item(1), 10));
                Assert.AreEqual(0, script.Report.Int32(script.Item(2)));
                Assert.AreEqual(segment, script.Report.Int32(script.Item(6)));
                more = script.Report.Boolean(script.Item(7));
                int bits = script.Included(8);
                Assert.AreEqual(0, included & bits);
                Assert.IsTrue(bits != 0);
                included |= bits;
                segment++;
            }

            Assert.AreEqual(7, included);
            Assert.IsTrue(segment > 1);
            Assert.AreEqual(1, script.Value("LLN0$RP$u$SqNum"));

            // What does not fit alone says so in its place.
            script = new ReportScript(new MemoryPlan(), 2150, ReportScript.Blocks);
            script.Enable(A, ReportScript.U);
            script.Values.SetFloat(script.TotW, 1f);
            script.Tick(1);
            script.Next();
            Assert.AreEqual(4, script.Included(6));
            Assert.AreEqual(Kind.Failure, script.Report.Kind(script.Item(8)));
            Assert.AreEqual(9, script.Report.Int32(script.Item(8)));
            Assert.AreEqual(ReportScript.DataChange, script.Report.Bits(script.Item(9), 6));
        }

        [TestMethod]
        public static void DropsTheOldestWhenNobodySends()
        {
            ReportScript script = new ReportScript();
            script.Enable(A, ReportScript.U);
            for (int i = 0; i < 100; i++)
            {
                script.Values.SetFloat(script.TotW, i + 1);
                script.Tick(10);
            }

            int count = 0;
            while (script.Next() != null)
            {
                count++;
            }

            Assert.IsTrue(count > 5 && count < 100);
            Assert.AreEqual(100f, script.Report.Single(script.Report.First(script.Report.First(script.Item(8)))));
        }

        private static void Triggers(int options, bool data, bool quality)
        {
            ReportScript script = new ReportScript();
            script.Write(A, "LLN0$RP$u$TrgOps", Kind.BitString, options);
            script.Enable(A, ReportScript.U);
            script.Values.SetFloat(script.TotW, 1f);
            script.Tick(1);
            Assert.AreEqual(data, script.Next() != null);
            script.Values.SetSmall(script.TotWQ, 0x800);
            script.Tick(1);
            Assert.AreEqual(quality, script.Next() != null);

            // Set, but to what it was.
            script.Values.SetFloat(script.TotW, 1f);
            script.Tick(1);
            Assert.IsNull(script.Next());
        }
    }
}
