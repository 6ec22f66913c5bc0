namespace nanoDer.Iec61850
{
    /// <summary>
    /// What commands act on. A firmware derives from it, looks at <see cref="ControlCommand.Object"/>, and only reads the command.
    /// It is called on the thread of the server and returns at once.
    /// </summary>
    public abstract class ControlTarget
    {
        /// <summary>Given by <see cref="Execute"/> and <see cref="Poll"/>: not ended yet.</summary>
        public const AddCause Pending = (AddCause)(-1);

        /// <summary>Asks the interlocks, before a selection with value, before an operate, and again when the time of an operate has come.</summary>
        /// <param name="command">What is wanted.</param>
        /// <returns><see cref="AddCause.None"/> when it is allowed, or why it is not.</returns>
        public abstract AddCause Check(ControlCommand command);

        /// <summary>Begins to do it. Never called for a command with the test flag.</summary>
        /// <param name="command">What is wanted.</param>
        /// <returns><see cref="AddCause.None"/> when it is done, <see cref="Pending"/>, or why it failed.</returns>
        public abstract AddCause Execute(ControlCommand command);

        /// <summary>Asks after a command that is pending.</summary>
        /// <param name="command">A command that Execute or the last Poll called pending.</param>
        /// <returns>As for <see cref="Execute"/>.</returns>
        public virtual AddCause Poll(ControlCommand command)
        {
            return AddCause.None;
        }

        /// <summary>Ends a command that is pending.</summary>
        /// <param name="command">A pending command.</param>
        /// <returns>False when it cannot be stopped any more; then it stays pending.</returns>
        public virtual bool Cancel(ControlCommand command)
        {
            return false;
        }

        /// <summary>Tells that the object was selected or that its selection has ended, for whatever reason.</summary>
        /// <param name="command">The command that holds the selection.</param>
        /// <param name="selected">True when it is selected now.</param>
        public virtual void Selected(ControlCommand command, bool selected)
        {
        }
    }
}
