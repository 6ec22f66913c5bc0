using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Checker.Api;

namespace nanoDer.Checker.Rules;

/// <summary>
/// What the metadata processor refuses or the runtime dies of, seen in declarations: ND201, ND202, ND205 to ND208, ND212,
/// ND215 to ND220.
/// </summary>
public sealed class ShapeRule(ApiLists lists) : Rule
{
    private static readonly Guid s_compilerOptions = new("b5feec05-8cd0-4a83-96da-466284bb4bd8");

    /// <inheritdoc />
    public override void Module(ModuleDefinition module)
    {
        if (Language(module) is { } version && version >= new Version(11, 0))
        {
            Refuse("ND212", default, $"compiled as C# {version}: there the compiler embeds attributes of its own, which break GetCustomAttributes; LangVersion is 9.0");
        }
    }

    /// <inheritdoc />
    public override void Type(TypeDefinition type)
    {
        var place = new Place(type);
        if (type.HasGenericParameters)
        {
            Refuse("ND201", place, $"{type.Name} is generic: the runtime crashes when it loads the assembly");
        }

        if (CompilerCode.IsRecord(type))
        {
            Refuse("ND216", place, $"{type.Name} is a record: it needs System.IEquatable<T>");
        }

        if (type.IsExplicitLayout)
        {
            Refuse("ND217", place, $"{type.Name} has an explicit layout: the runtime gives each field 12 bytes of its own");
        }

        if (type.IsInterface && type.Methods.FirstOrDefault(m => !m.IsAbstract) is { } body)
        {
            Refuse("ND207", new Place(type, body), $"{type.Name}.{body.Name} is implemented in its interface: the runtime stops with CLR_E_WRONG_TYPE");
        }
    }

    /// <inheritdoc />
    public override void Method(MethodDefinition method)
    {
        var place = new Place(method.DeclaringType, method);
        if (method.HasGenericParameters)
        {
            Refuse("ND201", place, $"{method.Name} is generic: the runtime hangs when it loads the assembly");
        }

        if (CompilerCode.StateMachine(method)?.Resolve() is { } machine)
        {
            bool iterator = method.CustomAttributes.Any(a => a.AttributeType.Name == "IteratorStateMachineAttribute");
            Refuse("ND218", new Place(machine, machine.Methods.FirstOrDefault(m => m.Name == "MoveNext")), iterator ? "iterators need System.Collections.Generic: write the enumerator" : "there is no Task: use a thread or an engine");
        }

        if (method.CustomAttributes.Any(a => a.AttributeType.Name == "PreserveBaseOverridesAttribute"))
        {
            Refuse("ND215", place, $"{method.Name} overrides with another return type");
        }

        if (method.CustomAttributes.SelectMany(a => a.ConstructorArguments).Any(HasCharacter))
        {
            Refuse("ND220", place, $"{method.Name} has an attribute with an argument of type char: GetCustomAttributes fails on the device; give a text or a number");
        }

        if (method.IsPInvokeImpl)
        {
            Refuse("ND219", place, $"{method.Name} is imported from a native library");
        }

        if (((int)method.ImplAttributes & 0x300) != 0)
        {
            Refuse("ND101", place, "nanoFramework has no MethodImplOptions.AggressiveInlining or AggressiveOptimization");
        }
    }

    /// <inheritdoc />
    public override void MemberUse(MemberReference member, Place place)
    {
        bool instance = member is GenericInstanceMethod generic && OverloadChoice.For(generic, lists) is null;
        if (instance || member.DeclaringType is GenericInstanceType)
        {
            Refuse("ND201", place, $"{member.DeclaringType.Name}.{member.Name} is generic: the runtime crashes or hangs when it loads the assembly");
        }

        if (member.DeclaringType is ArrayType array)
        {
            TypeUse(array, place);
        }

        if (member is IMemberDefinition || !instance && member is GenericInstanceMethod)
        {
            return; // its signature is reported where it stands, or is another there
        }

        if (member is MethodReference method)
        {
            TypeUse(method.ReturnType, place);
            foreach (ParameterDefinition parameter in method.Parameters)
            {
                TypeUse(parameter.ParameterType, place);
            }
        }
        else if (member is FieldReference field)
        {
            TypeUse(field.FieldType, place);
        }
    }

    /// <inheritdoc />
    public override void TypeUse(TypeReference type, Place place)
    {
        switch (type)
        {
            case GenericInstanceType instance:
                Refuse("ND201", place, $"{instance.Name.Split('`')[0]}<> is generic: the runtime crashes or hangs when it loads the assembly{Instead(instance)}");
                return;
            case ArrayType { IsVector: false } array:
                Refuse("ND202", place, $"array of {array.Rank} dimensions: the runtime crashes when it loads the assembly; use one, or an array of arrays");
                break;
            case RequiredModifierType { ModifierType.Name: "IsVolatile" }:
                Refuse("ND208", place, "volatile: the device's compiler lacks IsVolatile; use System.Threading.Interlocked or lock");
                break;
            case RequiredModifierType { ModifierType.Name: not "IsExternalInit" } modified:
                Refuse("ND208", place, $"the device's compiler lacks {modified.ModifierType.Name}: no 'in' parameter of a virtual method or delegate, no 'ref readonly' return");
                break;
            case PinnedType:
                Refuse("ND205", place, "fixed: the metadata processor fails on a pinned local; use an index");
                break;
            case FunctionPointerType:
                Refuse("ND206", place, "function pointer: the program stops silently; use a delegate of your own type");
                return;
        }

        if (type is TypeSpecification specification)
        {
            TypeUse(specification.ElementType, place);
        }
    }

    // Also in an array, as of DataRow, and boxed.
    private static bool HasCharacter(CustomAttributeArgument argument) => argument.Value switch
    {
        CustomAttributeArgument[] list => list.Any(HasCharacter),
        CustomAttributeArgument boxed => HasCharacter(boxed),
        _ => argument.Type.MetadataType == MetadataType.Char,
    };

    // The compiler writes its options into the PDB, as a list of names and values.
    private static Version? Language(ModuleDefinition module)
    {
        byte[]? options = module.CustomDebugInformations.OfType<BinaryCustomDebugInformation>().FirstOrDefault(i => i.Identifier == s_compilerOptions)?.Data;
        string[] parts = options is null ? [] : Encoding.UTF8.GetString(options).Split('\0');
        int at = Array.IndexOf(parts, "language-version");
        return at >= 0 && Version.TryParse(parts[at + 1], out Version? version) ? version : null;
    }

    private static string Instead(GenericInstanceType instance) => instance.ElementType.Name switch
    {
        "Nullable`1" => "; use a flag beside the value",
        "Func`1" or "Func`2" or "Func`3" or "Action`1" or "Action`2" or "EventHandler`1" => "; declare a delegate",
        "Span`1" or "ReadOnlySpan`1" => "; use an array with offset and count",
        _ => "",
    };
}
