using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker.Rules;

/// <summary>Numbers that the format of the device's assemblies keeps in one or two bytes: ND301 to ND308.</summary>
public sealed class LimitRule : Rule
{
    private const int OneByte = 255;

    /// <inheritdoc />
    public override void Module(ModuleDefinition module)
    {
        int code = module.GetTypes().SelectMany(t => t.Methods).Sum(DeviceCode.BytesOf);
        if (code > ushort.MaxValue)
        {
            Refuse("ND301", default, $"{code} bytes of IL in the assembly, {ushort.MaxValue} is the limit of the metadata processor: split it");
        }
    }

    /// <inheritdoc />
    public override void Type(TypeDefinition type)
    {
        (string Kind, int Count)[] counts =
        [
            ("virtual methods", type.Methods.Count(m => m.IsVirtual)), ("methods", type.Methods.Count(m => !m.IsVirtual && !m.IsStatic)),
            ("static methods", type.Methods.Count(m => m.IsStatic)), ("fields", type.Fields.Count(f => !f.IsStatic)),
            ("static fields", type.Fields.Count(f => f.IsStatic && !f.HasConstant)),
        ];
        foreach ((string kind, int count) in counts.Where(c => c.Count > OneByte))
        {
            Refuse("ND308", new Place(type), $"{type.Name} has {count} {kind}, 255 is the limit");
        }
    }

    /// <inheritdoc />
    public override void Method(MethodDefinition method)
    {
        var place = new Place(method.DeclaringType, method);
        int arguments = method.Parameters.Count + (method.HasThis ? 1 : 0);
        if (arguments > OneByte)
        {
            Refuse("ND304", place, $"{arguments} arguments, 255 is the limit");
        }

        if (!method.HasBody)
        {
            return;
        }

        if (method.Body.Variables.Count > OneByte)
        {
            Refuse("ND302", place, $"{method.Body.Variables.Count} locals, 255 is the limit: the runtime crashes");
        }

        if (method.Body.MaxStackSize > OneByte)
        {
            Refuse("ND303", place, $"evaluation stack of {method.Body.MaxStackSize}, 255 is the limit");
        }

        if (method.Body.ExceptionHandlers.Count > OneByte)
        {
            Refuse("ND307", place, $"{method.Body.ExceptionHandlers.Count} exception handlers, 255 is the limit");
        }

        Branches(method, place);
    }

    private void Branches(MethodDefinition method, Place place)
    {
        Dictionary<Instruction, int> offsets = DeviceCode.Offsets(method);
        foreach (Instruction instruction in method.Body.Instructions)
        {
            Instruction[] targets = instruction.Operand switch
            {
                Instruction target => [target],
                Instruction[] many => many,
                _ => [],
            };
            int from = offsets[instruction] + DeviceCode.SizeOf(instruction);
            if (targets.Any(t => offsets[t] - from is < short.MinValue or > short.MaxValue))
            {
                Refuse("ND305", place with { Instruction = instruction }, "branch over more than 32 KiB of IL: the runtime crashes; split the method");
            }

            if (instruction.OpCode.Code == Code.Switch && targets.Length > OneByte)
            {
                Refuse("ND306", place with { Instruction = instruction }, $"switch with {targets.Length} targets, 255 is the limit: the count is one byte");
            }
        }
    }
}
