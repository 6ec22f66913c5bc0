using nanoDer.Client;
using nanoDer.Core;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Client
{
    /// <summary>Client and server together, the codec between them, in 48 KiB: associate, read, write, select and operate, a general interrogation.</summary>
    [TestClass]
    public class SmallHeapTest
    {
        [TestMethod]
        [MaxHeap(49152)]
        public static void AssociatesReadsWritesOperatesAndReports()
        {
            Assert.AreEqual("associated, read 4200, wrote 7, operated 62.5, reported 4200", Run(nanoDer.Iec61850.ModelLoader.Load(SmallModel.Packed)));
        }

        /// <summary>All of it; a step that did not happen is missing in the text.</summary>
        public static string Run(nanoDer.Iec61850.DataModel model)
        {
            MemoryPlan plan = new MemoryPlan();
            plan.XmlInputBytes = 512;
            plan.MmsNodes = 280;
            plan.MmsValueBytes = 2000;
            plan.Associations = 1;
            plan.DataSets = 1;
            plan.DataSetMembers = 4;
            plan.FileBytes = 64;
            plan.Controls = 2;
            plan.ReportBytes = 800;
            plan.BufferedReportBytes = 1024;
            plan.LogBytes = 512;
            MemoryPlan request = new MemoryPlan();
            request.MmsNodes = 120;
            request.MmsValueBytes = 600;
            ClientScript script = new ClientScript(plan, request, 4000, model);
            string told = script.Open() ? "associated" : "";
            byte[] power = Bytes.Of("LD0/MMXU1$MX$TotW$mag$f");
            byte[] element = Bytes.Of("LD0/MMXU1$SP$Arr(1)$x");
            MmsClient client = script.Client;
            model.Values.SetFloat(model.Slot(model.Find("LD0/MMXU1$MX$TotW$mag$f")), 4200f);
            client.BeginAccess(Kind.ReadRequest);
            client.AddVariable(power, 0, power.Length);
            if (script.Ask() == ClientStatus.Ok)
            {
                told += ", read " + (int)client.Pdu.Single(First(client));
            }

            client.BeginAccess(Kind.WriteRequest);
            client.AddVariable(element, 0, element.Length);
            client.BeginValues();
            client.Builder.Integer(Kind.Integer, 7);
            script.Ask();
            client.BeginAccess(Kind.ReadRequest);
            client.AddVariable(element, 0, element.Length);
            if (script.Ask() == ClientStatus.Ok)
            {
                told += ", wrote " + client.Pdu.Int32(First(client));
            }

            ControlSequence control = new ControlSequence();
            script.Control = control;
            script.Target.OnExecute = nanoDer.Iec61850.ControlTarget.Pending;
            control.Value = 62.5;
            control.Start(Bytes.Of("LD0/C$CO$Lim"));
            script.Run(control);
            script.Target.OnPoll = nanoDer.Iec61850.AddCause.None;
            script.Tick(100);
            if (control.Status == ClientStatus.Ok && script.Target.LastValue == Ieee754.SingleBits(62.5f))
            {
                told += ", operated 62.5";
            }

            ReportSubscription reports = new ReportSubscription();
            script.Subscription = reports;
            reports.TrgOps = 1;
            reports.Interrogates = true;
            reports.Start(Bytes.Of(TestModel.Buffered));
            script.Run(reports);
            script.Tick(100);
            if (reports.Reports == 1 && script.Report.Next())
            {
                told += ", reported " + (int)script.Report.Tree.Single(script.Report.Value + 2);
            }

            return told;
        }

        private static int First(MmsClient client)
        {
            return client.Pdu.First(client.Pdu.First(client.Pdu.Child(client.Node, Kind.ListOfAccessResult)));
        }
    }
}
