using System.Xml.Linq;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.Scl;

/// <summary>The DataTypeTemplates of SCL: makes data objects of their types, and gives them the values of the instance.</summary>
internal sealed class TypeTemplates
{
    private const int MaxNesting = 10;

    // Types that hold each other many times over make more nodes than any device has room for.
    private const int MaxNodes = 50_000;
    private const int MaxSlots = 32767;

    private readonly SclReader _reader;
    private readonly Dictionary<(string Kind, string Id), XElement> _types = [];
    private readonly Dictionary<string, Dictionary<string, int>> _enumerations = [];
    private int _nodes;

    public TypeTemplates(XElement root, SclReader reader)
    {
        _reader = reader;
        foreach (XElement type in SclReader.Children(root, "DataTypeTemplates").Elements())
        {
            string id = SclReader.Text(type, "id");
            if (!_types.TryAdd((type.Name.LocalName, id), type))
            {
                reader.Fail(type, $"{type.Name.LocalName}[{id}]", "the id is there twice");
            }

            if (type.Name.LocalName == "EnumType")
            {
                Enumeration(type, id);
            }
        }
    }

    /// <summary>Makes all data of a logical node.</summary>
    public void Expand(ModelNode logicalNode, XElement instance, string path)
    {
        _reader.Identifier(logicalNode.Name, instance, path);
        XElement? type = Find("LNodeType", SclReader.Text(instance, "lnType"), instance, path);
        if (type == null)
        {
            return;
        }

        if (SclReader.Text(type, "lnClass") != SclReader.Text(instance, "lnClass"))
        {
            _reader.Fail(instance, path, $"its class is not that of its type, {SclReader.Text(type, "lnClass")}");
        }

        foreach (XElement data in SclReader.Children(type, "DO"))
        {
            string name = SclReader.Text(data, "name");
            string place = $"{path}/{name}";
            _reader.Identifier(name, data, place);
            if (Find("DOType", SclReader.Text(data, "type"), data, place) is { } dataType)
            {
                if (logicalNode.Children.Exists(constraint => constraint[name] != null))
                {
                    _reader.Fail(data, place, $"the name '{name}' is there twice");
                    continue;
                }

                XElement? own = SclReader.Children(instance, "DOI").FirstOrDefault(element => SclReader.Text(element, "name") == name);
                Object(logicalNode, [name], dataType, own == null ? [] : [own], place, 1);
            }
        }

        foreach (XElement own in SclReader.Children(instance, "DOI"))
        {
            if (!logicalNode.Children.Exists(constraint => constraint[SclReader.Text(own, "name")] != null))
            {
                _reader.Fail(own, path, $"there is no data object '{SclReader.Text(own, "name")}'");
            }
        }

        if (logicalNode.Children.Find(constraint => constraint.Name == "SG") is { } settings)
        {
            logicalNode.Children.Add(Copy(settings, "SE"));
        }
    }

    private static ModelNode Copy(ModelNode node, string name)
    {
        var copy = new ModelNode(name) { Type = node.Type, Size = node.Size, Value = node.Value, Text = node.Text, Writable = true, Enumeration = node.Enumeration };
        copy.Children.AddRange(node.Children.Select(child => Copy(child, child.Name)));
        return copy;
    }

    /// <summary>Where an attribute goes: under its functional constraint, by the names of the data objects around it.</summary>
    private static ModelNode Parent(ModelNode logicalNode, string constraint, IEnumerable<string> names)
    {
        ModelNode at = logicalNode;
        foreach (string name in names.Prepend(constraint))
        {
            ModelNode? next = at[name];
            if (next == null)
            {
                next = new ModelNode(name);
                at.Children.Add(next);
            }

            at = next;
        }

        return at;
    }

