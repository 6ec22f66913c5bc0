using System;
using nanoDer.Core;

namespace nanoDer.Mms
{
    /// <summary>
    /// Writes a tree as XML into a window, as much as there is room for:
    /// <code>
    /// encoder.Begin(tree);
    /// while (!encoder.Continue(output)) { send the window's bytes, output.Consume(...) }
    /// </code>
    /// The tree must not change meanwhile. Empty elements are written as one tag.
    /// </summary>
    public sealed partial class MmsEncoder
    {
        // No step writes more: two start tags with an attribute or the namespace, and two end tags.
        private const int StepBytes = 192;

        // Kept free behind a value for its end tag and that of its item.
        private const int EndBytes = 64;

        private readonly XerDialect _dialect;
        private readonly byte[] _names;
        private readonly ushort[] _nameOffset;
        private readonly byte[] _nameLength;
        private readonly byte[] _xmlns;
        private readonly byte[] _digits;

        // A step goes here when the window has less room than it may need.
        private readonly byte[] _scratch = new byte[StepBytes];

        // Open elements: the node behind their last descendant, their name, the name of the item around them and around their
        // children, and the child that is written as an attribute; 0 for none.
        private readonly ushort[] _levelEnd;
        private readonly ushort[] _levelElement;
        private readonly ushort[] _levelOuter;
        private readonly ushort[] _levelItem;
        private readonly ushort[] _levelSkip;
        private MmsTree _tree;
        private int _depth;
        private int _node;
        private int _outer;
        private int _valueAt;
        private bool _inValue;
        private bool _done;
        private int _scratchStart;
        private int _scratchEnd;

        /// <summary>Takes the encoder's memory.</summary>
        /// <param name="dialect">The form that is written.</param>
        /// <param name="plan">Sizes: <see cref="MemoryPlan.MmsDepth"/>.</param>
        public MmsEncoder(XerDialect dialect, MemoryPlan plan)
        {
            _dialect = dialect;
            _names = dialect.Names;
            _nameOffset = dialect.NameOffset;
            _nameLength = dialect.NameLength;
            _xmlns = Bytes.Of(" xmlns=\"" + XerDialect.Namespace + "\"");
            _digits = Bytes.Of("0123456789ABCDEF");
            _levelEnd = new ushort[plan.MmsDepth];
            _levelElement = new ushort[plan.MmsDepth];
            _levelOuter = new ushort[plan.MmsDepth];
            _levelItem = new ushort[plan.MmsDepth];
            _levelSkip = new ushort[plan.MmsDepth];
            _done = true;
        }

        /// <summary>Why the tree cannot be written: <see cref="DerStatus.MmsTooDeep"/>; Ok until then.</summary>
        public DerStatus Status { get; private set; }

        /// <summary>Bytes that an encoder needs on the device's heap, besides its dialect.</summary>
        /// <param name="plan">Sizes, as for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(22) + HeapSize.Array(StepBytes, 1) + HeapSize.Array(48, 1) + HeapSize.Array(16, 1)
                + (5 * HeapSize.Array(plan.MmsDepth, 2));
        }

        /// <summary>Begins with a tree.</summary>
        /// <param name="tree">One whole PDU.</param>
        /// <exception cref="ArgumentException">It is empty.</exception>
        [DataPath]
        public void Begin(MmsTree tree)
        {
            if (tree.Count == tree.Root)
            {
                throw new ArgumentException();
            }

            _tree = tree;
            _depth = -1;
            _node = tree.Root;
            _inValue = false;
            _done = false;
            _scratchStart = 0;
            _scratchEnd = 0;
            Status = DerStatus.Ok;
        }

        /// <summary>Goes on writing.</summary>
        /// <param name="output">The window.</param>
        /// <returns>True when the PDU is complete, or refused: see <see cref="Status"/>; false when the window is full.</returns>
        [DataPath]
        public bool Continue(ByteWriter output)
        {
            while (true)
            {
                if (_scratchStart < _scratchEnd)
                {
                    int count = output.Room;
                    if (count > _scratchEnd - _scratchStart)
                    {
                        count = _scratchEnd - _scratchStart;
                    }

                    output.Put(_scratch, _scratchStart, count);
                    _scratchStart += count;
                    if (_scratchStart < _scratchEnd)
                    {
                        return false;
                    }
                }

                if (_done)
                {
                    return true;
                }

                int at = output.End;
                int limit = output.Buffer.Length;
                if (limit - at < StepBytes)
                {
                    _scratchStart = 0;
                    _scratchEnd = Run(_scratch, 0, StepBytes);
                    continue;
                }

                output.Advance(Run(output.Buffer, at, limit) - at);
            }
        }

