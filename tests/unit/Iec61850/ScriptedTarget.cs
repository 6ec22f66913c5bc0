using nanoDer.Iec61850;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>A target that gives the answers that a test tells it, and counts what it was asked.</summary>
    public sealed class ScriptedTarget : ControlTarget
    {
        public AddCause OnCheck = AddCause.None;
        public AddCause OnExecute = AddCause.None;
        public AddCause OnPoll = Pending;
        public bool OnCancel = true;
        public int Executed;
        public int Cancelled;
        public int LastValue;
        public int SelectedCount;

        public override AddCause Check(ControlCommand command)
        {
            return OnCheck;
        }

        public override AddCause Execute(ControlCommand command)
        {
            Executed++;
            LastValue = command.Value;
            return OnExecute;
        }

        public override AddCause Poll(ControlCommand command)
        {
            return OnPoll;
        }

        public override bool Cancel(ControlCommand command)
        {
            Cancelled++;
            return OnCancel;
        }

        public override void Selected(ControlCommand command, bool selected)
        {
            SelectedCount += selected ? 1 : -1;
        }
    }
}
