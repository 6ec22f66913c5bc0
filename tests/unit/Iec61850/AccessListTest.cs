using System;
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Who may do what: each service for one who has the right, for one who has another, and for a stranger.</summary>
    [TestClass]
    public class AccessListTest
    {
        private const string Viewer = "viewer@x/1";
        private const string Reporter = "reporter@x/1";
        private const string Engineer = "engineer@x/1";
        private const int Denied = 3;

        private const string Rules =
            "# who may do what\n"
            + "read             LD0/MMXU1           viewer@x\n"
            + "read             LD0/LLN0$RP         reporter@x\r\n"
            + "read,report      LD0/LLN0            reporter@x\n"
            + "read             LD0/MMXU1$MX$TotW   reporter@x\n"
            + "\n"
            + "all              *                   role:ENGINEER\n"
            + "log              LD0/LLN0            cn:Control room 2\n"
            + "read             LD0                 *@y.org";

        [TestMethod]
        public static void Gives_a_stranger_no_association()
        {
            ReportScript script = New();
            script.Server.Open("stranger@x/1");
            Assert.IsFalse(script.Server.Server.IsAssociated(Bytes.Of("stranger@x/1"), 12));
            MmsTree response = script.Server.Response;
            Assert.AreEqual(Kind.InitiateErrorPdu, response.Kind(0));
            int error = response.First(response.Child(0, Kind.ErrorClass));
            Assert.AreEqual(Kind.ErrorAccess, response.Kind(error));
            Assert.AreEqual(Denied, response.Int32(error));
            script.Server.Open("viewer@x.org/1");
            Assert.IsFalse(script.Server.Server.HasClients);
            script.Server.Open("any@y.org/1");
            script.Server.Open(Viewer);
            Assert.IsTrue(script.Server.Server.IsAssociated(Bytes.Of("any@y.org/1"), 11));
            Assert.IsTrue(script.Server.Server.IsAssociated(Bytes.Of(Viewer), 10));
        }

        [TestMethod]
        public static void Lets_read_what_is_allowed_and_nothing_around_it()
        {
            ReportScript script = New();
            script.Server.Open(Viewer);
            Assert.AreEqual(-1, Read(script, Viewer, "MMXU1"));
            Assert.AreEqual(-1, Read(script, Viewer, "MMXU1$MX$Hz$mag$f"));
            Assert.AreEqual(Denied, Read(script, Viewer, "LLN0$ST$Mod"));
            Assert.AreEqual(Denied, Read(script, Viewer, "LLN0"));
            Assert.AreEqual(Denied, script.Write(Viewer, "MMXU1$ST$Name$stVal", Kind.VisibleString, Bytes.Of("x")));
            Assert.AreEqual(0, script.Values.TextLength(script.Text));
        }

        [TestMethod]
        public static void Lets_report_only_what_may_be_read()
        {
            ReportScript script = New();
            script.Server.Open(Viewer);
            Assert.AreEqual(Denied, script.Write(Viewer, ReportScript.U + "$Resv", Kind.Boolean, 1));
            Assert.AreEqual(Denied, script.Enable(Viewer, ReportScript.U));
            script.Server.Server.AbortAll();
            script.Server.Open(Reporter);

            // The data set has Hz and Name too.
            Assert.AreEqual(Denied, script.Enable(Reporter, ReportScript.U));
            Assert.AreEqual(0, script.Value("LLN0$RP$u$RptEna"));
            Assert.AreEqual(-1, script.Write(Reporter, ReportScript.U + "$IntgPd", Kind.Unsigned, 1000));
            Engage(script);
            Assert.AreEqual(-1, script.Enable(Engineer, ReportScript.B));
        }

        [TestMethod]
        public static void Knows_roles_and_common_names()
        {
            ReportScript script = New();
            Engage(script);
            Assert.AreEqual(-1, Read(script, Engineer, "LLN0$ST$Mod"));
            Assert.AreEqual(-1, script.Write(Engineer, "LLN0$LG$l$LogEna", Kind.Boolean, 1));

            // Another role, and no role, is none.
            script.Server.Server.PeerRoles = 0x7B;
            script.Server.Open("other@x/1");
            Assert.IsFalse(script.Server.Server.IsAssociated(Bytes.Of("other@x/1"), 9));
            script.Server.Server.PeerRoles = 0;
            byte[] name = Bytes.Of("(Control room 2)");
            script.Server.Server.PeerName = name;
            script.Server.Server.PeerNameOffset = 1;
            script.Server.Server.PeerNameCount = name.Length - 2;
            script.Server.Open("other@x/1");
            Assert.IsTrue(script.Server.Server.IsAssociated(Bytes.Of("other@x/1"), 9));
            Assert.AreEqual(Denied, Read(script, "other@x/1", "LLN0$ST$Mod"));
            Assert.AreEqual(-1, script.Write("other@x/1", "LLN0$LG$l$LogEna", Kind.Boolean, 0));
            script.Server.Server.PeerNameCount--;
            script.Server.Open("other@x/1");
            Assert.IsFalse(script.Server.Server.IsAssociated(Bytes.Of("other@x/1"), 9));
        }

        [TestMethod]
        public static void Keeps_logs_data_sets_and_files_apart()
        {
            ReportScript script = New();
            script.Server.Open(Viewer);
            BeginJournal(script);
            script.Server.Send(Viewer);
            Assert.AreEqual(Denied, script.Server.Error(Kind.ErrorAccess));
            Define(script, Viewer);
            Assert.AreEqual(Denied, script.Server.Error(Kind.ErrorAccess));
            script.Server.BeginConfirmed(3);
            script.Server.Builder.Begin(Kind.FileDirectoryRequest);
            script.Server.Send(Viewer);
            Assert.AreEqual(6, script.Server.Error(Kind.ErrorFile));

            Engage(script);
            BeginJournal(script);
            script.Server.Send(Engineer);
            Assert.AreEqual(Kind.ReadJournalResponse, script.Server.Response.Kind(script.Server.Service()));
            Define(script, Engineer);
            Assert.AreEqual(Kind.DefineNamedVariableListResponse, script.Server.Response.Kind(script.Server.Service()));
            script.Server.BeginConfirmed(3);
            script.Server.Builder.Begin(Kind.FileDirectoryRequest);
            script.Server.Send(Engineer);
            Assert.AreEqual(Kind.FileDirectoryResponse, script.Server.Response.Kind(script.Server.Service()));
        }

        [TestMethod]
        public static void Refuses_rules_that_are_none()
        {
            DataModel model = ModelReader.Read(ReportScript.Blocks);
            string[] wrong =
            {
                "read", "read *", "read  * ", "reads * a@x", "read, * a@x", "read,,log * a@x", " , * a@x", "read LD1 a@x", "read LD0/MMXU2 a@x", "read * role:GUEST", "read * role:",
                "ad * a@x",
            };
            for (int i = 0; i < wrong.Length; i++)
            {
                string rules = wrong[i];
                Assert.ThrowsException(typeof(ArgumentException), () => new AccessList(model, rules), rules);
            }

            string most = "";
            for (int i = 0; i < 31; i++)
            {
                most += "read * a@x\n";
            }

            Assert.AreEqual(0x3FFFFFFF, new AccessList(model, most.Substring(11)).Match(Bytes.Of("a@x"), 3, null, 0, 0, 0));
            Assert.AreEqual(0x7FFFFFFF, new AccessList(model, most).Match(Bytes.Of("a@x"), 3, null, 0, 0, 0));
            Assert.ThrowsException(typeof(ArgumentException), () => new AccessList(model, most + "read * b@x"));
        }

        private static ReportScript New()
        {
            ReportScript script = new ReportScript();
            script.Server.Server.AbortAll();
            script.Server.Server.Restrict(new AccessList(script.Server.Model, Rules));
            return script;
        }

        private static void Engage(ReportScript script)
        {
            script.Server.Server.PeerRoles = 1 << 2;
            script.Server.Open(Engineer);
            script.Server.Server.PeerRoles = 0;
            Assert.IsTrue(script.Server.Server.IsAssociated(Bytes.Of(Engineer), Engineer.Length));
        }

        // -1 for success, or the DataAccessError.
        private static int Read(ReportScript script, string peer, string item)
        {
            script.Server.BeginRead(1);
            script.Server.AddVariable("LD0", item);
            script.Server.Send(peer);
            MmsTree response = script.Server.Response;
            int result = response.First(response.Child(script.Server.Service(), Kind.ListOfAccessResult));
            return response.Kind(result) == Kind.Success ? -1 : response.Int32(result);
        }

        private static void BeginJournal(ReportScript script)
        {
            MmsBuilder b = script.Server.Builder;
            script.Server.BeginConfirmed(2);
            b.Begin(Kind.ReadJournalRequest);
            b.Begin(Kind.JournalName);
            b.Begin(Kind.DomainSpecific);
            b.Value(Kind.DomainId, Bytes.Of("LD0"));
            b.Value(Kind.ItemId, Bytes.Of("LLN0$Events"));
            b.End();
            b.End();
        }

        private static void Define(ReportScript script, string peer)
        {
            MmsBuilder b = script.Server.Builder;
            script.Server.BeginConfirmed(2);
            b.Begin(Kind.DefineNamedVariableListRequest);
            b.Begin(Kind.VariableListName);
            b.Begin(Kind.DomainSpecific);
            b.Value(Kind.DomainId, Bytes.Of("LD0"));
            b.Value(Kind.ItemId, Bytes.Of("LLN0$mine"));
            b.End();
            b.End();
            b.Begin(Kind.ListOfVariable);
            script.Server.AddVariable("LD0", "MMXU1$MX$TotW");
            b.End();
            script.Server.Send(peer);
        }
    }
}
