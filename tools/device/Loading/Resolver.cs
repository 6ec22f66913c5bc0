using Mono.Cecil;
using nanoDer.Device.Model;

namespace nanoDer.Device.Loading;

/// <summary>Turns references of an assembly into types, methods and fields of the device, by name.</summary>
public sealed class Resolver(DeviceProgram program)
{
    private readonly Dictionary<string, DeviceType> _types = [];

    /// <summary>Types by their definition: compilers give the same names to helpers of every assembly.</summary>
    private readonly Dictionary<TypeDefinition, DeviceType> _own = [];
    private readonly Dictionary<string, DeviceType> _arrays = [];
    private readonly Dictionary<MemberReference, object> _members = [];
    private readonly List<DeviceType> _defined = [];

    /// <summary>Types between which .NET splits what the device has in one.</summary>
    private static readonly Dictionary<string, string> HostNames = new()
    {
        ["System.Threading.EventWaitHandle"] = "System.Threading.AutoResetEvent",
        ["System.Runtime.InteropServices.ExternalException"] = "System.Net.Sockets.SocketException",
    };

    public IReadOnlyCollection<DeviceType> Defined => _defined;

    /// <summary>A type of the class library that the runtime itself needs.</summary>
    public DeviceType WellKnown(string fullName) => _types.TryGetValue(fullName, out DeviceType? type)
        ? type
        : throw new InvalidOperationException($"The class library lacks {fullName}.");

    /// <summary>The type of a definition; null for one that was left out.</summary>
    internal DeviceType? Own(TypeDefinition definition) => _own.GetValueOrDefault(definition);

    public DeviceType? Find(string fullName) => _types.GetValueOrDefault(fullName);

    public DeviceType Type(TypeReference reference)
    {
        switch (reference)
        {
            case ArrayType array when array.Rank != 1 || !array.IsVector:
                throw new CannotRunException("multi-dimensional arrays crash the device at load");
            case ArrayType array:
                return ArrayOf(Type(array.ElementType));
            case IModifierType { ModifierType.Name: "IsVolatile" }:
                throw new CannotRunException("volatile fields do not compile for the device (there is no IsVolatile)");
            case IModifierType modified:
                return Type(modified.ElementType);
            case ByReferenceType byRef:
                Type(byRef.ElementType);
                return WellKnown("System.Object");
            case PointerType pointer:
                Type(pointer.ElementType);
                return WellKnown("System.Object");
            case PinnedType:
                throw new CannotRunException("fixed (pinned locals) stops the metadata processor");
            case FunctionPointerType:
                throw new CannotRunException("function pointers stop the device without a word");
            case GenericInstanceType or GenericParameter:
                throw new CannotRunException($"generics ({reference.FullName}) crash the device at load");
        }

        if (reference is TypeDefinition definition && _own.TryGetValue(definition, out DeviceType? own))
        {
            return own;
        }

        string name = HostNames.GetValueOrDefault(reference.FullName, reference.FullName);
        return _types.TryGetValue(name, out DeviceType? type)
            ? type
            : throw new CannotRunException($"the device has no type {reference.FullName}");
    }

    public DeviceType ArrayOf(DeviceType element)
    {
        if (!_arrays.TryGetValue(element.FullName, out DeviceType? array))
        {
            DeviceType root = WellKnown("System.Array");
            array = new DeviceType(element.FullName + "[]", null) { Base = root, Element = element };
            _arrays.Add(element.FullName, array);
        }

        return array;
    }

    public DeviceMethod Method(MethodReference reference)
    {
        if (_members.TryGetValue(reference, out object? known))
        {
            return (DeviceMethod)known;
        }

        if (reference is GenericInstanceMethod || reference.HasGenericParameters)
        {
            throw new CannotRunException($"generic methods ({reference.FullName}) hang the device");
        }

        DeviceType owner = Type(reference.DeclaringType);
        string parameters = Parameters(reference);
        for (DeviceType? type = owner; type is not null; type = reference.Name == ".ctor" ? null : type.Base)
        {
            DeviceMethod? method = type.Methods.Find(m => m.Name == reference.Name && m.Parameters == parameters && m.IsStatic != reference.HasThis);
            if (method is not null)
            {
                _members[reference] = method;
                return method;
            }
        }

        throw new CannotRunException($"the device has no {reference.DeclaringType.FullName}.{reference.Name}({parameters})");
    }

    public DeviceField Field(FieldReference reference)
    {
        if (_members.TryGetValue(reference, out object? known))
        {
            return (DeviceField)known;
        }

        for (DeviceType? type = Type(reference.DeclaringType); type is not null; type = type.Base)
        {
            DeviceField? field = type.Fields.Find(f => f.Name == reference.Name);
            if (field is not null)
            {
                _members[reference] = field;
                return field;
            }
        }

        throw new CannotRunException($"the device has no field {reference.FullName}");
    }

