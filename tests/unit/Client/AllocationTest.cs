using nanoDer.Client;
using nanoDer.Core;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Client
{
    /// <summary>Once made, a client makes nothing any more; and what it takes.</summary>
    [TestClass]
    public class AllocationTest
    {
        private static ClientScript s_script;
        private static ControlSequence s_control;
        private static ReportSubscription s_reports;
        private static byte[] s_power;
        private static byte[] s_object;
        private static byte[] s_block;

        [Setup]
        public static void Make()
        {
            s_script = MmsClientTest.Closed();
            s_control = new ControlSequence();
            s_reports = new ReportSubscription();
            s_script.Control = s_control;
            s_script.Subscription = s_reports;
            s_power = Bytes.Of("LD0/MMXU1$MX$TotW$mag$f");
            s_object = Bytes.Of("LD0/C$CO$Lim");
            s_block = Bytes.Of(TestModel.Buffered);
            s_script.Target.OnPoll = nanoDer.Iec61850.AddCause.None;
        }

        [TestMethod]
        [NoAllocation]
        public static void NothingIsMadeOnTheWay()
        {
            Assert.IsTrue(s_script.Open());
            s_control.Value = 5;
            s_control.Start(s_object);
            s_script.Run(s_control);
            s_script.Tick(100);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_control.Status);
            s_reports.TrgOps = 1;
            s_reports.Interrogates = true;
            s_reports.Start(s_block);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_reports));
            s_script.Tick(100);
            Assert.AreEqual(1, s_reports.Reports);
            s_script.Client.BeginAccess(Kind.ReadRequest);
            s_script.Client.AddVariable(s_power, 0, s_power.Length);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
        }
    }
}
