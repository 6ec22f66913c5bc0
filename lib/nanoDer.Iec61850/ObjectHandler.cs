using nanoDer.Core;
using nanoDer.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// Who stands behind objects that are more than values: control objects, report control blocks, log control blocks, setting groups. This
    /// one refuses; theirs override what they need. Handlers never wait and have no clock: <see cref="Tick"/> brings the time.
    /// </summary>
    internal class ObjectHandler
    {
        // Places in the server's array of handlers.
        internal const int Control = 0;
        internal const int Reports = 1;
        internal const int Logs = 2;
        internal const int Settings = 3;
        internal const int Count = 4;

        /// <summary>Whom the message is for that <see cref="Next"/> has built.</summary>
        internal Association Recipient = null;

        /// <summary>What that message is worth: 0 it belongs to a command, 1 a report, 2 one of many alike.</summary>
        internal int Worth = 0;

        /// <summary>When <see cref="Tick"/> is wanted next, in milliseconds of its clock; any value not later than the truth will do.</summary>
        internal long Deadline = long.MaxValue;

        internal static int RequiredBytes()
        {
            return HeapSize.Object(3);
        }

        /// <summary>A client reads an object. Called for control objects that end in <c>$SBO</c>: Select.</summary>
        /// <param name="client">Who reads.</param>
        /// <param name="node">What.</param>
        /// <param name="response">Takes the Data.</param>
        /// <returns>True when Data was appended; false when the model's value is to be read as usual.</returns>
        internal virtual bool Read(Association client, int node, MmsBuilder response)
        {
            return false;
        }

        /// <summary>A client writes an object, or part of one. <see cref="ModelAccess"/> checks and stores Data.</summary>
        /// <param name="client">Who writes.</param>
        /// <param name="node">What: any node under a functional constraint of this handler, or that level itself.</param>
        /// <param name="request">The PDU.</param>
        /// <param name="data">Its Data.</param>
        /// <returns>-1, or the DataAccessError; nothing is changed then.</returns>
        internal virtual int Write(Association client, int node, MmsTree request, int data)
        {
            return MmsError.ObjectAccessDenied;
        }

        /// <summary>Operates an object, selecting it first where that is wanted, for somebody who has no association: the publisher of a group.</summary>
        /// <param name="node">The controlled object.</param>
        /// <param name="tree">A PDU.</param>
        /// <param name="data">The Data in it for ctlVal.</param>
        /// <param name="identity">Buffer that begins with who it is, for orIdent.</param>
        /// <param name="count">Length of that, at most <see cref="ControlCommand.MaxIdentity"/>.</param>
        /// <returns><see cref="AddCause.None"/>, or why it is refused.</returns>
        internal virtual AddCause Command(int node, MmsTree tree, int data, byte[] identity, int count)
        {
            return AddCause.NotSupported;
        }

        /// <summary>Time has passed, or values have changed (<see cref="ModelValues.HasChanges"/>; the server forgets the marks afterwards).</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="utcTime">Time of day as <see cref="UtcTime"/> makes it.</param>
        internal virtual void Tick(long nowMs, long utcTime)
        {
        }

        /// <summary>Says whether a control block of this handler uses a data set, which must not be deleted then.</summary>
        /// <param name="dataSet">Number as in <see cref="DataSets"/>.</param>
        /// <returns>True when one does.</returns>
        internal virtual bool Uses(int dataSet)
        {
            return false;
        }

        /// <summary>A client's association has ended. Its object may serve another client later.</summary>
        internal virtual void Closed(Association client)
        {
        }

        /// <summary>Builds the next message that nobody asked for, an unconfirmed-PDU, and sets <see cref="Recipient"/>.</summary>
        /// <param name="pdu">Builder, started on an empty tree. What does not fit is the handler's to notice and to build differently.</param>
        /// <param name="beforeResponse">True for what must go before the response to the write that was just handled: a LastApplError. False for all.</param>
        /// <returns>False when there is none, with nothing appended. A message that was built counts as sent.</returns>
        internal virtual bool Next(MmsBuilder pdu, bool beforeResponse)
        {
            return false;
        }
    }
}