        /// <summary>Counts the bytes that a tree takes, by writing it to nowhere.</summary>
        /// <param name="tree">One whole PDU; the encoder must not be in the middle of another.</param>
        /// <returns>Bytes; -1 when it is too deep.</returns>
        [DataPath]
        public int EncodedLength(MmsTree tree)
        {
            Begin(tree);
            int count = 0;
            while (!_done)
            {
                count += Run(_scratch, 0, StepBytes);
            }

            return Status == DerStatus.Ok ? count : -1;
        }

        private int Run(byte[] buffer, int at, int limit)
        {
            while (!_done && limit - at >= StepBytes)
            {
                if (_inValue)
                {
                    at = PutValue(buffer, at, limit);
                }
                else if (_depth >= 0 && _node == _levelEnd[_depth])
                {
                    at = PutEnd(buffer, at);
                }
                else
                {
                    at = PutStart(buffer, at, limit);
                }
            }

            return at;
        }

        private int PutStart(byte[] buffer, int at, int limit)
        {
            int kind = _tree.Kinds[_node];
            int element = kind & 0x7FFF;
            int item = MmsTables.MmsPdu;
            if (_depth < 0)
            {
                item = _dialect.IsScsm ? 0 : item;
            }
            else
            {
                item = _levelItem[_depth];
                if (element == _levelSkip[_depth])
                {
                    _node++;
                    return at;
                }
            }

            if (item != 0)
            {
                at = PutTag(buffer, at, item, 0);
            }

            int type = MmsTables.ElementType[element];
            int mode = MmsTables.TypeMode[type];
            if (kind < MmsTree.Constructed)
            {
                return PutPrimitive(buffer, at, limit, element, mode, item);
            }

            return PutConstructed(buffer, at, element, type, mode, item);
        }

        private int PutConstructed(byte[] buffer, int at, int element, int type, int mode, int item)
        {
            int end = _tree.Starts[_node];
            if (_depth + 1 == _levelEnd.Length)
            {
                Status = DerStatus.MmsTooDeep;
                _done = true;
                return at;
            }

            buffer[at] = (byte)'<';
            at = PutName(buffer, at + 1, element);
            if (_depth < 0 && _dialect.WriteNamespace)
            {
                Array.Copy(_xmlns, 0, buffer, at, _xmlns.Length);
                at += _xmlns.Length;
            }

            int skip = 0;
            int usage = MmsTables.TypeAttribute[type];
            if (usage != 0 && _dialect.Form != XerForm.Basic)
            {
                usage += MmsTables.TypeStart[type] - 1;
                int child = MmsTables.UsageElement[usage];
                int value = (MmsTables.UsageFlags[usage] & MmsUsage.DefaultOne) != 0 ? 1 : 0;
                int given = _tree.Child(_node, child);
                if (_dialect.IsScsm)
                {
                    at = PutAttribute(buffer, at, child, given < 0 ? value : AttributeNumber(given));
                    skip = child;
                    if (given >= 0 && end == _node + 2)
                    {
                        // No other child.
                        _node++;
                    }
                }
                else if (given < 0)
                {
                    // CANONICAL-XER has it always (X.693 clause 9.5); the sequence has it first or last.
                    buffer[at] = (byte)'>';
                    at++;
                    bool first = MmsTables.TypeAttribute[type] == 1;
                    if (first)
                    {
                        at = PutDefault(buffer, at, child, value);
                    }

                    skip = first ? 0 : child | MmsTree.Constructed;
                    Push(end, element, item, mode, type, skip);
                    return at;
                }
            }

            if (end == _node + 1)
            {
                buffer[at] = (byte)'/';
                buffer[at + 1] = (byte)'>';
                _node++;
                return PutItemEnd(buffer, at + 2, item);
            }

            buffer[at] = (byte)'>';
            Push(end, element, item, mode, type, skip);
            return at + 1;
        }

