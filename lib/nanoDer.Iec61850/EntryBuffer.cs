using System;
using nanoDer.Core;
using nanoDer.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// Entries of reports and logs in bytes of a fixed size; the oldest give way to the newest. The last one may be open: it grows until
    /// <see cref="Close"/> gives it its identity.
    /// <code>
    /// entry  = length 2, data set 1, EntryID 8, TimeOfEntry 6, record …
    /// record = member 1, reason 1, octets of data 2, most octets of XML 2, nodes 2, packed Data
    /// |  sent, still there  |  waiting  | open |  free  |
    /// 0                  Cursor        Top    _end
    /// </code>
    /// </summary>
    internal sealed class EntryBuffer
    {
        internal const int EntryHead = 17;
        internal const int Identity = 3;
        internal const int Time = 11;
        internal const int RecordHead = 8;

        internal readonly byte[] Data;

        /// <summary>Where the entry begins that is sent next.</summary>
        internal int Cursor;

        /// <summary>Where the closed entries end.</summary>
        internal int Top;

        /// <summary>True when entries that were not sent had to give way.</summary>
        internal bool Lost;

        /// <summary>EntryID of the newest closed entry.</summary>
        internal long LastId;

        private int _end;

        internal EntryBuffer(int bytes)
        {
            Data = new byte[bytes];
        }

        internal bool IsOpen
        {
            get { return _end > Top; }
        }

        internal static int RequiredBytes(int bytes)
        {
            return HeapSize.Object(6) + HeapSize.Array(bytes, 1);
        }

        internal long Get(int offset, int octets)
        {
            long value = 0;
            for (int end = offset + octets; offset < end; offset++)
            {
                value = (value << 8) | Data[offset];
            }

            return value;
        }

        internal int Length(int entry)
        {
            return (Data[entry] << 8) | Data[entry + 1];
        }

        internal long Id(int entry)
        {
            return Get(entry + Identity, 8);
        }

        /// <summary>Says whether the open entry has a record of a member.</summary>
        internal bool Holds(int member)
        {
            for (int at = Top + EntryHead; at < _end; at += RecordHead + (int)Get(at + 2, 2))
            {
                if (Data[at] == member)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Adds a record to the open entry, or opens one. What does not fit even alone is lost.</summary>
        /// <param name="member">Number of the member in its data set.</param>
        /// <param name="reason">Bits of ReasonCode.</param>
        /// <param name="tree">The member's Data; without nodes when it was too large to be taken.</param>
        internal void Add(int member, int reason, MmsTree tree)
        {
            int octets = tree.PackedLength(0);
            if (!Room((IsOpen ? 0 : EntryHead) + RecordHead + octets))
            {
                Lost = true;
                return;
            }

            if (!IsOpen)
            {
                _end += EntryHead;
            }

            Data[_end] = (byte)member;
            Data[_end + 1] = (byte)reason;
            Put(_end + 2, 2, octets);
            Put(_end + 4, 2, XmlBound(tree));
            Put(_end + 6, 2, tree.Count);
            tree.Pack(0, Data, _end + RecordHead);
            _end += RecordHead + octets;
        }

        /// <summary>Closes the open entry and gives it the next EntryID.</summary>
        internal void Close(int dataSet, long entryTime)
        {
            LastId++;
            Put(Top, 2, _end - Top);
            Data[Top + 2] = (byte)dataSet;
            Put(Top + Identity, 8, LastId);
            Put(Top + Time, 6, entryTime);
            Top = _end;
        }

        /// <summary>Finds an entry.</summary>
        /// <returns>Where it begins, or -1.</returns>
        internal int Find(long id)
        {
            for (int at = 0; at < Top; at += Length(at))
            {
                if (Id(at) == id)
                {
                    return at;
                }
            }

            return -1;
        }

        internal void Purge()
        {
            Restore(0, 0, false);
        }

        /// <summary>Says what is in <see cref="Data"/> now.</summary>
        internal void Restore(int top, int cursor, bool lost)
        {
            Top = top;
            _end = top;
            Cursor = cursor;
            Lost = lost;
        }

        /// <summary>Octets of XML that Data can take at most, wrappers and escapes included.</summary>
        private static int XmlBound(MmsTree tree)
        {
            int bound = 0;
            for (int node = 0; node < tree.Count; node++)
            {
                MmsForm form = tree.Form(node);
                int length = form == MmsForm.None ? 0 : tree.ValueLength(node);
                bound += 46 + (form == MmsForm.Text ? 6 * length : form == MmsForm.Octets ? 2 * length : length);
            }

            return bound;
        }

        private void Put(int offset, int octets, long value)
        {
            while (octets > 0)
            {
                octets--;
                Data[offset + octets] = (byte)value;
                value >>= 8;
            }
        }

        private bool Room(int count)
        {
            while (Data.Length - _end < count)
            {
                if (Top == 0)
                {
                    return false;
                }

                int first = Length(0);
                Array.Copy(Data, first, Data, 0, _end - first);
                Top -= first;
                _end -= first;
                Lost |= Cursor < first;
                Cursor = Cursor < first ? 0 : Cursor - first;
            }

            return true;
        }
    }
}
