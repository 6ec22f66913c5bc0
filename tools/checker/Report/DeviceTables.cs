using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Checker.Api;
using nanoDer.Checker.Rules;

namespace nanoDer.Checker.Report;

/// <summary>
/// What the metadata processor would make of an assembly: how many records of each kind, how long the strings, signatures and
/// code. The .NET build differs from the device's in what the compiler adds, so that this is an estimate; how good, is in README.md.
/// </summary>
public sealed class DeviceTables
{
    private const int Header = 124;
    private const int Padding = 12;
    private const int RamOfAssembly = 136;

    // The processor drops these.
    private static readonly HashSet<string> s_dropped = new(StringComparer.Ordinal)
    {
        "System.AttributeUsageAttribute", "System.CLSCompliantAttribute", "System.Diagnostics.ConditionalAttribute", "System.FlagsAttribute",
        "System.ObsoleteAttribute", "System.ParamArrayAttribute", "System.Reflection.DefaultMemberAttribute", "System.Runtime.CompilerServices.ExtensionAttribute",
        "System.Runtime.CompilerServices.InternalsVisibleToAttribute",

        // And these two because every project of lib/ tells it to: only the checker reads them.
        "nanoDer.Core.DataPathAttribute", "nanoDer.Core.AllocatesAttribute",
    };

    private readonly HashSet<string> _assemblies = [];
    private readonly HashSet<string> _types = [];
    private readonly HashSet<string> _fields = [];
    private readonly HashSet<string> _methods = [];
    private readonly HashSet<string> _strings = new(StringComparer.Ordinal);
    private readonly Signatures _signatures = new();
    private readonly ApiLists _lists;
    private int _typeDefinitions;
    private int _fieldDefinitions;
    private int _methodDefinitions;
    private int _statics;
    private int _attributes;

    /// <param name="module">The assembly.</param>
    /// <param name="lists">For the names that the runtime itself holds.</param>
    public DeviceTables(ModuleDefinition module, ApiLists lists)
    {
        _lists = lists;
        Name(module.Assembly.Name.Name);
        foreach (TypeDefinition type in module.GetTypes().Where(t => t.Name != "<Module>" && !s_dropped.Contains(t.FullName)))
        {
            Add(type);
        }

        Code = module.GetTypes().SelectMany(t => t.Methods).Sum(DeviceCode.BytesOf);
    }

    /// <summary>Bytes of IL.</summary>
    public int Code { get; }

    /// <summary>Bytes of all strings, names and literals.</summary>
    public int Strings => _strings.Sum(s => System.Text.Encoding.UTF8.GetByteCount(s) + 1);

    /// <summary>Bytes of the .pe file.</summary>
    public int File => Header + Padding + (12 * _assemblies.Count) + (8 * (_types.Count + _fields.Count + _methods.Count)) + (24 * _typeDefinitions)
        + (8 * _fieldDefinitions) + (16 * _methodDefinitions) + (8 * _attributes) + Strings + _signatures.Length + Code;

    /// <summary>Bytes of the managed heap that the runtime's tables of this assembly take, its static fields included.</summary>
    public int Ram => RamOfAssembly + (4 * (_assemblies.Count + _types.Count + _fields.Count + _methods.Count)) + (8 * _typeDefinitions)
        + (((2 * _fieldDefinitions) + 3) & ~3) + (((2 * _methodDefinitions) + 3) & ~3) + (12 * _statics);

