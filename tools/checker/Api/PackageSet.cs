using System.Xml.Linq;

namespace nanoDer.Checker.Api;

/// <summary>The packages that a project may use: those of its <c>packages.config</c>, else the usual ones.</summary>
public sealed class PackageSet
{
    private static readonly string[] s_usual =
    [
        "nanoFramework.CoreLibrary", "nanoFramework.Runtime.Native", "nanoFramework.System.Text", "nanoFramework.System.Collections",
        "nanoFramework.System.Threading", "nanoFramework.System.Math", "nanoFramework.System.IO.Streams", "nanoFramework.System.Net",
        "nanoFramework.System.Security.Cryptography",
    ];

    private readonly HashSet<string> _names;

    private PackageSet(IEnumerable<string> names, string origin)
    {
        _names = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        Origin = origin;
    }

    /// <summary>What decides, for messages.</summary>
    public string Origin { get; }

    /// <summary>The packages' names.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Says whether one of the packages is in the set.</summary>
    public bool HasAny(IEnumerable<string> packages) => packages.Any(_names.Contains);

    /// <param name="projectFolder">Where <c>packages.config</c> may stand; null when there is no project.</param>
    /// <param name="tests">The project holds unit tests.</param>
    public static PackageSet For(string? projectFolder, bool tests)
    {
        string? config = projectFolder is null ? null : Path.Combine(projectFolder, "packages.config");
        if (config is not null && File.Exists(config))
        {
            IEnumerable<string> names = XDocument.Load(config).Descendants("package").Select(p => (string?)p.Attribute("id") ?? "");
            return new PackageSet(names, "packages.config");
        }

        return new PackageSet(tests ? [.. s_usual, "nanoFramework.TestFramework"] : s_usual, "the usual packages");
    }
}
