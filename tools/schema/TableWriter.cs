using System.Text;

namespace nanoDer.Schema;

/// <summary>Numbers what the schema has and writes the tables of nanoDer.Mms.</summary>
public sealed class TableWriter
{
    private const string Header = "// Made from mms.schema by tools/schema; do not edit.\n";

    private readonly MmsSchema _schema;
    private readonly List<Component> _elements = [];
    private readonly Dictionary<Component, int> _ids = [];
    private readonly int _nodeless;
    private readonly int _frequent;
    private readonly StringBuilder _names = new();
    private readonly Dictionary<string, int> _nameOffsets = [];
    private readonly List<(int Element, int Flags)> _usages = [];

    public TableWriter(MmsSchema schema)
    {
        _schema = schema;
        Element(new Component("MMSpdu", "MMSpdu", "MMSpdu", "MmsPdu"));
        foreach (string value in new[] { "false", "true", "specific", "aa-specific", "domain", "vmd" })
        {
            Element(new Component(value, "NULL", value, "Value" + value));
        }

        // What has no node of its own comes first: wrappers of items, and numbers written as elements.
        IEnumerable<Component> wrappers = schema.Types.Where(t => t.Mode == Mode.ChoiceList).Select(t => t.Components[0]);
        foreach (Component component in wrappers.Concat(schema.Types.SelectMany(t => t.Components).Where(c => c.ScsmOnly)))
        {
            Element(component);
        }

        _nodeless = _elements.Count;
        foreach (Component component in schema.Types.Take(schema.Frequent).SelectMany(t => t.Components))
        {
            Element(component);
        }

        _frequent = _elements.Count;
        foreach (Component component in schema.Types.Skip(schema.Frequent).SelectMany(t => t.Components))
        {
            Element(component);
        }
    }

    /// <summary>The constants for the kinds of nodes.</summary>
    public string Constants()
    {
        var text = new StringBuilder(Header);
        text.Append("namespace nanoDer.Mms\n{\n    /// <summary>The elements of MMS: what a node of an <see cref=\"MmsTree\"/> can be (ISO 9506-2:2003).</summary>\n    public static class Mms\n    {\n");
        foreach (Component element in _elements.Where(HasNode))
        {
            string where = string.Join(", ", _schema.Types.Where(t => t.Components.Any(c => Key(c) == Key(element))).Select(t => t.Name));
            text.Append($"        /// <summary>{element.Name} of {where}: {Describe(element)}.</summary>\n");
            text.Append($"        public const int {element.Constant} = {_ids[Key(element)]};\n\n");
        }

        text.Length--;
        return text.Append("    }\n}\n").ToString();
    }

    /// <summary>The tables that the codec interprets.</summary>
    public string Tables()
    {
        var modes = new List<int>();
        var starts = new List<int>();
        var counts = new List<int>();
        var required = new List<int>();
        var attributes = new List<int>();
        var minima = new List<int>();
        var maxima = new List<int>();
        foreach (SchemaType type in _schema.Types)
        {
            modes.Add((int)type.Mode);
            if (type.Mode < Mode.Sequence)
            {
                starts.Add(Range(minima, maxima, type));
                counts.Add(0);
                required.Add(0);
                attributes.Add(0);
                continue;
            }

            starts.Add(_usages.Count);
            counts.Add(type.Components.Count);
            required.Add(type.Mode != Mode.Sequence ? 0 : type.Components.FindLastIndex(c => !c.Optional && c.Default == null) + 1);
            attributes.Add(type.Components.FindIndex(c => c.Attribute != null) + 1);
            _usages.AddRange(type.Components.Select(c => (_ids[Key(c)], Flags(c))));
        }

        var basic = _elements.Where(e => e.ScsmName != e.Name).ToList();
        var lists = _schema.Types.Where(t => t.Mode == Mode.ChoiceList).ToList();
        var offsets = _elements.Take(_frequent).Select(e => Name(e.ScsmName)).ToList();
        int frequentBytes = _names.Length;
        offsets.AddRange(_elements.Skip(_frequent).Select(e => Name(e.ScsmName)));
        var basicOffsets = basic.Select(e => Name(e.Name)).ToList();
        if (_schema.Types.SkipWhile(t => !t.Extensible).TakeWhile(t => t.Extensible).Count() != _schema.Types.Count(t => t.Extensible))
        {
            throw new InvalidOperationException("extensible types do not stand together");
        }

        if (_elements.Count > 511 || _schema.Types.Count > 255)
        {
            throw new InvalidOperationException("elements are numbered with nine bits, types with eight");
        }

        var text = new StringBuilder(Header);
        text.Append("namespace nanoDer.Mms\n{\n    /// <summary>The schema as tables, in the 8-2 form; <see cref=\"XerDialect\"/> knows what they mean.</summary>\n    internal static class MmsTables\n    {\n");
        Constant(text, "False", _ids[Key(_elements[2 - 1])]);
        Constant(text, "Specific", _ids[Key(_elements[4 - 1])]);
        Constant(text, "MmsPdu", _ids[Key(_elements[0])]);
        Constant(text, "FirstNode", _nodeless + 1);
        Constant(text, "MmsPduType", Type("MMSpdu"));
        Constant(text, "RequestType", Type("ConfirmedServiceRequest"));
        Constant(text, "DataListType", Type("DataList"));
        Constant(text, "NullType", Type("NULL"));
        Constant(text, "FirstClass", _ids[Key(_schema["ObjectClass"].Components.First(c => c.ScsmOnly))]);
        Constant(text, "Elements", _elements.Count + 1);
        Constant(text, "Types", _schema.Types.Count);
        Constant(text, "FirstExtensible", _schema.Types.FindIndex(t => t.Extensible));
        Constant(text, "LastExtensible", _schema.Types.FindLastIndex(t => t.Extensible));
        Constant(text, "FirstRare", _frequent + 1);
        Constant(text, "FrequentBytes", frequentBytes);
        text.Append("        /// <summary>All names, each as its end tag, and room to read eight bytes at the last one.</summary>\n        internal const string Names =\n            ");
        text.AppendJoin("\n            + ", $"{_names}        ".Chunk(130).Select(c => $"\"{new string(c)}\"")).Append(";\n");
        Array(text, "ushort", "NameOffset", "Where the name of each element begins, behind the slash.", [0, .. offsets]);
        Array(text, "byte", "NameLength", "Length of the name of each element.", [0, .. _elements.Select(e => e.ScsmName.Length)]);
        Array(text, "byte", "ElementType", "Type of each element.", [0, .. _elements.Select(e => Type(e.Type))]);
        Array(text, "byte", "TypeMode", "How each type is written.", modes);
        Array(text, "ushort", "TypeStart", "First usage of each constructed type; the range of a primitive one.", starts);
        Array(text, "byte", "TypeCount", "Number of usages of each type.", counts);
        Array(text, "byte", "TypeRequired", "Of each sequence, the number of usages up to the last one that must be there.", required);
        Array(text, "byte", "TypeAttribute", "Of each sequence, the usage that is an attribute in the 8-2 form, from 1; 0 without.", attributes);
        Array(text, "ushort", "UsageElement", "Element of each usage.", _usages.Select(u => u.Element));
        Array(text, "byte", "UsageFlags", "MmsUsage flags of each usage.", _usages.Select(u => u.Flags));
        Array(text, "int", "Minimum", "Least value or length.", minima);
        Array(text, "int", "Maximum", "Greatest value or length.", maxima);
        Array(text, "ushort", "BasicElement", "Elements with another name in BASIC-XER.", basic.Select(e => _ids[Key(e)]));
        Array(text, "ushort", "BasicOffset", "Where that name begins.", basicOffsets);
        Array(text, "byte", "BasicLength", "Its length.", basic.Select(e => e.Name.Length));
        Array(text, "byte", "ChoiceList", "Types that are lists of a choice.", lists.Select(t => Type(t.Name)));
        return text.Append("    }\n}\n").ToString();
    }

