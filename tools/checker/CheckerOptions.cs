namespace nanoDer.Checker;

/// <summary>What one run of the checker looks at.</summary>
public sealed record CheckerOptions
{
    /// <summary>The assembly to check; its PDB stands beside it.</summary>
    public required string Assembly { get; init; }

    /// <summary>Paths of the assemblies it was compiled against.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The project's folder, for its <c>packages.config</c>.</summary>
    public string? ProjectFolder { get; init; }

    /// <summary>Unit tests: the test framework may be used, and the data-path rules do not hold.</summary>
    public bool Tests { get; init; }

    /// <summary>Rules whose findings pass.</summary>
    public IReadOnlySet<string> Except { get; init; } = new HashSet<string>();

    /// <summary>Where the lists of nanoFramework's members are; beside the checker unless told otherwise.</summary>
    public string ApiFolder { get; init; } = DefaultApiFolder;

    /// <summary>The folder beside the checker.</summary>
    public static string DefaultApiFolder => Path.Combine(AppContext.BaseDirectory, "api");
}
