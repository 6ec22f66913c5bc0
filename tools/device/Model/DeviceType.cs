using Mono.Cecil;

namespace nanoDer.Device.Model;

/// <summary>A type as the device sees it.</summary>
public sealed class DeviceType(string fullName, TypeDefinition? definition)
{
    private DeviceMethod?[] _virtuals = [];

    public string FullName { get; } = fullName;

    public TypeDefinition? Definition { get; } = definition;

    public string Name => Definition?.Name ?? FullName[(FullName.LastIndexOf('.') + 1)..];

    public DeviceType? Base { get; set; }

    public DeviceType[] Interfaces { get; set; } = [];

    /// <summary>Element type of an array.</summary>
    public DeviceType? Element { get; set; }

    public bool IsArray => Element is not null;

    public bool IsInterface => Definition?.IsInterface ?? false;

    public bool IsEnum { get; set; }

    /// <summary>A struct that the device keeps as an object of its own: neither number nor enumeration nor date.</summary>
    public bool IsStruct { get; set; }

    public bool IsValueType { get; set; }

    public bool IsDelegate { get; set; }

    /// <summary>The tag of a field, local or element of this type.</summary>
    public Tag Storage { get; set; } = Tag.Object;

    /// <summary>Zeroed instance fields, inherited ones first.</summary>
    public Value[] Template { get; set; } = [];

    /// <summary>Types of the fields that are structs of their own, at their index; null when there is none.</summary>
    public DeviceType?[]? StructFields { get; set; }

    public List<DeviceField> Fields { get; } = [];

    public List<DeviceMethod> Methods { get; } = [];

    public DeviceMethod? Finalizer { get; set; }

    /// <summary>False for the class library: its own types are not counted with the program's.</summary>
    public bool IsProgram { get; set; }

    public Loading.DeviceAssembly? Assembly { get; set; }

    /// <summary>The implementation that a call of <paramref name="called"/> reaches on an object of this type.</summary>
    public DeviceMethod? FindVirtual(DeviceMethod called)
    {
        if (called.VirtualId < _virtuals.Length && _virtuals[called.VirtualId] is { } known)
        {
            return known;
        }

        DeviceMethod? found = Lookup(called);
        if (found is not null)
        {
            if (called.VirtualId >= _virtuals.Length)
            {
                Array.Resize(ref _virtuals, called.VirtualId + 8);
            }

            _virtuals[called.VirtualId] = found;
        }

        return found;
    }

    public bool IsAssignableTo(DeviceType target)
    {
        if (target.IsArray)
        {
            return IsArray && (Element == target.Element || (!Element!.IsValueType && !target.Element!.IsValueType && Element.IsAssignableTo(target.Element)));
        }

        for (DeviceType? type = this; type is not null; type = type.Base)
        {
            if (type == target || (target.IsInterface && Array.Exists(type.Interfaces, i => i.IsAssignableTo(target))))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => FullName;

    private DeviceMethod? Lookup(DeviceMethod called)
    {
        string explicitName = called.Owner.FullName.Replace('/', '.') + "." + called.Name;
        for (DeviceType? type = this; type is not null; type = type.Base)
        {
            foreach (DeviceMethod method in type.Methods)
            {
                if (method.IsVirtual && !method.IsAbstract && method.Parameters == called.Parameters
                    && (method.Name == called.Name || (called.Owner.IsInterface && method.Name == explicitName)))
                {
                    return method;
                }
            }
        }

        return null;
    }
}

/// <summary>A field: an index into the object, or into the values of all static fields.</summary>
public sealed class DeviceField(DeviceType owner, FieldDefinition definition, DeviceType type, int index)
{
    public DeviceType Owner { get; } = owner;

    public FieldDefinition Definition { get; } = definition;

    public DeviceType Type { get; } = type;

    public int Index { get; } = index;

    public string Name => Definition.Name;
}
