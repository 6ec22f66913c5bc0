using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The names and types of a server as a tree in the order of MMS names: logical device, logical node, functional
    /// constraint, data object, data attribute (IEC 61850-8-2 clause 8).
    /// <code>
    /// entries, one for each member of a type            values, one or two slots for each attribute
    /// ┌────────┬──────┬──────┐                          ┌───┬───┬───┬───┬───┬───┬───┐
    /// │ stVal  │ type │ +0   │◀── handle = slot | entry ──▶│   │   │   │   │   │   │   │
    /// │ q      │ type │ +1   │                          └───┴───┴───┴───┴───┴───┴───┘
    /// │ t      │ type │ +2   │
    /// └────────┴──────┴──────┘
    /// </code>
    /// Everything of the same type shares its entries, so that an attribute costs its value and no more. A node is therefore not a place in
    /// a table but a handle: the first of its slots in the upper 16 bits, its entry in the lower. Siblings lie one behind the other;
    /// children behind their parents. Walk with <see cref="First"/> and <see cref="Next"/>, or with <see cref="ModelWalk"/>.
    /// </summary>
    public sealed class DataModel
    {
        /// <summary>Longest name of a node in bytes; MMS identifiers have 64 (IEC 61850-8-2 clause 8.2).</summary>
        public const int MaxName = 64;

        /// <summary>Deepest nesting, the logical device counted.</summary>
        public const int MaxDepth = 12;

        // What an entry's name carries besides the place of the name.
        internal const int LastSibling = 0x8000;
        internal const int Writable = 0x4000;
        internal const int NameMask = 0x3FFF;

        // Names are kept with their length in front, as a character that can be printed.
        internal const int Zero = 48;

        private readonly byte[] _names;

        /// <summary>For whoever walks; one walk at a time.</summary>
        internal readonly ModelWalk Walk;

        // Where the name lies; for the element of an array, its slots. And flags.
        private readonly ushort[] _name;

        // Lowest four bits: type. Above them the first child, or three bits of trigger options and the size, or the length of an array.
        private readonly ushort[] _info;

        // First slot, counted from that of the parent.
        private readonly ushort[] _slot;

        internal DataModel(byte[] names, ushort[] name, ushort[] info, ushort[] slot, ModelValues values, ModelTables tables)
        {
            _names = names;
            _name = name;
            _info = info;
            _slot = slot;
            Values = values;
            Tables = tables;
            Walk = new ModelWalk(this);
        }

        /// <summary>Data sets, control blocks, logs, setting groups, controllable objects.</summary>
        public ModelTables Tables { get; }

        /// <summary>What the nodes are worth.</summary>
        public ModelValues Values { get; }

        /// <summary>Bytes of the model on the device's heap, values and tables included.</summary>
        public int HeapBytes
        {
            get
            {
                return HeapSize.Object(7) + ModelWalk.RequiredBytes() + HeapSize.Array(_names.Length, 1) + (3 * HeapSize.Array(_name.Length, 2))
                    + Values.HeapBytes + Tables.HeapBytes;
            }
        }

        /// <summary>First child of a node.</summary>
        /// <param name="node">A node, or -1 for the server, whose children are the logical devices.</param>
        /// <returns>The child; of an array its first element; -1 when there is none.</returns>
        public int First(int node)
        {
            if (node < 0)
            {
                return 0;
            }

            int entry = node & 0xFFFF;
            int info = _info[entry];
            int type = info & 15;
            if (type == (int)ValueType.Constructed)
            {
                entry = info >> 4;
                return (((node >> 16) + _slot[entry]) << 16) | entry;
            }

            return type == (int)ValueType.Array ? node + 1 : -1;
        }

        /// <summary>Next sibling of a node.</summary>
        /// <param name="node">A node; elements of an array are no siblings, see <see cref="Element"/>.</param>
        /// <returns>The sibling, or -1 behind the last.</returns>
        public int Next(int node)
        {
            int entry = node & 0xFFFF;
            int next = (_info[entry] & 15) == (int)ValueType.Array ? entry + 2 : entry + 1;
            return _name[entry] >= LastSibling ? -1 : (((node >> 16) - _slot[entry] + _slot[next]) << 16) | next;
        }

        /// <summary>An element of an array.</summary>
        /// <param name="array">Node of the type <see cref="ValueType.Array"/>.</param>
        /// <param name="index">0 to <see cref="Size"/> - 1.</param>
        /// <returns>Node of the element, which has no name.</returns>
        public int Element(int array, int index)
        {
            return array + 1 + ((index * (_name[(array & 0xFFFF) + 1] & NameMask)) << 16);
        }

        /// <summary>How many slots of <see cref="Values"/> a node has: one for a value, two for INT64 and Timestamp; for a structure all in it.</summary>
        /// <param name="node">A node.</param>
        /// <returns>Slots, from <see cref="Slot"/> on without a gap.</returns>
        public int Slots(int node)
        {
            int first = node >> 16;
            while (true)
            {
                ValueType type = Type(node);
                if (type == ValueType.Array)
                {
                    node = Element(node, Size(node) - 1);
                    continue;
                }

                if (type != ValueType.Constructed)
                {
                    return (node >> 16) - first + (type == ValueType.Integer64 || type == ValueType.Timestamp ? 2 : 1);
                }

                // Down the last child.
                node = First(node);
                for (int next = Next(node); next >= 0; next = Next(node))
                {
                    node = next;
                }
            }
        }

        /// <summary>Says whether a node is another one or lies in it.</summary>
        /// <param name="node">A node.</param>
        /// <param name="outer">The node that may hold it.</param>
        /// <returns>True when it does.</returns>
        public bool IsIn(int node, int outer)
        {
            int distance = (node >> 16) - (outer >> 16);
            return distance >= 0 && (node & 0xFFFF) >= (outer & 0xFFFF) && distance < Slots(outer);
        }

        /// <summary>Says whether a client may write a node, as far as the model tells: all values in it have a functional constraint and
        /// a kind that allow it.</summary>
        /// <param name="node">A node.</param>
        /// <returns>True when it may.</returns>
        public bool IsWritable(int node)
        {
            return (_name[node & 0xFFFF] & Writable) != 0;
        }

        /// <summary>Which changes of a value make a report: its trigger options as the bits of TrgOps (IEC 61850-7-2), first bit 0x20:
        /// 0x10 dchg, 0x08 qchg, 0x04 dupd.</summary>
        /// <param name="node">A value.</param>
        /// <returns>The bits that are set, or 0.</returns>
        public int Triggers(int node)
        {
            return (_info[node & 0xFFFF] >> 2) & 0x1C;
        }

        /// <summary>Type of a node.</summary>
        /// <param name="node">A node.</param>
        /// <returns>Its type.</returns>
        public ValueType Type(int node)
        {
            return (ValueType)(_info[node & 0xFFFF] & 15);
        }

        /// <summary>Size of a value: bits of numbers and bit strings, octets of strings; elements of an array.</summary>
        /// <param name="node">A value or an array.</param>
        /// <returns>Bits, octets or elements.</returns>
        public int Size(int node)
        {
            int info = _info[node & 0xFFFF];
            return (info & 15) == (int)ValueType.Array ? info >> 4 : info >> 7;
        }

        /// <summary>Where the value lies in <see cref="Values"/>.</summary>
        /// <param name="node">A node.</param>
        /// <returns>Number of its first slot.</returns>
        public int Slot(int node)
        {
            return node >> 16;
        }

        /// <summary>Writes the name of a node.</summary>
        /// <param name="node">A node; elements of arrays have none.</param>
        /// <param name="output">Where it goes.</param>
        public void PutName(int node, ByteWriter output)
        {
            PutText(_name[node & 0xFFFF] & NameMask, output);
        }

        /// <summary>Writes the name of a data set or log.</summary>
        /// <param name="name">As <see cref="ModelTables.DataSetName"/> or <see cref="ModelTables.LogName"/> gives it.</param>
        /// <param name="output">Where it goes.</param>
        public void PutText(int name, ByteWriter output)
        {
            output.Put(_names, name + 1, _names[name] - Zero);
        }

        /// <summary>Says whether a data set or log has a certain name.</summary>
        /// <param name="name">As <see cref="ModelTables.DataSetName"/> or <see cref="ModelTables.LogName"/> gives it.</param>
        /// <param name="buffer">Buffer with the name asked for.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>True when they are equal.</returns>
        public bool IsText(int name, byte[] buffer, int offset, int count)
        {
            return _names[name] == count + Zero && Bytes.Equal(buffer, offset, _names, name + 1, count);
        }

        /// <summary>Finds the logical device of a node.</summary>
        /// <param name="node">A node.</param>
        /// <returns>Its logical device.</returns>
        public int DomainOf(int node)
        {
            return Around(-1, node);
        }

        /// <summary>Functional constraint under which a node lies.</summary>
        /// <param name="node">A node.</param>
        /// <returns>The two letters, the first in the upper of two bytes; 0 for a logical device or logical node.</returns>
        public int Constraint(int node)
        {
            int at = -1;
            for (int level = 0; level < 3; level++)
            {
                if (at == node)
                {
                    return 0;
                }

                at = Around(at, node);
            }

            int name = _name[at & 0xFFFF] & NameMask;
            return (_names[name + 1] << 8) | _names[name + 2];
        }

        /// <summary>Writes the MMS item name of a node, <c>MMXU1$MX$TotW</c>; nothing for a logical device. An element of an array has the name
        /// of the array: MMS gives its index apart.</summary>
        /// <param name="node">A node.</param>
        /// <param name="output">Where it goes.</param>
        public void PutItem(int node, ByteWriter output)
        {
            int at = Around(-1, node);
            bool first = true;
            while (at != node)
            {
                bool isArray = Type(at) == ValueType.Array;
                at = Around(at, node);
                if (isArray)
                {
                    continue;
                }

                if (!first)
                {
                    output.Put((byte)'$');
                }

                first = false;
                PutName(at, output);
            }
        }

        /// <summary>Finds a logical device.</summary>
        /// <param name="buffer">Buffer with the name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>Its node, or -1.</returns>
        public int FindDomain(byte[] buffer, int offset, int count)
        {
            return FindChild(-1, buffer, offset, count);
        }

        /// <summary>Finds a child.</summary>
        /// <param name="node">The parent.</param>
        /// <param name="buffer">Buffer with the name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>Its node, or -1; elements of an array have no name to be found by.</returns>
        public int FindChild(int node, byte[] buffer, int offset, int count)
        {
            if (node >= 0 && (_info[node & 0xFFFF] & 15) != (int)ValueType.Constructed)
            {
                return -1;
            }

            // Siblings lie one behind the other: no need for handles on the way.
            int wanted = count + Zero;
            int entry = node < 0 ? 0 : _info[node & 0xFFFF] >> 4;
            byte[] names = _names;
            while (true)
            {
                int mark = _name[entry];
                int name = mark & NameMask;
                if (names[name] == wanted && Bytes.Equal(buffer, offset, names, name + 1, count))
                {
                    return (((node < 0 ? 0 : node >> 16) + _slot[entry]) << 16) | entry;
                }

                if (mark >= LastSibling)
                {
                    return -1;
                }

                entry += (_info[entry] & 15) == (int)ValueType.Array ? 2 : 1;
            }
        }

        /// <summary>Finds a node by the names on the way to it.</summary>
        /// <param name="domain">Where to begin: a logical device, or any node.</param>
        /// <param name="buffer">Buffer with the names, a dollar sign between two: <c>MMXU1$MX$TotW$mag$f</c>.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">Their length.</param>
        /// <returns>Its node, or -1.</returns>
        [DataPath]
        public int FindItem(int domain, byte[] buffer, int offset, int count)
        {
            int node = domain;
            int end = offset + count;
            while (true)
            {
                int stop = offset;
                while (stop < end && buffer[stop] != '$')
                {
                    stop++;
                }

                node = FindChild(node, buffer, offset, stop - offset);
                if (node < 0 || stop == end)
                {
                    return node;
                }

                offset = stop + 1;
            }
        }

        /// <summary>Finds a node; at start-up, since it allocates.</summary>
        /// <param name="reference">Logical device, slash, item: <c>DER1LD0/MMXU1$MX$TotW$mag$f</c>.</param>
        /// <returns>Its node.</returns>
        /// <exception cref="ArgumentException">There is no such node.</exception>
        public int Find(string reference)
        {
            byte[] bytes = Bytes.Of(reference);
            int slash = reference.IndexOf('/');
            int domain = slash < 0 ? -1 : FindDomain(bytes, 0, slash);
            int node = domain < 0 ? -1 : FindItem(domain, bytes, slash + 1, bytes.Length - slash - 1);
            if (node < 0)
            {
                throw new ArgumentException();
            }

            return node;
        }

        /// <summary>Gives every timestamp the same time: when the server starts, its values are as old as its knowledge of them.</summary>
        /// <param name="time">As <see cref="UtcTime"/> makes it.</param>
        [DataPath]
        public void Stamp(long time)
        {
            for (int domain = First(-1); domain >= 0; domain = Next(domain))
            {
                Walk.Start(domain);
                while (Walk.Next())
                {
                    if (Type(Walk.Node) == ValueType.Timestamp)
                    {
                        Values.SetLarge(Walk.Node >> 16, time);
                    }
                }
            }
        }

        /// <summary>What happened to a value since the server last looked.</summary>
        /// <param name="node">A value.</param>
        /// <returns>Sum of <see cref="ModelValues.Updated"/> and <see cref="ModelValues.Changed"/>.</returns>
        public int Marks(int node)
        {
            return Values.Marks(node >> 16);
        }

        /// <summary>Finds the child in which a node lies: the last one that begins before it.</summary>
        private int Around(int parent, int node)
        {
            int child = First(parent);
            if (parent >= 0 && Type(parent) == ValueType.Array)
            {
                int stride = _name[child & 0xFFFF] & NameMask;
                return Element(parent, ((node >> 16) - (parent >> 16)) / stride);
            }

            int entry = child & 0xFFFF;
            int start = (child >> 16) - _slot[entry];
            int wanted = (node >> 16) - start;
            while (_name[entry] < LastSibling)
            {
                int next = (_info[entry] & 15) == (int)ValueType.Array ? entry + 2 : entry + 1;
                if (_slot[next] > wanted)
                {
                    break;
                }

                entry = next;
            }

            return ((start + _slot[entry]) << 16) | entry;
        }
    }
}
