using nanoDer.Device.Loading;
using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

/// <summary>Types of the class library that the runtime itself makes or looks for.</summary>
internal sealed class KnownTypes(Resolver resolver)
{
    private readonly DeviceType?[] _byTag = new DeviceType?[(int)Tag.Token + 1];

    public DeviceType Object { get; } = resolver.WellKnown("System.Object");

    public DeviceType String { get; } = resolver.WellKnown("System.String");

    public DeviceType Delegate { get; } = resolver.WellKnown("System.MulticastDelegate");

    /// <summary>Kept ready: when it is needed there is no room to make it.</summary>
    public Instance OutOfMemory { get; } = NewOutOfMemory(resolver);

    /// <summary>The type that a bare number of this tag has.</summary>
    public DeviceType OfTag(Tag tag) => _byTag[(int)tag] ??= resolver.WellKnown("System." + tag switch
    {
        Tag.Boolean => "Boolean",
        Tag.I1 => "SByte",
        Tag.U1 => "Byte",
        Tag.Char => "Char",
        Tag.I2 => "Int16",
        Tag.U2 => "UInt16",
        Tag.U4 => "UInt32",
        Tag.R4 => "Single",
        Tag.I8 => "Int64",
        Tag.U8 => "UInt64",
        Tag.R8 => "Double",
        Tag.DateTime => "DateTime",
        Tag.TimeSpan => "TimeSpan",
        _ => "Int32",
    });

    private static Instance NewOutOfMemory(Resolver resolver)
    {
        DeviceType type = resolver.WellKnown("System.OutOfMemoryException");
        return new Instance(type, 0, (Value[])type.Template.Clone()) { Host = new ThrowInfo("CLR_E_OUT_OF_MEMORY", null) };
    }
}
