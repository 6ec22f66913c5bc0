using System.Xml.Linq;

namespace nanoDer.HostTests.Scl;

/// <summary>Makes files in SCL that are right: random types in trees, values, data sets, control blocks. Every type is used.</summary>
internal sealed class RandomScl(int seed)
{
    private static readonly XNamespace Scl = "http://www.iec.ch/61850/2003/SCL";
    private static readonly string[] Constraints = ["ST", "MX", "CF", "DC", "SP", "SG", "EX"];
    private static readonly string[] Numbers = ["BOOLEAN", "INT8", "INT16", "INT32", "INT64", "INT8U", "INT16U", "INT32U", "FLOAT32", "Quality", "Timestamp", "Dbpos", "Enum"];
    private static readonly string[] Texts = ["VisString32", "VisString64", "VisString255", "Unicode255", "Octet64", "ObjRef", "Currency"];
    private static readonly string[] Classes = ["MMXU", "GGIO", "DGEN", "MMTR", "DWMX", "ZBAT", "CALH"];

    private readonly Random _random = new(seed);
    private readonly XElement _types = new(Scl + "DataTypeTemplates");
    private int _names;

    /// <summary>The text of a file.</summary>
    public static string Make(int seed) => new RandomScl(seed).Make();

    private string Make()
    {
        XElement server = new(Scl + "Server", Many(1, 3, i => Device($"L{i}")));
        AddSets(server);
        _types.Add(new XElement(Scl + "EnumType", new XAttribute("id", "Kind"), Many(1, 5, i => new XElement(Scl + "EnumVal", new XAttribute("ord", (i * 3) - 4), $"v{i}"))));
        var document = new XElement(
            Scl + "SCL", new XAttribute("version", "2007"), new XAttribute("revision", "B"), new XAttribute("release", "4"),
            new XElement(Scl + "Header", new XAttribute("id", "random")),
            new XElement(
                Scl + "IED", new XAttribute("name", "IED"),
                new XElement(Scl + "Services", new XElement(Scl + "ReportSettings", new XAttribute("resvTms", Flag()), new XAttribute("owner", Flag()), new XAttribute("optFields", "Dyn"))),
                new XElement(Scl + "AccessPoint", new XAttribute("name", "AP"), server)),
            _types);
        return document.ToString();
    }

    private bool Flag() => _random.Next(2) == 0;

    private string Name(string begin) => $"{begin}{_names++}";

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private T[] Many<T>(int least, int most, Func<int, T> make) => [.. Enumerable.Range(1, _random.Next(least, most + 1)).Select(make)];

    private XElement Device(string inst)
        => new(Scl + "LDevice", new XAttribute("inst", inst), Node("LN0", "LLN0", string.Empty), Many(0, 4, i => Node("LN", Any(Classes), i.ToString())));

    private XElement Node(string element, string nodeClass, string inst)
    {
        string id = Name("N");
        _types.AddFirst(new XElement(
            Scl + "LNodeType", new XAttribute("id", id), new XAttribute("lnClass", nodeClass),
            Many(1, 5, i => new XElement(Scl + "DO", new XAttribute("name", $"Do{i}"), new XAttribute("type", Data(0))))));
        var node = new XElement(Scl + element, new XAttribute("lnClass", nodeClass), new XAttribute("inst", inst), new XAttribute("lnType", id));
        if (element == "LN" && Flag())
        {
            node.Add(new XAttribute("prefix", "P"));
        }

        return node;
    }

    private string Data(int depth)
    {
        string id = Name("D");
        List<XElement> members = [.. Many(1, 4, i => Attribute("DA", $"a{i}", Any(Constraints)))];
        if (depth < 2 && _random.Next(3) == 0)
        {
            members.AddRange(Many(1, 2, i => new XElement(Scl + "SDO", new XAttribute("name", $"s{i}"), new XAttribute("type", Data(depth + 1)))));
        }

        _types.Add(new XElement(Scl + "DOType", new XAttribute("id", id), new XAttribute("cdc", "MV"), members));
        return id;
    }

