using System;
using nanoDer.Core;

namespace nanoDer.Mms
{
    /// <summary>
    /// An MMS PDU as a flat tree in memory of fixed size. Nodes lie in document order, each followed by its children:
    /// <code>
    /// node   kind                    children in                      value
    /// 0      ConfirmedRequestPdu     First(0) = 1 to End(0) - 1
    /// 1      InvokeId                none                             text "42"
    /// 2      RequestService          3 to End(2) - 1
    /// for (int n = tree.First(parent); n &lt; tree.End(parent); n = tree.Next(n)) { ... }
    /// </code>
    /// There is a node for every element of BASIC-XER but the root <c>MMSpdu</c>; the wrappers and attributes of the 8-2 form
    /// give the same nodes. Values of all nodes lie in <see cref="Values"/>: numbers, object identifiers and times as checked
    /// decimal text, strings as UTF-8, octet strings, bit strings (bit 0 is the highest of the first octet) and floating-point
    /// (exponent width, then IEEE 754) as octets.
    /// </summary>
    public sealed class MmsTree
    {
        internal const int Constructed = 0x8000;

        internal readonly ushort[] Kinds;

        // A primitive node: where its value begins. A constructed one: the node after its last descendant.
        internal readonly ushort[] Starts;

        // A primitive node: octets of its value; bits of a bit string; 0 or 1 for a boolean.
        internal readonly ushort[] Lengths;

        internal int Top;

        // The first node: 0, or where the tree below had ended.
        internal int Root;

        private readonly MmsTree _below;

        /// <summary>Takes the tree's memory.</summary>
        /// <param name="plan">Sizes: <see cref="MemoryPlan.MmsNodes"/> and <see cref="MemoryPlan.MmsValueBytes"/>, at most 65,535 each.</param>
        public MmsTree(MemoryPlan plan)
        {
            Kinds = new ushort[plan.MmsNodes];
            Starts = new ushort[plan.MmsNodes];
            Lengths = new ushort[plan.MmsNodes];
            Values = new byte[plan.MmsValueBytes];
        }

        /// <summary>A tree in the memory that another one leaves: a response behind its request.</summary>
        /// <param name="below">That tree. It must not grow while this one is used.</param>
        public MmsTree(MmsTree below)
        {
            _below = below;
            Kinds = below.Kinds;
            Starts = below.Starts;
            Lengths = below.Lengths;
            Values = below.Values;
        }

        /// <summary>The values of all nodes.</summary>
        public byte[] Values { get; private set; }

        /// <summary>Number of nodes, those of the tree below included.</summary>
        public int Count { get; internal set; }

        /// <summary>Octets of <see cref="Values"/> in use.</summary>
        public int ValueCount
        {
            get { return Top; }
        }

        /// <summary>Bytes that a tree needs on the device's heap.</summary>
        /// <param name="plan">Sizes, as for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(8) + (3 * HeapSize.Array(plan.MmsNodes, 2)) + HeapSize.Array(plan.MmsValueBytes, 1);
        }

        /// <summary>Bytes that a tree in the memory of another one needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int SharedBytes()
        {
            return HeapSize.Object(8);
        }

        /// <summary>Forgets all nodes; begins where the tree below ends.</summary>
        public void Reset()
        {
            Root = _below == null ? 0 : _below.Count;
            Count = Root;
            Top = _below == null ? 0 : _below.Top;
        }

        /// <summary>Keeps nothing but the PDU's kind and, where it comes first, its invokeID. A tree in the same memory has all else.</summary>
        public void KeepHead()
        {
            bool hasId = Count > 1 && Kinds[1] == Mms.InvokeId;
            Count = hasId ? 2 : Count > 1 ? 1 : Count;
            Top = hasId ? Starts[1] + Lengths[1] : 0;
        }

        /// <summary>What a node is.</summary>
        /// <param name="node">0 to <see cref="Count"/> - 1.</param>
        /// <returns>A constant of <see cref="Mms"/>.</returns>
        public int Kind(int node)
        {
            return Kinds[node] & 0x7FFF;
        }

        /// <summary>Says whether a node can have children.</summary>
        /// <param name="node">A node.</param>
        /// <returns>False for a node with a value.</returns>
        public bool IsConstructed(int node)
        {
            return Kinds[node] >= Constructed;
        }

