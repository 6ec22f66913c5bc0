using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Checker.Api;
using nanoDer.Checker.Rules;

namespace nanoDer.Checker.DataPath;

/// <summary>What makes objects in one method, callees aside. The code on its way into <c>throw new</c> is exempt: misuse of the API.</summary>
public sealed class Allocations(AssemblySet assemblies, ApiLists lists)
{
    /// <summary>The findings of a method: code, instruction (null for its signature), message.</summary>
    public IEnumerable<(string Code, Instruction? At, string Message)> In(MethodDefinition method)
    {
        foreach (string structure in Structures(method))
        {
            yield return ("ND504", null, structure);
        }

        if (method.IsSynchronized)
        {
            yield return ("ND505", null, "synchronized: a lock takes a node of the heap");
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (Of(instruction) is { } found && !IntoThrow(instruction))
            {
                yield return (found.Code, instruction, found.Message);
            }
        }
    }

    private static IEnumerable<string> Structures(MethodDefinition method)
    {
        if (method.Body.Variables.FirstOrDefault(v => IsStructure(v.VariableType)) is { } local)
        {
            yield return $"local of structure {local.VariableType.Name}: the runtime makes an object of it at each entry";
        }

        if (method.Parameters.FirstOrDefault(p => IsStructure(p.ParameterType)) is { } parameter)
        {
            yield return $"parameter {parameter.Name} is a structure by value: each call copies it to a new object";
        }
    }

    private (string Code, string Message)? Of(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Newobj:
                return New((MethodReference)instruction.Operand, instruction);
            case Code.Newarr:
                return ("ND501", $"new {((TypeReference)instruction.Operand).Name}[]");
            case Code.Box:
                return ("ND502", $"{((TypeReference)instruction.Operand).Name} is boxed");
            case Code.Ldftn or Code.Ldvirtftn:
                return ("ND506", $"delegate of {((MethodReference)instruction.Operand).Name}: make it at start-up");
            case Code.Ldstr:
                return ("ND507", "string literal: 12 bytes each time it is met; keep it in a static readonly field");
            case Code.Ldobj or Code.Ldelem_Any when IsStructure((TypeReference)instruction.Operand):
                return ("ND504", $"{((TypeReference)instruction.Operand).Name} is copied to a new object");
            case Code.Ldfld or Code.Ldsfld when IsStructure(((FieldReference)instruction.Operand).FieldType):
                return ("ND504", $"{((FieldReference)instruction.Operand).Name} is a structure: loading it copies it to a new object");
            case Code.Call or Code.Callvirt:
                return Call((MethodReference)instruction.Operand, instruction);
            default:
                return null;
        }
    }

    private static (string, string)? New(MethodReference constructor, Instruction instruction)
    {
        TypeReference type = constructor.DeclaringType;
        if (type is ArrayType)
        {
            return ("ND501", $"new {type.Name}");
        }

        if (Hierarchy.IsValueType(type))
        {
            return IsStructure(type) ? ("ND504", $"new {type.Name} is an object of the heap although it is a structure") : null;
        }

        bool aDelegate = instruction.Previous?.OpCode.Code is Code.Ldftn or Code.Ldvirtftn; // reported there
        return aDelegate ? null : ("ND501", $"new {type.Name}");
    }

    private (string, string)? Call(MethodReference called, Instruction instruction)
    {
        string name = called.DeclaringType.Name + "." + called.Name;
        if (called.DeclaringType.FullName == "System.Threading.Monitor")
        {
            return called.Name == "Exit" ? null : ("ND505", "lock takes a node of the heap");
        }

        if (called.DeclaringType is ArrayType || assemblies.IsDeviceCode(called.DeclaringType.Scope) || IsInvoke(called))
        {
            return IsStructure(called.ReturnType) ? ("ND504", $"{name} returns a structure: a new object") : null;
        }

        if (OverloadChoice.For(called, lists) is { } overload && OverloadChoice.Boxes(called, overload))
        {
            return ("ND502", $"{name} takes object in nanoFramework: the argument is boxed");
        }

        if (SafeCalls.Contains(called))
        {
            return null;
        }

        return CompilerCode.IsHelperCall(instruction) && called.Name != "Concat" && called.DeclaringType.Name != "DefaultInterpolatedStringHandler"
            ? null
            : ("ND503", $"{name} is not known to make no object");
    }

    private static bool IsInvoke(MethodReference called) =>
        called.Name == "Invoke" && Hierarchy.TryResolve(called.DeclaringType)?.BaseType?.FullName == "System.MulticastDelegate";

    // What the runtime keeps in an object. DateTime and TimeSpan are numbers to it.
    private static bool IsStructure(TypeReference type) =>
        !type.IsPrimitive && type is not (ByReferenceType or PointerType or ArrayType) && type.FullName is not ("System.DateTime" or "System.TimeSpan" or "System.Void")
        && Hierarchy.TryResolve(type) is { IsValueType: true, IsEnum: false };

    // Straight on from here, without a branch, the code throws an exception that it makes.
    private static bool IntoThrow(Instruction instruction)
    {
        if (instruction.OpCode.Code is not (Code.Newobj or Code.Ldstr))
        {
            return false;
        }

        Instruction? i = instruction;
        while (i is not null && i.OpCode.FlowControl is FlowControl.Next or FlowControl.Call)
        {
            i = i.Next;
        }

        return i?.OpCode.Code == Code.Throw && i.Previous.OpCode.Code == Code.Newobj
            && (instruction.OpCode.Code == Code.Ldstr || instruction == i.Previous);
    }
}