    private static Component Key(Component c) => new(c.Name, c.Type, c.ScsmName, c.Constant);

    private static int Flags(Component c) =>
        (c.Optional || c.Default != null ? 1 : 0) + (c.Default != null ? 2 : 0) + (c.Default == 1 ? 4 : 0)
        + (c.BasicOnly ? 8 : 0) + (c.ScsmOnly ? 16 : 0) + (c.Attribute != null ? 32 : 0);

    private static void Constant(StringBuilder text, string name, int value) => text.Append($"        internal const int {name} = {value};\n\n");

    private static void Array(StringBuilder text, string type, string name, string comment, IEnumerable<int> values)
    {
        text.Append($"\n        /// <summary>{comment}</summary>\n        internal static readonly {type}[] {name} =\n        {{\n");
        foreach (int[] row in values.Chunk(type == "int" ? 8 : 24))
        {
            text.Append("            ").AppendJoin(", ", row.Select(v => v == int.MinValue ? "int.MinValue" : v.ToString())).Append(",\n");
        }

        text.Append("        };\n");
    }

    private static int Range(List<int> minima, List<int> maxima, SchemaType type)
    {
        for (int i = 0; i < minima.Count; i++)
        {
            if (minima[i] == type.Min && maxima[i] == type.Max)
            {
                return i;
            }
        }

        minima.Add(type.Min);
        maxima.Add(type.Max);
        return minima.Count - 1;
    }

    private void Element(Component component)
    {
        Component key = Key(component);
        if (_ids.ContainsKey(key))
        {
            return;
        }

        if (_elements.Any(e => e.Constant == key.Constant))
        {
            throw new InvalidOperationException($"two elements are called {key.Constant}: {key.Name} needs as=");
        }

        _elements.Add(key);
        _ids.Add(key, _elements.Count);
    }

    private bool HasNode(Component element) => _ids[Key(element)] > _nodeless;

    private string Describe(Component element)
    {
        SchemaType type = _schema[element.Type];
        string range = type.Mode == Mode.Integer ? $", {type.Min} to {type.Max}" : string.Empty;
        return type.Mode switch
        {
            Mode.Sequence => $"sequence {type.Name}",
            Mode.Choice => $"choice {type.Name}",
            Mode.List or Mode.ChoiceList => $"list {type.Name}",
            _ => type.Mode.ToString().ToLowerInvariant() + range,
        };
    }

    private int Type(string name) => _schema.Types.IndexOf(_schema[name]);

    private int Name(string name)
    {
        if (!_nameOffsets.TryGetValue(name, out int offset))
        {
            offset = _names.Length + 2;
            _names.Append("</").Append(name).Append('>');
            _nameOffsets.Add(name, offset);
        }

        return offset;
    }
}
