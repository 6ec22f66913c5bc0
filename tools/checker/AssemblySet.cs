using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker;

/// <summary>The assembly that is checked and everything it may refer to, found by path alone.</summary>
public sealed class AssemblySet : IAssemblyResolver
{
    private const string MarkKey = "nanoDer.Code";
    private const string MarkValue = "device";

    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyDefinition> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, bool> _deviceCode = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="assembly">The assembly to check.</param>
    /// <param name="references">The assemblies it was compiled against, and theirs.</param>
    public AssemblySet(string assembly, IEnumerable<string> references)
    {
        foreach (string path in references)
        {
            _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        Target = Read(assembly);
        _loaded[Target.Name.Name] = Target;
        _deviceCode[Target.Name.Name] = true;
    }

    /// <summary>The assembly that is checked.</summary>
    public AssemblyDefinition Target { get; }

    /// <summary>The assemblies of device code that the target reaches, itself first.</summary>
    public IReadOnlyList<AssemblyDefinition> DeviceCode()
    {
        var found = new List<AssemblyDefinition> { Target };
        for (int i = 0; i < found.Count; i++)
        {
            foreach (AssemblyNameReference name in found[i].MainModule.AssemblyReferences)
            {
                if (IsDeviceCode(name) && !found.Any(a => a.Name.Name == name.Name))
                {
                    found.Add(Resolve(name));
                }
            }
        }

        return found;
    }

    /// <summary>Says whether a reference leads to the target or another library of device code, checked on its own.</summary>
    public bool IsDeviceCode(IMetadataScope scope)
    {
        if (scope is not AssemblyNameReference name)
        {
            return true; // the module itself
        }

        if (!_deviceCode.TryGetValue(name.Name, out bool mark))
        {
            mark = _paths.ContainsKey(name.Name) && Resolve(name).CustomAttributes.Any(IsMark);
            _deviceCode[name.Name] = mark;
        }

        return mark;
    }

    /// <inheritdoc />
    public AssemblyDefinition Resolve(AssemblyNameReference name)
    {
        if (!_loaded.TryGetValue(name.Name, out AssemblyDefinition? assembly))
        {
            if (!_paths.TryGetValue(name.Name, out string? path))
            {
                throw new AssemblyResolutionException(name);
            }

            assembly = Read(path);
            _loaded[name.Name] = assembly;
        }

        return assembly;
    }

    /// <inheritdoc />
    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (AssemblyDefinition assembly in _loaded.Values)
        {
            assembly.Dispose();
        }
    }

    private static bool IsMark(CustomAttribute attribute) =>
        attribute.AttributeType.Name == "AssemblyMetadataAttribute"
        && attribute.ConstructorArguments is [{ Value: MarkKey }, { Value: MarkValue }];

    private AssemblyDefinition Read(string path)
    {
        bool symbols = File.Exists(Path.ChangeExtension(path, ".pdb"));
        return AssemblyDefinition.ReadAssembly(path, new ReaderParameters
        {
            AssemblyResolver = this,
            ReadSymbols = symbols,
            SymbolReaderProvider = symbols ? new DefaultSymbolReaderProvider(throwIfNoSymbol: false) : null,
        });
    }
}
