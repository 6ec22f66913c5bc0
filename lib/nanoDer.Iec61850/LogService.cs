using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>Logs and their control blocks; QueryLogByTime and QueryLogAfter (IEC 61850-8-2 clause 18: readJournal).</summary>
    internal sealed class LogService : ObjectHandler
    {
        // Octets of XML at most: of a response without entries, of an entry without its variables, of a variable beside its Data and its reason.
        private const int HeadXml = 500;
        private const int EntryXml = 500;
        private const int VariableXml = 700;
        private const int ReasonBits = 6;

        private static readonly byte[] s_reason = Bytes.Of("ReasonCode");

        private readonly Snapshot _shared;
        private readonly LogControl[] _controls;

        internal LogService(MemoryPlan plan, Snapshot shared)
        {
            ModelTables tables = shared.Model.Tables;
            _shared = shared;
            _controls = new LogControl[tables.LogControlCount];
            for (int i = 0; i < _controls.Length; i++)
            {
                _controls[i] = new LogControl(shared, tables.LogControlNode(i), tables.LogControlDataSet(i), plan.LogBytes);
            }
        }

        internal static int RequiredBytes(MemoryPlan plan, ModelTables tables)
        {
            return HeapSize.Object(5) + HeapSize.Array(tables.LogControlCount, 12) + (tables.LogControlCount * LogControl.RequiredBytes(plan.LogBytes));
        }

        /// <summary>Gets back what a store has kept.</summary>
        internal void Keep(IEntryStore store)
        {
            for (int i = 0; i < _controls.Length; i++)
            {
                _controls[i].Keep(store, _shared.Model.Tables.ReportControlCount + i);
            }
        }

        /// <summary>Keeps the logs: the server ends.</summary>
        internal void Save()
        {
            for (int i = 0; i < _controls.Length; i++)
            {
                _controls[i].Save(long.MaxValue);
            }
        }

        internal override int Write(Association client, int node, MmsTree request, int data)
        {
            for (int i = 0; i < _controls.Length; i++)
            {
                if (_shared.Model.IsIn(node, _controls[i].Block))
                {
                    return _controls[i].Write(node, request, data);
                }
            }

            return MmsError.ObjectAccessDenied;
        }

        internal override void Tick(long nowMs, long utcTime)
        {
            bool changes = _shared.Tick(nowMs, utcTime);
            Deadline = long.MaxValue;
            for (int i = 0; i < _controls.Length; i++)
            {
                _controls[i].Tick(changes);
                _controls[i].Save(nowMs);
                if (_controls[i].Deadline < Deadline)
                {
                    Deadline = _controls[i].Deadline;
                }
            }
        }

        internal override bool Uses(int dataSet)
        {
            for (int i = 0; i < _controls.Length; i++)
            {
                if (_controls[i].DataSet == dataSet)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Builds the content of the response to readJournal.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        internal int ReadJournal(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int control = Find(request, request.First(request.Child(service, Kind.JournalName)));
            if (control < 0)
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessNonExistent;
            }

            if (!_shared.Access.Allows(client, AccessList.Log, _shared.Model.Tables.LogNode(_shared.Model.Tables.LogControlLog(control))))
            {
                return (Kind.ErrorAccess << 8) | MmsError.AccessDenied;
            }

            EntryBuffer buffer = _controls[control].Buffer;
            int start = request.Child(service, Kind.RangeStartSpecification);
            int stop = request.Child(service, Kind.RangeStopSpecification);
            int after = request.Child(service, Kind.EntryToStartAfter);
            long count = long.MaxValue;
            long until = long.MaxValue;
            if (stop >= 0)
            {
                stop = request.First(stop);
                if (request.Kind(stop) == Kind.NumberOfEntries)
                {
                    count = request.Int32(stop);
                }
                else
                {
                    until = Key(request, stop);
                }
            }

            int at = 0;
            if (after >= 0)
            {
                // Behind that entry; when it has given way, behind its time.
                at = Seek(buffer, request, request.Child(after, Kind.EntrySpecification));
                at = at >= 0 ? at + buffer.Length(at) : SeekTime(buffer, Key(request, request.Child(after, Kind.TimeSpecification)));
            }
            else if (start >= 0)
            {
                start = request.First(start);
                at = request.Kind(start) == Kind.StartingTime ? SeekTime(buffer, Key(request, start)) : Seek(buffer, request, start);
            }

            if (at < 0 || count < 0)
            {
                return (Kind.RejectConfirmedRequest << 8) | MmsError.InvalidArgument;
            }

            response.Begin(Kind.ReadJournalResponse);
            response.Begin(Kind.ListOfJournalEntry);
            bool more = false;
            bool any = false;
            int left = client.PduBytes - HeadXml;
            for (; at < buffer.Top && count > 0 && Key(buffer, at) <= until && !more; at += buffer.Length(at), count--)
            {
                int nodes = response.Tree.Count;
                int octets = response.Tree.ValueCount;
                left -= PutEntry(buffer, at, response);

                // Room for what ends the response.
                response.Boolean(Kind.MoreFollows, false);
                more = left < 0 || response.Status != DerStatus.Ok;
                if (more && !any)
                {
                    return (Kind.ErrorService << 8) | MmsError.PduSize;
                }

                if (more)
                {
                    response.Rollback(nodes, octets);
                }
                else
                {
                    response.Rollback(response.Tree.Count - 1, response.Tree.ValueCount);
                }

                any = true;
            }

            response.End();
            response.Boolean(Kind.MoreFollows, more);
            response.End();
            return -1;
        }

        /// <summary>Appends an entry.</summary>
        /// <returns>Octets of XML that it takes at most.</returns>
        private int PutEntry(EntryBuffer buffer, int entry, MmsBuilder response)
        {
            int dataSet = buffer.Data[entry + 2];
            int end = entry + buffer.Length(entry);
            int xml = EntryXml;
            response.Begin(Kind.JournalEntry);
            response.Value(Kind.EntryIdentifier, buffer.Data, entry + EntryBuffer.Identity, 8);
            response.Begin(Kind.OriginatingApplication);
            response.End();
            response.Begin(Kind.EntryContent);
            _shared.PutTime(buffer.Get(entry + EntryBuffer.Time, 6), Kind.OccurrenceTime, response);
            response.Begin(Kind.EntryForm);
            response.Begin(Kind.Data);
            response.Begin(Kind.JournalVariables);
            for (int record = entry + EntryBuffer.EntryHead; record < end; record += EntryBuffer.RecordHead + (int)buffer.Get(record + 2, 2))
            {
                xml += VariableXml + (int)buffer.Get(record + 4, 2);
                if (buffer.Get(record + 6, 2) != 0)
                {
                    response.Begin(Kind.JournalVariable);
                    _shared.PutReference(_shared.Sets.Member(dataSet, buffer.Data[record]), Kind.VariableTag, response);
                    response.Begin(Kind.ValueSpecification);
                    _shared.PutData(buffer, record, response);
                    response.End();
                    response.End();
                }

                response.Begin(Kind.JournalVariable);
                response.Value(Kind.VariableTag, s_reason);
                response.Begin(Kind.ValueSpecification);
                response.Bits(Kind.BitString, buffer.Data[record + 1], ReasonBits);
                response.End();
                response.End();
            }

            response.End();
            response.End();
            response.End();
            response.End();
            response.End();
            return xml;
        }

        /// <summary>Finds a log by its name, <c>LD0</c> and <c>LLN0$EventLog</c>.</summary>
        private int Find(MmsTree request, int name)
        {
            ModelTables tables = _shared.Model.Tables;
            for (int i = 0; i < _controls.Length && request.Kind(name) == Kind.DomainSpecific; i++)
            {
                int log = tables.LogControlLog(i);
                if (log < 0)
                {
                    continue;
                }

                int node = tables.LogNode(log);
                int domain = name + 1;
                int item = name + 2;
                _shared.Text.Clear();
                _shared.Model.PutItem(node, _shared.Text);
                _shared.Text.Put((byte)'$');
                _shared.Model.PutText(tables.LogName(log), _shared.Text);
                if (_shared.Model.FindDomain(request.Values, request.ValueOffset(domain), request.ValueLength(domain)) == _shared.Model.DomainOf(node)
                    && request.ValueLength(item) == _shared.Text.Count
                    && Bytes.Equal(request.Values, request.ValueOffset(item), _shared.Text.Buffer, _shared.Text.Start, _shared.Text.Count))
                {
                    return i;
                }
            }

            return -1;
        }

        private static int Seek(EntryBuffer buffer, MmsTree request, int node)
        {
            return request.ValueLength(node) == 8 ? buffer.Find(((long)request.Octets32(node, 0) << 32) | request.Octets32(node, 4)) : -1;
        }

        private static int SeekTime(EntryBuffer buffer, long from)
        {
            int at = 0;
            while (at < buffer.Top && Key(buffer, at) < from)
            {
                at += buffer.Length(at);
            }

            return at;
        }

        /// <summary>Time of an entry as a number that can be compared: days, then milliseconds.</summary>
        private static long Key(EntryBuffer buffer, int entry)
        {
            return (buffer.Get(entry + EntryBuffer.Time + 4, 2) << 32) | buffer.Get(entry + EntryBuffer.Time, 4);
        }

        private static long Key(MmsTree request, int node)
        {
            // Without a date the time is one of the first day there is.
            int offset = request.ValueOffset(node);
            long days = request.ValueLength(node) == 6 ? (request.Values[offset + 4] << 8) | request.Values[offset + 5] : 0;
            return (days << 32) | request.Octets32(node, 0);
        }
    }
}