    /// <summary>Defines all types of an assembly: names first, then shapes, then members.</summary>
    internal void DefineAll(DeviceAssembly assembly, List<Refusal> refusals)
    {
        var added = new List<DeviceType>();
        foreach (TypeDefinition definition in assembly.Module.GetTypes())
        {
            if (definition.Name == "<Module>" || definition.HasGenericParameters)
            {
                if (assembly.IsProgram && definition.HasGenericParameters)
                {
                    refusals.Add(new Refusal(definition.FullName, "generic types crash the device at load"));
                }

                continue;
            }

            var type = new DeviceType(definition.FullName, definition) { IsProgram = assembly.IsProgram, Assembly = assembly };
            _own.Add(definition, type);
            _types.TryAdd(definition.FullName, type);
            added.Add(type);
        }

        foreach (DeviceType type in added)
        {
            Guard(type, refusals, () => Shape(type));
        }

        foreach (DeviceType type in added)
        {
            Guard(type, refusals, () => Layout(type));
        }

        foreach (DeviceType type in added)
        {
            DefineMethods(type, refusals);
            type.Finalizer = type.Methods.Find(m => m.Name == "Finalize" && m.Parameters.Length == 0 && m.Owner.FullName != "System.Object")
                ?? type.Base?.Finalizer;
        }

        _defined.AddRange(added);
    }

    private static void Guard(DeviceType type, List<Refusal> refusals, Action action)
    {
        try
        {
            action();
        }
        catch (CannotRunException e)
        {
            refusals.Add(new Refusal(type.FullName, e.Message));
        }
    }

    private void Shape(DeviceType type)
    {
        TypeDefinition definition = type.Definition!;
        type.Base = definition.BaseType is null ? null : Type(definition.BaseType);
        type.Interfaces = [.. definition.Interfaces.Select(i => Type(i.InterfaceType))];
        type.IsValueType = definition.IsValueType;
        type.IsEnum = definition.IsEnum;
        type.IsDelegate = definition.BaseType?.FullName == "System.MulticastDelegate";
        type.Storage = definition.IsEnum
            ? Primitive(definition.Fields.First(f => !f.IsStatic).FieldType.FullName)
            : Primitive(type.FullName);
        type.IsStruct = type.IsValueType && type.Storage == Tag.Object;
    }

    private static Tag Primitive(string fullName) => fullName switch
    {
        "System.Boolean" => Tag.Boolean,
        "System.SByte" => Tag.I1,
        "System.Byte" => Tag.U1,
        "System.Char" => Tag.Char,
        "System.Int16" => Tag.I2,
        "System.UInt16" => Tag.U2,
        "System.Int32" or "System.IntPtr" => Tag.I4,
        "System.UInt32" or "System.UIntPtr" => Tag.U4,
        "System.Single" => Tag.R4,
        "System.Int64" => Tag.I8,
        "System.UInt64" => Tag.U8,
        "System.Double" => Tag.R8,
        "System.DateTime" => Tag.DateTime,
        "System.TimeSpan" => Tag.TimeSpan,
        "System.RuntimeTypeHandle" or "System.RuntimeFieldHandle" or "System.RuntimeMethodHandle" => Tag.Token,
        _ => Tag.Object,
    };

    private void Layout(DeviceType type)
    {
        if (type.Template.Length > 0 || type.Fields.Count > 0)
        {
            return;
        }

        if (type.Base is { IsArray: false } parent && parent.Assembly == type.Assembly)
        {
            Layout(parent);
        }

        var template = new List<Value>(type.Base?.Template ?? []);
        var structs = new List<DeviceType?>(type.Base?.StructFields ?? new DeviceType?[template.Count]);
        foreach (FieldDefinition definition in type.Definition!.Fields)
        {
            if (definition.HasConstant)
            {
                continue;
            }

            DeviceType fieldType = definition.InitialValue.Length > 0 && definition.IsStatic ? WellKnown("System.Int32") : Type(definition.FieldType);
            if (definition.IsStatic)
            {
                var field = new DeviceField(type, definition, fieldType, program.NextStatic);
                program.AddStatic(field);
                type.Fields.Add(field);
            }
            else
            {
                type.Fields.Add(new DeviceField(type, definition, fieldType, template.Count));
                template.Add(new Value { T = fieldType.Storage });
                structs.Add(fieldType.IsStruct && fieldType != type ? fieldType : null);
            }
        }

        type.Template = [.. template];
        type.StructFields = structs.Exists(s => s is not null) ? [.. structs] : null;
    }

    private void DefineMethods(DeviceType type, List<Refusal> refusals)
    {
        foreach (MethodDefinition definition in type.Definition!.Methods)
        {
            if (definition.HasGenericParameters)
            {
                if (type.IsProgram)
                {
                    refusals.Add(new Refusal(definition.FullName, "generic methods hang the device"));
                }

                continue;
            }

            type.Methods.Add(new DeviceMethod(type, definition, Parameters(definition))
            {
                HasResult = definition.ReturnType.FullName != "System.Void" && !definition.ReturnType.FullName.StartsWith("System.Void modreq", StringComparison.Ordinal),
                IsDelegateInvoke = type.IsDelegate && definition.Name == "Invoke",
            });
        }
    }

    private static string Parameters(MethodReference reference) =>
        string.Join(',', reference.Parameters.Select(p => Plain(p.ParameterType).FullName));

    private static TypeReference Plain(TypeReference type) => type is IModifierType modified ? modified.ElementType : type;
}
