using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>A log control block and its log (IEC 61850-7-2 clause 18): one block writes one log.</summary>
    internal sealed class LogControl : ChangeCollector
    {
        private const int LogEna = 0;
        private const int DatSet = 1;
        private const int OldTime = 2;
        private const int NewTime = 3;
        private const int OldEntry = 4;
        private const int NewEntry = 6;
        private const int Attributes = 9;

        // None has a BufTm.
        private const string Names = "LogEna DatSet OldEntrTm NewEntrTm OldEntr BufTm NewEntr TrgOps IntgPd ";

        internal LogControl(Snapshot shared, int block, int dataSet, int bytes)
            : base(shared, block, dataSet, bytes, Attributes, Names)
        {
        }

        internal static int RequiredBytes(int bytes)
        {
            return RequiredBytes(0, Attributes, bytes);
        }

        internal void Tick(bool changes)
        {
            if (DataSet >= 0 && Get(LogEna) != 0)
            {
                Watch(changes);
            }
        }

        /// <summary>A client writes an attribute.</summary>
        /// <returns>-1, or the DataAccessError.</returns>
        internal int Write(int node, MmsTree request, int data)
        {
            int attribute = Attribute(node);
            if (attribute < 0 || (attribute >= OldTime && attribute < TrgOps) || !Shared.Model.IsWritable(node))
            {
                return MmsError.ObjectAccessDenied;
            }

            int error = Shared.Access.Check(node, request, data);
            if (error >= 0)
            {
                return error;
            }

            if (attribute == LogEna)
            {
                if (DataSet < 0)
                {
                    return MmsError.ObjectAttributeInconsistent;
                }

                Close();
            }
            else if (Get(LogEna) != 0)
            {
                return MmsError.TemporarilyUnavailable;
            }
            else if (attribute == DatSet)
            {
                int length = request.ValueLength(data);
                int dataSet = length == 0 ? -1 : Shared.FindDataSet(request.Values, request.ValueOffset(data), length, null);

                // Entries stay when another data set is written, so it must be one that stays.
                if ((length != 0 && dataSet < 0) || dataSet >= Shared.Sets.StaticCount)
                {
                    return MmsError.ObjectValueInvalid;
                }

                DataSet = dataSet;
            }

            Restart();
            Shared.Access.Store(node, request, data);
            return -1;
        }

        protected override void OnEntry(int entry)
        {
            Set(OldTime, Buffer.Data, EntryBuffer.Time, 6);
            Set(OldEntry, Buffer.Data, EntryBuffer.Identity, 8);
            Set(NewTime, Buffer.Data, entry + EntryBuffer.Time, 6);
            Set(NewEntry, Buffer.Data, entry + EntryBuffer.Identity, 8);
        }
    }
}
