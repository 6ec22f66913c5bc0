using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The names and types of a server as a tree in the order of MMS names: logical device, logical node, functional
    /// constraint, data object, data attribute (IEC 61850-8-2 clause 8). Nodes are numbered in the order of the description, so
    /// that a node's first child is the next number and its subtree ends at <see cref="End"/>; five small arrays hold all of it.
    /// <code>
    /// description = node …
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

        private readonly byte[] _names;
        private readonly ushort[] _name;
        private readonly ushort[] _end;
        private readonly ushort[] _slot;
        private readonly byte[] _type;
        private readonly byte[] _size;

        internal DataModel(byte[] names, ushort[] name, ushort[] end, ushort[] slot, byte[] type, byte[] size, ModelValues values)
        {
            _names = names;
            _name = name;
            _end = end;
            _slot = slot;
            _type = type;
            _size = size;
            Values = values;
        }

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
                return HeapSize.Object(7) + HeapSize.Array(_names.Length, 1) + (3 * HeapSize.Array(Count, 2)) + (2 * HeapSize.Array(Count, 1)) + Values.HeapBytes;
            }
        }

        /// <summary>Number behind the last node of a subtree; the next sibling's number when there is one.</summary>
        /// <param name="node">A node.</param>
        /// <returns>A number greater than that of the node.</returns>
        public int End(int node)
        {
            return _end[node];
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