    private void Add(TypeDefinition type)
    {
        _typeDefinitions++;
        Name(type.Name);
        Name(type.Namespace);
        Use(type.BaseType);
        if (type.HasInterfaces)
        {
            _signatures.Add([(byte)type.Interfaces.Count, .. type.Interfaces.SelectMany(i => Signatures.Of(i.InterfaceType))]);
            type.Interfaces.ToList().ForEach(i => Use(i.InterfaceType));
        }

        Attributes(type);
        foreach (FieldDefinition field in type.Fields.Where(f => !f.HasConstant))
        {
            _fieldDefinitions++;
            _statics += field.IsStatic ? 1 : 0;
            Use(field.FieldType);
            _signatures.Add([0x06, .. Signatures.Of(field.FieldType)]);
            if (field.InitialValue.Length > 0)
            {
                _signatures.Add([0, 0, .. field.InitialValue]);
            }

            Name(field.Name);
            Attributes(field);
        }

        foreach (MethodDefinition method in type.Methods.Where(m => !(m.IsRuntime && m.Name is "BeginInvoke" or "EndInvoke")))
        {
            Add(method);
        }
    }

    private void Add(MethodDefinition method)
    {
        _methodDefinitions++;
        Name(method.Name);
        _signatures.Add(Signatures.Of(method));
        Use(method.ReturnType);
        method.Parameters.ToList().ForEach(p => Use(p.ParameterType));
        Attributes(method);
        if (!method.HasBody)
        {
            return;
        }

        if (method.Body.HasVariables)
        {
            _signatures.Add([.. method.Body.Variables.SelectMany(v => Signatures.Of(v.VariableType))]);
            method.Body.Variables.ToList().ForEach(v => Use(v.VariableType));
        }

        method.Body.ExceptionHandlers.ToList().ForEach(h => Use(h.CatchType));
        foreach (Instruction instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case string literal:
                    Name(literal);
                    break;
                case TypeReference type:
                    Use(type);
                    break;
                case MemberReference member:
                    Use(member);
                    break;
            }
        }
    }

    private void Attributes(ICustomAttributeProvider provider)
    {
        foreach (CustomAttribute attribute in provider.CustomAttributes)
        {
            string type = attribute.AttributeType.FullName;
            if (CompilerCode.IsCompilerAttribute(attribute.AttributeType) || s_dropped.Contains(type) || type.StartsWith("System.Diagnostics.Debugg"))
            {
                continue;
            }

            _attributes++;
            Use(attribute.Constructor);
            foreach (CustomAttributeArgument argument in attribute.ConstructorArguments)
            {
                _signatures.Add([0x0E, 0, 0, 0, 0]);
                if (argument.Value is string text)
                {
                    Name(text);
                }
            }
        }
    }

    private void Use(MemberReference member)
    {
        if (member is IMemberDefinition)
        {
            return;
        }

        Reference(member.DeclaringType);
        Name(member.Name);
        switch (member)
        {
            case MethodReference method when _methods.Add(method.FullName):
                _signatures.Add(Signatures.Of(method));
                Use(method.ReturnType);
                method.Parameters.ToList().ForEach(p => Use(p.ParameterType));
                break;
            case FieldReference field when _fields.Add(field.FullName):
                _signatures.Add([0x06, .. Signatures.Of(field.FieldType)]);
                Use(field.FieldType);
                break;
        }
    }

    private void Use(TypeReference? type)
    {
        while (type is TypeSpecification specification)
        {
            type = specification.ElementType;
        }

        // Numbers and strings are codes in signatures.
        if (type is not null && !type.IsPrimitive && type.MetadataType is not (MetadataType.Void or MetadataType.String))
        {
            Reference(type);
        }
    }

    private void Reference(TypeReference type)
    {
        if (type is not (TypeDefinition or TypeSpecification or GenericParameter) && _types.Add(type.FullName))
        {
            Name(type.Name);
            Name(type.Namespace);
            _assemblies.Add(AssemblyOf(type));
        }
    }

    // The device's class libraries are cut otherwise: the package's list knows.
    private string AssemblyOf(TypeReference type) =>
        _lists.PackagesOf(DocId.Of(type)).FirstOrDefault() ?? type.Scope.Name;

    private void Name(string text)
    {
        if (!_lists.IsCoreName(text))
        {
            _strings.Add(text);
        }
    }
}
