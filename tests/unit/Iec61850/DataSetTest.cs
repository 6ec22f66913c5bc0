using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Data sets of the model and of clients: read, written, described, listed, made, deleted.</summary>
    [TestClass]
    public class DataSetTest
    {
        private const string A = "a@x/1";
        private const string B = "b@x/1";

        private const string Description =
            "L{LLN0{SP{x{setVal:i8=3}y{setVal:b}}}N1{ST{p{stVal:i8=4 q:q}}MX{m{mag{f:f}}}}}"
            + "L/LLN0$ds=L/N1$ST$p,L/LLN0$SP$x$setVal;L/LLN0$sp=L/LLN0$SP$x,L/LLN0$SP$y$setVal;L/LLN0$Log;";

        [TestMethod]
        public static void ReadsADataSet()
        {
            ServerScript script = New();
            ReadSet(script, "L", "LLN0$ds");
            int result = script.Response.First(script.Response.Child(script.Service(), Kind.ListOfAccessResult));
            int structure = script.Response.First(result);
            Assert.AreEqual(Kind.Structure, script.Response.Kind(structure));
            Assert.AreEqual(4, script.Response.Int32(script.Response.First(structure)));
            result = script.Response.Next(result);
            Assert.AreEqual(3, script.Response.Int32(script.Response.First(result)));
            Assert.AreEqual(script.Response.End(script.Response.Child(script.Service(), Kind.ListOfAccessResult)), script.Response.Next(result));
        }

        [TestMethod]
        public static void RefusesUnknownDataSets()
        {
            ServerScript script = New();
            string[] wrong = { "LLN0$d", "LLN0$ds$", "N1$ds", "X$ds", "LLN0", "LLN0$", "$ds" };
            for (int i = 0; i < wrong.Length; i++)
            {
                ReadSet(script, "L", wrong[i]);
                Assert.AreEqual(2, script.Error(Kind.ErrorAccess), wrong[i]);
            }

            ReadSet(script, "K", "LLN0$ds");
            Assert.AreEqual(2, script.Error(Kind.ErrorAccess));
            ReadSet(script, null, "ds");
            Assert.AreEqual(2, script.Error(Kind.ErrorAccess));
        }

        [TestMethod]
        public static void WritesADataSet()
        {
            ServerScript script = New();
            BeginWriteSet(script, "sp");
            script.Builder.Begin(Kind.Structure);
            script.Builder.Integer(Kind.Integer, -7);
            script.Builder.End();
            script.Builder.Boolean(Kind.Boolean, true);
            script.Send(A);
            Assert.AreEqual(-1, script.Written(0));
            Assert.AreEqual(-1, script.Written(1));
            Assert.AreEqual(-7, Small(script, "L/LLN0$SP$x$setVal"));

            // The first member is status, which nobody writes; the second is.
            BeginWriteSet(script, "ds");
            script.Builder.Begin(Kind.Structure);
            script.Builder.Integer(Kind.Integer, 1);
            script.Builder.Bits(Kind.BitString, 0, 13);
            script.Builder.End();
            script.Builder.Integer(Kind.Integer, 8);
            script.Send(A);
            Assert.AreEqual(3, script.Written(0));
            Assert.AreEqual(-1, script.Written(1));
            Assert.AreEqual(4, Small(script, "L/N1$ST$p$stVal"));
            Assert.AreEqual(8, Small(script, "L/LLN0$SP$x$setVal"));

            BeginWriteSet(script, "sp");
            script.Builder.Boolean(Kind.Boolean, true);
            Assert.AreEqual((int)ServerAnswer.Reject, (int)script.Send(A));
        }

        [TestMethod]
        public static void DescribesADataSet()
        {
            ServerScript script = New();
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.GetNamedVariableListAttributesRequest);
            Name(script, "L", "LLN0$ds");
            script.Send(A);
            Assert.IsFalse(script.Response.Boolean(script.Response.Child(script.Service(), Kind.MmsDeletable)));
            int list = script.Response.Child(script.Service(), Kind.ListOfVariable);
            Assert.AreEqual(2, script.Response.ChildCount(list));
            int item = script.Response.Next(script.Response.First(list));
            int name = script.Response.First(script.Response.First(script.Response.First(item)));
            Assert.IsTrue(script.Response.ValueIs(script.Response.Child(name, Kind.DomainId), Bytes.Of("L")));
            Assert.IsTrue(script.Response.ValueIs(script.Response.Child(name, Kind.ItemId), Bytes.Of("LLN0$SP$x$setVal")));
        }

        [TestMethod]
        public static void MakesAndDeletesAPersistentDataSet()
        {
            ServerScript script = New();
            Define(script, A, "L", "N1$dyn", "N1$MX$m", "LLN0$SP$x");
            Assert.AreEqual(Kind.DefineNamedVariableListResponse, script.Response.Kind(script.Service()));
            Names(script, A, "L", 3);

            // Another client sees it, also after its maker has gone.
            script.Open(B);
            script.Server.Abort(Bytes.Of(A), A.Length);
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.GetNamedVariableListAttributesRequest);
            Name(script, "L", "N1$dyn");
            script.Send(B);
            Assert.IsTrue(script.Response.Boolean(script.Response.Child(script.Service(), Kind.MmsDeletable)));
            Assert.AreEqual(2, script.Response.ChildCount(script.Response.Child(script.Service(), Kind.ListOfVariable)));
            Define(script, B, "L", "N1$dyn", "N1$MX$m", null);
            Assert.AreEqual(5, script.Error(Kind.ErrorDefinition));
            Delete(script, B, "L", "N1$dyn", 1, 1);
            Delete(script, B, "L", "N1$dyn", 0, 0);
            Names(script, B, "L", 2);
        }

        [TestMethod]
        public static void DropsDataSetsOfAnAssociationWithIt()
        {
            ServerScript script = New();
            script.Open(B);
            Define(script, A, null, "mine", "N1$MX$m", null);
            Names(script, A, null, 1);
            Names(script, B, null, 0);
            Names(script, A, "L", 2);
            ReadSet(script, null, "mine");
            Assert.AreEqual(Kind.ReadResponse, script.Response.Kind(script.Service()));
            Delete(script, B, null, "mine", 0, 0);
            script.Server.Abort(Bytes.Of(A), A.Length);
            script.Open(A);
            Names(script, A, null, 0);
        }

        [TestMethod]
        public static void KeepsWhatIsNotDeletable()
        {
            ServerScript script = New();
            Delete(script, A, "L", "LLN0$ds", 1, 0);
            Delete(script, A, "L", "LLN0$none", 0, 0);
            Names(script, A, "L", 2);
        }

        [TestMethod]
        public static void MakesAllOfADataSetOrNothing()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.DataSets = 1;
            plan.DataSetMembers = 2;
            ServerScript script = new ServerScript(plan, 9000, Description);
            script.Open(A);
            Define(script, A, "L", "N1$d", "N1$MX$m", "N1$MX$none");
            Assert.AreEqual(1, script.Error(Kind.ErrorDefinition));
            Define(script, A, "L", "N1$d", "N1", null);
            Assert.AreEqual(1, script.Error(Kind.ErrorDefinition));
            Define(script, A, "L", "N9$d", "N1$MX$m", null);
            Assert.AreEqual(2, script.Error(Kind.ErrorAccess));
            Define(script, A, "L", "N1$d23456789012345678901234567890123", "N1$MX$m", null);
            Assert.AreEqual(4, script.Error(Kind.ErrorResource));
            Names(script, A, "L", 2);
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.DefineNamedVariableListRequest);
            script.Builder.Begin(Kind.VariableListName);
            Name(script, "L", "N1$d");
            script.Builder.End();
            script.Builder.Begin(Kind.ListOfVariable);
            script.AddVariable("L", "N1$MX$m");
            script.AddVariable("L", "N1$MX$m");
            script.AddVariable("L", "N1$MX$m");
            script.Send(A);
            Assert.AreEqual(4, script.Error(Kind.ErrorResource));
            Names(script, A, "L", 2);
            Define(script, A, "L", "N1$d", "N1$MX$m", "N1$MX$m");
            Names(script, A, "L", 3);
            Define(script, A, "L", "N1$e", "N1$MX$m", null);
            Assert.AreEqual(4, script.Error(Kind.ErrorResource));
        }

        [TestMethod]
        public static void ListsLogsAndGoesOn()
        {
            ServerScript script = New();
            script.BeginNames(8, "L", null);
            script.Send(A);
            Assert.IsTrue(script.Response.ValueIs(script.Response.First(script.Response.Child(script.Service(), Kind.ListOfIdentifier)), Bytes.Of("LLN0$Log")));
            script.BeginNames(2, "L", "LLN0$ds");
            script.Send(A);
            int list = script.Response.Child(script.Service(), Kind.ListOfIdentifier);
            Assert.AreEqual(1, script.Response.ChildCount(list));
            Assert.IsTrue(script.Response.ValueIs(script.Response.First(list), Bytes.Of("LLN0$sp")));
            script.BeginNames(2, "L", "LLN0$dt");
            script.Send(A);
            Assert.AreEqual(4, script.Error(Kind.ErrorService));
        }

        private static ServerScript New()
        {
            ServerScript script = new ServerScript(new MemoryPlan(), 9000, Description);
            script.Open(A);
            return script;
        }

        private static int Small(ServerScript script, string reference)
        {
            return script.Model.Values.GetSmall(script.Model.Slot(script.Model.Find(reference)));
        }

        private static void Name(ServerScript script, string domain, string item)
        {
            if (domain == null)
            {
                script.Builder.Value(Kind.AaSpecific, Bytes.Of(item));
                return;
            }

            script.Builder.Begin(Kind.DomainSpecific);
            script.Builder.Value(Kind.DomainId, Bytes.Of(domain));
            script.Builder.Value(Kind.ItemId, Bytes.Of(item));
            script.Builder.End();
        }

        private static void ReadSet(ServerScript script, string domain, string item)
        {
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.ReadRequest);
            script.Builder.Begin(Kind.VariableAccessSpecification);
            script.Builder.Begin(Kind.VariableListName);
            Name(script, domain, item);
            script.Send(A);
        }

        private static void BeginWriteSet(ServerScript script, string name)
        {
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.WriteRequest);
            script.Builder.Begin(Kind.VariableAccessSpecification);
            script.Builder.Begin(Kind.VariableListName);
            Name(script, "L", "LLN0$" + name);
            script.Builder.End();
            script.Builder.End();
            script.Builder.Begin(Kind.ListOfData);
        }

        private static void Define(ServerScript script, string peer, string domain, string name, string first, string second)
        {
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.DefineNamedVariableListRequest);
            script.Builder.Begin(Kind.VariableListName);
            Name(script, domain, name);
            script.Builder.End();
            script.Builder.Begin(Kind.ListOfVariable);
            script.AddVariable("L", first);
            if (second != null)
            {
                script.AddVariable("L", second);
            }

            script.Send(peer);
        }

        private static void Delete(ServerScript script, string peer, string domain, string name, int matched, int deleted)
        {
            script.BeginConfirmed(1);
            script.Builder.Begin(Kind.DeleteNamedVariableListRequest);
            script.Builder.Begin(Kind.ListOfVariableListName);
            Name(script, domain, name);
            script.Send(peer);
            Assert.AreEqual(matched, script.Response.Int32(script.Response.Child(script.Service(), Kind.NumberMatched)));
            Assert.AreEqual(deleted, script.Response.Int32(script.Response.Child(script.Service(), Kind.NumberDeleted)));
        }

        private static void Names(ServerScript script, string peer, string domain, int count)
        {
            script.BeginConfirmed(9);
            script.Builder.Begin(Kind.GetNameListRequest);
            script.Builder.Begin(Kind.ObjectClass);
            script.Builder.Integer(Kind.BasicObjectClass, 2);
            script.Builder.End();
            script.Builder.Begin(Kind.ObjectScope);
            if (domain == null)
            {
                script.Builder.Null(Kind.ScopeAa);
            }
            else
            {
                script.Builder.Value(Kind.ScopeDomain, Bytes.Of(domain));
            }

            script.Send(peer);
            Assert.AreEqual(count, script.Response.ChildCount(script.Response.Child(script.Service(), Kind.ListOfIdentifier)));
        }
    }
}
