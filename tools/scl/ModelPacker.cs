using System.Text;
using nanoDer.Iec61850;
using nanoDer.Tools;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.Scl;

/// <summary>Packs a model in the form that <see cref="ModelLoader"/> takes. Nodes whose children are alike share the entries of those.</summary>
public sealed class ModelPacker
{
    private const int Zero = 48;
    private const int Last = 0x8000;
    private const int Writable = 0x4000;

    private readonly SclModel _model;
    private readonly List<(int Name, int Info, int Slot)> _entries = [];
    private readonly Dictionary<string, int> _lists = [];
    private readonly StringBuilder _names = new();
    private readonly Dictionary<string, int> _nameOf = [];
    private readonly StringBuilder _output = new();

    private ModelPacker(SclModel model) => _model = model;

    /// <summary>Packs a model, and gives its nodes their handles.</summary>
    /// <returns>The packed form.</returns>
    /// <exception cref="UserError">The model is larger than the form allows.</exception>
    public static string Pack(SclModel model) => new ModelPacker(model).Pack();

    private string Pack()
    {
        int slots = 0;
        foreach (ModelNode device in _model.Devices)
        {
            Place(device, slots);
            slots += device.Slots;
        }

        Lists();
        ModelNode[] nodes = [.. _model.Devices.SelectMany(Elements)];
        ModelNode[] strings = [.. nodes.Where(node => node.IsText)];
        int text = strings.Sum(node => Room(node) + 1);
        int[][] tables = Tables();
        Limit(_entries.Count, 4095, "entries in its table of types");
        Limit(slots, 32767, "slots for values");
        Limit(text, 65535, "bytes of strings");
        Limit(_names.Length, 16383, "bytes of names");
        Number(_entries.Count);
        Number(slots);
        Number(text);
        Number(_names.Length);
        _output.Append(_names);
        foreach (var (name, info, slot) in _entries)
        {
            Number(name);
            Number(info);
            Number(slot);
        }

        Values(nodes);
        Strings(strings);
        foreach (int[] table in tables)
        {
            Number(table.Length);
            foreach (int value in table)
            {
                Value(value);
            }
        }

        Value(_model.SettingControl?.Handle ?? -1);
        return _output.ToString();
    }

    private static void Limit(int count, int most, string what)
    {
        if (count > most)
        {
            throw new UserError("model", $"it has {count} {what}; {most} are allowed", "make it smaller");
        }
    }

    private static int Room(ModelNode node) => node.Room ?? node.Size;

    private static void Place(ModelNode node, int slot)
    {
        node.Slot = slot;
        foreach (ModelNode child in node.Children)
        {
            Place(child, slot);
            slot += child.Slots;
        }
    }

    private static IEnumerable<ModelNode> Elements(ModelNode node) => node.Walk();

    /// <summary>Breadth first, each list of children once; lists of a level before those of the next, so that parents come first.</summary>
    private void Lists()
    {
        // A list's entries need the numbers of the lists below, which must come behind: by height, the tallest first.
        List<List<ModelNode>> lists = [_model.Devices, .. _model.Devices.SelectMany(Elements).Where(node => node.Type == ValueType.Constructed).Select(node => node.Children)];
        var keys = new Dictionary<List<ModelNode>, string>(ReferenceEqualityComparer.Instance as IEqualityComparer<List<ModelNode>>);
        var height = new Dictionary<List<ModelNode>, int>(ReferenceEqualityComparer.Instance as IEqualityComparer<List<ModelNode>>);
        for (int i = lists.Count - 1; i >= 0; i--)
        {
            keys[lists[i]] = string.Join(';', lists[i].Select(node => $"{node.Name},{node.Type},{node.Size},{node.Triggers},{node.Writable},{Below(node, keys)}"));
            height[lists[i]] = lists[i].Max(node => Inner(node) is { } inner ? height[inner] + 1 : 0);
        }

        foreach (var list in lists.Where(list => list != _model.Devices).OrderByDescending(list => height[list]).Prepend(_model.Devices))
        {
            if (_lists.TryAdd(keys[list], _entries.Count))
            {
                _entries.AddRange(Enumerable.Repeat((0, 0, 0), list.Sum(node => node.Type == ValueType.Array ? 2 : 1)));
            }
        }

        foreach (var list in lists)
        {
            int entry = _lists[keys[list]];
            int origin = list[0].Slot;
            foreach (ModelNode node in list)
            {
                node.Entry = entry;
                int flags = (node.Writable ? Writable : 0) | (node == list[^1] ? Last : 0);
                _entries[entry] = (Name(node.Name) | flags, Info(node, keys), node.Slot - origin);
                if (node.Type == ValueType.Array)
                {
                    ModelNode element = node.Children[0];
                    element.Entry = entry + 1;
                    _entries[entry + 1] = (Last | (node.Writable ? Writable : 0) | element.Slots, Info(element, keys), 0);
                    entry++;
                }

                entry++;
            }
        }
    }

