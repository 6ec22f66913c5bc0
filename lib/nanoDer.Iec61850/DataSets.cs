using System;
using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// All data sets under one numbering: those of the model first, then places for those that clients make (IEC 61850-8-2 clause 14), persistent
    /// ones of a logical node and ones of an association. A place is empty when it has no members. A number may serve another data set once
    /// its data set is deleted, which is refused while a control block uses it.
    /// </summary>
    internal sealed class DataSets
    {
        /// <summary>Longest name of a data set that a client makes (IEC 61850-7-2 clause 13.2).</summary>
        internal const int MaxName = 32;

        internal readonly int StaticCount;

        private readonly DataModel _model;
        private readonly int _width;
        private readonly byte[] _count;
        private readonly int[] _member;
        private readonly int[] _node;
        private readonly Association[] _owner;
        private readonly byte[] _name;

        internal DataSets(DataModel model, MemoryPlan plan)
        {
            _model = model;
            StaticCount = model.Tables.DataSetCount;
            _width = plan.DataSetMembers;
            _count = new byte[plan.DataSets];
            _member = new int[plan.DataSets * _width];
            _node = new int[plan.DataSets];
            _owner = new Association[plan.DataSets];
            _name = new byte[plan.DataSets * (MaxName + 1)];
        }

        /// <summary>Number of data sets, empty places included.</summary>
        internal int Count
        {
            get { return StaticCount + _count.Length; }
        }

        internal static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(8) + HeapSize.Array(plan.DataSets, 1) + HeapSize.Array(plan.DataSets * plan.DataSetMembers, 4) + HeapSize.Array(plan.DataSets, 4)
                + HeapSize.Array(plan.DataSets, 12) + HeapSize.Array(plan.DataSets * (MaxName + 1), 1);
        }

        /// <summary>Most members that a data set can have.</summary>
        internal static int Most(MemoryPlan plan, ModelTables tables)
        {
            int most = plan.DataSetMembers;
            for (int i = 0; i < tables.DataSetCount; i++)
            {
                most = tables.DataSetMembers(i) > most ? tables.DataSetMembers(i) : most;
            }

            return most;
        }

        /// <summary>Number of members; 0 for an empty place.</summary>
        internal int Members(int set)
        {
            return set < StaticCount ? _model.Tables.DataSetMembers(set) : _count[set - StaticCount];
        }

        /// <summary>A member's node.</summary>
        internal int Member(int set, int member)
        {
            return set < StaticCount ? _model.Tables.DataSetMember(set, member) : _member[((set - StaticCount) * _width) + member];
        }

        /// <summary>The logical node to which a data set belongs; -1 for one of an association.</summary>
        internal int Node(int set)
        {
            return set < StaticCount ? _model.Tables.DataSetNode(set) : _owner[set - StaticCount] != null ? -1 : _node[set - StaticCount];
        }

        /// <summary>The client to whose association a data set belongs, or null.</summary>
        internal Association Owner(int set)
        {
            return set < StaticCount ? null : _owner[set - StaticCount];
        }

        /// <summary>Writes the name without what it belongs to.</summary>
        internal void PutName(int set, ByteWriter output)
        {
            if (set < StaticCount)
            {
                _model.PutText(_model.Tables.DataSetName(set), output);
            }
            else
            {
                int at = (set - StaticCount) * (MaxName + 1);
                output.Put(_name, at + 1, _name[at]);
            }
        }

        /// <summary>Finds a data set.</summary>
        /// <param name="node">Its logical node, or -1.</param>
        /// <param name="owner">Or the client to whose association it belongs.</param>
        /// <param name="buffer">Buffer with its name.</param>
        /// <param name="offset">Where that begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>Its number, or -1.</returns>
        internal int Find(int node, Association owner, byte[] buffer, int offset, int count)
        {
            for (int set = 0; set < Count; set++)
            {
                if (Members(set) == 0 || Node(set) != node || Owner(set) != owner)
                {
                    continue;
                }

                int at = (set - StaticCount) * (MaxName + 1);
                if (set < StaticCount ? _model.IsText(_model.Tables.DataSetName(set), buffer, offset, count)
                    : _name[at] == count && Bytes.Equal(buffer, offset, _name, at + 1, count))
                {
                    return set;
                }
            }

            return -1;
        }

        /// <summary>Finds the data set that an ObjectName stands for.</summary>
        /// <param name="tree">The PDU.</param>
        /// <param name="name">Its node with the alternatives of ObjectName.</param>
        /// <param name="client">Who asks.</param>
        /// <param name="free">True to look for a free place for it instead.</param>
        /// <returns>Its number; -1 when there is none, or no such logical node; -2 when no place is free, or its name is too long.</returns>
        internal int Find(MmsTree tree, int name, Association client, bool free)
        {
            int specific = tree.First(name);
            int item = tree.Kind(specific) == Kind.DomainSpecific ? specific + 2 : specific;
            int start = tree.ValueOffset(item);
            int end = start + tree.ValueLength(item);
            int node = -1;
            if (item != specific)
            {
                client = null;
                int domain = _model.FindDomain(tree.Values, tree.ValueOffset(specific + 1), tree.ValueLength(specific + 1));
                int dollar = start;
                while (dollar < end && tree.Values[dollar] != '$')
                {
                    dollar++;
                }

                node = domain < 0 ? -1 : _model.FindChild(domain, tree.Values, start, dollar - start);
                start = dollar + 1;
            }

            if (start >= end || (node < 0 && (item != specific || tree.Kind(specific) != Kind.AaSpecific)))
            {
                return -1;
            }

            return free ? Reserve(node, client, tree.Values, start, end - start) : Find(node, client, tree.Values, start, end - start);
        }

        /// <summary>Gives a new data set another member.</summary>
        /// <returns>False when there are too many.</returns>
        internal bool Add(int set, int node)
        {
            int place = set - StaticCount;
            int count = _count[place];
            if (count == _width)
            {
                return false;
            }

            _member[(place * _width) + count] = node;
            _count[place] = (byte)(count + 1);
            return true;
        }

        /// <summary>Empties a place.</summary>
        internal void Delete(int set)
        {
            _count[set - StaticCount] = 0;
            _owner[set - StaticCount] = null;
        }

        /// <summary>Deletes the data sets of an association.</summary>
        internal void Closed(Association client)
        {
            for (int place = 0; place < _owner.Length; place++)
            {
                if (_owner[place] == client)
                {
                    Delete(StaticCount + place);
                }
            }
        }

        private int Reserve(int node, Association owner, byte[] buffer, int offset, int count)
        {
            for (int place = 0; place < _count.Length && count <= MaxName; place++)
            {
                if (_count[place] == 0)
                {
                    _node[place] = node;
                    _owner[place] = owner;
                    int at = place * (MaxName + 1);
                    _name[at] = (byte)count;
                    Array.Copy(buffer, offset, _name, at + 1, count);
                    return StaticCount + place;
                }
            }

            return -2;
        }
    }
}
