using System;
using nanoDer.Core;

namespace nanoDer.Mms
{
    /// <summary>
    /// Appends nodes to a tree, in document order. A node or value that does not fit changes nothing and sets
    /// <see cref="Status"/>; all that follows is then ignored, so that a caller may ask once, at the end. The caller keeps to the
    /// schema: the encoder writes what it is given.
    /// </summary>
    public sealed class MmsBuilder
    {
        private readonly ushort[] _open;
        private MmsTree _tree;
        private int _depth;

        /// <summary>Takes the builder's memory.</summary>
        /// <param name="plan">Sizes: <see cref="MemoryPlan.MmsDepth"/>.</param>
        public MmsBuilder(MemoryPlan plan)
        {
            _open = new ushort[plan.MmsDepth];
        }

        /// <summary>The first failure: <see cref="DerStatus.MmsTooLarge"/> or <see cref="DerStatus.MmsTooDeep"/>.</summary>
        public DerStatus Status { get; private set; }

        /// <summary>The tree that is being built.</summary>
        public MmsTree Tree
        {
            get { return _tree; }
        }

        /// <summary>Bytes that a builder needs on the device's heap.</summary>
        /// <param name="plan">Sizes, as for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(4) + HeapSize.Array(plan.MmsDepth, 2);
        }

        /// <summary>Starts a new PDU.</summary>
        /// <param name="tree">The tree; its nodes are forgotten.</param>
        [DataPath]
        public void Start(MmsTree tree)
        {
            tree.Reset();
            _tree = tree;
            _depth = 0;
            Status = DerStatus.Ok;
        }

        /// <summary>Takes back what was appended since the tree had so many nodes and octets, a failure included. No element that was open then may have ended.</summary>
        /// <param name="nodes">An earlier <see cref="MmsTree.Count"/>.</param>
        /// <param name="octets">The <see cref="MmsTree.ValueCount"/> of then.</param>
        [DataPath]
        public void Rollback(int nodes, int octets)
        {
            _tree.Count = nodes;
            _tree.Top = octets;
            Status = DerStatus.Ok;
            while (_depth > 0 && _open[_depth - 1] >= nodes)
            {
                _depth--;
            }
        }

        /// <summary>Opens an element that has children.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        [DataPath]
        public void Begin(int kind)
        {
            if (_depth == _open.Length)
            {
                Fail(DerStatus.MmsTooDeep);
            }

            if (Room(0))
            {
                _open[_depth] = (ushort)_tree.Count;
                _depth++;
                Add(kind | MmsTree.Constructed, 0, 0);
            }
        }

        /// <summary>Ends the innermost open element.</summary>
        /// <exception cref="InvalidOperationException">None is open.</exception>
        [DataPath]
        public void End()
        {
            if (Status != DerStatus.Ok)
            {
                return;
            }

            if (_depth == 0)
            {
                throw new InvalidOperationException();
            }

            _depth--;
            _tree.Starts[_open[_depth]] = (ushort)_tree.Count;
        }

        /// <summary>Ends all open elements.</summary>
        [DataPath]
        public void EndAll()
        {
            while (_depth > 0 && Status == DerStatus.Ok)
            {
                End();
            }
        }

        /// <summary>Appends an element without content.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        [DataPath]
        public void Null(int kind)
        {
            if (Room(0))
            {
                Add(kind, 0, 0);
            }
        }

        /// <summary>Appends a boolean.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="value">Its value.</param>
        [DataPath]
        public void Boolean(int kind, bool value)
        {
            if (Room(0))
            {
                Add(kind, 0, value ? 1 : 0);
            }
        }

        /// <summary>Appends a number.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="value">Its value.</param>
        [DataPath]
        public void Integer(int kind, int value)
        {
            if (!Room(11))
            {
                return;
            }

            // Downwards, as the smallest number has no opposite.
            int rest = value < 0 ? value : -value;
            int length = value < 0 ? 2 : 1;
            for (int probe = rest; probe <= -10; probe /= 10)
            {
                length++;
            }

            byte[] values = _tree.Values;
            int at = _tree.Top + length;
            do
            {
                at--;
                int next = rest / 10;
                values[at] = (byte)('0' + (next * 10) - rest);
                rest = next;
            }
            while (rest != 0);
            if (value < 0)
            {
                values[_tree.Top] = (byte)'-';
            }

            AddValue(kind, length, length);
        }