        private void Push(int end, int element, int item, int mode, int type, int skip)
        {
            _depth++;
            _levelEnd[_depth] = (ushort)end;
            _levelElement[_depth] = (ushort)element;
            _levelOuter[_depth] = (ushort)item;
            _levelItem[_depth] = mode == MmsMode.ChoiceList && _dialect.IsScsm ? MmsTables.UsageElement[MmsTables.TypeStart[type]] : (ushort)0;
            _levelSkip[_depth] = (ushort)skip;
            _node++;
        }

        private int PutEnd(byte[] buffer, int at)
        {
            int skip = _levelSkip[_depth];
            if (skip >= MmsTree.Constructed)
            {
                // A default at the end of the sequence that the tree does not have.
                int child = skip & 0x7FFF;
                at = PutDefault(buffer, at, child, IsDefaultOne(MmsTables.ElementType[_levelElement[_depth]]) ? 1 : 0);
            }

            at = PutTag(buffer, at, _levelElement[_depth], 2);
            at = PutItemEnd(buffer, at, _levelOuter[_depth]);
            _depth--;
            _done = _depth < 0;
            return at;
        }

        private int PutItemEnd(byte[] buffer, int at, int item)
        {
            if (_depth < 0)
            {
                _done = true;
            }

            return item == 0 ? at : PutTag(buffer, at, item, 2);
        }

        private static bool IsDefaultOne(int type)
        {
            return (MmsTables.UsageFlags[MmsTables.TypeStart[type] + MmsTables.TypeAttribute[type] - 1] & MmsUsage.DefaultOne) != 0;
        }

        private int AttributeNumber(int node)
        {
            return MmsTables.TypeMode[MmsTables.ElementType[_tree.Kinds[node]]] == MmsMode.Boolean ? _tree.Lengths[node] : _tree.Int32(node);
        }

        private int PutAttribute(byte[] buffer, int at, int element, int value)
        {
            bool boolean = MmsTables.TypeMode[MmsTables.ElementType[element]] == MmsMode.Boolean;
            buffer[at] = (byte)' ';
            at = PutName(buffer, at + 1, element);
            buffer[at] = (byte)'=';
            buffer[at + 1] = (byte)'"';
            at = PutName(buffer, at + 2, (boolean ? MmsTables.False : MmsTables.Specific) + value);
            buffer[at] = (byte)'"';
            return at + 1;
        }

        private int PutDefault(byte[] buffer, int at, int element, int value)
        {
            at = PutTag(buffer, at, element, 0);
            if (MmsTables.TypeMode[MmsTables.ElementType[element]] == MmsMode.Boolean)
            {
                at = PutEmpty(buffer, at, MmsTables.False + value);
            }
            else
            {
                buffer[at] = (byte)('0' + value);
                at++;
            }

            return PutTag(buffer, at, element, 2);
        }

        private int PutEmpty(byte[] buffer, int at, int element)
        {
            buffer[at] = (byte)'<';
            at = PutName(buffer, at + 1, element);
            buffer[at] = (byte)'/';
            buffer[at + 1] = (byte)'>';
            return at + 2;
        }

        private int PutName(byte[] buffer, int at, int element)
        {
            int length = _nameLength[element];
            int offset = _nameOffset[element];
            if (offset >= MmsTables.FrequentBytes)
            {
                return PutRare(buffer, at, offset, length);
            }

            Array.Copy(_names, offset, buffer, at, length);
            return at + length;
        }

        /// <summary>Writes a start tag, or with 2 for <paramref name="end"/> an end tag.</summary>
        private int PutTag(byte[] buffer, int at, int element, int end)
        {
            int length = _nameLength[element] + 1;
            int offset = _nameOffset[element];
            if (end != 0)
            {
                length += 2;
                offset -= 2;
            }
            else
            {
                buffer[at] = (byte)'<';
                at++;
            }

            if (offset >= MmsTables.FrequentBytes)
            {
                return PutRare(buffer, at, offset, length);
            }

            Array.Copy(_names, offset, buffer, at, length);
            return at + length;
        }

        private int PutRare(byte[] buffer, int at, int offset, int length)
        {
            ByteWriter.CopyAscii(_dialect.NameText, offset, length, buffer, at);
            return at + length;
        }
    }
}
