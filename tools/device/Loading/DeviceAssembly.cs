using Mono.Cecil;

namespace nanoDer.Device.Loading;

/// <summary>An assembly that takes part in a run.</summary>
public sealed class DeviceAssembly(ModuleDefinition module, bool isProgram)
{
    [ThreadStatic]
    private static ModuleDefinition? s_classes;

    public ModuleDefinition Module { get; } = module;

    /// <summary>False for the class library.</summary>
    public bool IsProgram { get; } = isProgram;

    public string Name { get; } = module.Assembly.Name.Name;

    /// <summary>Bytes that its tables and static fields take on the device's heap.</summary>
    public int TableBytes { get; set; }

    /// <summary>The class library, read once a thread.</summary>
    internal static DeviceAssembly Classes()
    {
        if (s_classes is null)
        {
            Stream stream = typeof(DeviceAssembly).Assembly.GetManifestResourceStream("nanoDer.DeviceClasses.dll")
                ?? throw new InvalidOperationException("The class library is missing from this build.");
            s_classes = ModuleDefinition.ReadModule(stream);
        }

        return new DeviceAssembly(s_classes, false);
    }

    internal static DeviceAssembly Read(string path)
    {
        try
        {
            return new DeviceAssembly(ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true }), true);
        }
        catch (BadImageFormatException)
        {
            throw new InvalidDataException($"{path} is no .NET assembly.");
        }
    }
}