    private static List<ModelNode>? Inner(ModelNode node)
        => node.Type switch { ValueType.Constructed => node.Children, ValueType.Array => Inner(node.Children[0]), _ => null };

    private static string Below(ModelNode node, Dictionary<List<ModelNode>, string> keys)
    {
        ModelNode element = node.Type == ValueType.Array ? node.Children[0] : node;
        return $"{element.Type},{element.Size},{element.Triggers}({(Inner(node) is { } inner ? keys[inner] : string.Empty)})";
    }

    private int Info(ModelNode node, Dictionary<List<ModelNode>, string> keys) => (int)node.Type | node.Type switch
    {
        ValueType.Constructed => _lists[keys[node.Children]] << 4,
        ValueType.Array => node.Size << 4,
        _ => (node.Size << 7) | (node.Triggers << 2),
    };

    private int Name(string name)
    {
        if (!_nameOf.TryGetValue(name, out int place))
        {
            _nameOf[name] = place = _names.Length;
            _names.Append((char)(Zero + name.Length)).Append(name);
        }

        return place;
    }

    private int[][] Tables()
    {
        int member = 0;
        List<int> sets = [];
        foreach (var (node, name, members) in _model.DataSets)
        {
            sets.AddRange([node.Handle, Name(name), member]);
            member += members.Count;
        }

        return
        [
            [.. sets],
            [.. _model.DataSets.SelectMany(set => set.Members).Select(node => node.Handle)],
            [.. _model.Reports.SelectMany(report => new[] { report.Node.Handle, report.DataSet, report.Buffered ? 1 : 0 })],
            [.. _model.LogControls.SelectMany(control => new[] { control.Node.Handle, control.DataSet, control.Log })],
            [.. _model.Logs.SelectMany(log => new[] { log.Node.Handle, Name(log.Name) })],
            [.. _model.Settings.SelectMany(setting => new[] { setting.Active.Handle, setting.Edit.Handle })],
            [.. _model.Controls.SelectMany(c => new[] { c.Control.Handle, c.Status?.Handle ?? -1, c.Config?.Handle ?? -1, c.LogicalNode.Handle })],
        ];
    }

    private void Values(ModelNode[] nodes)
    {
        (int Slot, int Value)[] values =
        [
            .. nodes.Where(node => node.Value != null).SelectMany(node => node.Value!.Select((value, i) => (node.Slot + i, value))).Where(pair => pair.value != 0),
        ];
        Number(values.Length);
        int at = 0;
        foreach (var (slot, value) in values)
        {
            Number(slot - at);
            Value(value);
            at = slot;
        }
    }

    private void Strings(ModelNode[] strings)
    {
        Number(strings.Length);
        int at = 0;
        foreach (ModelNode node in strings)
        {
            Number(node.Slot - at);
            Number(Room(node));
            Number(node.Text.Length);
            _output.Append(Encoding.UTF8.GetString(node.Text));
            at = node.Slot;
        }
    }

    private void Value(int value)
    {
        Number(value & 0xFFFF);
        Number((value >> 16) & 0xFFFF);
    }

    private void Number(int number)
    {
        for (; number > 31; number >>= 5)
        {
            _output.Append((char)(Zero + 32 + (number & 31)));
        }

        _output.Append((char)(Zero + number));
    }
}
