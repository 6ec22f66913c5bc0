using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoDer.Tls;
using nanoDer.Xml;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>
    /// What each engine says that it needs is what it takes, to the byte. Only an engine with a device's heap can tell: the device, the virtual
    /// device, the interpreter. On .NET's JIT these tests are skipped.
    /// </summary>
    [TestClass]
    public class RequiredBytesTest
    {
        private const string Model = "DER1LD0{LLN0{ST{Beh{stVal:e=1 q:q t:t}Health{stVal:e=1 q:q t:t}}}MMXU1{MX{TotW{mag{f:f}q:q t:t}}DC{NamPlt{vendor:m64}}}}";

        // Whatever else a test makes stays until the end: what is collected in between would count.
        private static readonly MemoryPlan Plan = new MemoryPlan();
        private static readonly XmlNamespaces Namespaces = new XmlNamespaces(4);
        private static object _third;
        private static object _kept;
        private static object _other;

        [TestMethod]
        public static void OfTheTokenizer()
        {
            uint free;
            MemoryPlan plan = Plan;
            plan.XmlInputBytes = 777;
            XmlNamespaces namespaces = Namespaces;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new XmlTokenizer(plan, namespaces);
            DeviceHeap.Check(XmlTokenizer.RequiredBytes(plan), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheXmppClient()
        {
            uint free;
            MemoryPlan plan = Plan;
            plan.OutputBytes = 1234;
            plan.ResumeBytes = 1000;
            _kept = null;
            free = DeviceHeap.Free();
            XmlNamespaces namespaces = new XmlNamespaces(24);
            _other = namespaces;
            namespaces.Add("urn:xmpp:ping");
            DeviceHeap.Check(namespaces.HeapBytes, free, DeviceHeap.Free());
            XmppAccount account = new XmppAccount(Jid.Parse("der1@der.local"), "IEC", null);
            _third = account;

            // The first one adds its namespaces to the table; the second finds them there.
            _kept = new XmppClient(plan, account, namespaces, 2);
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new XmppClient(plan, account, namespaces, 2);
            DeviceHeap.Check(XmppClient.RequiredBytes(plan), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheDnsClient()
        {
            uint free;
            _kept = null;
            _other = null;
            free = DeviceHeap.Free();
            _other = new ServerTargets(1);
            DeviceHeap.Check(ServerTargets.RequiredBytes(), free, DeviceHeap.Free());
            free = DeviceHeap.Free();
            _kept = new DnsClient((ServerTargets)_other);
            DeviceHeap.Check(DnsClient.RequiredBytes(), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfAListOfPeers()
        {
            uint free;
            MemoryPlan plan = Plan;
            plan.Peers = 5;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new PeerList(plan);
            DeviceHeap.Check(PeerList.RequiredBytes(plan), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheMmsCodec()
        {
            uint free;
            MemoryPlan plan = Plan;
            plan.MmsNodes = 99;
            plan.MmsValueBytes = 1001;
            plan.MmsDepth = 17;
            XmlNamespaces namespaces = Namespaces;
            XerDialect dialect = new XerDialect(XerForm.Scsm82, namespaces);
            _other = dialect;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new MmsDecoder(dialect, plan);
            DeviceHeap.Check(MmsDecoder.RequiredBytes(plan), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new MmsEncoder(dialect, plan);
            DeviceHeap.Check(MmsEncoder.RequiredBytes(plan), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new MmsTree(plan);
            DeviceHeap.Check(MmsTree.RequiredBytes(plan), free, DeviceHeap.Free());
            _other = _kept;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new MmsTree((MmsTree)_other);
            DeviceHeap.Check(MmsTree.SharedBytes(), free, DeviceHeap.Free());
            _kept = null;
            _other = dialect;
            free = DeviceHeap.Free();
            _kept = new MmsBuilder(plan);
            DeviceHeap.Check(MmsBuilder.RequiredBytes(plan), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfADialect()
        {
            uint free;
            // The first one adds its namespace to the table; the second finds it there.
            XmlNamespaces namespaces = Namespaces;
            _other = new XerDialect(XerForm.Scsm82, namespaces);
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new XerDialect(XerForm.Scsm82, namespaces);
            DeviceHeap.Check(XerDialect.RequiredBytes(XerForm.Scsm82), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheServer()
        {
            uint free;
            MemoryPlan plan = Plan;
            plan.Associations = 3;
            DataModel model = ModelReader.Read(Model);
            _other = model;
            ServerIdentity identity = new ServerIdentity("V", "M", "R");
            _third = identity;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new Iec61850Server(plan, 9000, model, identity);
            DeviceHeap.Check(Iec61850Server.RequiredBytes(plan, model), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfAServerThatReports()
        {
            uint free;
            MemoryPlan plan = Plan;
            plan.Associations = 1;
            plan.ReportBytes = 777;
            plan.BufferedReportBytes = 1777;
            plan.LogBytes = 333;
            DataModel model = ModelReader.Read(ReportScript.Blocks);
            _other = model;
            ServerIdentity identity = new ServerIdentity("V", "M", "R");
            _third = identity;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new Iec61850Server(plan, 9000, model, identity);
            DeviceHeap.Check(Iec61850Server.RequiredBytes(plan, model), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheModel()
        {
            uint free;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = ModelReader.Read(Model);
            DeviceHeap.Check(((DataModel)_kept).HeapBytes, free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfAnAccessList()
        {
            uint free;
            DataModel model = ModelReader.Read(Model);
            _other = model;
            _kept = null;
            _kept = new AccessList(model, "read * a@x");
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new AccessList(model, "read * a@x.org\nall * cn:Control room\nall * role:VIEWER");
            DeviceHeap.Check(((AccessList)_kept).HeapBytes, free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfAMapOfAGroup()
        {
            uint free;
            DataModel model = ModelReader.Read(ControlScript.Description);
            _other = model;
            _kept = null;
            _kept = new GroupMap(model, "FLEET/A L/C$CO$Dir");
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new GroupMap(model, "FLEET/A L/C$CO$Dir\nMARKET/PRICE$1 L/P$SP$Set$setVal");
            DeviceHeap.Check(((GroupMap)_kept).HeapBytes, free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheSessionManager()
        {
            uint free;
            MemoryPlan plan = Plan;
            plan.SecurityEvents = 7;
            plan.RecorderBytes = 777;
            TlsProfile profile = new TlsProfile();
            _third = profile;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new SessionSupervisor(profile, 1);
            DeviceHeap.Check(SessionSupervisor.RequiredBytes(), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new PreFlight(profile);
            DeviceHeap.Check(PreFlight.RequiredBytes(), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new SecurityLog(plan);
            DeviceHeap.Check(SecurityLog.RequiredBytes(plan), free, DeviceHeap.Free());
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new FlightRecorder(plan);
            DeviceHeap.Check(FlightRecorder.RequiredBytes(plan), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheStateMachinesOfControls()
        {
            uint free;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new ControlMachine(3, (ControlTarget)null);
            DeviceHeap.Check(ControlMachine.RequiredBytes(3), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfControl()
        {
            uint free;
            MemoryPlan plan = Plan;
            DataModel model = ModelReader.Read("L{LLN0{ST{Beh{stVal:e=1}}}W1{ST{Mod{stVal:e}}CO{Mod{Oper{ctlVal:e}}}CF{Mod{ctlModel:e=1}}}}");
            _other = model;
            Iec61850Server server = new Iec61850Server(plan, 9000, model, new ServerIdentity("V", "M", "R"));
            _kept = server;
            free = DeviceHeap.Free();
            server.Control(plan, null);
            DeviceHeap.Check(Iec61850Server.ControlBytes(plan, model), free, DeviceHeap.Free());
        }

        [TestMethod]
        public static void OfTheClientOfATimeServer()
        {
            uint free;
            _kept = null;
            free = DeviceHeap.Free();
            _kept = new SntpClient();
            DeviceHeap.Check(SntpClient.RequiredBytes(), free, DeviceHeap.Free());
        }
    }
}