    private void Object(ModelNode logicalNode, string[] names, XElement type, XElement[] own, string path, int depth)
    {
        if (IsEndless(type, path, depth))
        {
            return;
        }

        XElement[] members = [.. type.Elements().Where(element => element.Name.LocalName is "DA" or "SDO")];
        if (members.Length == 0)
        {
            _reader.Fail(type, path, "it has no attribute");
        }

        foreach (XElement member in members)
        {
            string name = SclReader.Text(member, "name");
            string place = $"{path}/{name}";
            _reader.Identifier(name, member, place);
            XElement[] values = Below(own, name);
            if (member.Name.LocalName == "SDO")
            {
                if (SclReader.Text(member, "count", "0") is not ("0" or "1"))
                {
                    _reader.Fail(member, place, "arrays of data objects are not supported");
                }
                else if (Find("DOType", SclReader.Text(member, "type"), member, place) is { } inner)
                {
                    Object(logicalNode, [.. names, name], inner, values, place, depth + 1);
                }

                continue;
            }

            string constraint = SclReader.Text(member, "fc");
            if (!SclReader.Constraints.Contains(constraint))
            {
                _reader.Fail(member, place, $"'{constraint}' is no functional constraint of this server");
                continue;
            }

            ModelNode? attribute = Attribute(member, constraint, Triggers(member), values, null, place, depth + 1);
            if (attribute != null)
            {
                _reader.Unique(Parent(logicalNode, constraint, names).Children, attribute, member, place);
            }
        }

        foreach (XElement element in own.Elements().Where(element => element.Name.LocalName is "DAI" or "SDI"))
        {
            string name = SclReader.Text(element, "name");
            if (!type.Elements().Any(member => SclReader.Text(member, "name") == name))
            {
                _reader.Fail(element, path, $"its type has no '{name}'");
            }
        }
    }

    /// <summary>Makes an attribute, or an array of them.</summary>
    private ModelNode? Attribute(XElement member, string constraint, int triggers, XElement[] own, string? kind, string path, int depth)
    {
        if (SclReader.Text(member, "count", "0") != "0")
        {
            return Array(member, constraint, triggers, own, kind, path, depth);
        }

        foreach (XElement element in own.Where(element => element.Attribute("ix") != null))
        {
            _reader.Fail(element, path, "it has an index, but is no array");
        }

        return Element(member, constraint, triggers, own, kind, path, depth);
    }

    private ModelNode? Element(XElement member, string constraint, int triggers, XElement[] own, string? kind, string path, int depth)
    {
        string basic = SclReader.Text(member, "bType");
        kind = own.Append(member).Select(element => (string?)element.Attribute("valKind")).FirstOrDefault(value => value != null) ?? kind;
        var node = new ModelNode(SclReader.Text(member, "name")) { Triggers = triggers };
        if (IsEndless(member, path, depth))
        {
            return null;
        }

        if (basic == "Struct")
        {
            XElement? type = Find("DAType", SclReader.Text(member, "type"), member, path);
            foreach (XElement inner in SclReader.Children(type, "BDA"))
            {
                string name = SclReader.Text(inner, "name");
                _reader.Identifier(name, inner, $"{path}/{name}");
                ModelNode? child = Attribute(inner, constraint, triggers, Below(own, name), kind, $"{path}/{name}", depth + 1);
                if (child != null)
                {
                    _reader.Unique(node.Children, child, inner, path);
                }
            }

            foreach (XElement element in own.Elements().Where(element => element.Name.LocalName is "DAI" or "SDI"))
            {
                if (type != null && node[SclReader.Text(element, "name")] == null)
                {
                    _reader.Fail(element, path, $"its type has no '{SclReader.Text(element, "name")}'");
                }
            }

            if (node.Children.Count == 0)
            {
                _reader.Fail(type ?? member, path, "it has no attribute");
                return null;
            }
        }
        else if (!BasicTypes.Apply(node, basic))
        {
            _reader.Fail(member, path, $"the server has no type '{basic}'");
            return null;
        }
        else
        {
            Simple(node, member, basic, constraint, own, kind, path);
        }

        return node;
    }

    private void Simple(ModelNode node, XElement member, string basic, string constraint, XElement[] own, string? kind, string path)
    {
        if (basic == "Enum")
        {
            string id = SclReader.Text(member, "type");
            if (Find("EnumType", id, member, path) != null)
            {
                node.Enumeration = _enumerations[id];
            }
        }

        node.Writable = constraint is "SP" or "SE" or "SV" or "CO" ? kind != "RO" : constraint is "CF" or "DC" && kind == "Set";
        XElement? value = own.Append(member).SelectMany(element => SclReader.Children(element, "Val")).FirstOrDefault();
        if (value != null)
        {
            if (BasicTypes.SetValue(node, value.Value) is { } reason)
            {
                _reader.Fail(value, path, reason);
            }
        }

        // What nobody writes stays what the configuration says: with RO and no value the firmware may fill it in, otherwise it stays empty.
        if (node.IsText && !node.Writable && constraint is "CF" or "DC" or "EX" or "SP")
        {
            node.Room = value == null && kind == "RO" ? null : node.Text.Length;
        }
    }

