using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    // Names: from a node to its name, and from a name to its node.
    public sealed partial class DataModel
    {
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
            PutItem(node, output, false);
        }

        /// <summary>The same, with the index of an element in brackets if wanted: <c>FSCH1$SP$ValASG(3)$setMag</c>.</summary>
        internal void PutItem(int node, ByteWriter output, bool hasIndex)
        {
            int at = Around(-1, node);
            bool first = true;
            while (at != node)
            {
                int parent = at;
                at = Around(at, node);
                if (Type(parent) == ValueType.Array)
                {
                    if (hasIndex)
                    {
                        output.Put((byte)'(');
                        output.PutDecimal((long)IndexOf(parent, at));
                        output.Put((byte)')');
                    }

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

        /// <summary>The outermost array in which a node lies; the node itself when there is none.</summary>
        internal int ArrayAround(int node)
        {
            int at = Around(-1, node);
            while (at != node && Type(at) != ValueType.Array)
            {
                at = Around(at, node);
            }

            return at;
        }

        /// <summary>Index of an element.</summary>
        internal int IndexOf(int array, int element)
        {
            return ((element >> 16) - (array >> 16)) / (_name[element & 0xFFFF] & NameMask);
        }

        /// <summary>Finds the child in which a node lies: the last one that begins before it.</summary>
        internal int Around(int parent, int node)
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
