using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <summary>
    /// Takes a report apart by its OptFlds (IEC 61850-8-1 clause 17.2, IEC 61850-8-2 clause 17): first what is said of the whole, then its members one by
    /// one. All are nodes of the PDU, valid as long as that is. What is not in the report is -1.
    /// </summary>
    public sealed class ReportReader
    {
        /// <summary>The PDU.</summary>
        public MmsTree Tree;

        /// <summary>Node of RptID.</summary>
        public int RptId;

        /// <summary>OptFlds: ten bits, 0x100 sequence-number, 0x080 report-time-stamp, 0x040 reason, 0x020 data-set-name, 0x010 data-reference, 0x008 buffer-overflow, 0x004 entryID,
        /// 0x002 conf-revision, 0x001 segmentation.</summary>
        public int OptFlds;

        /// <summary>SqNum.</summary>
        public int SqNum;

        /// <summary>Node of TimeOfEntry, a binary-time.</summary>
        public int TimeOfEntry;

        /// <summary>Node of DatSet.</summary>
        public int DatSet;

        /// <summary>BufOvfl.</summary>
        public bool BufOvfl;

        /// <summary>Node of EntryID.</summary>
        public int EntryId;

        /// <summary>ConfRev.</summary>
        public int ConfRev;

        /// <summary>SubSqNum: number of the segment.</summary>
        public int SubSqNum;

        /// <summary>MoreSegmentsFollow.</summary>
        public bool MoreSegments;

        /// <summary>Members of the data set.</summary>
        public int Members;

        /// <summary>The member at hand: its place in the data set.</summary>
        public int Member;

        /// <summary>Node of its Data, or of the failure (<c>Mms.Failure</c>).</summary>
        public int Value;

        /// <summary>Node of its reference.</summary>
        public int Reference;

        /// <summary>Its reason: six bits, 0x10 data-change, 0x08 quality-change, 0x04 data-update, 0x02 integrity, 0x01 general-interrogation.</summary>
        public int Reason;

        private int _inclusion;
        private int _next;
        private int _end;
        private int _value;
        private int _reference;
        private int _reason;

        /// <summary>Bytes that it needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(22);
        }

        /// <summary>Takes a report.</summary>
        /// <param name="tree">The PDU.</param>
        /// <param name="report">Node of the informationReport.</param>
        /// <returns>False when it is not made as its OptFlds say.</returns>
        [DataPath]
        public bool Read(MmsTree tree, int report)
        {
            Tree = tree;
            int results = tree.Child(report, Kind.ListOfAccessResult);
            _next = tree.First(results);
            _end = tree.End(results);
            RptId = Take(Kind.VisibleString);
            int options = Take(Kind.BitString);
            if (RptId < 0 || options < 0)
            {
                return false;
            }

            OptFlds = tree.Bits(options, 10);
            bool whole = true;
            SqNum = Number(0x100, ref whole);
            TimeOfEntry = Optional(0x080, Kind.BinaryTime, ref whole);
            DatSet = Optional(0x020, Kind.VisibleString, ref whole);
            int overflow = Optional(0x008, Kind.Boolean, ref whole);
            EntryId = Optional(0x004, Kind.OctetString, ref whole);
            ConfRev = Number(0x002, ref whole);
            SubSqNum = Number(0x001, ref whole);
            int more = Optional(0x001, Kind.Boolean, ref whole);
            BufOvfl = overflow >= 0 && tree.Boolean(overflow);
            MoreSegments = more >= 0 && tree.Boolean(more);
            _inclusion = Take(Kind.BitString);
            if (!whole || _inclusion < 0)
            {
                return false;
            }

            Members = tree.ValueLength(_inclusion);
            Member = -1;
            int count = 0;
            for (int i = 0; i < Members; i++)
            {
                count += tree.Bit(_inclusion, i) ? 1 : 0;
            }

            _reference = (OptFlds & 0x010) == 0 ? -1 : Skip(count, ref whole);
            _value = Skip(count, ref whole);
            _reason = (OptFlds & 0x040) == 0 ? -1 : Skip(count, ref whole);
            return whole && _next == _end;
        }

        /// <summary>Goes to the next member.</summary>
        /// <returns>False when there is none.</returns>
        [DataPath]
        public bool Next()
        {
            do
            {
                Member++;
                if (Member >= Members)
                {
                    return false;
                }
            }
            while (!Tree.Bit(_inclusion, Member));
            Value = Tree.Kind(_value) == Kind.Failure ? _value : Tree.First(_value);
            _value = Tree.Next(_value);
            Reference = -1;
            if (_reference >= 0)
            {
                Reference = Tree.Kind(_reference) == Kind.Success ? Tree.First(_reference) : -1;
                _reference = Tree.Next(_reference);
            }

            Reason = -1;
            if (_reason >= 0)
            {
                int bits = Tree.First(_reason);
                Reason = Tree.Kind(_reason) == Kind.Success && Tree.Kind(bits) == Kind.BitString ? Tree.Bits(bits, 6) : -1;
                _reason = Tree.Next(_reason);
            }

            return true;
        }

        /// <summary>The next result, when it is Data of that kind.</summary>
        /// <returns>The Data, or -1.</returns>
        private int Take(int kind)
        {
            if (_next >= _end || Tree.Kind(_next) != Kind.Success || Tree.Kind(Tree.First(_next)) != kind)
            {
                return -1;
            }

            int data = Tree.First(_next);
            _next = Tree.Next(_next);
            return data;
        }

        private int Optional(int option, int kind, ref bool whole)
        {
            if ((OptFlds & option) == 0)
            {
                return -1;
            }

            int node = Take(kind);
            whole &= node >= 0;
            return node;
        }

        private int Number(int option, ref bool whole)
        {
            // Some servers send integers, and values of 33 bits are nonsense.
            int kind = _next < _end && Tree.Kind(_next) == Kind.Success && Tree.Kind(Tree.First(_next)) == Kind.Integer ? Kind.Integer : Kind.Unsigned;
            int node = Optional(option, kind, ref whole);
            return node < 0 || Tree.ValueLength(node) > 10 ? -1 : Tree.Int32(node);
        }

        private int Skip(int count, ref bool whole)
        {
            int first = _next;
            for (int i = 0; i < count && whole; i++)
            {
                whole = _next < _end;
                _next = whole ? Tree.Next(_next) : _next;
            }

            return first;
        }
    }
}
