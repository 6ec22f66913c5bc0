using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <content>What clients write: SetBRCBValues, SetURCBValues (IEC 61850-7-2 clauses 17.2.3.5 and 17.2.5.5).</content>
    internal sealed partial class ReportControl
    {
        /// <summary>A client writes an attribute.</summary>
        /// <returns>-1, or the DataAccessError.</returns>
        internal int Write(Association client, int node, MmsTree request, int data)
        {
            int attribute = Attribute(node);
            if (attribute < 0 || attribute == ConfRev || attribute == SqNum || attribute == TimeOfEntry || attribute == Owner
                || !Shared.Model.IsWritable(node))
            {
                return MmsError.ObjectAccessDenied;
            }

            int error = Shared.Access.Check(node, request, data);
            if (error >= 0)
            {
                return error;
            }

            bool isFlag = request.Kind(data) == Kind.Boolean;
            bool flag = isFlag && request.Boolean(data);
            if (!IsFree(client) || (Enabled && attribute != RptEna && attribute != Gi))
            {
                return MmsError.TemporarilyUnavailable;
            }

            if (isFlag)
            {
                return WriteFlag(client, attribute, flag);
            }

            byte[] values = request.Values;
            int offset = request.ValueOffset(data);
            int length = request.ValueLength(data);
            switch (attribute)
            {
                case DatSet:
                    return WriteDataSet(client, values, offset, length) ? -1 : MmsError.ObjectValueInvalid;
                case EntryId:
                    if (length != 8 || !Resynchronise(request, data))
                    {
                        return MmsError.ObjectValueInvalid;
                    }

                    _resynchronised = client;
                    Set(EntryId, values, offset, 8);
                    return -1;
                case ResvTms:
                    int seconds = request.Int32(data);
                    if (seconds < 0)
                    {
                        return MmsError.ObjectValueInvalid;
                    }

                    if (seconds == 0)
                    {
                        Release();
                    }
                    else
                    {
                        Reserve(client);
                    }

                    Set(ResvTms, seconds);
                    return -1;
                case RptId:
                    if (Shared.IsText(node, values, offset, length))
                    {
                        return -1;
                    }

                    break;
            }

            int before = attribute == RptId ? 0 : Get(attribute);
            Shared.Access.Store(node, request, data);
            if (attribute == OptFlds)
            {
                if (!Buffered)
                {
                    Set(OptFlds, Get(OptFlds) & ~BufferedOnly);
                }
            }
            else if (attribute == RptId || Get(attribute) != before)
            {
                Clear();
            }

            return -1;
        }

        private int WriteFlag(Association client, int attribute, bool flag)
        {
            switch (attribute)
            {
                case RptEna:
                    if (flag == Enabled)
                    {
                        return -1;
                    }

                    if (flag)
                    {
                        return Enable(client);
                    }

                    Disable();
                    if (_implicit)
                    {
                        Release();
                    }

                    return -1;
                case Gi:
                    if (flag)
                    {
                        if (!Enabled || (Get(TrgOps) & Interrogation) == 0)
                        {
                            return MmsError.TemporarilyUnavailable;
                        }

                        TakeAll(Interrogation);
                    }

                    return -1;
                case PurgeBuf:
                    if (flag)
                    {
                        Clear();
                    }

                    return -1;
                default:
                    if (flag)
                    {
                        Reserve(client);
                    }
                    else
                    {
                        Release();
                    }

                    return -1;
            }
        }

        private int Enable(Association client)
        {
            if (DataSet < 0)
            {
                return MmsError.ObjectAttributeInconsistent;
            }

            for (int i = 0; i < Shared.Sets.Members(DataSet); i++)
            {
                if (!Shared.Access.Allows(client, AccessList.Read, Shared.Sets.Member(DataSet, i)))
                {
                    return MmsError.ObjectAccessDenied;
                }
            }

            if (!Reserved)
            {
                Reserve(client);
                _implicit = !Buffered;
                Set(ResvTms, DefaultResvTms);
            }

            Client = client;
            _released = 0;
            if (!Buffered)
            {
                Clear();
            }
            else if (_resynchronised != client)
            {
                // Whoever does not say what it has gets all there is.
                Buffer.Cursor = 0;
            }

            Restart();
            Set(SqNum, 0);
            Set(RptEna, 1);
            return -1;
        }

        private void Disable()
        {
            Set(RptEna, 0);
            _entryId = 0;
            _resynchronised = null;
            if (!Buffered)
            {
                Clear();
            }
        }

        /// <summary>Positions the buffer behind the entry that the client has; zero is before the first.</summary>
        private bool Resynchronise(MmsTree request, int data)
        {
            long id = ((long)request.Octets32(data, 0) << 32) | request.Octets32(data, 4);
            int entry = 0;
            if (id != 0)
            {
                entry = Buffer.Find(id);
                if (entry < 0)
                {
                    return false;
                }

                // All that the client has not got is still there.
                entry += Buffer.Length(entry);
                Buffer.Lost = false;
            }

            Buffer.Cursor = entry;
            return true;
        }

        private bool WriteDataSet(Association client, byte[] text, int offset, int length)
        {
            int dataSet = length == 0 ? -1 : Shared.FindDataSet(text, offset, length, Buffered ? null : client);
            if (length != 0 && dataSet < 0)
            {
                return false;
            }

            if (dataSet != DataSet)
            {
                Clear();
                DataSet = dataSet;
                Set(DatSet, text, offset, length);
                Set(ConfRev, Get(ConfRev) + 1);
            }

            return true;
        }

        private void Clear()
        {
            Purge();
            _resynchronised = null;
        }
    }
}
