namespace nanoDer.Schema;

/// <summary>How a type is written; the values are those of <c>MmsMode</c> in nanoDer.Mms.</summary>
public enum Mode
{
    Null = 0,
    Boolean = 1,
    Integer = 2,
    Integer64 = 3,
    Unsigned64 = 4,
    Positive64 = 5,
    Bits = 6,
    Octets = 7,
    TimeOfDay = 8,
    Float = 9,
    Identifier = 10,
    Visible = 11,
    Graphic = 12,
    Utf8 = 13,
    Oid = 14,
    Time = 15,
    Named = 16,
    Sequence = 20,
    Choice = 21,
    List = 22,
    ChoiceList = 23,
}

/// <summary>A type of the schema.</summary>
public sealed record SchemaType(string Name, Mode Mode)
{
    public List<Component> Components { get; } = [];

    public bool Extensible { get; set; }

    public int Min { get; set; }

    public int Max { get; set; }
}

/// <summary>A component of a sequence, an alternative of a choice, or the item of a list.</summary>
public sealed record Component(string Name, string Type, string ScsmName, string Constant)
{
    public bool Optional { get; init; }

    public int? Default { get; init; }

    public string[]? Attribute { get; init; }

    public bool BasicOnly { get; init; }

    public bool ScsmOnly { get; init; }
}

/// <summary>Reads the schema file; its first comment describes the notation.</summary>
public sealed class MmsSchema
{
    private readonly Dictionary<string, SchemaType> _types = [];

    public List<SchemaType> Types { get; } = [];

    /// <summary>How many of them stand before the line "rare".</summary>
    public int Frequent { get; private set; } = int.MaxValue;

    public SchemaType this[string name] => _types[name];

    public static MmsSchema Read(string path)
    {
        var schema = new MmsSchema();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            try
            {
                schema.Line(line);
            }
            catch (Exception e) when (e is FormatException or ArgumentException or KeyNotFoundException or InvalidOperationException)
            {
                throw new FormatException($"{path}:{number}: {e.Message}", e);
            }
        }

        foreach (Component component in schema.Types.SelectMany(t => t.Components))
        {
            if (!schema._types.ContainsKey(component.Type))
            {
                throw new FormatException($"{path}: {component.Name} has the unknown type {component.Type}");
            }
        }

        return schema;
    }

    private void Line(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0].StartsWith('#'))
        {
            return;
        }

        if (line == "rare")
        {
            Frequent = Types.Count;
            return;
        }

        if (line.StartsWith(' '))
        {
            Types[^1].Components.Add(Read(words));
            return;
        }

        SchemaType type = words[1] switch
        {
            "=" => new SchemaType(words[0], Enum.Parse<Mode>(words[2], ignoreCase: true)) { Min = int.Parse(words[3]), Max = int.Parse(words[4]) },
            "sequence" => new SchemaType(words[0], Mode.Sequence) { Extensible = words.Contains("extensible") },
            "choice" => new SchemaType(words[0], Mode.Choice),
            "list" => new SchemaType(words[0], Mode.List),
            "choicelist" => new SchemaType(words[0], Mode.ChoiceList),
            _ => throw new FormatException($"unknown kind of type '{words[1]}'"),
        };
        if (type.Mode is Mode.List or Mode.ChoiceList)
        {
            // A built-in name says nothing, so the constant is named after the type.
            Component item = Read(words[2..]);
            bool named = item.Name.Any(char.IsLower) || words.Any(w => w.StartsWith("as=", StringComparison.Ordinal));
            type.Components.Add(named ? item : item with { Constant = Pascal(item.Type) });
        }

        _types.Add(type.Name, type);
        Types.Add(type);
    }

    private static Component Read(string[] words)
    {
        string? Value(string key) => words.FirstOrDefault(w => w.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..];
        return new Component(words[0], words[1], Value("scsm") ?? words[0], Value("as") ?? Pascal(words[0]))
        {
            Optional = words.Contains("optional"),
            Default = Value("default") is { } number ? int.Parse(number) : null,
            Attribute = Value("attribute")?.Split(','),
            BasicOnly = words.Contains("basic"),
            ScsmOnly = words.Contains("scsm"),
        };
    }

    private static string Pascal(string name)
    {
        IEnumerable<string> parts = name.Split('-', '_').Select(p => p.All(char.IsUpper) ? p[0] + p[1..].ToLowerInvariant() : char.ToUpperInvariant(p[0]) + p[1..]);
        return string.Concat(parts).Replace("PDU", "Pdu", StringComparison.Ordinal).Replace("ID", "Id", StringComparison.Ordinal);
    }
}
