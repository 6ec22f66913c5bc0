using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker.Rules;

/// <summary>
/// What the C# compiler adds on its own. It picks its helpers from the class library at hand: against .NET it takes newer
/// ones than against nanoFramework, for the same source. Here stands which of them have a plain counterpart there.
/// </summary>
public static class CompilerCode
{
    private const string InterpolatedString = "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler";
    private const string CompilerServices = "System.Runtime.CompilerServices";

    private static readonly HashSet<string> s_attributes = new(StringComparer.Ordinal)
    {
        "AsyncStateMachineAttribute", "CompilerFeatureRequiredAttribute", "CompilerGeneratedAttribute", "DecimalConstantAttribute",
        "DynamicAttribute", "FixedBufferAttribute", "IsByRefLikeAttribute", "IsReadOnlyAttribute", "IsUnmanagedAttribute",
        "IteratorStateMachineAttribute", "NativeIntegerAttribute", "NullableAttribute", "NullableContextAttribute",
        "PreserveBaseOverridesAttribute", "RefSafetyRulesAttribute", "RequiresLocationAttribute", "ScopedRefAttribute",
        "TupleElementNamesAttribute", "UnsafeValueTypeAttribute",
    };

    /// <summary>Types that the compiler alone names: not walked.</summary>
    public static bool IsArtifact(TypeDefinition type)
    {
        for (TypeDefinition? t = type; t is not null; t = t.DeclaringType)
        {
            if (t.Name is "<Module>" or "<PrivateImplementationDetails>" || t.Namespace == "Microsoft.CodeAnalysis"
                || t.CustomAttributes.Any(a => a.AttributeType.FullName == "Microsoft.CodeAnalysis.EmbeddedAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Attributes that the compiler writes without being asked.</summary>
    public static bool IsCompilerAttribute(TypeReference type) =>
        (type.Namespace == CompilerServices && s_attributes.Contains(type.Name)) || type.Namespace == "Microsoft.CodeAnalysis";

    /// <summary>The nested types behind iterators and async methods: the method itself is reported, not they.</summary>
    public static HashSet<TypeDefinition> StateMachines(ModuleDefinition module) =>
        module.GetTypes().SelectMany(t => t.Methods).Select(StateMachine).OfType<TypeReference>().Select(t => t.Resolve()).ToHashSet();

    /// <summary>The state machine of an iterator or async method, else null.</summary>
    public static TypeReference? StateMachine(MethodDefinition method) => method.CustomAttributes
        .FirstOrDefault(a => a.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute" or "AsyncIteratorStateMachineAttribute")
        ?.ConstructorArguments[0].Value as TypeReference;

    /// <summary>A record, which the compiler fills with generic members.</summary>
    public static bool IsRecord(TypeDefinition type) =>
        type.Methods.Any(m => m.Name == "<Clone>$" || (m.Name == "PrintMembers" && IsGenerated(m)));

    /// <summary>Methods that need no look: what makes up a record, the asynchronous pair of a delegate.</summary>
    public static bool IsOmitted(MethodDefinition method) =>
        (IsRecord(method.DeclaringType) && IsGenerated(method) && !method.IsGetter && !method.IsSetter)
        || (method.IsRuntime && method.Name is "BeginInvoke" or "EndInvoke");

    /// <summary>
    /// <c>add_X</c> and <c>remove_X</c> of a field-like event. Against .NET the body exchanges atomically, with a generic
    /// method; against nanoFramework it calls <c>Delegate.Combine</c> or <c>Remove</c>.
    /// </summary>
    public static bool IsEventAccessor(MethodDefinition method) => (method.IsAddOn || method.IsRemoveOn) && IsGenerated(method);

    /// <summary>A call that the compiler chose and would choose otherwise against nanoFramework.</summary>
    public static bool IsHelperCall(Instruction instruction)
    {
        if (instruction.Operand is not MethodReference called)
        {
            return false;
        }

        return (called.DeclaringType.FullName, called.Name) switch
        {
            ("System.Threading.Monitor", "Enter") => called.Parameters.Count == 2, // lock: Enter(object) there
            ("System.Object", "Finalize") => true,                                 // a destructor's; the lists have no destructors
            ("System.Array", "Empty") => IsEmptyParams(instruction),               // new T[0] there
            ("System.Runtime.CompilerServices.SwitchExpressionException", ".ctor") => true, // InvalidOperationException there
            ("<PrivateImplementationDetails>", _) => true,
            ("System.String", "Concat") => IsSpanConcat(called),
            ("System.String", "op_Implicit") or ("System.ReadOnlySpan`1<System.Char>", ".ctor") => IsSpanConcatenation(instruction),
            (InterpolatedString, _) => true,                                       // string.Format(string, params object[]) there
            _ => false,
        };
    }

    /// <summary>A local that the compiler made for such calls.</summary>
    public static bool IsHelperLocal(VariableDefinition variable) => variable.VariableType.FullName == InterpolatedString;

    // "a" + 'c' makes spans of the parts and concatenates those.
    private static bool IsSpanConcatenation(Instruction instruction)
    {
        for (Instruction? i = instruction.Next; i is not null; i = i.Next)
        {
            if (i.Operand is MethodReference { Name: "Concat", DeclaringType.FullName: "System.String" } concat)
            {
                return IsSpanConcat(concat);
            }
        }

        return false;
    }

    private static bool IsSpanConcat(MethodReference concat) =>
        concat.Parameters.All(p => p.ParameterType.FullName == "System.ReadOnlySpan`1<System.Char>");

    private static bool IsGenerated(MethodDefinition method) =>
        method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");

    // The call that takes it follows at once, because the params array is the last argument.
    private static bool IsEmptyParams(Instruction instruction) =>
        instruction.Next?.Operand is MethodReference taker
        && Hierarchy.TryResolve(taker)?.Parameters.LastOrDefault() is { } last
        && last.CustomAttributes.Any(a => a.AttributeType.Name == "ParamArrayAttribute");
}
