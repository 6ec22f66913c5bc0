using Mono.Cecil;
using nanoDer.Device.Execution;
using nanoDer.Device.Model;

namespace nanoDer.Device.Loading;

/// <summary>
/// A program with its libraries and the class library, ready to run. References to .NET's base class library are
/// bound by name to the class library of the device: a member that is not there is refused.
/// </summary>
public sealed class DeviceProgram
{
    private readonly List<Value> _statics = [];
    private readonly List<(DeviceField Field, DeviceType Type)> _staticStructs = [];

    private DeviceProgram(List<DeviceAssembly> assemblies)
    {
        Assemblies = assemblies;
        Resolver = new Resolver(this);
    }

    /// <summary>In load order: the class library, libraries, the program.</summary>
    public IReadOnlyList<DeviceAssembly> Assemblies { get; }

    public Resolver Resolver { get; }

    /// <summary>All types, in load order.</summary>
    public IReadOnlyCollection<DeviceType> Types => Resolver.Defined;

    /// <summary>The packages of nanoFramework that the program needs.</summary>
    public IReadOnlyList<Package> Packages { get; private set; } = [];

    /// <summary>Zeroed static fields.</summary>
    internal Value[] Statics => [.. _statics];

    internal IReadOnlyList<(DeviceField Field, DeviceType Type)> StaticStructs => _staticStructs;

    /// <summary>Methods that the host provides, by full name: <c>Namespace.Type::Name(ParameterTypes)</c>.</summary>
    internal IReadOnlyDictionary<string, HostCall> HostCalls { get; private init; } = new Dictionary<string, HostCall>();

    public DeviceMethod? EntryPoint { get; private set; }

    /// <summary>Static constructors in the order in which they run.</summary>
    public IReadOnlyList<DeviceMethod> StaticConstructors { get; private set; } = [];

    /// <summary>Loads an assembly with those that it references and that stand in its folder.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="host">Methods that the host provides, by full name: <c>Namespace.Type::Name(ParameterTypes)</c>.</param>
    /// <exception cref="RefusedException">Something in it cannot run on the device.</exception>
    public static DeviceProgram Load(string path, IReadOnlyDictionary<string, HostCall>? host = null)
    {
        var found = new List<DeviceAssembly>();
        Collect(Path.GetFullPath(path), found, []);
        var program = new DeviceProgram([DeviceAssembly.Classes(), .. found]) { HostCalls = host ?? new Dictionary<string, HostCall>() };
        program.Bind(found[^1]);
        return program;
    }

    internal int AddStatic(DeviceField field)
    {
        Value value = default;
        value.T = field.Type.Storage;
        _statics.Add(value);
        if (field.Type.IsStruct)
        {
            _staticStructs.Add((field, field.Type));
        }

        return _statics.Count - 1;
    }

    internal int NextStatic => _statics.Count;

    private static void Collect(string path, List<DeviceAssembly> into, HashSet<string> seen)
    {
        if (!seen.Add(Path.GetFileNameWithoutExtension(path)))
        {
            return;
        }

        DeviceAssembly assembly = DeviceAssembly.Read(path);
        foreach (AssemblyNameReference reference in assembly.Module.AssemblyReferences)
        {
            string file = Path.Combine(Path.GetDirectoryName(path)!, reference.Name + ".dll");
            if (!Package.IsHostLibrary(reference.Name) && File.Exists(file))
            {
                Collect(file, into, seen);
            }
        }

        into.Add(assembly);
    }

    private void Bind(DeviceAssembly main)
    {
        var refusals = new List<Refusal>();
        foreach (DeviceAssembly assembly in Assemblies)
        {
            Resolver.DefineAll(assembly, refusals);
        }

        var checker = new ProgramCheck(this, refusals);
        foreach (DeviceAssembly assembly in Assemblies.Where(a => a.IsProgram))
        {
            checker.Check(assembly);
        }

        if (refusals.Count > 0)
        {
            throw new RefusedException(refusals);
        }

        Packages = Package.Needed(checker.ClassTypesUsed);
        foreach (DeviceAssembly assembly in Assemblies)
        {
            assembly.TableBytes = assembly.IsProgram ? Memory.TypeTables.Bytes(assembly.Module) : 0;
        }

        EntryPoint = main.Module.EntryPoint is { } entry ? Resolver.Method(entry) : null;
        StaticConstructors = [.. Assemblies.SelectMany(a => TypeOrder.Of(a.Module))
            .Select(Resolver.Own).OfType<DeviceType>()
            .Where(t => t.IsProgram || Packages.Contains(Package.OwnerOf(t.FullName)))
            .SelectMany(t => t.Methods).Where(m => m.IsStatic && m.Name == ".cctor")];
    }
}
