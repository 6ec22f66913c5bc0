using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The way between the model's values and MMS Data: appends nodes to a PDU, and checks and stores what a client sends (IEC 61850-8-2
    /// clause 8.3).
    /// </summary>
    internal sealed class ModelAccess
    {
        internal readonly DataModel Model;

        /// <summary>After <see cref="Resolve"/>: how many elements of an array were asked for, from the node on; 0 when it is one node.</summary>
        internal int Elements;

        /// <summary>Who may do what; null: everybody who has an association everything.</summary>
        internal AccessList List = null;

        private readonly int[] _open = new int[DataModel.MaxDepth];
        private readonly byte[] _float = new byte[5];

        internal ModelAccess(DataModel model)
        {
            Model = model;

            // Width of the exponent, then IEEE 754.
            _float[0] = 8;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(5) + HeapSize.Array(DataModel.MaxDepth, 4) + HeapSize.Array(5, 1);
        }

        /// <summary>Says whether a client has a right for a node.</summary>
        internal bool Allows(Association client, int right, int node)
        {
            return List == null || List.Allows(client.Rules, right, node);
        }

        /// <summary>Finds the node that an object's name stands for.</summary>
        /// <param name="tree">The PDU.</param>
        /// <param name="name">Its node with the alternatives of ObjectName.</param>
        /// <returns>The node; -1 when there is none.</returns>
        internal int Find(MmsTree tree, int name)
        {
            int specific = tree.First(name);
            if (tree.Kind(specific) != Kind.DomainSpecific)
            {
                return -1;
            }

            int domain = specific + 1;
            int item = specific + 2;
            domain = Model.FindDomain(tree.Values, tree.ValueOffset(domain), tree.ValueLength(domain));
            return domain < 0 ? -1 : Model.FindItem(domain, tree.Values, tree.ValueOffset(item), tree.ValueLength(item));
        }

        /// <summary>Finds what a VariableItem asks for: a node by its name, or by AlternateAccess a part of it (IEC 61850-8-2 clause 8.2): component,
        /// index and all elements in any depth, at its end a range. A list of several selections is not supported.</summary>
        /// <param name="tree">The PDU.</param>
        /// <param name="item">The VariableItem.</param>
        /// <returns>The node; with <see cref="Elements"/> the first of them. Otherwise the complement of the DataAccessError.</returns>
        internal int Resolve(MmsTree tree, int item)
        {
            Elements = 0;
            int specification = tree.First(tree.First(item));
            if (tree.Kind(specification) != Kind.Name)
            {
                return ~(tree.Kind(specification) == Kind.Address ? MmsError.InvalidAddress : MmsError.ObjectAccessUnsupported);
            }

            int node = Find(tree, specification);
            int access = tree.Next(tree.First(item));
            bool goesOn = access < tree.End(item);
            while (node >= 0 && goesOn)
            {
                int choice = tree.First(access);
                if (choice == tree.End(access) || tree.Next(choice) != tree.End(access))
                {
                    return ~MmsError.ObjectAccessUnsupported;
                }

                // A name that the client gives to its selection changes nothing.
                int selection = tree.First(tree.Kind(choice) == Kind.Named ? tree.Child(choice, Kind.Access) : choice);
                goesOn = tree.Kind(selection) == Kind.SelectAlternateAccess;
                access = goesOn ? tree.Child(selection, Kind.AlternateAccess) : access;
                node = Part(tree, node, tree.First(goesOn ? tree.First(selection) : selection));
                if (Elements > 0 && goesOn)
                {
                    return ~MmsError.ObjectAccessUnsupported;
                }
            }

            return node == -1 ? ~MmsError.ObjectNonExistent : node;
        }

        /// <summary>Says whether a name is that of a control object's SBO, whose reading is the service Select.</summary>
        internal bool IsSelect(MmsTree tree, int name)
        {
            int item = tree.First(name) + 2;
            int end = tree.ValueOffset(item) + tree.ValueLength(item);
            byte[] text = tree.Values;
            return text[end - 1] == 'O' && tree.ValueLength(item) > 4 && text[end - 2] == 'B' && text[end - 3] == 'S' && text[end - 4] == '$';
        }

        /// <summary>Says whether Data has more levels of structures and arrays than were agreed on.</summary>
        /// <param name="tree">The PDU.</param>
        /// <param name="list">A list of Data.</param>
        /// <param name="levels">Levels allowed, at most <see cref="DataModel.MaxDepth"/>.</param>
        internal bool IsTooDeep(MmsTree tree, int list, int levels)
        {
            int depth = 0;
            int end = tree.End(list);
            for (int node = tree.First(list); node < end; node++)
            {
                while (depth > 0 && _open[depth - 1] <= node)
                {
                    depth--;
                }

                if (tree.IsConstructed(node))
                {
                    if (depth == levels)
                    {
                        return true;
                    }

                    _open[depth] = tree.End(node);
                    depth++;
                }
            }

            return false;
        }

        /// <summary>Writes a node: all of it, or nothing when any part is wrong.</summary>
        /// <param name="node">A node of the model.</param>
        /// <param name="tree">The PDU.</param>
        /// <param name="data">Its Data.</param>
        /// <returns>-1, or the DataAccessError.</returns>
        internal int Write(int node, MmsTree tree, int data)
        {
            int count = Elements;
            if (count > 0 && (tree.Kind(data) != Kind.Array || tree.ChildCount(data) != count))
            {
                return MmsError.TypeInconsistent;
            }

            int error = -1;
            for (int pass = 0; pass < 2; pass++)
            {
                int at = count > 0 ? tree.First(data) : data;
                for (int i = 0; error < 0 && (i < count || i == 0); i++)
                {
                    int element = count > 0 ? Model.Element(node - 1, i) : node;
                    if (pass == 0)
                    {
                        error = Check(element, tree, at);
                    }
                    else
                    {
                        Store(element, tree, at);
                    }

                    at = tree.Next(at);
                }
            }

            return error;
        }

        /// <summary>Says whether Data has the type of a node and values that it can hold.</summary>
        /// <returns>-1, or the DataAccessError.</returns>
        internal int Check(int node, MmsTree tree, int data)
        {
            int error = -1;
            ModelWalk walk = Model.Walk;
            walk.Start(node);
            while (error < 0 && walk.Next())
            {
                if (!walk.IsEnd)
                {
                    error = CheckOne(walk.Node, tree, data);
                    data++;
                }
            }

            return error;
        }

        /// <summary>Stores Data that was checked.</summary>
        internal void Store(int node, MmsTree tree, int data)
        {
            ModelValues values = Model.Values;
            ModelWalk walk = Model.Walk;
            for (walk.Start(node); walk.Next(); data += walk.IsEnd ? 0 : 1)
            {
                node = walk.Node;
                int slot = Model.Slot(node);
                switch (Model.Type(node))
                {
                    case ValueType.Constructed:
                    case ValueType.Array:
                        break;
                    case ValueType.Boolean:
                        values.SetSmall(slot, tree.Boolean(data) ? 1 : 0);
                        break;
                    case ValueType.Integer:
                        values.SetSmall(slot, tree.Int32(data));
                        break;
                    case ValueType.Unsigned:
                        values.SetSmall(slot, (int)(long)tree.Unsigned(data));
                        break;
                    case ValueType.Float:
                        values.SetSmall(slot, (int)(long)tree.Octets32(data, 1));
                        break;
                    case ValueType.Bits:
                        values.SetSmall(slot, tree.Bits(data, Model.Size(node)));
                        break;
                    case ValueType.Integer64:
                        values.SetLarge(slot, tree.Integer(data));
                        break;
                    case ValueType.Timestamp:
                        values.SetLarge(slot, ((long)tree.Octets32(data, 0) << 32) | (long)tree.Octets32(data, 4));
                        break;
                    default:
                        values.SetText(slot, Model.Size(node), tree.Values, tree.ValueOffset(data), tree.ValueLength(data));
                        break;
                }
            }
        }

        /// <summary>Appends a value, or a structure or array with all that is in it.</summary>
        /// <returns>Levels of structures and arrays.</returns>
        internal int Put(int node, MmsBuilder response)
        {
            int levels = 0;
            ModelWalk walk = Model.Walk;
            walk.Start(node);
            while (walk.Next())
            {
                if (walk.Depth > levels)
                {
                    levels = walk.Depth;
                }

                ValueType type = Model.Type(walk.Node);
                if (walk.IsEnd)
                {
                    response.End();
                }
                else if (type == ValueType.Constructed || type == ValueType.Array)
                {
                    response.Begin(KindOf(type));
                }
                else
                {
                    PutValue(walk.Node, response);
                }
            }

            return levels;
        }

        /// <summary>The part of a node that an AccessSelection names; sets <see cref="Elements"/> for a range.</summary>
        /// <returns>Its node, -1 when it is not there, or the complement of another DataAccessError.</returns>
        private int Part(MmsTree tree, int node, int selection)
        {
            int kind = tree.Kind(selection);
            if (kind == Kind.Component)
            {
                return Model.FindChild(node, tree.Values, tree.ValueOffset(selection), tree.ValueLength(selection));
            }

            if (Model.Type(node) != ValueType.Array)
            {
                return ~MmsError.ObjectAttributeInconsistent;
            }

            if (kind == Kind.AllElements)
            {
                return node;
            }

            int size = Model.Size(node);
            bool isRange = kind == Kind.IndexRange;
            int first = tree.Int32(isRange ? tree.First(selection) : selection);
            int count = isRange ? tree.Int32(tree.First(selection) + 1) : 1;
            if (first >= size || count > size - first || count < 1)
            {
                return -1;
            }

            Elements = isRange ? count : 0;
            return Model.Element(node, first);
        }

        private void PutValue(int node, MmsBuilder response)
        {
            ModelValues values = Model.Values;
            int slot = Model.Slot(node);
            switch (Model.Type(node))
            {
                case ValueType.Boolean:
                    response.Boolean(Kind.Boolean, values.GetSmall(slot) != 0);
                    break;
                case ValueType.Integer:
                    response.Integer(Kind.Integer, values.GetSmall(slot));
                    break;
                case ValueType.Unsigned:
                    response.Unsigned(Kind.Unsigned, (uint)values.GetSmall(slot));
                    break;
                case ValueType.Float:
                    int bits = values.GetSmall(slot);
                    _float[1] = (byte)(bits >> 24);
                    _float[2] = (byte)(bits >> 16);
                    _float[3] = (byte)(bits >> 8);
                    _float[4] = (byte)bits;
                    response.Value(Kind.FloatingPoint, _float, 0, 5);
                    break;
                case ValueType.Bits:
                    response.Bits(Kind.BitString, (uint)values.GetSmall(slot), Model.Size(node));
                    break;
                case ValueType.Integer64:
                    response.Integer(Kind.Integer, values.GetLarge(slot));
                    break;
                case ValueType.Timestamp:
                    long time = values.GetLarge(slot);
                    response.UtcTime(Kind.UtcTime, (uint)(time >> 32), (int)(time >> 8) & 0xFFFFFF, (int)time & 0xFF);
                    break;
                case ValueType.VisibleString:
                    response.Value(Kind.VisibleString, values.Text, values.TextOffset(slot), values.TextLength(slot));
                    break;
                case ValueType.UnicodeString:
                    response.Value(Kind.MmsString, values.Text, values.TextOffset(slot), values.TextLength(slot));
                    break;
                case ValueType.EntryTime:
                    if (values.TextLength(slot) == 0)
                    {
                        response.BinaryTime(Kind.BinaryTime, 0, 0);
                    }
                    else
                    {
                        response.Value(Kind.BinaryTime, values.Text, values.TextOffset(slot), values.TextLength(slot));
                    }

                    break;
                default:
                    response.Value(Kind.OctetString, values.Text, values.TextOffset(slot), values.TextLength(slot));
                    break;
            }
        }

        private int CheckOne(int node, MmsTree tree, int data)
        {
            ValueType type = Model.Type(node);
            if (tree.Kind(data) != KindOf(type))
            {
                return MmsError.TypeInconsistent;
            }

            int size = Model.Size(node);
            bool fits = true;
            switch (type)
            {
                case ValueType.Array:
                    return tree.ChildCount(data) == size ? -1 : MmsError.TypeInconsistent;
                case ValueType.Constructed:
                    int children = tree.ChildCount(data);
                    for (int child = Model.First(node); child >= 0; child = Model.Next(child))
                    {
                        children--;
                    }

                    return children == 0 ? -1 : MmsError.TypeInconsistent;
                case ValueType.Integer:
                    long limit = 1L << (size - 1);
                    long value = tree.Integer(data);
                    fits = value >= -limit && value < limit;
                    break;
                case ValueType.Unsigned:
                    fits = tree.Unsigned(data) < 1UL << size;
                    break;
                case ValueType.Float:
                    return tree.ValueLength(data) == 5 ? -1 : MmsError.TypeInconsistent;
                case ValueType.Boolean:
                case ValueType.Integer64:
                case ValueType.Timestamp:
                    break;
                default:
                    // Bits, or octets of a string.
                    fits = tree.ValueLength(data) <= size;
                    break;
            }

            return fits ? -1 : MmsError.ObjectValueInvalid;
        }

        private static int KindOf(ValueType type)
        {
            switch (type)
            {
                case ValueType.Constructed:
                    return Kind.Structure;
                case ValueType.Array:
                    return Kind.Array;
                case ValueType.Boolean:
                    return Kind.Boolean;
                case ValueType.Integer:
                case ValueType.Integer64:
                    return Kind.Integer;
                case ValueType.Unsigned:
                    return Kind.Unsigned;
                case ValueType.Float:
                    return Kind.FloatingPoint;
                case ValueType.Bits:
                    return Kind.BitString;
                case ValueType.Timestamp:
                    return Kind.UtcTime;
                case ValueType.VisibleString:
                    return Kind.VisibleString;
                case ValueType.UnicodeString:
                    return Kind.MmsString;
                case ValueType.EntryTime:
                    return Kind.BinaryTime;
                default:
                    return Kind.OctetString;
            }
        }
    }
}