    /// <summary>Strings are no settings of groups, and no elements of arrays.</summary>
    private XElement Attribute(string element, string name, string? constraint, int depth = 0, bool numbers = false)
    {
        numbers |= constraint == "SG";
        var attribute = new XElement(Scl + element, new XAttribute("name", name), constraint == null ? null : new XAttribute("fc", constraint));
        bool array = !numbers && _random.Next(8) == 0;
        if (array)
        {
            attribute.Add(new XAttribute("count", _random.Next(1, 6)));
        }

        numbers |= array;
        if (depth < 3 && _random.Next(4) == 0)
        {
            string id = Name("T");
            attribute.Add(new XAttribute("bType", "Struct"), new XAttribute("type", id));
            _types.Add(new XElement(Scl + "DAType", new XAttribute("id", id), Many(1, 3, i => Attribute("BDA", $"b{i}", null, depth + 1, numbers || array))));
        }
        else
        {
            string type = Any(numbers ? Numbers : [.. Numbers, .. Texts]);
            attribute.Add(new XAttribute("bType", type), type == "Enum" ? new XAttribute("type", "Kind") : null);
            if (!array && Flag() && Value(type) is { } value)
            {
                attribute.Add(new XElement(Scl + "Val", value));
            }
        }

        if (constraint != null)
        {
            attribute.Add(new XAttribute(Any(["dchg", "qchg", "dupd"]), Flag()), new XAttribute("valKind", Any(["RO", "Set"])));
        }

        return attribute;
    }

    private string? Value(string type) => type switch
    {
        "BOOLEAN" => Flag() ? "true" : "false",
        "INT8" => $"{_random.Next(-128, 128)}",
        "INT32" => $"{_random.Next(int.MinValue, int.MaxValue)}",
        "INT64" => $"{_random.NextInt64(long.MinValue, long.MaxValue)}",
        "INT16U" => $"{_random.Next(65536)}",
        "FLOAT32" => "1.5",
        "Enum" => "v1",
        "Dbpos" => "10",
        "VisString255" => "some text & <more>",
        _ => null,
    };

    /// <summary>Data sets with members from anywhere in the server, and control blocks for them.</summary>
    private void AddSets(XElement server)
    {
        // A value in a structure or array is a member only as a whole here: what is in it may have no name.
        var members = (
            from device in server.Elements()
            from node in device.Elements()
            from data in Type("LNodeType", node, "lnType").Elements()
            from attribute in Type("DOType", data, "type").Elements().Where(e => e.Name.LocalName == "DA")
            select new XElement(
                Scl + "FCDA", new XAttribute("ldInst", (string)device.Attribute("inst")!), node.Attribute("prefix"), node.Attribute("lnClass"),
                (string)node.Attribute("inst")! == string.Empty ? null : new XAttribute("lnInst", (string)node.Attribute("inst")!),
                new XAttribute("doName", (string)data.Attribute("name")!), Flag() ? new XAttribute("daName", (string)attribute.Attribute("name")!) : null, attribute.Attribute("fc"))).ToArray();
        foreach (XElement node in server.Descendants().Where(e => e.Name.LocalName is "LN0" or "LN").ToArray())
        {
            string[] sets = [.. Enumerable.Range(1, _random.Next(3)).Select(i => $"Set{i}")];
            node.Add(sets.Select(set => new XElement(Scl + "DataSet", new XAttribute("name", set), Many(1, 4, _ => new XElement(Any(members))))));
            if (sets.Length == 0)
            {
                continue;
            }

            node.Add(Many(0, 2, i => new XElement(
                Scl + "ReportControl", new XAttribute("name", $"r{i}"), new XAttribute("datSet", Any(sets)), new XAttribute("confRev", 1), new XAttribute("buffered", Flag()),
                new XElement(Scl + "TrgOps", new XAttribute("dchg", true)), new XElement(Scl + "OptFields", new XAttribute("seqNum", true)),
                new XElement(Scl + "RptEnabled", new XAttribute("max", _random.Next(1, 3))))));
            if (Flag())
            {
                node.Add(new XElement(Scl + "LogControl", new XAttribute("name", "lcb"), new XAttribute("datSet", Any(sets)), new XAttribute("logName", "Log")), new XElement(Scl + "Log", new XAttribute("name", "Log")));
            }
        }

        if (Flag())
        {
            server.Elements().First().Elements().First().Add(new XElement(Scl + "SettingControl", new XAttribute("numOfSGs", _random.Next(1, 4))));
        }
    }

    private XElement Type(string kind, XElement of, string attribute) => _types.Elements(Scl + kind).Single(type => (string?)type.Attribute("id") == (string?)of.Attribute(attribute));
}
