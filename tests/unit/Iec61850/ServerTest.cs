using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    [TestClass]
    public class ServerTest
    {
        private const string A = "a@x/1";
        private const string B = "b@x/1";
        private const string C = "c@x/1";

        [TestMethod]
        public static void AgreesOnAnAssociation()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000);
            Is(ServerAnswer.Response, script.Initiate(A, 9, 100, 0x7FF, 2));
            Assert.AreEqual(Kind.InitiateResponsePdu, script.Response.Kind(0));
            Assert.AreEqual(9000, script.Response.Int32(script.Response.Child(0, Kind.LocalDetailCalled)));
            Assert.AreEqual(5, script.Response.Int32(script.Response.Child(0, Kind.NegotiatedMaxServOutstandingCalled)));
            Assert.AreEqual(DataModel.MaxDepth, script.Response.Int32(script.Response.Child(0, Kind.NegotiatedDataStructureNestingLevel)));
            int detail = script.Response.Child(0, Kind.InitResponseDetail);
            Assert.AreEqual(1, script.Response.Int32(script.Response.Child(detail, Kind.NegotiatedVersionNumber)));
            int services = script.Response.Child(detail, Kind.ServicesSupportedCalled);
            Assert.AreEqual(85, script.Response.ValueLength(services));
            Assert.IsTrue(script.Response.Bit(services, 1) && script.Response.Bit(services, 2) && script.Response.Bit(services, 4) && script.Response.Bit(services, 83));
            Assert.IsTrue(script.Response.Bit(services, 0) && script.Response.Bit(services, 5) && script.Response.Bit(services, 13) && script.Response.Bit(services, 79));
            Assert.IsFalse(script.Response.Bit(services, 3) || script.Response.Bit(services, 46));
            Assert.IsTrue(script.Server.IsAssociated(Bytes.Of(A), A.Length));
        }

        [TestMethod]
        public static void RefusesWhatItCannotAgreeTo()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000);
            RefusesInitiate(script, 0, 10, 0x788, 1, 4);
            RefusesInitiate(script, 1, 4, 0x788, 1, 7);
            RefusesInitiate(script, 1, 10, 0x688, 1, 6);
            RefusesInitiate(script, 1, 10, 0x788, 0, 0);
            Is(ServerAnswer.Response, script.Initiate(A, 1, 5, 0x100, 1));
            Assert.AreEqual(Kind.InitiateResponsePdu, script.Response.Kind(0));
        }

        [TestMethod]
        public static void HoldsAsManyAssociationsAsPlanned()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000);
            Is(ServerAnswer.Response, script.Open(A));
            Is(ServerAnswer.Response, script.Open(B));
            Is(ServerAnswer.NoRoom, script.Open(C));

            // One that begins anew keeps its place; one that concludes, is aborted or gone gives it up.
            Is(ServerAnswer.Response, script.Open(B));
            script.Builder.Start(script.Request);
            script.Builder.Null(Kind.ConcludeRequestPdu);
            Is(ServerAnswer.Response, script.Send(A));
            Assert.AreEqual(Kind.ConcludeResponsePdu, script.Response.Kind(0));
            Is(ServerAnswer.NotAssociated, script.Send(A));
            Is(ServerAnswer.Response, script.Open(C));
            Assert.IsTrue(script.Server.Abort(Bytes.Of(C), C.Length));
            Assert.IsFalse(script.Server.Abort(Bytes.Of(C), C.Length));
            script.Server.AbortAll();
            Assert.IsFalse(script.Server.IsAssociated(Bytes.Of(B), B.Length));
        }

        [TestMethod]
        public static void RefusesAPeerWithANameThatIsTooLong()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000);
            string name = new string('x', 256);
            Is(ServerAnswer.Response, script.Open(name));
            Is(ServerAnswer.NoRoom, script.Open(name + "y"));
        }

        [TestMethod]
        public static void ReadsValuesOfEveryType()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000);
            script.Open(A);
            script.BeginRead(77);
            script.AddVariable("LD0", "MMXU1$MX$TotW");
            script.AddVariable("LD0", "MMXU1$ST$On$stVal");
            script.AddVariable("LD0", "MMXU1$ST$N");
            script.AddVariable("LD0", "LLN0$DC$NamPlt$vendor");
            script.AddVariable("LD0", "Nope$ST$x");
            script.AddVariable("LD9", "LLN0");
            Is(ServerAnswer.Response, script.Send(A));
            MmsTree response = script.Response;
            Assert.AreEqual(77, response.Int32(response.Child(0, Kind.InvokeId)));
            int list = response.Child(script.Service(), Kind.ListOfAccessResult);
            Assert.AreEqual(6, response.ChildCount(list));
            int node = response.First(list);
            int structure = response.First(node);
            Assert.AreEqual(Kind.Structure, response.Kind(structure));
            Assert.AreEqual(3, response.ChildCount(structure));
            int mag = response.First(structure);
            Assert.AreEqual(Kind.Structure, response.Kind(mag));
            Assert.AreEqual(-2f, response.Single(response.First(mag)));
            int quality = response.Next(mag);
            Assert.AreEqual(13, response.ValueLength(quality));
            Assert.IsTrue(response.Bit(quality, 0));
            Assert.IsFalse(response.Bit(quality, 1));
            Assert.AreEqual(Kind.UtcTime, response.Kind(response.Next(quality)));
            node = response.Next(node);
            Assert.IsTrue(response.Boolean(response.First(node)));
            node = response.Next(node);
            Assert.AreEqual(Kind.Unsigned, response.Kind(response.First(response.First(node))));
            Assert.AreEqual(200, response.Int32(response.First(response.First(node))));
            node = response.Next(node);
            Assert.IsTrue(response.ValueIs(response.First(node), Bytes.Of("A & B")));
            node = response.Next(node);
            Assert.AreEqual(Kind.Failure, response.Kind(node));
            Assert.AreEqual(10, response.Int32(node));
            Assert.AreEqual(10, response.Int32(response.Next(node)));
        }

        [TestMethod]
        public static void SaysSoWhenAResponseDoesNotFit()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.MmsNodes = 24;
            ServerScript script = new ServerScript(plan, 9000);
            script.Open(A);
            script.BeginRead(5);
            script.AddVariable("LD0", "MMXU1");
            Is(ServerAnswer.Response, script.Send(A));
            Assert.AreEqual(Kind.ConfirmedResponsePdu, script.Response.Kind(0));

            // Twice as much does not fit the tree: the error says so, and its invokeID is the request's.
            script.BeginRead(6);
            script.AddVariable("LD0", "MMXU1");
            script.AddVariable("LD0", "MMXU1");
            Is(ServerAnswer.Response, script.Send(A));
            Assert.AreEqual(3, script.Error(Kind.ErrorService));
            Assert.AreEqual(6, script.Response.Int32(script.Response.Child(0, Kind.InvokeId)));
        }

        [TestMethod]
        public static void ListsNamesInPieces()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 500);
            script.Open(A);
            script.BeginNames(9, null, null);
            Is(ServerAnswer.Response, script.Send(A));
            int list = script.Response.Child(script.Service(), Kind.ListOfIdentifier);
            Assert.AreEqual(2, script.Response.ChildCount(list));

            // 500 octets leave room for some names only: ask again after the last one.
            int count = 0;
            string after = null;
            bool more = true;
            while (more)
            {
                script.BeginNames(0, "LD0", after);
                Is(ServerAnswer.Response, script.Send(A));
                list = script.Response.Child(script.Service(), Kind.ListOfIdentifier);
                int names = script.Response.ChildCount(list);
                Assert.IsTrue(names > 0 && names < 5);
                count += names;
                int last = script.Response.First(list);
                while (script.Response.Next(last) < script.Response.End(list))
                {
                    last = script.Response.Next(last);
                }

                after = System.Text.Encoding.UTF8.GetString(script.Response.Values, script.Response.ValueOffset(last), script.Response.ValueLength(last));
                more = script.Response.Boolean(script.Response.Child(script.Service(), Kind.MoreFollows));
            }

            Assert.AreEqual("MMXU1$ST$N$cnt", after);
            Assert.AreEqual(22, count);
        }

        [TestMethod]
        public static void AnswersOddNameListsAsTheStandardSays()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000);
            script.Open(A);
            Names(script, 2, "LD0", null, 0);
            Names(script, 8, "LD0", null, 0);
            Names(script, 0, null, null, 0);
            Names(script, 9, "LD0", null, 0);
            script.BeginNames(0, "LD7", null);
            script.Send(A);
            Assert.AreEqual(2, script.Error(Kind.ErrorAccess));
            script.BeginNames(5, "LD0", null);
            script.Send(A);
            Assert.AreEqual(1, script.Error(Kind.ErrorAccess));
            script.BeginNames(0, "LD0", "LLN0$XX");
            script.Send(A);
            Assert.AreEqual(4, script.Error(Kind.ErrorService));
            Names(script, 9, null, "LD1", 0);
        }

        [TestMethod]
        public static void AnswersStatusAndCancel()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000);
            script.Open(A);
            script.BeginConfirmed(3);
            script.Builder.Boolean(Kind.StatusRequest, false);
            Is(ServerAnswer.Response, script.Send(A));
            Assert.AreEqual(0, script.Response.Int32(script.Response.Child(script.Service(), Kind.VmdPhysicalStatus)));

            // Whatever is cancelled was answered before.
            script.Builder.Start(script.Request);
            script.Builder.Integer(Kind.CancelRequestPdu, 3);
            Is(ServerAnswer.Response, script.Send(A));
            Assert.AreEqual(Kind.CancelErrorPdu, script.Response.Kind(0));
            Assert.AreEqual(3, script.Response.Int32(script.Response.Child(0, Kind.OriginalInvokeId)));
            Assert.AreEqual(1, script.Error(Kind.ErrorCancel));
        }

        [TestMethod]
        public static void KeepsToTheNestingAgreed()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000, "L{N{SP{a{b{c{d{e{f{g:b}}}}}}}}}");
            script.Initiate(A, 1, 5, 0x788, 1);
            script.BeginRead(1);
            script.AddVariable("L", "N$SP$a");
            script.AddVariable("L", "N$SP$a$b");
            script.Send(A);
            int result = script.Response.First(script.Response.Child(script.Service(), Kind.ListOfAccessResult));
            Assert.AreEqual(Kind.Failure, script.Response.Kind(result));
            Assert.AreEqual(9, script.Response.Int32(result));
            Assert.AreEqual(Kind.Success, script.Response.Kind(script.Response.Next(result)));
            script.BeginWrite(2);
            script.AddVariable("L", "N$SP$a");
            script.BeginValues();
            for (int i = 0; i < 6; i++)
            {
                script.Builder.Begin(Kind.Structure);
            }

            script.Builder.Boolean(Kind.Boolean, true);
            Is(ServerAnswer.Reject, script.Send(A));
            int reason = script.Response.First(script.Response.Child(0, Kind.RejectReason));
            Assert.AreEqual(Kind.RejectConfirmedRequest, script.Response.Kind(reason));
            Assert.AreEqual(8, script.Response.Int32(reason));
        }

        [TestMethod]
        public static void RejectsServicesItDoesNotHave()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000);
            script.Open(A);
            script.BeginConfirmed(3);
            script.Builder.Begin(Kind.ObtainFileRequest);
            Is(ServerAnswer.Reject, script.Send(A));
            MmsTree response = script.Response;
            Assert.AreEqual(Kind.RejectPdu, response.Kind(0));
            Assert.AreEqual(3, response.Int32(response.Child(0, Kind.OriginalInvokeId)));
            int reason = response.First(response.Child(0, Kind.RejectReason));
            Assert.AreEqual(Kind.RejectConfirmedRequest, response.Kind(reason));
            Assert.AreEqual(1, response.Int32(reason));
        }

        private static void Names(ServerScript script, int objectClass, string domain, string after, int expected)
        {
            script.BeginNames(objectClass, domain, after);
            Is(ServerAnswer.Response, script.Send(A));
            Assert.AreEqual(expected, script.Response.ChildCount(script.Response.Child(script.Service(), Kind.ListOfIdentifier)));
            Assert.IsFalse(script.Response.Boolean(script.Response.Child(script.Service(), Kind.MoreFollows)));
        }

        private static void RefusesInitiate(ServerScript script, int called, int nesting, uint parameters, int version, int error)
        {
            Is(ServerAnswer.Response, script.Initiate(A, called, nesting, parameters, version));
            Assert.AreEqual(Kind.InitiateErrorPdu, script.Response.Kind(0));
            int found = script.Response.First(script.Response.Child(0, Kind.ErrorClass));
            Assert.AreEqual(Kind.ErrorInitiate, script.Response.Kind(found));
            Assert.AreEqual(error, script.Response.Int32(found));
            Assert.IsFalse(script.Server.IsAssociated(Bytes.Of(A), A.Length));
        }

        private static void Is(ServerAnswer expected, ServerAnswer found)
        {
            Assert.AreEqual((int)expected, (int)found);
        }
    }
}
