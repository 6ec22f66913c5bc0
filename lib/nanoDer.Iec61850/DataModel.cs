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
    public sealed partial class DataModel
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
    }
}