        /// <summary>Appends a number of up to 64 bits.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="value">Its value.</param>
        [DataPath]
        public void Integer(int kind, long value)
        {
            if (value >= int.MinValue && value <= int.MaxValue)
            {
                Integer(kind, (int)value);
            }
            else if (value >= 0)
            {
                Magnitude(kind, (ulong)value, 0);
            }
            else
            {
                // The magnitude of the smallest number has no signed form.
                Magnitude(kind, (ulong)(-(value + 1)) + 1, 1);
            }
        }

        /// <summary>Appends a number that is not negative.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="value">Its value.</param>
        [DataPath]
        public void Unsigned(int kind, ulong value)
        {
            if (value <= 0x7FFFFFFF)
            {
                Integer(kind, (int)value);
            }
            else
            {
                Magnitude(kind, value, 0);
            }
        }

        /// <summary>Appends text, or octets.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>: a string, identifier, octet string, utc-time or binary-time.</param>
        /// <param name="value">Buffer with the UTF-8 text or the octets.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many octets.</param>
        [DataPath]
        public void Value(int kind, byte[] value, int offset, int count)
        {
            if (Room(count))
            {
                Array.Copy(value, offset, _tree.Values, _tree.Top, count);
                AddValue(kind, count, count);
            }
        }

        /// <summary>Appends text, or octets.</summary>
        /// <param name="kind">As for the other form.</param>
        /// <param name="value">The UTF-8 text or the octets.</param>
        [DataPath]
        public void Value(int kind, byte[] value)
        {
            Value(kind, value, 0, value.Length);
        }

        /// <summary>Appends a bit string.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="value">Buffer with the bits, bit 0 the highest of the first octet.</param>
        /// <param name="offset">Where the first octet is.</param>
        /// <param name="bits">How many bits.</param>
        [DataPath]
        public void Bits(int kind, byte[] value, int offset, int bits)
        {
            int octets = (bits + 7) >> 3;
            if (bits <= 65535 && Room(octets))
            {
                Array.Copy(value, offset, _tree.Values, _tree.Top, octets);
                if ((bits & 7) != 0)
                {
                    _tree.Values[_tree.Top + octets - 1] &= (byte)(0xFF00 >> (bits & 7));
                }

                AddValue(kind, octets, bits);
            }
            else
            {
                Fail(DerStatus.MmsTooLarge);
            }
        }

        /// <summary>Appends a short bit string.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="value">The bits, bit 0 the highest of those given: 4 as 4 bits is 0100.</param>
        /// <param name="bits">How many bits: 1 to 32.</param>
        [DataPath]
        public void Bits(int kind, uint value, int bits)
        {
            int octets = (bits + 7) >> 3;
            if (Room(octets))
            {
                uint rest = value << (32 - bits);
                for (int i = 0; i < octets; i++)
                {
                    _tree.Values[_tree.Top + i] = (byte)(rest >> 24);
                    rest <<= 8;
                }

                AddValue(kind, octets, bits);
            }
        }

        /// <summary>Appends a 32-bit floating-point number.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="value">Its value.</param>
        [DataPath]
        public void Single(int kind, float value)
        {
            if (Room(5))
            {
                _tree.Values[_tree.Top] = 8;
                PutOctets((uint)Ieee754.SingleBits(value), 1);
                AddValue(kind, 5, 5);
            }
        }

        /// <summary>Appends a 64-bit floating-point number.</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="value">Its value.</param>
        [DataPath]
        public void Double(int kind, double value)
        {
            if (Room(9))
            {
                _tree.Values[_tree.Top] = 11;
                long bits = BitConverter.DoubleToInt64Bits(value);
                PutOctets((uint)(bits >> 32), 1);
                PutOctets((uint)bits, 5);
                AddValue(kind, 9, 9);
            }
        }

        /// <summary>Appends a utc-time (IEC 61850-8-1 clause 8.1.3.6).</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="seconds">Seconds since 1970.</param>
        /// <param name="fraction">Fraction of the second, in units of 2^-24 seconds.</param>
        /// <param name="quality">The octet with leap-second, failure, synchronisation and accuracy.</param>
        [DataPath]
        public void UtcTime(int kind, uint seconds, int fraction, int quality)
        {
            if (Room(8))
            {
                PutOctets(seconds, 0);
                PutOctets(((uint)fraction << 8) | (uint)(quality & 0xFF), 4);
                AddValue(kind, 8, 8);
            }
        }

