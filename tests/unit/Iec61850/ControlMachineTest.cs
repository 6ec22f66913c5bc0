using nanoDer.Iec61850;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>The state machine of controls, one rule a test; clients are 0 and 1, the clock counts milliseconds.</summary>
    [TestClass]
    public class ControlMachineTest
    {
        private const int Direct = 1;
        private const int Sbo = 2;
        private const int DirectEnhanced = 3;
        private const int SboEnhanced = 4;
        private const int Timeout = 1000;

        private static ScriptedTarget s_target;
        private static ControlMachine s_machine;
        private static ControlCommand s_request;
        private static long s_utc;

        [TestMethod]
        public static void OperatesDirectly()
        {
            Start(Direct);
            Is(AddCause.None, Operate(0, 1, 0));
            Assert.AreEqual(1, s_target.Executed);
            Assert.IsNull(s_machine.Due());
            Is(AddCause.ObjectNotSelected, Cancel(0, 1, 1));
        }

        [TestMethod]
        public static void RefusesWhatTheTargetRefuses()
        {
            Start(Direct);
            s_target.OnCheck = AddCause.BlockedByInterlocking;
            Is(AddCause.BlockedByInterlocking, Operate(0, 1, 0));
            Assert.AreEqual(0, s_target.Executed);
            s_target.OnCheck = AddCause.None;
            s_target.OnExecute = AddCause.BlockedByProcess;
            Is(AddCause.BlockedByProcess, Operate(0, 1, 0));

            // What has failed is no repetition when it comes again.
            s_target.OnExecute = AddCause.None;
            Is(AddCause.None, Operate(0, 1, 0));
            Assert.AreEqual(2, s_target.Executed);
            Start(SboEnhanced);
            s_target.OnCheck = AddCause.NoAccessAuthority;
            Is(AddCause.NoAccessAuthority, Select(0, 1, 0));
            s_target.OnCheck = AddCause.None;
            Is(AddCause.ObjectNotSelected, Operate(0, 1, 0));
        }

        [TestMethod]
        public static void WantsAnOrigin()
        {
            Start(Direct);
            s_request.Category = 0;
            Is(AddCause.InconsistentParameters, Operate(0, 1, 0));
            s_request.Category = 9;
            Is(AddCause.InconsistentParameters, Operate(0, 1, 0));
            Assert.AreEqual(0, s_target.Executed);
        }

        [TestMethod]
        public static void OperatesOnceAfterASelect()
        {
            Start(Sbo);
            Is(AddCause.ObjectNotSelected, Operate(0, 1, 0));
            Is(AddCause.None, Select(0, 0, 10));
            Assert.AreEqual(1, s_target.SelectedCount);
            Is(AddCause.None, Operate(0, 1, 20));
            Assert.AreEqual(0, s_target.SelectedCount);
            Is(AddCause.ObjectNotSelected, Operate(0, 1, 30));
            Is(AddCause.ObjectNotSelected, Operate(0, 2, 40));
            Assert.AreEqual(1, s_target.Executed);
        }

        [TestMethod]
        public static void ARefusedOperateEndsTheSelection()
        {
            Start(Sbo);
            Select(0, 0, 0);
            s_target.OnCheck = AddCause.BlockedByMode;
            Is(AddCause.BlockedByMode, Operate(0, 1, 1));
            s_target.OnCheck = AddCause.None;
            Is(AddCause.ObjectNotSelected, Operate(0, 1, 2));
            Assert.AreEqual(0, s_target.SelectedCount);
        }

        [TestMethod]
        public static void KeepsASelectionForItsTime()
        {
            Start(Sbo);
            Select(0, 0, 0);
            Is(AddCause.None, Select(0, 0, Timeout - 1));
            s_machine.Tick(Timeout, 0);
            Assert.AreEqual(1, s_target.SelectedCount);
            Is(AddCause.ObjectNotSelected, Operate(0, 1, (2 * Timeout) - 1));
            Assert.AreEqual(0, s_target.SelectedCount);
            Select(0, 0, 5000);
            s_machine.Tick(5000 + Timeout, 0);
            Assert.AreEqual(0, s_target.SelectedCount);
            Assert.AreEqual(0, s_target.Executed);
        }

        [TestMethod]
        public static void ASelectionHasOneOwner()
        {
            Start(SboEnhanced);
            Is(AddCause.None, Select(0, 1, 0));
            Is(AddCause.LockedByOtherClient, Select(1, 1, 1));
            Is(AddCause.ObjectAlreadySelected, Select(0, 1, 2));
            Is(AddCause.LockedByOtherClient, Operate(1, 1, 3));
            Is(AddCause.LockedByOtherClient, Cancel(1, 1, 4));
            s_machine.Closed(1);
            Is(AddCause.None, Operate(0, 1, 5));
            Assert.AreEqual(1, s_target.Executed);
        }

        [TestMethod]
        public static void AClientThatGoesLosesItsSelection()
        {
            Start(SboEnhanced);
            Select(0, 1, 0);
            s_machine.Closed(0);
            Assert.AreEqual(0, s_target.SelectedCount);
            Is(AddCause.ObjectNotSelected, Operate(0, 1, 1));
            Is(AddCause.None, Select(1, 1, 2));
        }

        [TestMethod]
        public static void OperatesOnlyWhatWasSelected()
        {
            Start(SboEnhanced);
            for (int i = 0; i < 5; i++)
            {
                Select(0, 1, i * 100);
                s_request.Number = i == 0 ? 2 : 1;
                s_request.Value = i == 1 ? 8 : 7;
                s_request.Category = i == 2 ? 3 : 2;
                s_request.IdentityLength = i == 3 ? 1 : 0;
                s_request.IsTest = i == 4;
                Is(AddCause.InconsistentParameters, s_machine.Operate(s_request, (i * 100) + 1, 0));
                Reset();
                Is(AddCause.ObjectNotSelected, Operate(0, 1, (i * 100) + 2));
            }

            Assert.AreEqual(0, s_target.Executed);
        }

        [TestMethod]
        public static void EndsWithATermination()
        {
            Start(SboEnhanced);
            s_target.OnExecute = ControlTarget.Pending;
            Select(0, 1, 0);
            Is(AddCause.None, Operate(0, 1, 1));
            Is(AddCause.CommandAlreadyInExecution, Operate(0, 1, 2));
            Is(AddCause.CommandAlreadyInExecution, Operate(1, 3, 2));
            Is(AddCause.CommandAlreadyInExecution, Select(0, 1, 2));
            Is(AddCause.LockedByOtherClient, Select(1, 1, 2));
            s_machine.Tick(60000, 0);
            Assert.IsNull(s_machine.Due());
            s_target.OnPoll = AddCause.None;
            s_machine.Tick(60001, 0);
            ControlCommand due = s_machine.Due();
            Is(AddCause.None, due.Cause);
            Assert.AreEqual(1, due.Number);
            Is(AddCause.CommandAlreadyInExecution, Operate(0, 2, 60002));
            s_machine.Terminated(due, 60003);
            Assert.IsNull(s_machine.Due());
            Assert.AreEqual(0, s_target.SelectedCount);
            Assert.AreEqual(1, s_target.Executed);
        }

        [TestMethod]
        public static void SaysWhyItFailed()
        {
            Start(DirectEnhanced);
            s_target.OnExecute = ControlTarget.Pending;
            Operate(0, 1, 0);
            s_target.OnPoll = AddCause.AbortionByTrip;
            s_machine.Tick(1, 0);
            Is(AddCause.AbortionByTrip, s_machine.Due().Cause);
        }

        [TestMethod]
        public static void GivesUpWhatTakesTooLong()
        {
            Start(DirectEnhanced);
            s_target.OnExecute = ControlTarget.Pending;
            s_request.OperateTimeout = 500;
            Operate(0, 1, 0);
            s_machine.Tick(499, 0);
            Assert.IsNull(s_machine.Due());
            s_machine.Tick(500, 0);
            Is(AddCause.TimeLimitOver, s_machine.Due().Cause);
            Assert.AreEqual(1, s_target.Cancelled);
        }

        [TestMethod]
        public static void CancelsWhatIsPending()
        {
            Start(DirectEnhanced);
            s_target.OnExecute = ControlTarget.Pending;
            Operate(0, 1, 0);
            Is(AddCause.InconsistentParameters, Cancel(0, 2, 1));
            s_target.OnCancel = false;
            Is(AddCause.CommandAlreadyInExecution, Cancel(0, 1, 2));
            s_target.OnCancel = true;
            Is(AddCause.None, Cancel(0, 1, 3));
            Is(AddCause.AbortionByCancel, s_machine.Due().Cause);
            Is(AddCause.CommandAlreadyInExecution, Cancel(0, 1, 4));
            s_machine.Terminated(s_machine.Due(), 5);
            Is(AddCause.ObjectNotSelected, Cancel(0, 1, 6));
        }

        [TestMethod]
        public static void CancelsASelection()
        {
            Start(SboEnhanced);
            Select(0, 1, 0);
            Is(AddCause.InconsistentParameters, Cancel(0, 2, 1));
            Is(AddCause.None, Cancel(0, 1, 2));
            Assert.AreEqual(0, s_target.SelectedCount);

            // A selection without value has nothing that could differ.
            Start(Sbo);
            Select(0, 0, 0);
            Is(AddCause.None, Cancel(0, 77, 2));
        }

        [TestMethod]
        public static void OperatesMany()
        {
            Start(SboEnhanced);
            s_request.OperateMany = true;
            Select(0, 1, 0);
            Is(AddCause.None, Operate(0, 1, 900));
            s_machine.Terminated(s_machine.Due(), 950);
            Assert.AreEqual(1, s_target.SelectedCount);

            // Its time begins anew, and a refusal does not end it.
            s_request.Time = 2;
            s_target.OnCheck = AddCause.BlockedByProcess;
            Is(AddCause.BlockedByProcess, Operate(0, 1, 1500));
            s_target.OnCheck = AddCause.None;
            Is(AddCause.None, Operate(0, 1, 1949));
            s_machine.Terminated(s_machine.Due(), 2000);
            s_machine.Tick(2000 + Timeout, 0);
            Assert.AreEqual(0, s_target.SelectedCount);
            Assert.AreEqual(2, s_target.Executed);
        }

        [TestMethod]
        public static void NeverExecutesTwice()
        {
            Start(Direct);
            Is(AddCause.None, Operate(0, 1, 0));
            Is(AddCause.None, Operate(0, 1, 10));
            Assert.AreEqual(1, s_target.Executed);

            // Another T is another command, and so is the same of another client or of another association.
            s_request.Time = 5;
            Operate(0, 1, 20);
            Operate(1, 1, 30);
            s_machine.Closed(1);
            Operate(1, 1, 40);
            Assert.AreEqual(4, s_target.Executed);
            Start(DirectEnhanced);
            Operate(0, 1, 0);
            s_machine.Terminated(s_machine.Due(), 1);
            Is(AddCause.None, Operate(0, 1, 2));
            Is(AddCause.None, s_machine.Due().Cause);
            Assert.AreEqual(1, s_target.Executed);
        }

        [TestMethod]
        public static void OperatesAtItsTime()
        {
            Start(DirectEnhanced);
            s_request.OperTime = 2L << 32;
            Is(AddCause.BlockedByHealth, Operate(0, 1, 0));
            s_utc = 3L << 32;
            Is(AddCause.TimeLimitOver, Operate(0, 1, 0));
            s_utc = 1L << 32;
            Is(AddCause.None, Operate(0, 1, 0));
            Is(AddCause.CommandAlreadyInExecution, Operate(0, 1, 1));
            s_machine.Tick(2, (2L << 32) - 256);
            s_machine.Tick(3, 0);
            Assert.AreEqual(0, s_target.Executed);
            s_machine.Tick(4, 2L << 32);
            Assert.AreEqual(1, s_target.Executed);
            Is(AddCause.None, s_machine.Due().Cause);
            s_machine.Terminated(s_machine.Due(), 5);

            // Checked again when its time comes, not begun once it is cancelled or its client has gone.
            s_request.Number = 2;
            s_request.OperTime = 4L << 32;
            Operate(0, 2, 6);
            s_target.OnCheck = AddCause.BlockedByMode;
            s_machine.Tick(7, 4L << 32);
            Is(AddCause.BlockedByMode, s_machine.Due().Cause);
            s_machine.Terminated(s_machine.Due(), 8);
            s_target.OnCheck = AddCause.None;
            Operate(0, 3, 9);
            Is(AddCause.None, Cancel(0, 3, 10));
            Is(AddCause.AbortionByCancel, s_machine.Due().Cause);
            s_machine.Terminated(s_machine.Due(), 11);
            Operate(0, 4, 12);
            s_machine.Closed(0);
            s_machine.Tick(13, 5L << 32);
            Assert.AreEqual(1, s_target.Executed);
        }

        [TestMethod]
        public static void TestsWithoutOutput()
        {
            Start(SboEnhanced);
            s_request.IsTest = true;
            Select(0, 1, 0);
            Is(AddCause.None, Operate(0, 1, 1));
            Is(AddCause.None, s_machine.Due().Cause);
            Assert.AreEqual(0, s_target.Executed);
        }

        [TestMethod]
        public static void HasRoomForSoMany()
        {
            Start(Sbo);
            Is(AddCause.None, Select(0, 0, 0));
            s_request.Object = 11;
            Is(AddCause.None, Select(0, 0, 0));
            s_request.Object = 12;
            Is(AddCause.OneOfNControl, Select(0, 0, 0));
            s_request.Model = Direct;
            Is(AddCause.OneOfNControl, Operate(0, 0, 0));
            Assert.AreEqual(0, s_target.Executed);
            s_machine.Tick(Timeout, 0);
            Is(AddCause.None, Operate(0, 0, Timeout));
        }

        [TestMethod]
        public static void WhatExecutesGoesOnWithoutItsClient()
        {
            Start(DirectEnhanced);
            s_target.OnExecute = ControlTarget.Pending;
            Operate(0, 1, 0);
            s_machine.Closed(0);
            Is(AddCause.CommandAlreadyInExecution, Operate(1, 1, 1));
            s_target.OnPoll = AddCause.None;
            s_machine.Tick(2, 0);
            Assert.IsNull(s_machine.Due());
            Is(AddCause.None, Operate(1, 1, 3));
        }

        private static void Start(int model)
        {
            s_target = new ScriptedTarget();
            s_machine = new ControlMachine(2, s_target);
            s_request = new ControlCommand();
            s_request.Object = 10;
            s_request.Model = model;
            s_request.SelectTimeout = Timeout;
            s_utc = 0;
            Reset();
        }

        private static void Reset()
        {
            s_request.Value = 7;
            s_request.Category = 2;
            s_request.IdentityLength = 0;
            s_request.IsTest = false;
        }

        private static AddCause Select(int client, int number, long now)
        {
            s_request.Client = client;
            s_request.Number = number;
            return s_machine.Select(s_request, now);
        }

        private static AddCause Operate(int client, int number, long now)
        {
            s_request.Client = client;
            s_request.Number = number;
            return s_machine.Operate(s_request, now, s_utc);
        }

        private static AddCause Cancel(int client, int number, long now)
        {
            s_request.Client = client;
            s_request.Number = number;
            return s_machine.Cancel(s_request, now);
        }

        private static void Is(AddCause expected, AddCause actual)
        {
            Assert.AreEqual((int)expected, (int)actual);
        }
    }
}
