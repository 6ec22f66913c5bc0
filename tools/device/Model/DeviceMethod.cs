using Mono.Cecil;

namespace nanoDer.Device.Model;

/// <summary>A method: its shape, its code once it was called, and what it cost so far.</summary>
public sealed class DeviceMethod(DeviceType owner, MethodDefinition definition, string parameters)
{
    private static int s_virtualIds;

    public DeviceType Owner { get; } = owner;

    public MethodDefinition Definition { get; } = definition;

    public string Name { get; } = definition.Name;

    /// <summary>Parameter types by name: what distinguishes overloads.</summary>
    public string Parameters { get; } = parameters;

    public string FullName => $"{Owner.FullName}::{Name}({Parameters})";

    public bool IsStatic { get; } = definition.IsStatic;

    public bool IsVirtual { get; } = definition.IsVirtual;

    public bool IsAbstract { get; } = definition.IsAbstract;

    public bool IsConstructor { get; } = definition.IsConstructor && !definition.IsStatic;

    public bool IsDelegateInvoke { get; init; }

    public bool HasResult { get; init; }

    /// <summary>Arguments, <c>this</c> included.</summary>
    public int ArgumentCount { get; } = definition.Parameters.Count + (definition.HasThis ? 1 : 0);

    internal int VirtualId { get; } = definition.IsVirtual ? Interlocked.Increment(ref s_virtualIds) : 0;

    /// <summary>Set once the method was translated.</summary>
    public Code? Code { get; set; }

    /// <summary>The implementation of a method that the runtime itself provides.</summary>
    internal Natives.NativeHandler? Native { get; set; }

    /// <summary>Cost of a native, in thousandths of a loop step.</summary>
    public int NativeCost { get; set; }

    /// <summary>Cost in this method alone, in thousandths of a loop step.</summary>
    public long SelfCost { get; set; }

    public long Calls { get; set; }

    public long AllocatedBytes { get; set; }

    public override string ToString() => FullName;
}

/// <summary>A method translated for the interpreter.</summary>
public sealed class Code
{
    /// <summary>What the frame of a delegate list executes.</summary>
    public static readonly Code Multicast = new()
    {
        Instructions = [new Instruction { Op = Op.NextDelegate }],
        Operands = [],
        Locals = [],
        StructLocals = [],
        MaxStack = 16,
        Handlers = [],
        FrameBytes = 204,
        EvaluationSlots = 0,
    };

    public required Instruction[] Instructions { get; init; }

    /// <summary>What instructions refer to: methods, types, fields, texts, jump tables.</summary>
    public required object[] Operands { get; init; }

    /// <summary>Zeroed locals.</summary>
    public required Value[] Locals { get; init; }

    /// <summary>Locals that are structs: each is a heap object made at entry.</summary>
    public required (int Index, DeviceType Type)[] StructLocals { get; init; }

    public required int MaxStack { get; init; }

    public required Handler[] Handlers { get; init; }

    /// <summary>Bytes of a stack frame on the device's heap.</summary>
    public required int FrameBytes { get; init; }

    /// <summary>Slots that the frame keeps for evaluation; a call is inlined when the callee's fit into what is left.</summary>
    public required int EvaluationSlots { get; init; }
}

/// <summary>A protected region and what handles it, in instruction indices.</summary>
public sealed record Handler(int TryStart, int TryEnd, int Start, int End, HandlerKind Kind, DeviceType? Catch, int FilterStart);

public enum HandlerKind
{
    Catch,
    Filter,
    Finally,
    Fault,
}
