using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// A report control block, buffered or not (IEC 61850-7-2 clause 17.2, IEC 61850-8-2 clause 17). Both keep what they have to say in a buffer
    /// of entries; that of an unbuffered one is emptied whenever it is disabled.
    /// </summary>
    internal sealed partial class ReportControl : ChangeCollector
    {
        // Attributes by their places in Names.
        internal const int RptId = 0;
        internal const int RptEna = 1;
        internal const int DatSet = 2;
        internal const int ConfRev = 3;
        internal const int OptFlds = 4;
        internal const int SqNum = 6;
        private const int Gi = 9;
        private const int PurgeBuf = 10;
        private const int EntryId = 11;
        private const int TimeOfEntry = 12;
        private const int ResvTms = 13;
        private const int Owner = 14;
        private const int Resv = 15;
        private const int Attributes = 16;
        private const string Names = "RptID RptEna DatSet ConfRev OptFlds BufTm SqNum TrgOps IntgPd GI PurgeBuf EntryID TimeofEntry ResvTms Owner Resv ";
        private const int OwnFields = 11;

        // Bits of OptFlds that an unbuffered control block does not have: buffer-overflow, entryID.
        private const int BufferedOnly = 0x0C;

        // How long a reservation outlives its association when the client did not say, in seconds.
        private const int DefaultResvTms = 10;
        private const int OwnerBytes = 64;

        internal readonly bool Buffered;

        /// <summary>Whose it is while that client is associated.</summary>
        internal Association Client;

        /// <summary>Number of the next segment of the entry at the cursor.</summary>
        internal int Segment;

        // First member that it has, and the entry.
        private int _member;
        private long _entryId;

        // The end of the owner's JID: in the attribute, if there is one, and its whole length.
        private readonly byte[] _owner;
        private readonly int _ownerOffset;
        private int _ownerLength;
        private bool _implicit;

        // Who has written an EntryID since the last report.
        private Association _resynchronised;

        // When a reservation without its client ends; 0 when that does not run.
        private long _released;

        internal ReportControl(Snapshot shared, int block, int dataSet, bool buffered, int bytes)
            : base(shared, block, dataSet, bytes, Attributes, Names)
        {
            Buffered = buffered;
            int node = Node(Owner);
            _owner = node < 0 ? new byte[OwnerBytes] : shared.Model.Values.Text;
            _ownerOffset = node < 0 ? 0 : shared.Model.Values.TextOffset(shared.Model.Slot(node));
            if (!buffered)
            {
                Set(OptFlds, Get(OptFlds) & ~BufferedOnly);
            }
        }

        internal bool Enabled
        {
            get { return Get(RptEna) != 0; }
        }

        /// <summary>True when there is something to send, and somebody to send it to.</summary>
        internal bool HasReport
        {
            get { return Enabled && Buffer.Cursor < Buffer.Top; }
        }

        internal static int RequiredBytes(DataModel model, int block, int bytes)
        {
            byte[] owner = Bytes.Of("Owner");
            return RequiredBytes(OwnFields, Attributes, bytes) + (model.FindChild(block, owner, 0, owner.Length) < 0 ? HeapSize.Array(OwnerBytes, 1) : 0);
        }

        internal void Tick(bool changes)
        {
            if (_released != 0 && Shared.Now >= _released)
            {
                Release();
            }

            if (DataSet >= 0 && (Buffered || Enabled))
            {
                Watch(changes);
            }
        }

        /// <summary>An association has ended: reports stop, a buffered block goes on collecting.</summary>
        internal void Closed(Association client)
        {
            if (DataSet >= 0 && Shared.Sets.Owner(DataSet) == client)
            {
                // Its data set ends with it.
                Set(RptEna, 0);
                WriteDataSet(client, _owner, 0, 0);
            }

            if (_resynchronised == client)
            {
                _resynchronised = null;
            }

            if (Client != client)
            {
                return;
            }

            Client = null;
            if (Enabled)
            {
                Disable();
            }

            int seconds = Buffered ? Get(ResvTms) : 0;
            if (seconds == 0)
            {
                Release();
            }
            else if (seconds > 0)
            {
                _released = Shared.Now + (seconds * 1000L);
            }
        }

        /// <summary>Begins a segment of the entry at the cursor.</summary>
        /// <returns>Its first member.</returns>
        internal int BeginSegment()
        {
            long id = Buffer.Id(Buffer.Cursor);
            if (id != _entryId)
            {
                // The entry that was being sent has given way.
                _entryId = id;
                _member = 0;
                Segment = 0;
            }

            return _member;
        }

        /// <summary>The segment is on its way.</summary>
        /// <param name="next">First member of the next one.</param>
        /// <param name="more">False when there is none.</param>
        /// <returns>True when the entry is sent.</returns>
        internal bool EndSegment(int next, bool more)
        {
            _member = next;
            Segment++;
            if (more)
            {
                return false;
            }

            int entry = Buffer.Cursor;
            SetEntry(entry);
            Buffer.Cursor = entry + Buffer.Length(entry);
            Buffer.Lost = false;
            _entryId = 0;
            Set(SqNum, (Get(SqNum) + 1) & (Buffered ? 0xFFFF : 0xFF));
            return true;
        }

        protected override void OnEntry(int entry)
        {
            if (!Enabled)
            {
                SetEntry(entry);
            }
        }

        private bool Reserved
        {
            get { return _ownerLength != 0; }
        }

        private bool IsFree(Association client)
        {
            return Client == client || !Reserved || (Client == null && IsOwner(client));
        }

        /// <summary>Clients are known by the ends of their JIDs, which differ among those of an operator.</summary>
        private bool IsOwner(Association client)
        {
            int length = client.PeerLength;
            int kept = length < OwnerBytes ? length : OwnerBytes;
            return length == _ownerLength && Bytes.Equal(client.Peer, length - kept, _owner, _ownerOffset, kept);
        }

        private void Reserve(Association client)
        {
            int length = client.PeerLength;
            int kept = length < OwnerBytes ? length : OwnerBytes;
            if (Node(Owner) < 0)
            {
                System.Array.Copy(client.Peer, length - kept, _owner, 0, kept);
            }

            Client = client;
            _ownerLength = length;
            _implicit = false;
            _released = 0;
            Set(Resv, 1);
            Set(Owner, client.Peer, length - kept, kept);
        }

        private void Release()
        {
            Client = null;
            _ownerLength = 0;
            _implicit = false;
            _released = 0;
            Set(Resv, 0);
            Set(ResvTms, 0);
            Set(Owner, _owner, 0, 0);
        }

        /// <summary>Shows an entry in EntryID and TimeofEntry.</summary>
        private void SetEntry(int entry)
        {
            Set(EntryId, Buffer.Data, entry + EntryBuffer.Identity, 8);
            Set(TimeOfEntry, Buffer.Data, entry + EntryBuffer.Time, 6);
        }
    }
}
