using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// What report control blocks and log control blocks have in common (IEC 61850-7-2 clauses 17 and 18): a data set is watched, and changes,
    /// updates, integrity scans and general interrogations of it become entries. The attributes are values of the model.
    /// </summary>
    internal abstract class ChangeCollector
    {
        // Bits of TrgOps and of ReasonCode.
        internal const int IntegrityScan = 0x02;
        internal const int Interrogation = 0x01;

        // Attributes of either that are used here, by their places in the names.
        internal const int BufTm = 5;
        internal const int TrgOps = 7;
        internal const int IntgPd = 8;

        internal readonly EntryBuffer Buffer;

        /// <summary>Number of the data set; -1 for none.</summary>
        internal int DataSet;

        /// <summary>Node of the structure with the attributes.</summary>
        internal readonly int Block;

        protected readonly Snapshot Shared;

        // Nodes of the attributes by their number; -1 for those that are not there.
        private readonly int[] _nodes;

        // When the open entry is closed, and when the next integrity scan is due; 0 when that begins anew.
        private long _due;
        private long _integrity;

        // Where the entries are kept; null when nowhere. True while that is behind.
        private EntryImage _image;
        private bool _isBehind;

        // True before the first entry, when it is not known which EntryIDs there were.
        private bool _renumber;

        protected ChangeCollector(Snapshot shared, int block, int dataSet, int bytes, int count, string attributes)
        {
            Shared = shared;
            Block = block;
            DataSet = dataSet;
            Buffer = new EntryBuffer(bytes);
            _renumber = true;
            _nodes = new int[count];
            byte[] names = Bytes.Of(attributes);
            int start = 0;
            for (int i = 0; i < count; i++)
            {
                int end = start;
                while (names[end] != ' ')
                {
                    end++;
                }

                _nodes[i] = shared.Model.FindChild(block, names, start, end - start);
                start = end + 1;
            }
        }

        /// <summary>When <see cref="Watch"/> is wanted next.</summary>
        internal long Deadline
        {
            get
            {
                long next = _integrity == 0 ? long.MaxValue : _integrity;
                return Buffer.IsOpen && _due < next ? _due : next;
            }
        }

        protected static int RequiredBytes(int fields, int attributes, int bytes)
        {
            return HeapSize.Object(10 + fields) + HeapSize.Array(attributes, 4) + EntryBuffer.RequiredBytes(bytes);
        }

        /// <summary>Number of an attribute.</summary>
        /// <returns>-1 when the node is none.</returns>
        internal int Attribute(int node)
        {
            int attribute = _nodes.Length - 1;
            while (attribute >= 0 && _nodes[attribute] != node)
            {
                attribute--;
            }

            return attribute;
        }

        internal int Node(int attribute)
        {
            return _nodes[attribute];
        }

        internal int Get(int attribute)
        {
            return _nodes[attribute] < 0 ? 0 : Shared.Model.Values.GetSmall(Shared.Model.Slot(_nodes[attribute]));
        }

        internal void Set(int attribute, int value)
        {
            if (_nodes[attribute] >= 0)
            {
                Shared.Model.Values.SetSmall(Shared.Model.Slot(_nodes[attribute]), value);
            }
        }

        /// <summary>Length of an attribute that is octets.</summary>
        internal int TextLength(int attribute)
        {
            return Shared.Model.Values.TextLength(Shared.Model.Slot(_nodes[attribute]));
        }

        /// <summary>Sets an attribute that is octets.</summary>
        internal void Set(int attribute, byte[] value, int offset, int count)
        {
            int node = _nodes[attribute];
            if (node >= 0)
            {
                Shared.Model.Values.SetText(Shared.Model.Slot(node), Shared.Model.Size(node), value, offset, count);
            }
        }

        /// <summary>Starts the integrity period anew.</summary>
        internal void Restart()
        {
            _integrity = 0;
        }

        /// <summary>Takes what has changed, and what time brings.</summary>
        /// <param name="changes">False when no value of the model was set since the last call.</param>
        internal void Watch(bool changes)
        {
            int triggers = Get(TrgOps);
            if (changes)
            {
                int count = Shared.Sets.Members(DataSet);
                for (int member = 0; member < count; member++)
                {
                    int reasons = Shared.Reasons(Shared.Sets.Member(DataSet, member)) & triggers;
                    if (reasons != 0)
                    {
                        Take(member, reasons);
                    }
                }
            }

            long now = Shared.Now;
            if (Buffer.IsOpen && now >= _due)
            {
                Close();
            }

            long period = (long)Get(IntgPd) & 0xFFFFFFFFL;
            if (period == 0 || (triggers & IntegrityScan) == 0)
            {
                _integrity = 0;
            }
            else if (_integrity == 0)
            {
                _integrity = now + period;
            }
            else if (now >= _integrity)
            {
                TakeAll(IntegrityScan);
                while (_integrity <= now)
                {
                    _integrity += period;
                }
            }
        }

        /// <summary>Makes an entry of all members; what was collected before goes first.</summary>
        internal void TakeAll(int reason)
        {
            Close();
            int count = Shared.Sets.Members(DataSet);
            for (int member = 0; member < count; member++)
            {
                Take(member, reason);
            }

            Close();
        }

        /// <summary>Closes the open entry, if there is one.</summary>
        internal void Close()
        {
            if (Buffer.IsOpen)
            {
                if (_renumber)
                {
                    // No EntryID comes twice: begin with the time, and behind the last one known.
                    long id = Shared.Seconds << 24;
                    long known = Buffer.LastId + 0x10000;
                    Buffer.LastId = id > known ? id : known;
                    _renumber = false;
                }

                int entry = Buffer.Top;
                Buffer.Close(DataSet, Shared.EntryTime);
                _isBehind = true;
                OnEntry(entry);
            }
        }

        /// <summary>Drops all entries.</summary>
        internal void Purge()
        {
            Buffer.Purge();
            Restart();
            _isBehind = true;
        }

        /// <summary>Gets the entries back that were kept when the server was last here.</summary>
        /// <param name="store">Where.</param>
        /// <param name="number">Number of the buffer there.</param>
        internal void Keep(IEntryStore store, int number)
        {
            _image = new EntryImage(store, number, Buffer);
            _renumber = !_image.Load(Shape());
        }

        /// <summary>Keeps the entries when there are new ones.</summary>
        /// <param name="now">As <see cref="EntryImage.Save"/> has it.</param>
        internal void Save(long now)
        {
            if (_image != null && (_isBehind || now == long.MaxValue) && _image.Save(Shape(), now))
            {
                _isBehind = false;
            }
        }

        /// <summary>There is a new entry.</summary>
        /// <param name="entry">Where it begins.</param>
        protected abstract void OnEntry(int entry);

        /// <summary>A number that tells one data set from another.</summary>
        private int Shape()
        {
            // What the numbers of kinds mean is part of it: they change with the schema.
            uint hash = 2166136261 ^ Kind.Structure;
            int count = DataSet < 0 ? 0 : Shared.Sets.Members(DataSet);
            for (int member = 0; member < count; member++)
            {
                hash = (hash ^ (uint)Shared.Sets.Member(DataSet, member)) * 16777619;
            }

            return (int)(long)hash;
        }

        private void Take(int member, int reasons)
        {
            // A second change of the same member does not wait: the first goes (IEC 61850-7-2 clause 17.2.2.9).
            if (Buffer.IsOpen && Buffer.Holds(member))
            {
                Close();
            }

            if (!Buffer.IsOpen)
            {
                _due = Shared.Now + ((long)Get(BufTm) & 0xFFFFFFFFL);
            }

            Buffer.Add(member, reasons, Shared.Take(Shared.Sets.Member(DataSet, member)));
        }
    }
}
