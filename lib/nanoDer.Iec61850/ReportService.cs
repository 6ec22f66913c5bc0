using System;
using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>All report control blocks of a server, and the reports that they send (IEC 61850-8-2 clause 17).</summary>
    internal sealed class ReportService : ObjectHandler
    {
        // OptFlds, bit 0 the highest of ten.
        private const int SequenceNumber = 0x100;
        private const int ReportTime = 0x080;
        private const int Reason = 0x040;
        private const int DataSetName = 0x020;
        private const int DataReference = 0x010;
        private const int Overflow = 0x008;
        private const int EntryIdentity = 0x004;
        private const int Revision = 0x002;
        private const int Segmented = 0x001;
        private const int OptionBits = 10;
        private const int ReasonBits = 6;

        // Octets of XML and nodes of a report without its members, at most; of a member beside its Data; of its reference.
        private const int HeadXml = 1800;
        private const int HeadNodes = 40;
        private const int MemberXml = 130;
        private const int MemberNodes = 6;
        private const int ReferenceXml = 210;
        private const int ReferenceBytes = 130;

        // In the place of a record: the member alone is larger than a PDU.
        private const int TooLarge = 1;

        private static readonly byte[] s_name = Bytes.Of("RPT");

        private readonly Snapshot _shared;
        private readonly ReportControl[] _controls;
        private readonly byte[] _inclusion;
        private readonly int _pduNodes;
        private readonly int _pduOctets;
        private int _turn;

        internal ReportService(MemoryPlan plan, Snapshot shared)
        {
            ModelTables tables = shared.Model.Tables;
            _shared = shared;
            _inclusion = new byte[(shared.Records.Length + 7) / 8];
            _pduNodes = plan.MmsNodes;
            _pduOctets = plan.MmsValueBytes;
            _controls = new ReportControl[tables.ReportControlCount];
            for (int i = 0; i < _controls.Length; i++)
            {
                bool buffered = tables.IsBuffered(i);
                _controls[i] = new ReportControl(
                    shared, tables.ReportControlNode(i), tables.ReportControlDataSet(i), buffered, buffered ? plan.BufferedReportBytes : plan.ReportBytes);
            }
        }

        internal static int RequiredBytes(MemoryPlan plan, DataModel model)
        {
            ModelTables tables = model.Tables;
            int bytes = HeapSize.Object(9) + HeapSize.Array(tables.ReportControlCount, 12) + HeapSize.Array((DataSets.Most(plan, tables) + 7) / 8, 1);
            for (int i = 0; i < tables.ReportControlCount; i++)
            {
                bytes += ReportControl.RequiredBytes(model, tables.ReportControlNode(i), tables.IsBuffered(i) ? plan.BufferedReportBytes : plan.ReportBytes);
            }

            return bytes;
        }

        /// <summary>Gets back what a store has kept.</summary>
        internal void Keep(IEntryStore store)
        {
            for (int i = 0; i < _controls.Length; i++)
            {
                if (_controls[i].Buffered)
                {
                    _controls[i].Keep(store, i);
                }
            }
        }

        /// <summary>Keeps what the buffers hold: the server ends.</summary>
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
                    return _controls[i].Write(client, node, request, data);
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

        internal override void Closed(Association client)
        {
            for (int i = 0; i < _controls.Length; i++)
            {
                _controls[i].Closed(client);
            }
        }

        internal override bool Next(MmsBuilder pdu, bool beforeResponse)
        {
            for (int i = 0; i < _controls.Length && !beforeResponse; i++)
            {
                ReportControl control = _controls[_turn];
                if (control.HasReport)
                {
                    Recipient = control.Client;
                    Build(control, pdu);
                    return true;
                }

                _turn = _turn + 1 == _controls.Length ? 0 : _turn + 1;
            }

            return false;
        }

        /// <summary>Builds the next segment of the entry at the cursor.</summary>
        private void Build(ReportControl control, MmsBuilder pdu)
        {
            EntryBuffer buffer = control.Buffer;
            int options = control.Get(ReportControl.OptFlds);
            int members = _shared.Sets.Members(control.DataSet);
            int first = control.BeginSegment();
            _shared.Index(buffer, buffer.Cursor);
            int end = Fill(control, options, first, members);
            bool more = end < members;
            // Of a buffered block nothing may be lost: rather no resumption, after which its client says what it has.
            Worth = control.Buffered ? 0 : buffer.Data[buffer.Cursor + EntryBuffer.EntryHead + 1] == ChangeCollector.IntegrityScan ? 2 : 1;
            if (more || control.Segment > 0)
            {
                options |= Segmented;
            }

            pdu.Begin(Kind.UnconfirmedPdu);
            pdu.Begin(Kind.UnconfirmedService);
            pdu.Begin(Kind.InformationReport);
            pdu.Begin(Kind.VariableAccessSpecification);
            pdu.Begin(Kind.VariableListName);
            pdu.Value(Kind.VmdSpecific, s_name);
            pdu.End();
            pdu.End();
            pdu.Begin(Kind.ListOfAccessResult);
            PutHead(control, options, more, pdu);
            PutMembers(control, options, first, end, pdu);
            pdu.EndAll();
            if (control.EndSegment(end, more))
            {
                _turn = _turn + 1 == _controls.Length ? 0 : _turn + 1;
            }
        }

        /// <summary>Notes in the inclusion bits which members the segment has.</summary>
        /// <returns>The first member of the next segment; the number of members when there is none.</returns>
        private int Fill(ReportControl control, int options, int first, int members)
        {
            EntryBuffer buffer = control.Buffer;
            int left = control.Client.PduBytes - HeadXml - (5 * control.TextLength(ReportControl.RptId));
            int nodes = _pduNodes - HeadNodes;
            int octets = _pduOctets - (5 * ReferenceBytes);
            bool references = (options & DataReference) != 0;
            bool any = false;
            Array.Clear(_inclusion, 0, _inclusion.Length);
            for (int member = first; member < members; member++)
            {
                int record = _shared.Records[member];
                if (record == 0)
                {
                    continue;
                }

                left -= MemberXml + (int)buffer.Get(record + 4, 2) + (references ? ReferenceXml : 0);
                nodes -= MemberNodes + (int)buffer.Get(record + 6, 2);
                octets -= (int)buffer.Get(record + 2, 2) + (references ? ReferenceBytes : 0);
                if (left < 0 || nodes < 0 || octets < 0)
                {
                    if (any)
                    {
                        return member;
                    }

                    _shared.Records[member] = TooLarge;
                }

                any = true;
                _inclusion[member >> 3] |= (byte)(0x80 >> (member & 7));
            }

            return members;
        }

        private void PutHead(ReportControl control, int options, bool more, MmsBuilder pdu)
        {
            EntryBuffer buffer = control.Buffer;
            int entry = buffer.Cursor;
            if (control.TextLength(ReportControl.RptId) == 0)
            {
                pdu.Begin(Kind.Success);
                _shared.PutReference(control.Block, Kind.VisibleString, pdu);
                pdu.End();
            }
            else
            {
                PutAttribute(control, ReportControl.RptId, pdu);
            }

            pdu.Begin(Kind.Success);
            pdu.Bits(Kind.BitString, (uint)options, OptionBits);
            pdu.End();
            if ((options & SequenceNumber) != 0)
            {
                PutAttribute(control, ReportControl.SqNum, pdu);
            }

            if ((options & ReportTime) != 0)
            {
                pdu.Begin(Kind.Success);
                _shared.PutTime(buffer.Get(entry + EntryBuffer.Time, 6), Kind.BinaryTime, pdu);
                pdu.End();
            }

            if ((options & DataSetName) != 0)
            {
                PutAttribute(control, ReportControl.DatSet, pdu);
            }

            if ((options & Overflow) != 0)
            {
                PutFlag(buffer.Lost, pdu);
            }

            if ((options & EntryIdentity) != 0)
            {
                pdu.Begin(Kind.Success);
                pdu.Value(Kind.OctetString, buffer.Data, entry + EntryBuffer.Identity, 8);
                pdu.End();
            }

            if ((options & Revision) != 0)
            {
                PutAttribute(control, ReportControl.ConfRev, pdu);
            }

            if ((options & Segmented) != 0)
            {
                pdu.Begin(Kind.Success);
                pdu.Integer(Kind.Unsigned, control.Segment);
                pdu.End();
                PutFlag(more, pdu);
            }
        }

        private void PutMembers(ReportControl control, int options, int first, int end, MmsBuilder pdu)
        {
            EntryBuffer buffer = control.Buffer;
            pdu.Begin(Kind.Success);
            pdu.Bits(Kind.BitString, _inclusion, 0, _shared.Sets.Members(control.DataSet));
            pdu.End();
            for (int member = first; member < end && (options & DataReference) != 0; member++)
            {
                if (_shared.Records[member] != 0)
                {
                    pdu.Begin(Kind.Success);
                    _shared.PutReference(_shared.Sets.Member(control.DataSet, member), Kind.VisibleString, pdu);
                    pdu.End();
                }
            }

            for (int member = first; member < end; member++)
            {
                int record = _shared.Records[member];
                if (record == TooLarge || (record != 0 && buffer.Get(record + 6, 2) == 0))
                {
                    pdu.Integer(Kind.Failure, MmsError.ObjectAccessUnsupported);
                }
                else if (record != 0)
                {
                    pdu.Begin(Kind.Success);
                    _shared.PutData(buffer, record, pdu);
                    pdu.End();
                }
            }

            // A record that is too large has its reason all the same.
            _shared.Index(buffer, buffer.Cursor);
            for (int member = first; member < end && (options & Reason) != 0; member++)
            {
                int record = _shared.Records[member];
                if (record != 0)
                {
                    pdu.Begin(Kind.Success);
                    pdu.Bits(Kind.BitString, buffer.Data[record + 1], ReasonBits);
                    pdu.End();
                }
            }
        }

        private void PutAttribute(ReportControl control, int attribute, MmsBuilder pdu)
        {
            pdu.Begin(Kind.Success);
            _shared.Access.Put(control.Node(attribute), pdu);
            pdu.End();
        }

        private static void PutFlag(bool flag, MmsBuilder pdu)
        {
            pdu.Begin(Kind.Success);
            pdu.Boolean(Kind.Boolean, flag);
            pdu.End();
        }
    }
}