        /// <summary>Appends a binary-time of six octets (TimeOfDay with date).</summary>
        /// <param name="kind">A constant of <see cref="Mms"/>.</param>
        /// <param name="milliseconds">Since midnight.</param>
        /// <param name="days">Since 1 January 1984.</param>
        [DataPath]
        public void BinaryTime(int kind, uint milliseconds, int days)
        {
            if (Room(6))
            {
                PutOctets(milliseconds, 0);
                _tree.Values[_tree.Top + 4] = (byte)(days >> 8);
                _tree.Values[_tree.Top + 5] = (byte)days;
                AddValue(kind, 6, 6);
            }
        }

        /// <summary>Appends a copy of a node with all its descendants.</summary>
        /// <param name="source">The tree that has it; may be the one that is built.</param>
        /// <param name="node">The node.</param>
        [DataPath]
        public void Copy(MmsTree source, int node)
        {
            int end = source.End(node);
            int shift = _tree.Count - node;
            if (_tree.Count + end - node > _tree.Kinds.Length)
            {
                Fail(DerStatus.MmsTooLarge);
            }

            for (int i = node; i < end && Room(0); i++)
            {
                int kind = source.Kinds[i];
                int start = source.Starts[i];
                int length = source.Lengths[i];
                if (kind >= MmsTree.Constructed)
                {
                    Add(kind, start + shift, 0);
                    continue;
                }

                int octets = MmsValue.Octets(kind, length);
                if (Room(octets))
                {
                    Array.Copy(source.Values, start, _tree.Values, _tree.Top, octets);
                    AddValue(kind, octets, length);
                }
            }
        }

        /// <summary>Appends Data that <see cref="MmsTree.Pack"/> has copied.</summary>
        /// <param name="source">Buffer with the copy.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="end">Where it ends.</param>
        [DataPath]
        public void Unpack(byte[] source, int offset, int end)
        {
            while (offset < end)
            {
                int kind = source[offset];
                int length = (source[offset + 1] << 8) | source[offset + 2];
                bool constructed = kind == Mms.Structure || kind == Mms.Array;
                int octets = constructed ? 0 : MmsValue.Octets(kind, length);
                offset += 3;
                if (!Room(octets))
                {
                    return;
                }

                if (constructed)
                {
                    Add(kind | MmsTree.Constructed, _tree.Count + length, 0);
                }
                else
                {
                    Array.Copy(source, offset, _tree.Values, _tree.Top, octets);
                    AddValue(kind, octets, length);
                    offset += octets;
                }
            }
        }

        private void Magnitude(int kind, ulong value, int negative)
        {
            if (!Room(20))
            {
                return;
            }

            int length = 1 + negative;
            for (ulong probe = value; probe >= 10; probe /= 10)
            {
                length++;
            }

            int at = _tree.Top + length;
            do
            {
                at--;
                _tree.Values[at] = (byte)('0' + (int)(value % 10));
                value /= 10;
            }
            while (value != 0);
            if (negative != 0)
            {
                _tree.Values[_tree.Top] = (byte)'-';
            }

            AddValue(kind, length, length);
        }

        private void PutOctets(uint value, int offset)
        {
            int at = _tree.Top + offset;
            _tree.Values[at] = (byte)(value >> 24);
            _tree.Values[at + 1] = (byte)(value >> 16);
            _tree.Values[at + 2] = (byte)(value >> 8);
            _tree.Values[at + 3] = (byte)value;
        }

        private bool Room(int octets)
        {
            if (Status != DerStatus.Ok)
            {
                return false;
            }

            if (_tree.Count == _tree.Kinds.Length || _tree.Top + octets > _tree.Values.Length)
            {
                Fail(DerStatus.MmsTooLarge);
                return false;
            }

            return true;
        }

        private void AddValue(int kind, int octets, int length)
        {
            Add(kind, _tree.Top, length);
            _tree.Top += octets;
        }

        private void Add(int kind, int start, int length)
        {
            int node = _tree.Count;
            _tree.Kinds[node] = (ushort)kind;
            _tree.Starts[node] = (ushort)start;
            _tree.Lengths[node] = (ushort)length;
            _tree.Count = node + 1;
        }

        private void Fail(DerStatus status)
        {
            if (Status == DerStatus.Ok)
            {
                Status = status;
            }
        }
    }
}