        /// <summary>How a node's value is stored.</summary>
        /// <param name="node">A node.</param>
        /// <returns>The form of its value.</returns>
        public MmsForm Form(int node)
        {
            int kind = Kinds[node];
            if (kind >= Constructed)
            {
                return MmsForm.None;
            }

            int mode = MmsTables.TypeMode[MmsTables.ElementType[kind]];
            if (mode <= MmsMode.Boolean)
            {
                return mode == MmsMode.Boolean ? MmsForm.Boolean : MmsForm.None;
            }

            return mode < MmsMode.Bits ? MmsForm.Number : mode == MmsMode.Bits ? MmsForm.Bits : mode < MmsMode.Identifier ? MmsForm.Octets : MmsForm.Text;
        }

        /// <summary>The first child, when it is less than <see cref="End"/>.</summary>
        /// <param name="node">A node.</param>
        /// <returns>The node after it.</returns>
        public int First(int node)
        {
            return node + 1;
        }

        /// <summary>Where the descendants of a node end.</summary>
        /// <param name="node">A node.</param>
        /// <returns>The first node that is no descendant; <see cref="Count"/> for the last ones.</returns>
        public int End(int node)
        {
            return Kinds[node] >= Constructed ? Starts[node] : node + 1;
        }

        /// <summary>The next node on the same level, when it is less than the parent's <see cref="End"/>.</summary>
        /// <param name="node">A node.</param>
        /// <returns>The node after its descendants.</returns>
        public int Next(int node)
        {
            return Kinds[node] >= Constructed ? Starts[node] : node + 1;
        }

        /// <summary>Finds a child.</summary>
        /// <param name="parent">A node.</param>
        /// <param name="kind">The kind wanted.</param>
        /// <returns>The first child of that kind, or -1.</returns>
        public int Child(int parent, int kind)
        {
            int end = End(parent);
            for (int node = parent + 1; node < end; node = Next(node))
            {
                if ((Kinds[node] & 0x7FFF) == kind)
                {
                    return node;
                }
            }

            return -1;
        }

        /// <summary>Counts children.</summary>
        /// <param name="parent">A node.</param>
        /// <returns>How many there are.</returns>
        public int ChildCount(int parent)
        {
            int count = 0;
            int end = End(parent);
            for (int node = parent + 1; node < end; node = Next(node))
            {
                count++;
            }

            return count;
        }

        /// <summary>Where a node's value begins in <see cref="Values"/>.</summary>
        /// <param name="node">A node with a value that is no boolean and not empty by type.</param>
        /// <returns>An offset.</returns>
        public int ValueOffset(int node)
        {
            return Starts[node];
        }

        /// <summary>Length of a node's value: octets; bits for a bit string.</summary>
        /// <param name="node">A node with a value.</param>
        /// <returns>The length.</returns>
        public int ValueLength(int node)
        {
            return Lengths[node];
        }

        /// <summary>Compares a node's value with bytes: for names.</summary>
        /// <param name="node">A node with text or octets.</param>
        /// <param name="bytes">What it is compared with.</param>
        /// <returns>True when they are equal.</returns>
        public bool ValueIs(int node, byte[] bytes)
        {
            return Bytes.Is(Values, Starts[node], Lengths[node], bytes);
        }

        /// <summary>A boolean.</summary>
        /// <param name="node">A boolean node.</param>
        /// <returns>Its value.</returns>
        public bool Boolean(int node)
        {
            return Lengths[node] != 0;
        }

        /// <summary>A number.</summary>
        /// <param name="node">A node with a number of -2^63 to 2^63-1: any but <see cref="Mms.Unsigned"/>.</param>
        /// <returns>Its value.</returns>
        public long Integer(int node)
        {
            int offset = Starts[node];
            int end = offset + Lengths[node];
            bool negative = Values[offset] == '-';
            if (negative)
            {
                offset++;
            }

            // Downwards, as the smallest number has no opposite.
            long value = 0;
            for (int i = offset; i < end; i++)
            {
                value = (value * 10) - (Values[i] - '0');
            }

            return negative ? value : -value;
        }

        /// <summary>A number of at most 32 bits.</summary>
        /// <param name="node">A node whose type is that small: all of MMS but Data, additionalCode and others.</param>
        /// <returns>Its value.</returns>
        public int Int32(int node)
        {
            int offset = Starts[node];
            int end = offset + Lengths[node];
            bool negative = Values[offset] == '-';
            if (negative)
            {
                offset++;
            }

            int value = 0;
            for (int i = offset; i < end; i++)
            {
                value = (value * 10) - (Values[i] - '0');
            }

            return negative ? value : -value;
        }

