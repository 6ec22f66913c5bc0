using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Mms;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Control as clients see it: requests and answers of MMS, reports before the answer, the model around the object.</summary>
    [TestClass]
    public class ControlServiceTest
    {
        private const string A = ControlScript.A;
        private const string B = ControlScript.B;
        private const int Ok = -1;
        private const int HardwareFault = 1;
        private const int Unavailable = 2;
        private const int Denied = 3;
        private const int TypeInconsistent = 7;
        private const int Invalid = 11;

        private static readonly byte[] s_peer = Bytes.Of(A);
        private static ControlScript s_script;
        private static MmsTree s_select;
        private static MmsTree s_operate;
        private static MmsBuilder s_answer;

        [TestMethod]
        public static void OperatesAndShowsWhoDid()
        {
            ControlScript script = new ControlScript();
            Assert.AreEqual(Ok, script.WriteFlag(A, "Dir", "Oper", true));
            Assert.IsFalse(script.Next(true));
            Assert.IsFalse(script.Next(false));
            Assert.AreEqual(1, script.Target.Executed);
            Assert.AreEqual(1, script.Target.LastValue);
            Assert.AreEqual(2, script.Small("L/C$ST$Dir$origin$orCat"));
            Assert.AreEqual(1, script.Small("L/C$ST$Dir$ctlNum"));
            ModelValues values = script.Server.Model.Values;
            int identity = script.Server.Model.Slot(script.Server.Model.Find("L/C$ST$Dir$origin$orIdent"));
            Assert.IsTrue(Bytes.Is(values.Text, values.TextOffset(identity), values.TextLength(identity), Bytes.Of("grid")));
        }

        [TestMethod]
        public static void SelectsByReading()
        {
            ControlScript script = new ControlScript();
            Denies(script, script.WriteFlag(A, "Sel", "Oper", true), Denied, "L/C$CO$Sel$Oper", AddCause.ObjectNotSelected);
            Assert.AreEqual(10, script.Select(A, "Sel"));
            Assert.AreEqual(1, script.Small("L/C$ST$Sel$stSeld"));
            Assert.AreEqual(0, script.Select(B, "Sel"));
            Assert.IsFalse(script.Next(true));
            script.Tick(3999);
            Assert.AreEqual(Ok, script.WriteFlag(A, "Sel", "Oper", true));
            Assert.AreEqual(0, script.Small("L/C$ST$Sel$stSeld"));
            Assert.AreEqual(10, script.Select(B, "Sel"));
            script.Tick(4000);
            Assert.AreEqual(0, script.Small("L/C$ST$Sel$stSeld"));

            // Nobody selects what needs a value, or nothing at all.
            Assert.AreEqual(Denied, script.WriteFlag(A, "Sel", "SBO", true));
        }

        [TestMethod]
        public static void ReadingAllDoesNotSelect()
        {
            ControlScript script = new ControlScript();
            script.Server.BeginRead(1);
            script.Server.AddVariable("L", "C$CO$Sel");
            script.Server.Send(A);
            Assert.AreEqual(0, script.Small("L/C$ST$Sel$stSeld"));
        }

        [TestMethod]
        public static void GoesTheWholeWayOfEnhancedSecurity()
        {
            ControlScript script = new ControlScript();
            Assert.AreEqual(Ok, script.WriteLimit(A, "SBOw", 40f));
            Assert.AreEqual(1, script.Small("L/C$MX$Lim$stSeld"));
            script.Target.OnExecute = ControlTarget.Pending;
            Assert.AreEqual(Ok, script.WriteLimit(A, "Oper", 40f));
            Assert.AreEqual(Ieee754.SingleBits(40f), script.Target.LastValue);
            Assert.AreEqual(1, script.Small("L/C$OR$Lim$opRcvd"));
            Assert.AreEqual(1, script.Small("L/C$OR$Lim$opOk"));
            Assert.AreEqual(script.Utc, script.Server.Model.Values.GetLarge(script.Server.Model.Slot(script.Server.Model.Find("L/C$OR$Lim$tOpOk"))));
            Assert.IsFalse(script.Next(false));
            Denies(script, script.WriteLimit(A, "Oper", 40f), Unavailable, "L/C$CO$Lim$Oper", AddCause.CommandAlreadyInExecution);
            script.Target.OnPoll = AddCause.None;
            script.Tick(60);
            Assert.IsFalse(script.Next(true));
            Assert.IsTrue(script.Next(false));
            Assert.AreEqual(0, script.Server.Server.Worth);
            int oper = script.Termination(A, "C$CO$Lim$Oper");
            Assert.IsTrue(oper >= 0);
            Assert.AreEqual(40f, script.Report.Single(script.Report.First(script.Report.First(oper))));
            Assert.AreEqual(7, script.Report.ChildCount(oper));
            Assert.IsFalse(script.Next(false));
            Assert.AreEqual(0, script.Small("L/C$MX$Lim$stSeld"));
            Assert.AreEqual(1, script.Target.Executed);
        }

        [TestMethod]
        public static void TellsTheCauseBeforeTheAnswer()
        {
            ControlScript script = new ControlScript();
            script.WriteLimit(A, "SBOw", 40f);
            Denies(script, script.WriteLimit(B, "SBOw", 40f), Unavailable, "L/C$CO$Lim$SBOw", AddCause.LockedByOtherClient, B);
            Denies(script, script.WriteLimit(A, "SBOw", 40f), Unavailable, "L/C$CO$Lim$SBOw", AddCause.ObjectAlreadySelected);
            Denies(script, script.WriteLimit(B, "Cancel", 40f), Unavailable, "L/C$CO$Lim$Cancel", AddCause.LockedByOtherClient, B);
            Denies(script, script.WriteLimit(A, "Oper", 41f), Denied, "L/C$CO$Lim$Oper", AddCause.InconsistentParameters);
            Assert.AreEqual(0, script.Target.Executed);
        }

        [TestMethod]
        public static void EndsNegativelyWithTheCause()
        {
            ControlScript script = new ControlScript();
            script.Target.OnExecute = ControlTarget.Pending;
            script.WriteNumber(A, "DirE", "Oper", 3);
            script.Tick(499);
            Assert.IsFalse(script.Next(false));
            script.Tick(1);
            Assert.IsTrue(script.Next(false));
            Assert.AreEqual((int)AddCause.TimeLimitOver, script.Cause(A, "L/C$CO$DirE$Oper"));
            int oper = script.Termination(A, "C$CO$DirE$Oper");
            Assert.IsTrue(oper >= 0);
            Assert.AreEqual(3, script.Report.Int32(script.Report.First(oper)));
            script.WriteNumber(A, "DirE", "Oper", 4);
            Assert.AreEqual(Ok, script.WriteNumber(A, "DirE", "Cancel", 4));
            Assert.IsTrue(script.Next(false));
            Assert.AreEqual((int)AddCause.AbortionByCancel, script.Cause(A, "L/C$CO$DirE$Oper"));
        }

        [TestMethod]
        public static void OperatesLater()
        {
            ControlScript script = new ControlScript();
            script.OperTime = 1010;
            Assert.AreEqual(Ok, script.WriteNumber(A, "DirE", "Oper", 3));
            script.Tick(60);
            Assert.AreEqual(0, script.Target.Executed);
            script.Utc += 10L << 32;
            script.Tick(60);
            Assert.AreEqual(1, script.Target.Executed);
            Assert.IsTrue(script.Next(false));
            Assert.IsTrue(script.Termination(A, "C$CO$DirE$Oper") >= 0);
            Denies(script, script.WriteNumber(A, "DirE", "Oper", 4), Denied, "L/C$CO$DirE$Oper", AddCause.TimeLimitOver);

            // Without a clock that is right there is no later.
            script.OperTime = 2000;
            script.Utc = (1000L << 32) | DerClock.NotSynchronised;
            script.Tick(1);
            Denies(script, script.WriteNumber(A, "DirE", "Oper", 5), HardwareFault, "L/C$CO$DirE$Oper", AddCause.BlockedByHealth);
        }

        [TestMethod]
        public static void AsksTheModel()
        {
            ControlScript script = new ControlScript();
            Denies(script, script.WriteFlag(A, "Stat", "Oper", true), Denied, "L/C$CO$Stat$Oper", AddCause.NotSupported);
            script.Set("L/LLN0$ST$Loc$stVal", 1);
            Denies(script, script.WriteFlag(A, "Dir", "Oper", true), Denied, "L/C$CO$Dir$Oper", AddCause.BlockedBySwitchingHierarchy);
            script.Category = 1;
            Assert.AreEqual(Ok, script.WriteFlag(A, "Dir", "Oper", true));
            script.Set("L/LLN0$ST$Loc$stVal", 0);
            script.Set("L/C$ST$CmdBlk$stVal", 1);
            Denies(script, script.WriteFlag(A, "Dir", "Oper", false), Denied, "L/C$CO$Dir$Oper", AddCause.BlockedByCommand);
            script.Set("L/C$ST$CmdBlk$stVal", 0);
            for (int behaviour = 2; behaviour < 6; behaviour++)
            {
                script.Set("L/C$ST$Beh$stVal", behaviour);
                Denies(script, script.WriteFlag(A, "Dir", "Oper", false), Denied, "L/C$CO$Dir$Oper", AddCause.BlockedByMode);
                Assert.AreEqual(Ok, script.WriteNumber(A, "Mod", "Oper", behaviour));
            }

            script.IsTest = true;
            script.Set("L/C$ST$Beh$stVal", 3);
            int executed = script.Target.Executed;
            Assert.AreEqual(Ok, script.WriteFlag(A, "Dir", "Oper", false));
            Assert.AreEqual(executed, script.Target.Executed);
        }

        [TestMethod]
        public static void KeepsToTheRange()
        {
            ControlScript script = new ControlScript();
            float[] wrong = { -0.001f, 100.001f, float.NaN, float.PositiveInfinity, float.NegativeInfinity };
            for (int i = 0; i < wrong.Length; i++)
            {
                Denies(script, script.WriteLimit(A, "SBOw", wrong[i]), Denied, "L/C$CO$Lim$SBOw", AddCause.InconsistentParameters);
            }

            Assert.AreEqual(Ok, script.WriteLimit(A, "SBOw", 100f));
            Assert.AreEqual(Ok, script.WriteLimit(A, "Cancel", 100f));
            Assert.AreEqual(Ok, script.WriteLimit(A, "SBOw", 0f));
            Denies(script, script.WriteNumber(A, "DirE", "Oper", -6), Denied, "L/C$CO$DirE$Oper", AddCause.InconsistentParameters);
            Denies(script, script.WriteNumber(A, "DirE", "Oper", 6), Denied, "L/C$CO$DirE$Oper", AddCause.InconsistentParameters);
            Assert.AreEqual(Ok, script.WriteNumber(A, "DirE", "Oper", -5));
        }

        [TestMethod]
        public static void RefusesWrongDataWithoutACause()
        {
            ControlScript script = new ControlScript();
            script.Begin("C$CO$Dir$Oper");
            script.Server.Builder.Integer(Kind.Integer, 1);
            Assert.AreEqual(TypeInconsistent, script.End(A, "Oper", false));
            script.Begin("C$CO$Dir$Oper");
            script.Server.Builder.Boolean(Kind.Boolean, true);
            Assert.AreEqual(TypeInconsistent, script.End(A, "Cancel", false));
            script.Number = 256;
            Assert.AreEqual(Invalid, script.WriteFlag(A, "Dir", "Oper", true));
            script.Number = 1;
            script.Identity = new byte[65];
            Assert.AreEqual(Invalid, script.WriteFlag(A, "Dir", "Oper", true));
            Assert.AreEqual(Denied, script.WriteFlag(A, "Dir", "Oper$ctlVal", true));
            Assert.IsFalse(script.Next(true));
            Assert.AreEqual(0, script.Target.Executed);
        }

        [TestMethod]
        public static void TakesOneControlARequest()
        {
            ControlScript script = new ControlScript();
            script.Target.OnCheck = AddCause.BlockedByProcess;
            BeginTwo(script);
            script.End(A, "Oper", false);
            Assert.AreEqual(Denied, script.Result(0));
            Assert.AreEqual(Unavailable, script.Result(1));
            Assert.IsTrue(script.Next(true));
            Assert.AreEqual((int)AddCause.BlockedByProcess, script.Cause(A, "L/C$CO$Dir$Oper"));
            Assert.IsFalse(script.Next(true));
        }

        [TestMethod]
        public static void LosesWithTheClient()
        {
            ControlScript script = new ControlScript();
            script.WriteLimit(A, "SBOw", 40f);
            script.Server.Server.Abort(Bytes.Of(A), A.Length);
            Assert.AreEqual(0, script.Small("L/C$MX$Lim$stSeld"));
            Assert.AreEqual(Ok, script.WriteLimit(B, "SBOw", 40f));
            Assert.AreEqual(Ok, script.WriteLimit(B, "Oper", 40f));
            script.Server.Server.AbortAll();
            Assert.IsFalse(script.Next(false));
        }

        [Setup]
        public static void Make()
        {
            s_script = new ControlScript();
            s_select = new MmsTree(s_script.Server.Plan);
            s_operate = new MmsTree(s_script.Server.Plan);
            s_script.Kept = s_select;
            s_script.WriteLimit(A, "SBOw", 40f);
            s_script.Kept = s_operate;
            s_script.WriteLimit(A, "Oper", 40f);
            s_answer = new MmsBuilder(s_script.Server.Plan);
        }

        [TestMethod]
        [NoAllocation]
        [MaxSteps(16000)]
        public static void SelectsAndOperatesWithoutGarbage()
        {
            Send(s_select);
            Send(s_operate);
            Assert.IsTrue(s_script.Next(false));
        }

        private static void Send(MmsTree request)
        {
            s_answer.Start(s_script.Server.Response);
            s_script.Server.Server.Handle(request, s_peer, s_peer.Length, s_answer);
            Assert.AreEqual(Ok, s_script.Result(0));
        }

        private static void BeginTwo(ControlScript script)
        {
            MmsBuilder builder = script.Server.Builder;
            script.Server.BeginConfirmed(3);
            builder.Begin(Kind.WriteRequest);
            builder.Begin(Kind.VariableAccessSpecification);
            builder.Begin(Kind.ListOfVariable);
            script.Server.AddVariable("L", "C$CO$Dir$Oper");
            script.Server.AddVariable("L", "C$CO$Dir$Oper");
            builder.End();
            builder.End();
            builder.Begin(Kind.ListOfData);
            builder.Begin(Kind.Structure);
            builder.Boolean(Kind.Boolean, true);
            builder.Begin(Kind.Structure);
            builder.Integer(Kind.Integer, 2);
            builder.Value(Kind.OctetString, script.Identity);
            builder.End();
            builder.Unsigned(Kind.Unsigned, 1);
            builder.UtcTime(Kind.UtcTime, 1, 0, 0);
            builder.Boolean(Kind.Boolean, false);
            builder.Bits(Kind.BitString, 0, 2);
            builder.End();
            builder.Begin(Kind.Structure);
            builder.Boolean(Kind.Boolean, true);
        }

        private static void Denies(ControlScript script, int error, int expected, string reference, AddCause cause)
        {
            Denies(script, error, expected, reference, cause, A);
        }

        private static void Denies(ControlScript script, int error, int expected, string reference, AddCause cause, string peer)
        {
            Assert.AreEqual(expected, error);
            Assert.IsTrue(script.Next(true));
            Assert.AreEqual((int)cause, script.Cause(peer, reference));
            Assert.IsFalse(script.Next(true));
        }
    }
}
