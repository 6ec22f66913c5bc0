using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Device.Model;

namespace nanoDer.Device.Loading;

/// <summary>Goes through all code of a program before it runs and notes what the device could not load or run.</summary>
internal sealed class ProgramCheck(DeviceProgram program, List<Refusal> refusals)
{
    private const int MaxCodeBytes = 65536;
    private const int MaxLocals = 255;
    private const int MaxBranch = 32767;

    /// <summary>Types of the class library that the program names.</summary>
    public HashSet<string> ClassTypesUsed { get; } = [];

    public void Check(DeviceAssembly assembly)
    {
        int bytes = 0;
        foreach (DeviceType type in program.Types.Where(t => t.Assembly == assembly))
        {
            Note(type.Base);
            foreach (DeviceMethod method in type.Methods)
            {
                bytes += method.Definition.HasBody ? method.Definition.Body.CodeSize : 0;
                try
                {
                    Check(type, method);
                }
                catch (CannotRunException e)
                {
                    refusals.Add(new Refusal(method.FullName, e.Message));
                }
            }
        }

        if (bytes > MaxCodeBytes)
        {
            refusals.Add(new Refusal(assembly.Name, $"{bytes} bytes of IL; the metadata processor takes {MaxCodeBytes} an assembly"));
        }
    }

    private void Check(DeviceType type, DeviceMethod method)
    {
        MethodDefinition definition = method.Definition;
        foreach (ParameterDefinition parameter in definition.Parameters)
        {
            Note(program.Resolver.Type(parameter.ParameterType));
        }

        Note(program.Resolver.Type(definition.ReturnType));
        if (!definition.HasBody)
        {
            return;
        }

        if (type.IsInterface && !definition.IsStatic)
        {
            throw new CannotRunException("default interface methods end in CLR_E_WRONG_TYPE");
        }

        if (definition.Body.Variables.Count > MaxLocals)
        {
            throw new CannotRunException($"{definition.Body.Variables.Count} locals; the device counts them in a byte ({MaxLocals})");
        }

        foreach (VariableDefinition local in definition.Body.Variables)
        {
            Note(program.Resolver.Type(local.VariableType));
        }

        foreach (Mono.Cecil.Cil.Instruction instruction in definition.Body.Instructions)
        {
            Check(instruction);
        }

        foreach (ExceptionHandler handler in definition.Body.ExceptionHandlers)
        {
            if (handler.CatchType is not null)
            {
                Note(program.Resolver.Type(handler.CatchType));
            }
        }
    }

    private void Check(Mono.Cecil.Cil.Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Mono.Cecil.Cil.Code.Localloc:
                throw new CannotRunException("stackalloc ends in CLR_E_UNSUPPORTED_INSTRUCTION");
            case Mono.Cecil.Cil.Code.Calli:
                throw new CannotRunException("a call through a function pointer ends in CLR_E_UNSUPPORTED_INSTRUCTION");
            case Mono.Cecil.Cil.Code.Cpblk or Mono.Cecil.Cil.Code.Initblk or Mono.Cecil.Cil.Code.Jmp or Mono.Cecil.Cil.Code.Arglist
                or Mono.Cecil.Cil.Code.Mkrefany or Mono.Cecil.Cil.Code.Refanytype or Mono.Cecil.Cil.Code.Refanyval or Mono.Cecil.Cil.Code.Ckfinite:
                throw new CannotRunException($"{instruction.OpCode.Name} ends in CLR_E_UNSUPPORTED_INSTRUCTION");
        }

        switch (instruction.Operand)
        {
            case MethodReference method:
                DeviceMethod found = program.Resolver.Method(method);
                Note(found.Owner);
                NeedNative(found);
                break;
            case FieldReference field:
                Note(program.Resolver.Field(field).Owner);
                break;
            case TypeReference type:
                Note(program.Resolver.Type(type));
                break;
            case Mono.Cecil.Cil.Instruction target when Math.Abs(target.Offset - instruction.Offset) > MaxBranch:
                throw new CannotRunException($"a branch over {Math.Abs(target.Offset - instruction.Offset)} bytes of IL; the device's offsets have 16 bits");
        }
    }

    private void Note(DeviceType? type)
    {
        while (type?.Element is { } element)
        {
            type = element;
        }

        if (type is { IsProgram: false })
        {
            ClassTypesUsed.Add(type.FullName);
        }
    }

    private void NeedNative(DeviceMethod method)
    {
        if (method.Definition.IsInternalCall && Natives.NativeTable.Find(method.FullName) is null && !program.HostCalls.ContainsKey(method.FullName))
        {
            throw new CannotRunException($"the emulator does not implement {method.FullName}");
        }
    }
}