    private ModelNode? Array(XElement member, string constraint, int triggers, XElement[] own, string? kind, string path, int depth)
    {
        ModelNode? element = Element(member, constraint, triggers, [.. own.Where(one => one.Attribute("ix") == null)], kind, path, depth);
        if (element == null)
        {
            return null;
        }

        // The count may be the name of an attribute beside it, whose value is the number.
        string count = SclReader.Text(member, "count");
        XElement? beside = member.Parent?.Elements().FirstOrDefault(other => SclReader.Text(other, "name") == count);
        string number = beside == null ? count : SclReader.Children(beside, "Val").FirstOrDefault()?.Value.Trim() ?? count;
        if (!int.TryParse(number, out int length) || length is < 1 or > 1000)
        {
            _reader.Fail(member, path, $"'{count}' is no number of elements from 1 to 1000");
            return null;
        }

        if (length * (long)element.Slots > MaxSlots)
        {
            _reader.Fail(member, path, $"its {length} elements have more than {MaxSlots} slots");
            return null;
        }

        if (element.Walk().Any(node => node.Type >= ValueType.VisibleString))
        {
            _reader.Fail(member, path, "arrays of strings and arrays in arrays are not supported");
            return null;
        }

        var array = new ModelNode(element.Name) { Type = ValueType.Array, Size = length, Writable = element.Writable };
        var inner = new ModelNode(string.Empty) { Type = element.Type, Size = element.Size, Triggers = element.Triggers, Writable = element.Writable };
        inner.Children.AddRange(element.Children);
        array.Children.Add(inner);
        array.Value = [.. Enumerable.Repeat(Values(element), length).SelectMany(values => values)];
        foreach (XElement one in own.Where(one => one.Attribute("ix") != null))
        {
            if (!int.TryParse(SclReader.Text(one, "ix"), out int index) || index < 0 || index >= length)
            {
                _reader.Fail(one, path, $"'{SclReader.Text(one, "ix")}' is no index of its {length} elements");
            }
            else if (Element(member, constraint, triggers, [one], kind, path, depth) is { } given)
            {
                Values(given).CopyTo(array.Value, index * inner.Slots);
            }
        }

        foreach (ModelNode node in inner.Walk())
        {
            node.Value = null;
        }

        return array;
    }

    private bool IsEndless(XElement place, string path, int depth)
    {
        _nodes++;
        if (depth > MaxNesting || _nodes == MaxNodes)
        {
            _reader.Fail(place, path, "its types are nested without end");
        }

        return depth > MaxNesting || _nodes >= MaxNodes;
    }

    /// <summary>What lies in the slots of a node at first.</summary>
    private static int[] Values(ModelNode node)
        => node.Type == ValueType.Constructed ? [.. node.Children.SelectMany(Values)] : node.Value ?? new int[node.Slots];

    private static XElement[] Below(XElement[] own, string name)
        => [.. own.Elements().Where(element => element.Name.LocalName is "DAI" or "SDI" && SclReader.Text(element, "name") == name)];

    private static int Triggers(XElement member)
        => (SclReader.Text(member, "dchg") == "true" ? 0x10 : 0) | (SclReader.Text(member, "qchg") == "true" ? 0x08 : 0) | (SclReader.Text(member, "dupd") == "true" ? 0x04 : 0);

    private XElement? Find(string kind, string id, XElement place, string path)
    {
        if (!_types.TryGetValue((kind, id), out XElement? type))
        {
            _reader.Fail(place, path, $"there is no {kind} '{id}'");
        }

        return type;
    }

    private void Enumeration(XElement type, string id)
    {
        var values = new Dictionary<string, int>();
        foreach (XElement value in SclReader.Children(type, "EnumVal"))
        {
            if (!int.TryParse(SclReader.Text(value, "ord"), out int ordinal) || ordinal is < -128 or > 127 || values.ContainsValue(ordinal) || !values.TryAdd(value.Value.Trim(), ordinal))
            {
                _reader.Fail(value, $"EnumType[{id}]", $"'{value.Value}' has no number of its own from -128 to 127");
            }
        }

        _enumerations.TryAdd(id, values);
    }
}
