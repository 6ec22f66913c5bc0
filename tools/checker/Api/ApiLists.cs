namespace nanoDer.Checker.Api;

/// <summary>
/// The members that nanoFramework's packages have, read from <c>api/&lt;package&gt;.txt</c>. Properties and events are
/// entered as their accessors, because that is what compiled code names.
/// </summary>
public sealed class ApiLists
{
    private const string Core = "nanoFramework.CoreLibrary";

    private readonly HashSet<string> _coreNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _types = [];
    private readonly Dictionary<string, Dictionary<string, Entry>> _members = [];
    private readonly Dictionary<string, List<string>> _typesByMember = [];

    /// <param name="folder">Where the lists are.</param>
    public ApiLists(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.txt"))
        {
            string package = Path.GetFileNameWithoutExtension(file);
            Packages.Add(package);
            foreach (string line in File.ReadLines(file))
            {
                if (line.Length > 2 && line[1] == ':')
                {
                    Add(package, line[0], line[2..]);
                }
            }
        }
    }

    /// <summary>The packages that have a list.</summary>
    public HashSet<string> Packages { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The packages that have a type; empty when none has.</summary>
    public IReadOnlyCollection<string> PackagesOf(string type) => _types.TryGetValue(type, out HashSet<string>? p) ? p : [];

    /// <summary>The packages that have a member; empty when none has.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="member">Its id within the type, see <see cref="DocId"/>.</param>
    /// <param name="isStatic">Null when that does not matter.</param>
    public IReadOnlyCollection<string> PackagesOf(string type, string member, bool? isStatic) =>
        _members.TryGetValue(type, out Dictionary<string, Entry>? members)
        && members.TryGetValue(member, out Entry? entry)
        && (isStatic is null || entry.Static is null || entry.Static == isStatic)
            ? entry.Packages
            : [];

    /// <summary>The methods of one name that a type has in nanoFramework.</summary>
    public IEnumerable<ApiMethod> Overloads(string type, string name)
    {
        if (!_members.TryGetValue(type, out Dictionary<string, Entry>? members))
        {
            return [];
        }

        return from member in members
               where member.Value.Static is not null && NameOf(member.Key) == name
               select Parse(member.Key, member.Value);
    }

    /// <summary>The types that declare a member of this id.</summary>
    public IReadOnlyList<string> TypesWith(string member) => _typesByMember.TryGetValue(member, out List<string>? types) ? types : [];

    /// <summary>A name of the core library, which the runtime holds itself.</summary>
    public bool IsCoreName(string name) => name is ".ctor" or ".cctor" || _coreNames.Contains(name);

    private void Add(string package, char kind, string rest)
    {
        int blank = rest.IndexOf(' ');
        string id = blank < 0 ? rest : rest[..blank];
        string marks = blank < 0 ? "" : rest[blank..];
        if (kind == 'T')
        {
            if (!_types.TryGetValue(id, out HashSet<string>? packages))
            {
                _types[id] = packages = [];
            }

            packages.Add(package);
            if (package == Core)
            {
                int dot = id.LastIndexOf('.');
                _coreNames.Add(id[(dot + 1)..]);
                _coreNames.Add(id[..Math.Max(dot, 0)]);
            }

            return;
        }

        (string type, string name, string arguments, string result) = Split(id);
        switch (kind)
        {
            case 'M':
                AddMember(package, type, name + arguments + result, marks.Contains(" static"));
                break;
            case 'F':
                AddMember(package, type, name + result, null);
                break;
            case 'P':
                if (marks.Contains(" get;"))
                {
                    AddMember(package, type, "get_" + name + arguments + result, null);
                }

                if (marks.Contains(" set;"))
                {
                    string value = result[1..];
                    string all = arguments.Length == 0 ? $"({value})" : $"{arguments[..^1]},{value})";
                    AddMember(package, type, "set_" + name + all + "~System.Void", null);
                }

                break;
            case 'E':
                AddMember(package, type, "add_" + name, null);
                AddMember(package, type, "remove_" + name, null);
                break;
        }
    }

    private void AddMember(string package, string type, string member, bool? isStatic)
    {
        if (!_members.TryGetValue(type, out Dictionary<string, Entry>? members))
        {
            _members[type] = members = [];
        }

        if (!members.TryGetValue(member, out Entry? entry))
        {
            members[member] = entry = new Entry(isStatic);
            if (!_typesByMember.TryGetValue(member, out List<string>? types))
            {
                _typesByMember[member] = types = [];
            }

            types.Add(type);
        }

        entry.Packages.Add(package);
        if (package == Core)
        {
            _coreNames.Add(NameOf(member));
        }
    }

    // "System.Array.Clear(System.Array,System.Int32)~System.Void" -> type, name, "(...)", "~..."
    private static (string Type, string Name, string Arguments, string Result) Split(string id)
    {
        int open = id.IndexOf('(');
        int tilde = id.LastIndexOf('~');
        int nameEnd = open >= 0 ? open : tilde >= 0 ? tilde : id.Length;
        int dot = id.LastIndexOf('.', nameEnd - 1);
        int argumentsEnd = tilde >= 0 ? tilde : id.Length;
        return (id[..dot], id[(dot + 1)..nameEnd], id[nameEnd..argumentsEnd], id[argumentsEnd..]);
    }

    private static string NameOf(string member)
    {
        int end = member.IndexOfAny(['(', '~']);
        return end < 0 ? member : member[..end];
    }

    private static ApiMethod Parse(string member, Entry entry)
    {
        int open = member.IndexOf('(');
        int close = member.IndexOf(')');
        string[] parameters = open < 0 ? [] : member[(open + 1)..close].Split(',');
        int tilde = member.LastIndexOf('~');
        return new ApiMethod(parameters, tilde < 0 ? "System.Void" : member[(tilde + 1)..], entry.Static == true, entry.Packages);
    }

    private sealed class Entry(bool? isStatic)
    {
        public bool? Static { get; } = isStatic;

        public HashSet<string> Packages { get; } = [];
    }
}
