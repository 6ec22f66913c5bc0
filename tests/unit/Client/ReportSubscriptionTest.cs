using nanoDer.Client;
using nanoDer.Core;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Client
{
    /// <summary>Report control blocks enabled and followed, and reports taken apart.</summary>
    [TestClass]
    public class ReportSubscriptionTest
    {
        private static ClientScript s_script;
        private static ReportSubscription s_reports;
        private static int s_power;

        [TestMethod]
        public static void FollowsABufferedBlock()
        {
            New();
            s_reports.TrgOps = 0x11;
            s_reports.OptFlds = 0x1FE;
            s_reports.Interrogates = true;
            Start(TestModel.Buffered);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_reports));
            Assert.IsTrue(s_reports.IsBuffered);
            Assert.IsTrue(Bytes.Is(s_reports.DatSet, 0, s_reports.DatSetLength, Bytes.Of("LD0/LLN0$DS")));
            s_script.Tick(100);
            Assert.AreEqual(1, s_reports.Reports);
            ReportReader report = s_script.Report;
            Assert.AreEqual(0, report.SqNum);
            Assert.AreEqual(7, report.ConfRev);
            Assert.AreEqual(2, report.Members);
            Assert.IsFalse(report.BufOvfl);
            Assert.IsTrue(report.Next());
            Assert.AreEqual(0, report.Member);
            Assert.AreEqual(1, report.Reason);
            Assert.AreEqual(Kind.Structure, report.Tree.Kind(report.Value));
            Assert.IsTrue(report.Tree.ValueIs(report.Reference, Bytes.Of("LD0/MMXU1$MX$TotW")));
            Assert.IsTrue(report.Next());
            Assert.IsFalse(report.Next());

            s_script.Model.Values.SetFloat(s_power, 77f);
            s_script.Tick(100);
            Assert.AreEqual(2, s_reports.Reports);
            Assert.AreEqual(0, s_reports.Missing);
            Assert.IsTrue(report.Next());
            Assert.AreEqual(0x10, report.Reason);
            Assert.AreEqual(77f, report.Tree.Single(report.Value + 2));
            Assert.IsFalse(report.Next());

            s_reports.Stop();
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_reports));
            s_script.Model.Values.SetFloat(s_power, 78f);
            s_script.Tick(100);
            Assert.AreEqual(2, s_reports.Reports);
        }

        [TestMethod]
        public static void GoesOnBehindTheLastEntryAfterALostAssociation()
        {
            New();
            s_reports.TrgOps = 0x10;
            Start(TestModel.Buffered);
            s_script.Run(s_reports);
            Change(1, 3);
            Assert.AreEqual(3, s_reports.Reports);
            s_script.Server.AbortAll();
            s_script.Client.Abort();
            Change(4, 5);
            Assert.AreEqual(3, s_reports.Reports);
            Assert.IsTrue(s_script.Open());
            Start(TestModel.Buffered);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_reports));
            Assert.IsTrue(s_reports.IsResynchronised);
            s_script.Tick(100);
            Assert.AreEqual(5, s_reports.Reports);
            Assert.AreEqual(5f, s_script.Report.Tree.Single(Last() + 2));
        }

        [TestMethod]
        public static void SaysThatEntriesAreLost()
        {
            New();
            s_reports.TrgOps = 0x10;
            s_reports.HasEntry = true;
            s_reports.EntryId[0] = 0x55;
            Start(TestModel.Buffered);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_reports));
            Assert.IsFalse(s_reports.IsResynchronised);
        }

        [TestMethod]
        public static void FollowsAnUnbufferedBlock()
        {
            New();
            s_reports.TrgOps = 0x12;
            s_reports.IntgPd = 1000;
            s_reports.OptFlds = 0x100;
            Start(TestModel.Unbuffered);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_reports));
            Assert.IsTrue(Bytes.Is(s_reports.RptId, 0, s_reports.RptIdLength, Bytes.Of("one")));
            for (int i = 0; i < 6; i++)
            {
                s_script.Tick(1000);
            }

            Assert.AreEqual(5, s_reports.Reports);
            Assert.AreEqual(-1, s_script.Report.EntryId);
            Assert.AreEqual(-1, s_script.Report.ConfRev);
            Assert.IsTrue(s_script.Report.Next());
            Assert.AreEqual(-1, s_script.Report.Reason);
            Assert.AreEqual(-1, s_script.Report.Reference);
        }

        [TestMethod]
        public static void CountsWhatIsMissing()
        {
            New();
            s_reports.TrgOps = 0x10;
            Start(TestModel.Buffered);
            s_script.Run(s_reports);
            Change(1, 1);
            s_script.Subscription = null;
            Change(2, 3);
            s_script.Subscription = s_reports;
            Change(4, 4);
            Assert.AreEqual(2, s_reports.Reports);
            Assert.AreEqual(2, s_reports.Missing);
        }

        [TestMethod]
        public static void TellsWhatWasRefused()
        {
            New();
            s_reports.Start(Bytes.Of("LD0/LLN0$RP$none"));
            Assert.AreEqual((int)ClientStatus.Denied, (int)s_script.Run(s_reports));
            Assert.AreEqual(0, s_reports.FailedAttribute);
            Assert.AreEqual(10, s_reports.AccessError);

            // A general interrogation needs its trigger option.
            s_reports.TrgOps = 0x10;
            s_reports.Interrogates = true;
            Start(TestModel.Buffered);
            Assert.AreEqual((int)ClientStatus.Denied, (int)s_script.Run(s_reports));
            Assert.AreEqual(2, s_reports.AccessError);
        }

        [TestMethod]
        public static void ReadsNoReportThatIsNone()
        {
            New();
            MmsTree tree = new MmsTree(new MemoryPlan());
            MmsBuilder builder = new MmsBuilder(new MemoryPlan());
            ReportReader report = new ReportReader();

            // Whole; then one result after the other taken away, and one too many.
            int results = Build(builder, tree, 7);
            Assert.IsTrue(report.Read(tree, results));
            Assert.IsTrue(report.Next());
            Assert.AreEqual(1, report.Member);
            Assert.AreEqual(0x02, report.Reason);
            Assert.IsFalse(report.Next());
            for (int count = 0; count < 9; count++)
            {
                results = Build(builder, tree, count);
                Assert.AreEqual(count == 7, report.Read(tree, results));
            }
        }

        private static int Build(MmsBuilder builder, MmsTree tree, int count)
        {
            builder.Start(tree);
            builder.Begin(Kind.UnconfirmedPdu);
            builder.Begin(Kind.UnconfirmedService);
            builder.Begin(Kind.InformationReport);
            builder.Begin(Kind.ListOfAccessResult);
            for (int i = 0; i < count; i++)
            {
                builder.Begin(Kind.Success);
                switch (i)
                {
                    case 0:
                        builder.Value(Kind.VisibleString, Bytes.Of("id"));
                        break;
                    case 1:
                        builder.Bits(Kind.BitString, 0x142, 10);
                        break;
                    case 4:
                        builder.Bits(Kind.BitString, 2, 3);
                        break;
                    case 6:
                        builder.Bits(Kind.BitString, 2, 6);
                        break;
                    default:
                        builder.Integer(Kind.Unsigned, i);
                        break;
                }

                builder.End();
            }

            builder.EndAll();
            return 2;
        }

        /// <summary>Sets the power to one number after the other.</summary>
        private static void Change(int from, int to)
        {
            for (int value = from; value <= to; value++)
            {
                s_script.Model.Values.SetFloat(s_power, value);
                s_script.Tick(100);
            }
        }

        private static int Last()
        {
            Assert.IsTrue(s_script.Report.Next());
            return s_script.Report.Value;
        }

        private static void New()
        {
            s_script = MmsClientTest.Closed();
            s_reports = new ReportSubscription();
            s_script.Subscription = s_reports;
            s_power = TestModel.Slot(s_script.Model, "LD0/MMXU1$MX$TotW$mag$f");
            Assert.IsTrue(s_script.Open());
        }

        private static void Start(string block)
        {
            s_reports.Start(Bytes.Of(block));
        }
    }
}
