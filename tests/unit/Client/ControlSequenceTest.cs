using nanoDer.Client;
using nanoDer.Core;
using nanoDer.Iec61850;
using nanoFramework.TestFramework;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.UnitTests.Client
{
    /// <summary>Commands of every ctlModel, from end to end with the server's own control.</summary>
    [TestClass]
    public class ControlSequenceTest
    {
        private static ClientScript s_script;
        private static ControlSequence s_control;

        [DataRow("Dir", 1)]
        [DataRow("Sel", 2)]
        [DataRow("DirE", 3)]
        [DataRow("Lim", 4)]
        [DataRow("Step", 1)]
        public void OperatesWithoutKnowingTheModel(string name, int model)
        {
            New();
            s_control.Value = 1;
            Start(name);
            ClientStatus status = s_script.Run(s_control);
            Assert.AreEqual(model, s_control.Model);
            Assert.AreEqual(1, s_script.Target.Executed);
            if (model > 2)
            {
                Assert.AreEqual((int)ClientStatus.Busy, (int)status);
                Assert.AreEqual((int)ControlStage.Execute, (int)s_control.Stage);
                s_script.Target.OnPoll = AddCause.None;
                s_script.Tick(100);
                status = s_script.Run(s_control);
            }

            Assert.AreEqual((int)ClientStatus.Ok, (int)status);
            Assert.AreEqual(-1, s_control.AddCause);
        }

        [TestMethod]
        public static void SendsTheValueInItsForm()
        {
            New();
            s_control.Value = 62.5;
            Start("Lim");
            s_script.Run(s_control);
            Assert.AreEqual(Ieee754.SingleBits(62.5f), s_script.Target.LastValue);
            New();
            s_control.Value = -4;
            Start("DirE");
            s_script.Run(s_control);
            Assert.AreEqual(-4, s_script.Target.LastValue);
            New();
            s_control.Value = 2;
            Start("Step");
            s_script.Run(s_control);
            Assert.AreEqual(2, s_script.Target.LastValue);
        }

        [TestMethod]
        public static void AsksNothingThatItKnows()
        {
            New();
            s_control.Model = 1;
            s_control.Shape.ValueKind = Kind.Boolean;
            s_control.Shape.HasCheck = true;
            Start("Dir");
            Assert.AreEqual((int)ControlStage.Operate, (int)s_control.Stage);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_control));
            Assert.AreEqual(2, s_script.Client.RequestId);
        }

        [TestMethod]
        public static void TellsWhyItWasRefused()
        {
            New();
            s_control.Value = 101;
            Start("Lim");
            Assert.AreEqual((int)ClientStatus.Refused, (int)s_script.Run(s_control));
            Assert.AreEqual((int)ControlStage.Select, (int)s_control.Stage);
            Assert.AreEqual((int)AddCause.InconsistentParameters, s_control.AddCause);
            Assert.AreEqual(3, s_control.AccessError);

            New();
            s_script.Target.OnCheck = AddCause.BlockedByProcess;
            Start("Dir");
            Assert.AreEqual((int)ClientStatus.Refused, (int)s_script.Run(s_control));
            Assert.AreEqual((int)AddCause.BlockedByProcess, s_control.AddCause);

            // A plain select tells no cause.
            New();
            byte[] own = s_script.From;
            s_script.From = Bytes.Of("other@x/1");
            s_script.Open();
            Start("Sel");
            while (s_control.Stage != ControlStage.Operate && s_control.Advance(s_script.Client, 0))
            {
                s_script.Exchange();
            }

            s_script.From = own;
            Start("Sel");
            Assert.AreEqual((int)ClientStatus.Refused, (int)s_script.Run(s_control));
            Assert.AreEqual(-1, s_control.AddCause);
        }

        [TestMethod]
        public static void TellsWhyACommandFailedInTheEnd()
        {
            New();
            s_control.Value = 10;
            Start("Lim");
            s_script.Run(s_control);
            s_script.Target.OnPoll = AddCause.StepLimit;
            s_script.Tick(100);
            Assert.AreEqual((int)ClientStatus.Refused, (int)s_control.Status);
            Assert.AreEqual((int)AddCause.StepLimit, s_control.AddCause);
            Assert.AreEqual(0, s_control.ApplError);
        }

        [TestMethod]
        public static void CannotOperateAStatus()
        {
            New();
            Start("Stat");
            Assert.AreEqual((int)ClientStatus.Refused, (int)s_script.Run(s_control));
            Assert.AreEqual((int)AddCause.NotSupported, s_control.AddCause);
            New();
            Start("NoSuch");
            Assert.AreEqual((int)ClientStatus.Denied, (int)s_script.Run(s_control));
            Assert.AreEqual(10, s_control.AccessError);
        }

        [TestMethod]
        public static void CancelsWhatExecutes()
        {
            New();
            s_control.Value = 10;
            Start("Lim");
            s_script.Run(s_control);
            s_control.Cancel();
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_control));
            Assert.IsTrue(s_control.IsCancelled);
            Assert.AreEqual(1, s_script.Target.Cancelled);
            s_script.Tick(100);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_control.Status);
        }

        [TestMethod]
        public static void CancelsWhatWaitsForItsTime()
        {
            New();
            s_control.Value = 3;
            s_control.OperTime = s_script.Utc + (60L << 32);
            Start("DirE");
            s_script.Run(s_control);
            Assert.AreEqual(0, s_script.Target.Executed);
            s_script.Tick(1000);
            Assert.AreEqual((int)ClientStatus.Busy, (int)s_script.Run(s_control));
            s_control.Cancel();
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_control));
            Assert.IsTrue(s_control.IsCancelled);
            s_script.Tick(100000);
            Assert.AreEqual(0, s_script.Target.Executed);
        }

        [TestMethod]
        public static void DoesWhatWaitsWhenItIsTime()
        {
            New();
            s_control.Value = 3;
            s_control.OperTime = s_script.Utc + (60L << 32);
            s_control.ExecuteTime = 100000;
            Start("DirE");
            s_script.Run(s_control);
            s_script.Target.OnPoll = AddCause.None;
            s_script.Tick(61000);
            s_script.Tick(100);
            Assert.AreEqual(1, s_script.Target.Executed);
            Assert.AreEqual((int)ClientStatus.Ok, (int)s_script.Run(s_control));
            Assert.IsFalse(s_control.IsCancelled);
        }

        [TestMethod]
        public static void GivesUpOnATerminationThatDoesNotCome()
        {
            New();
            s_control.Value = 10;
            s_control.ExecuteTime = 5000;
            Start("Lim");
            s_script.Run(s_control);
            s_script.Now += 4999;
            Assert.AreEqual((int)ClientStatus.Busy, (int)s_script.Run(s_control));
            s_script.Now++;
            Assert.AreEqual((int)ClientStatus.TimedOut, (int)s_script.Run(s_control));
        }

        [TestMethod]
        public static void LeavesTheEventsOfOthersAlone()
        {
            New();
            s_control.Value = 10;
            s_control.Number = 7;
            Start("Lim");
            s_script.Run(s_control);
            ControlSequence other = new ControlSequence();
            other.Number = 8;
            other.Value = 1;
            s_script.Target.OnCheck = AddCause.BlockedByProcess;
            other.Start(Bytes.Of("LD0/C$CO$Dir"));
            Assert.AreEqual((int)ClientStatus.Denied, (int)s_script.Run(other));
            Assert.AreEqual(-1, s_control.AddCause);
            Assert.AreEqual((int)ClientStatus.Busy, (int)s_control.Status);
        }

        [TestMethod]
        public static void TakesNoOtherNames()
        {
            New();
            Assert.IsTrue(Throws("LD0/C$ST$Dir"));
            Assert.IsTrue(Throws("LD0/C"));
            Assert.IsTrue(Throws(""));
        }

        private static bool Throws(string name)
        {
            try
            {
                s_control.Start(Bytes.Of(name));
                return false;
            }
            catch (System.ArgumentException)
            {
                return true;
            }
        }

        private static void New()
        {
            s_script = MmsClientTest.Closed();
            s_control = new ControlSequence();
            s_control.SetIdentity(Bytes.Of("grid"));
            s_control.Number = 1;
            s_control.Time = s_script.Utc;
            s_script.Control = s_control;
            s_script.Target.OnExecute = ControlTarget.Pending;
            Assert.IsTrue(s_script.Open());
        }

        private static void Start(string name)
        {
            s_control.Start(Bytes.Of("LD0/C$CO$" + name));
        }
    }
}
