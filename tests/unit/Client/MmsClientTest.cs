using nanoDer.Client;
using nanoDer.Core;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Client
{
    /// <summary>Associations, requests and what becomes of them.</summary>
    [TestClass]
    public class MmsClientTest
    {
        private const string Power = "LD0/MMXU1$MX$TotW$mag$f";

        private static ClientScript s_script;
        private static MmsClient s_client;
        private static byte[] s_power;

        [TestMethod]
        public static void AgreesOnTheSmallerOfBoth()
        {
            New();
            Assert.IsTrue(s_client.IsOpen);
            Assert.AreEqual(Kind.InitiateRequestPdu, s_client.Service);
            Assert.AreEqual(9000, s_client.PduBytes);
            Assert.AreEqual(3, s_client.MaxOutstanding);
            Assert.AreEqual(10, s_client.Nesting);
        }

        [TestMethod]
        public static void NeedsAnAssociation()
        {
            s_script = Closed();
            s_client = s_script.Client;
            s_client.Ask(Kind.IdentifyRequest);
            Assert.AreEqual((int)ClientStatus.Closed, (int)s_client.Send(null, 0));
            Assert.AreEqual(0, s_client.RequestId);
        }

        [TestMethod]
        public static void TellsWhyAnAssociationWasRefused()
        {
            s_script = Closed();
            s_client = s_script.Client;

            // Without named variables there is nothing to be seen.
            s_client.Initiate();
            int end = s_client.Request.Count;
            s_client.Builder.Rollback(end - 2, s_client.Request.ValueCount);
            s_client.Builder.Bits(Kind.ProposedParameterCbb, 0, 11);
            s_client.Builder.Bits(Kind.ServicesSupportedCalling, new byte[11], 0, 85);
            Assert.AreEqual((int)ClientStatus.Error, (int)s_script.Ask());
            Assert.AreEqual(Kind.ErrorInitiate, s_client.ErrorClass);
            Assert.AreEqual(6, s_client.ErrorCode);
            Assert.IsFalse(s_client.IsOpen);
        }

        [TestMethod]
        public static void Identifies()
        {
            New();
            s_client.Ask(Kind.IdentifyRequest);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
            Assert.IsTrue(s_client.Pdu.ValueIs(s_client.Pdu.Child(s_client.Node, Kind.ModelName), Bytes.Of("M")));
            s_client.Ask(Kind.StatusRequest);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
            Assert.AreEqual(0, s_client.Pdu.Int32(s_client.Pdu.Child(s_client.Node, Kind.VmdLogicalStatus)));
        }

        [TestMethod]
        public static void ReadsAndWrites()
        {
            New();
            s_script.Model.Values.SetFloat(TestModel.Slot(s_script.Model, Power), 4200f);
            byte[] element = Bytes.Of("LD0/MMXU1$SP$Arr(2)$y$z");
            byte[] missing = Bytes.Of("LD0/MMXU1$MX$NoSuch");
            s_client.BeginAccess(Kind.ReadRequest);
            Add(s_power);
            Add(missing);
            Add(element);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
            MmsTree pdu = s_client.Pdu;
            int result = pdu.First(pdu.Child(s_client.Node, Kind.ListOfAccessResult));
            Assert.AreEqual(4200f, pdu.Single(pdu.First(result)));
            result = pdu.Next(result);
            Assert.AreEqual(Kind.Failure, pdu.Kind(result));
            Assert.AreEqual(10, pdu.Int32(result));

            s_client.BeginAccess(Kind.WriteRequest);
            Add(element);
            Add(s_power);
            s_client.BeginValues();
            s_client.Builder.Single(Kind.FloatingPoint, 2.5f);
            s_client.Builder.Single(Kind.FloatingPoint, 2.5f);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
            result = s_client.Pdu.First(s_client.Node);
            Assert.AreEqual(Kind.WriteSuccess, s_client.Pdu.Kind(result));
            Assert.AreEqual(3, s_client.Pdu.Int32(s_client.Pdu.Next(result)));

            s_client.BeginAccess(Kind.ReadRequest);
            Add(element);
            s_script.Ask();
            pdu = s_client.Pdu;
            Assert.AreEqual(2.5f, pdu.Single(pdu.First(pdu.First(pdu.Child(s_client.Node, Kind.ListOfAccessResult)))));
        }

        [TestMethod]
        public static void DefinesReadsAndDeletesDataSets()
        {
            New();
            byte[] set = Bytes.Of("@mine");
            s_client.BeginDefinition(set, 0, set.Length);
            Add(s_power);
            Add(Bytes.Of("LD0/MMXU1$SP$Arr(1)$x"));
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
            s_client.BeginSet(Kind.ReadRequest, set, 0, set.Length);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
            Assert.AreEqual(2, s_client.Pdu.ChildCount(s_client.Pdu.Child(s_client.Node, Kind.ListOfAccessResult)));
            s_client.Describe(Kind.GetNamedVariableListAttributesRequest, set, 0, set.Length);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
            Assert.AreEqual(2, s_client.Pdu.ChildCount(s_client.Pdu.Child(s_client.Node, Kind.ListOfVariable)));
            s_client.DeleteSet(set, 0, set.Length);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
            Assert.AreEqual(1, s_client.Pdu.Int32(s_client.Pdu.Child(s_client.Node, Kind.NumberDeleted)));
            s_client.BeginSet(Kind.ReadRequest, set, 0, set.Length);
            Assert.AreEqual((int)ClientStatus.Error, (int)s_script.Ask());
            Assert.AreEqual(Kind.ErrorAccess, s_client.ErrorClass);
        }

        [TestMethod]
        public static void HoldsToWhatWasAgreedOn()
        {
            New();
            for (int i = 0; i < 3; i++)
            {
                Assert.IsTrue(s_client.HasRoom);
                s_client.Ask(Kind.IdentifyRequest);
                Assert.AreEqual((int)ClientStatus.Ok, (int)s_client.Send(null, 0));
            }

            Assert.IsFalse(s_client.HasRoom);
            s_client.Ask(Kind.IdentifyRequest);
            Assert.AreEqual((int)ClientStatus.Full, (int)s_client.Send(null, 0));
        }

        [TestMethod]
        public static void GivesUpAndPassesOverTheLateAnswer()
        {
            New();
            s_script.Loses = true;
            s_client.Ask(Kind.IdentifyRequest);
            s_client.TimeOut = 500;
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_client.Send(null, s_script.Now));
            int late = s_client.RequestId;
            Assert.AreEqual(s_script.Now + 500, s_client.NextDeadline);
            Assert.AreEqual((int)ClientEvent.None, (int)s_client.Tick(s_script.Now + 499));
            Assert.AreEqual((int)ClientEvent.Answer, (int)s_client.Tick(s_script.Now + 500));
            Assert.AreEqual((int)ClientStatus.TimedOut, (int)s_client.Status);
            Assert.AreEqual(late, s_client.InvokeId);
            s_script.Loses = false;
            s_script.Exchange();
            Assert.AreEqual((int)ClientEvent.None, (int)s_script.Last);
        }

        [TestMethod]
        public static void EndsWhatIsUnderWayWhenTheServerGoes()
        {
            New();
            s_client.Ask(Kind.IdentifyRequest);
            s_client.Send(null, 0);
            s_client.Abort();
            Assert.AreEqual((int)ClientEvent.Answer, (int)s_client.Tick(0));
            Assert.AreEqual((int)ClientStatus.Closed, (int)s_client.Status);
            Assert.AreEqual((int)ClientEvent.None, (int)s_client.Tick(0));
            Assert.IsFalse(s_client.IsOpen);
        }

        [TestMethod]
        public static void KnowsThatTheServerDoesNotListen()
        {
            New();
            s_script.Server.AbortAll();
            s_client.Ask(Kind.IdentifyRequest);
            Assert.AreEqual((int)ClientStatus.Unreachable, (int)s_script.Ask());
            Assert.AreEqual(Kind.IdentifyRequest, s_client.Service);
        }

        [TestMethod]
        public static void TellsRejectsFromErrors()
        {
            New();
            s_client.Begin();
            s_client.Builder.Begin(Kind.ObtainFileRequest);
            s_client.Builder.Begin(Kind.SourceFile);
            s_client.Builder.Value(Kind.GraphicString, s_power);
            s_client.Builder.End();
            s_client.Builder.Begin(Kind.DestinationFile);
            s_client.Builder.Value(Kind.GraphicString, s_power);
            Assert.AreEqual((int)ClientStatus.Rejected, (int)s_script.Ask());
            Assert.AreEqual(Kind.RejectConfirmedRequest, s_client.ErrorClass);
            Assert.AreEqual(1, s_client.ErrorCode);
        }

        [TestMethod]
        public static void TakesNoAnswerOfAnotherService()
        {
            New();
            s_client.Ask(Kind.IdentifyRequest);
            s_client.Send(null, 0);
            MmsTree tree = new MmsTree(new MemoryPlan());
            MmsBuilder builder = new MmsBuilder(new MemoryPlan());
            builder.Start(tree);
            builder.Begin(Kind.ConfirmedResponsePdu);
            builder.Integer(Kind.InvokeId, s_client.RequestId);
            builder.Begin(Kind.ResponseService);
            builder.Begin(Kind.WriteResponse);
            builder.Null(Kind.WriteSuccess);
            builder.EndAll();
            Assert.AreEqual((int)ClientEvent.Answer, (int)s_client.Handle(tree));
            Assert.AreEqual((int)ClientStatus.BadAnswer, (int)s_client.Status);

            // Nobody asked twice; and number 0 is nobody's.
            Assert.AreEqual((int)ClientEvent.None, (int)s_client.Handle(tree));
            builder.Start(tree);
            builder.Begin(Kind.RejectPdu);
            builder.Integer(Kind.OriginalInvokeId, 0);
            builder.Begin(Kind.RejectReason);
            builder.Integer(Kind.RejectPduError, 1);
            builder.EndAll();
            Assert.AreEqual((int)ClientEvent.None, (int)s_client.Handle(tree));
        }

        [TestMethod]
        public static void CancelsAndConcludes()
        {
            New();
            s_client.Cancel(77);
            Assert.AreEqual((int)ClientStatus.Error, (int)s_script.Ask());
            Assert.AreEqual(Kind.ErrorCancel, s_client.ErrorClass);
            s_client.Conclude();
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Ask());
            Assert.IsFalse(s_client.IsOpen);
            Assert.IsFalse(s_script.Server.HasClients);
        }

        [TestMethod]
        public static void SaysWhatDoesNotFit()
        {
            MemoryPlan small = Small();
            small.MmsValueBytes = 200;
            s_script = new ClientScript(new MemoryPlan(), small, 9000, TestModel.Load());
            s_client = s_script.Client;
            s_power = Bytes.Of(Power);
            Assert.IsTrue(s_script.Open());
            s_client.BeginAccess(Kind.ReadRequest);
            for (int i = 0; i < 12; i++)
            {
                Add(s_power);
            }

            Assert.AreEqual((int)ClientStatus.TooLarge, (int)s_client.Send(null, 0));
            Assert.IsTrue(s_client.HasRoom);
        }

        internal static MemoryPlan Small()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.MmsNodes = 160;
            plan.MmsValueBytes = 1200;
            return plan;
        }

        internal static ClientScript Closed()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.MmsNodes = 700;
            return new ClientScript(plan, Small(), 9000, TestModel.Load());
        }

        private static void New()
        {
            s_script = Closed();
            s_client = s_script.Client;
            s_power = Bytes.Of(Power);
            Assert.IsTrue(s_script.Open());
        }

        private static void Add(byte[] name)
        {
            s_client.AddVariable(name, 0, name.Length);
        }
    }
}
