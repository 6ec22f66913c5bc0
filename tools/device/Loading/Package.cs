namespace nanoDer.Device.Loading;

/// <summary>A class library of nanoFramework: what its tables cost on the heap, what it needs, which types it holds.</summary>
public sealed record Package(string Name, int TableBytes, string[] Needs, string[] Types)
{
    private static readonly Lazy<IReadOnlyList<Package>> All = new(Read);

    /// <summary>True for .NET's own assemblies and the platform assembly: their names are bound to the class library.</summary>
    public static bool IsHostLibrary(string name) =>
        name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name.StartsWith("nanoFramework.", StringComparison.Ordinal)
        || name is "mscorlib" or "netstandard" or "nanoDer.Platform" or "nanoDer.DeviceClasses";

    /// <summary>The package in which a type of the class library stands; the first of the list holds what no other does.</summary>
    public static Package OwnerOf(string type) =>
        All.Value.Skip(1).FirstOrDefault(p => Array.Exists(p.Types, t => t == type || (t[^1] == '*' && type.StartsWith(t[..^1], StringComparison.Ordinal))))
        ?? All.Value[0];

    /// <summary>The packages in which the types named stand, with those that they need. The core is always there.</summary>
    public static IReadOnlyList<Package> Needed(IEnumerable<string> types)
    {
        var names = new HashSet<string> { All.Value[0].Name };
        names.UnionWith(types.Select(t => OwnerOf(t).Name));

        // The list names a package before those that need it.
        foreach (Package package in All.Value.Reverse().Where(p => names.Contains(p.Name)).ToArray())
        {
            names.UnionWith(package.Needs);
        }

        return [.. All.Value.Where(p => names.Contains(p.Name))];
    }

    private static IReadOnlyList<Package> Read()
    {
        using Stream stream = typeof(Package).Assembly.GetManifestResourceStream("packages.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'))
            .Select(f => new Package(f[0], int.Parse(f[1]), f[2].Split(',', StringSplitOptions.RemoveEmptyEntries), f[3].Split(',')))];
    }
}
