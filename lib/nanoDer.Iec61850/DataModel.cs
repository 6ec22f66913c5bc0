using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The names and types of a server as a tree in the order of MMS names: logical device, logical node, functional
    /// constraint, data object, data attribute (IEC 61850-8-2 clause 8). Nodes are numbered in the order of the description, so
    /// that a node's first child is the next number and its subtree ends at <see cref="End"/>; five small arrays hold all of it.
    /// <code>
    /// description = part …
    /// part        = node | logical-device "/" logical-node "$" name "=" reference { "," reference } ";"   data set
    /// node        = name "{" node … "}"         constructed
    ///             | name ":" type ["=" value]   value
    /// type        = b | i8 | i16 | i32 | i64 | u8 | u16 | u32 | f | e | q | t | c&lt;bits&gt; | s&lt;octets&gt; | m&lt;octets&gt; | o&lt;octets&gt;
    /// value       = decimal number | "text"
    /// </code>
    /// Blanks separate. Types: boolean, integers, unsigned, FLOAT32, enumerated, quality, timestamp, bit string, visible string, unicode
    /// string, octet string.
    /// </summary>
    public sealed class DataModel
    {
        /// <summary>Longest name of a node in bytes; MMS identifiers have 64 (IEC 61850-8-2 clause 8.2).</summary>
        public const int MaxName = 64;

        /// <summary>Deepest nesting, the logical device counted.</summary>
        public const int MaxDepth = 12;

        internal const int Writable = 0x80;

        private readonly byte[] _names;
        private readonly ushort[] _name;
        private readonly ushort[] _end;
        private readonly ushort[] _slot;
        private readonly byte[] _type;
        private readonly byte[] _size;
        private readonly byte[] _flags;
        private readonly byte[] _last;

        internal DataModel(byte[] names, ushort[] name, ushort[] end, ushort[] slot, byte[] type, byte[] size, byte[] flags, byte[] last, ModelValues values)
        {
            _flags = flags;
            _last = last;
            _names = names;
            _name = name;
            _end = end;
            _slot = slot;
            _type = type;
            _size = size;
            Values = values;
        }

        /// <summary>Data sets, control blocks, logs, setting groups, controllable objects.</summary>
        public ModelTables Tables { get; internal set; }

        /// <summary>What the nodes are worth.</summary>
        public ModelValues Values { get; }

        /// <summary>Number of nodes.</summary>
        public int Count
        {
            get { return _name.Length; }
        }

        /// <summary>Bytes of the model on the device's heap, values included.</summary>
        public int HeapBytes
        {
            get
            {
                return HeapSize.Object(10) + HeapSize.Array(_names.Length, 1) + (3 * HeapSize.Array(Count, 2)) + (4 * HeapSize.Array(Count, 1)) + Values.HeapBytes
                    + (Tables == null ? 0 : Tables.HeapBytes);
            }
        }

        /// <summary>Number behind the last node of a subtree; the next sibling's number when there is one.</summary>
        /// <param name="node">A node.</param>
        /// <returns>A number greater than that of the node.</returns>
        public int End(int node)
        {
            return _end[node];
        }

        /// <summary>First child of a node.</summary>
        /// <param name="node">A node, or -1 for the server, whose children are the logical devices.</param>
        /// <returns>The child, or -1 when there is none.</returns>
        public int First(int node)
        {
            int end = node < 0 ? Count : _end[node];
            return node + 1 < end ? node + 1 : -1;
        }

        /// <summary>Next sibling of a node. A walk by <see cref="First"/> and this one needs no other knowledge of how nodes are numbered.</summary>
        /// <param name="node">A node.</param>
        /// <returns>The sibling, or -1 behind the last.</returns>
        public int Next(int node)
        {
            return _last[node] != 0 ? -1 : _end[node];
        }

        /// <summary>Says whether a node is another one or lies in it.</summary>
        /// <param name="node">A node.</param>
        /// <param name="outer">The node that may hold it.</param>
        /// <returns>True when it does.</returns>
        public bool IsIn(int node, int outer)
        {
            return node >= outer && node < _end[outer];
        }

        /// <summary>Says whether a client may write a value, as far as the model tells: its functional constraint and its kind allow it.</summary>
        /// <param name="node">A value.</param>
        /// <returns>True when it may.</returns>
        public bool IsWritable(int node)
        {
            return (_flags[node] & Writable) != 0;
        }

        /// <summary>Which changes of a value make a report: its trigger options as the bits of TrgOps (IEC 61850-7-2), first bit 0x20:
        /// 0x10 dchg, 0x08 qchg, 0x04 dupd.</summary>
        /// <param name="node">A value.</param>
        /// <returns>The bits that are set, or 0.</returns>
        public int Triggers(int node)
        {
            return _flags[node] & 0x1C;
        }

        /// <summary>What happened to a value since the server last looked.</summary>
        /// <param name="node">A value.</param>
        /// <returns>Sum of <see cref="ModelValues.Updated"/> and <see cref="ModelValues.Changed"/>.</returns>
        public int Marks(int node)
        {
            return Values.Marks(Slot(node), Type(node));
        }

        /// <summary>Functional constraint under which a node lies.</summary>
        /// <param name="node">A node.</param>
        /// <returns>Its two letters, the first times 256 plus the second; 0 for a logical device or logical node.</returns>
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

            int name = _name[at];
            return (_names[name + 1] << 8) | _names[name + 2];
        }

        /// <summary>Type of a node.</summary>
        /// <param name="node">A node.</param>
        /// <returns>Its type.</returns>
        public ValueType Type(int node)
        {
            return (ValueType)_type[node];
        }

        /// <summary>Size of a value: bits of numbers and bit strings, octets of strings.</summary>
        /// <param name="node">A value.</param>
        /// <returns>Bits or octets.</returns>
        public int Size(int node)
        {
            return _size[node];
        }

        /// <summary>Where the value lies in <see cref="Values"/>.</summary>
        /// <param name="node">A value.</param>
        /// <returns>Slot number, counted for each kind of storage.</returns>
        public int Slot(int node)
        {
            return _slot[node];
        }

        /// <summary>Writes the name of a node.</summary>
        /// <param name="node">A node.</param>
        /// <param name="output">Where it goes.</param>
        public void PutName(int node, ByteWriter output)
        {
            int offset = _name[node];
            output.Put(_names, offset + 1, _names[offset]);
        }

        /// <summary>Writes the name of a data set or log.</summary>
        /// <param name="name">As <see cref="ModelTables.DataSetName"/> or <see cref="ModelTables.LogName"/> gives it.</param>
        /// <param name="output">Where it goes.</param>
        public void PutText(int name, ByteWriter output)
        {
            output.Put(_names, name + 1, _names[name]);
        }

        /// <summary>Says whether a data set or log has a certain name.</summary>
        /// <param name="name">As <see cref="ModelTables.DataSetName"/> or <see cref="ModelTables.LogName"/> gives it.</param>
        /// <param name="buffer">Buffer with the name asked for.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>True when they are equal.</returns>
        public bool IsText(int name, byte[] buffer, int offset, int count)
        {
            return _names[name] == count && Bytes.Equal(buffer, offset, _names, name + 1, count);
        }

        /// <summary>Finds the logical device of a node.</summary>
        /// <param name="node">A node.</param>
        /// <returns>Its logical device.</returns>
        public int DomainOf(int node)
        {
            return Around(-1, node);
        }

        /// <summary>Writes the MMS item name of a node, <c>MMXU1$MX$TotW</c>; nothing for a logical device.</summary>
        /// <param name="node">A node.</param>
        /// <param name="output">Where it goes.</param>
        public void PutItem(int node, ByteWriter output)
        {
            int at = Around(-1, node);
            bool first = true;
            while (at != node)
            {
                at = Around(at, node);
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
        /// <returns>Its number, or -1.</returns>
        public int FindDomain(byte[] buffer, int offset, int count)
        {
            return FindAmong(0, Count, buffer, offset, count);
        }

        /// <summary>Finds a child.</summary>
        /// <param name="node">The parent.</param>
        /// <param name="buffer">Buffer with the name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>Its number, or -1.</returns>
        public int FindChild(int node, byte[] buffer, int offset, int count)
        {
            return FindAmong(node + 1, _end[node], buffer, offset, count);
        }

        /// <summary>Finds a node by the names on the way to it.</summary>
        /// <param name="domain">Where to begin: a logical device, or any node.</param>
        /// <param name="buffer">Buffer with the names, a dollar sign between two: <c>MMXU1$MX$TotW$mag$f</c>.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">Their length.</param>
        /// <returns>Its number, or -1.</returns>
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
        /// <returns>Its number.</returns>
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
            for (int node = 0; node < _type.Length; node++)
            {
                if (_type[node] == (byte)ValueType.Timestamp)
                {
                    Values.SetLarge(_slot[node], time);
                }
            }
        }

        private int Around(int parent, int node)
        {
            int child = First(parent);
            while (!IsIn(node, child))
            {
                child = Next(child);
            }

            return child;
        }

        private int FindAmong(int node, int end, byte[] buffer, int offset, int count)
        {
            while (node < end)
            {
                int name = _name[node];
                if (_names[name] == count && Bytes.Equal(buffer, offset, _names, name + 1, count))
                {
                    return node;
                }

                node = _end[node];
            }

            return -1;
        }
    }
}