        /// <summary>A number that is not negative.</summary>
        /// <param name="node">A node with a number of 0 to 2^64-1.</param>
        /// <returns>Its value.</returns>
        public ulong Unsigned(int node)
        {
            int end = Starts[node] + Lengths[node];
            ulong value = 0;
            for (int i = Starts[node]; i < end; i++)
            {
                value = (value * 10) + (ulong)(Values[i] - '0');
            }

            return value;
        }

        /// <summary>A bit of a bit string.</summary>
        /// <param name="node">A node with a bit string.</param>
        /// <param name="bit">Its number, from 0.</param>
        /// <returns>The bit; false past the end of the string.</returns>
        public bool Bit(int node, int bit)
        {
            return bit < Lengths[node] && ((Values[Starts[node] + (bit >> 3)] << (bit & 7)) & 0x80) != 0;
        }

        /// <summary>The first bits of a bit string as a number, bit 0 being the highest of those taken.</summary>
        /// <param name="node">A node with a bit string.</param>
        /// <param name="count">How many bits, 1 to 31; missing ones count as 0.</param>
        /// <returns>The number: a bit string 0100 of 4 bits gives 4.</returns>
        public int Bits(int node, int count)
        {
            int value = 0;
            for (int i = 0; i < count; i++)
            {
                value = (value << 1) | (Bit(node, i) ? 1 : 0);
            }

            return value;
        }

        /// <summary>A 32-bit floating-point number.</summary>
        /// <param name="node">A node of kind <see cref="Mms.FloatingPoint"/>, of either width.</param>
        /// <returns>Its value, rounded when it has 64 bits.</returns>
        public float Single(int node)
        {
            return Lengths[node] == 9 ? (float)Double(node) : Ieee754.Single(Word(Starts[node] + 1));
        }

        /// <summary>A 64-bit floating-point number.</summary>
        /// <param name="node">A node of kind <see cref="Mms.FloatingPoint"/>, of either width.</param>
        /// <returns>Its value.</returns>
        public double Double(int node)
        {
            int high = Word(Starts[node] + 1);
            return Lengths[node] == 9 ? BitConverter.Int64BitsToDouble(((long)high << 32) | (uint)Word(Starts[node] + 5)) : Ieee754.Single(high);
        }

        /// <summary>Four octets of a value as a number, highest octet first: parts of utc-time and binary-time.</summary>
        /// <param name="node">A node with an octet string.</param>
        /// <param name="offset">Offset in the value; four octets must follow.</param>
        /// <returns>0 to 2^32-1.</returns>
        public uint Octets32(int node, int offset)
        {
            return (uint)Word(Starts[node] + offset);
        }

        /// <summary>Octets that nodes take when they are packed.</summary>
        /// <param name="node">The first one; all behind it belong to it.</param>
        /// <returns>Three octets a node, and its value.</returns>
        public int PackedLength(int node)
        {
            int length = 0;
            for (int i = node; i < Count; i++)
            {
                length += 3 + (Kinds[i] >= Constructed ? 0 : MmsValue.Octets(Kinds[i], Lengths[i]));
            }

            return length;
        }

        /// <summary>Copies Data to bytes from which <see cref="MmsBuilder.Unpack"/> appends it to another tree.</summary>
        /// <param name="node">The first node; all behind it are copied too.</param>
        /// <param name="target">Where they go; <see cref="PackedLength"/> octets must be free.</param>
        /// <param name="offset">Where they begin there.</param>
        public void Pack(int node, byte[] target, int offset)
        {
            for (int i = node; i < Count; i++)
            {
                int kind = Kinds[i];
                int start = Starts[i];
                bool constructed = kind >= Constructed;
                int length = constructed ? start - i : Lengths[i];
                target[offset] = (byte)kind;
                target[offset + 1] = (byte)(length >> 8);
                target[offset + 2] = (byte)length;
                offset += 3;
                if (!constructed)
                {
                    int octets = MmsValue.Octets(kind, length);
                    Array.Copy(Values, start, target, offset, octets);
                    offset += octets;
                }
            }
        }

        private int Word(int at)
        {
            return (Values[at] << 24) | (Values[at + 1] << 16) | (Values[at + 2] << 8) | Values[at + 3];
        }
    }
}
