using Mono.Cecil;
using Mono.Cecil.Cil;
using CilInstruction = Mono.Cecil.Cil.Instruction;

namespace nanoDer.Device.Loading;

/// <summary>
/// The deepest evaluation stack of a method, as the metadata processor works it out: the compiler's own figure is at least 8.
/// </summary>
internal static class StackDepth
{
    public static int Of(MethodBody body)
    {
        var at = new Dictionary<CilInstruction, int>();
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            at[handler.HandlerStart] = handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter ? 1 : 0;
            if (handler.FilterStart is not null)
            {
                at[handler.FilterStart] = 1;
            }
        }

        int depth = 0;
        int deepest = 0;
        foreach (CilInstruction instruction in body.Instructions)
        {
            depth = at.TryGetValue(instruction, out int known) ? known : depth;
            depth += Change(instruction, body.Method, depth);
            deepest = Math.Max(deepest, depth);
            switch (instruction.Operand)
            {
                case CilInstruction target:
                    at.TryAdd(target, depth);
                    break;
                case CilInstruction[] targets:
                    foreach (CilInstruction target in targets)
                    {
                        at.TryAdd(target, depth);
                    }

                    break;
            }

            if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
            {
                depth = 0;
            }
        }

        return deepest;
    }

    private static int Change(CilInstruction instruction, MethodDefinition method, int depth)
    {
        if (instruction.OpCode.FlowControl == FlowControl.Call && instruction.Operand is IMethodSignature called)
        {
            bool isNew = instruction.OpCode.Code == Mono.Cecil.Cil.Code.Newobj;
            int result = isNew || called.ReturnType.MetadataType != MetadataType.Void ? 1 : 0;
            return result - called.Parameters.Count - (called.HasThis && !isNew ? 1 : 0);
        }

        return instruction.OpCode.Code switch
        {
            Mono.Cecil.Cil.Code.Ret => method.ReturnType.MetadataType == MetadataType.Void ? 0 : -1,
            Mono.Cecil.Cil.Code.Leave or Mono.Cecil.Cil.Code.Leave_S or Mono.Cecil.Cil.Code.Throw => -depth,
            _ => Pushed(instruction.OpCode.StackBehaviourPush) - Popped(instruction.OpCode.StackBehaviourPop),
        };
    }

    private static int Pushed(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        _ => 1,
    };

    private static int Popped(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
            or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        _ => 3,
    };
}
