using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker.Tags;

/// <summary>
/// Runs one method on <see cref="Value"/>s instead of numbers, every path until nothing new comes up. The casts of C# between
/// signed and unsigned of one size leave no instruction, so that the runtime's tag stays what it was: this finds where
/// that changes a result.
/// </summary>
public sealed class MethodTags
{
    private const int VisitsBeforeWidening = 4;

    private readonly MethodDefinition _method;
    private readonly ICallees _callees;
    private readonly Value[] _declared;
    private readonly Dictionary<Instruction, State> _before = [];
    private readonly Dictionary<Instruction, int> _visits = [];
    private readonly HashSet<int> _retagged = [];
    private readonly Stack<Instruction> _work = new();

    /// <param name="method">A method with a body.</param>
    /// <param name="callees">What is known of the methods it calls.</param>
    public MethodTags(MethodDefinition method, ICallees callees)
    {
        _method = method;
        _callees = callees;
        _declared = method.Body.Variables.OrderBy(v => v.Index).Select(v => Value.Declared(v.VariableType)).ToArray();
    }

    /// <summary>What the method's callers have to know.</summary>
    public Summary Summary { get; } = new();

    /// <summary>Where the tag changes a result: the instruction, and what is wrong.</summary>
    public Dictionary<Instruction, string> Traps { get; } = [];

    /// <summary>Runs it.</summary>
    public void Run()
    {
        Enter(_method.Body.Instructions[0], new State(_declared, Arguments()));
        foreach (ExceptionHandler handler in _method.Body.ExceptionHandlers)
        {
            // Anything may be in the locals then.
            EnterHandler(handler.HandlerStart, handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter);
            EnterHandler(handler.FilterStart, true);
        }

        while (_work.TryPop(out Instruction? instruction))
        {
            Step(instruction, _before[instruction].Copy());
        }
    }

    private Value[] Arguments()
    {
        var values = new List<Value>();
        if (_method.HasThis)
        {
            values.Add(Value.Other(_method.DeclaringType));
        }

        foreach (ParameterDefinition parameter in _method.Parameters)
        {
            values.Add(Argument(parameter));
        }

        return [.. values];
    }

    private static Value Argument(ParameterDefinition parameter)
    {
        Value value = Value.Declared(parameter.ParameterType);
        ulong bit = Bit(parameter.Index);
        return parameter.ParameterType is ByReferenceType reference
            ? Value.Address(reference.ElementType, new Slot(SlotKind.Reference, parameter.Index))
            : value.Width > 0 && !value.Unsigned ? value.WithParameters(bit) : value;
    }

    private void EnterHandler(Instruction? start, bool exception)
    {
        if (start is null)
        {
            return;
        }

        var state = new State(_declared, Arguments());
        if (exception)
        {
            state.Push(Value.Other());
        }

        Enter(start, state);
    }

    private void Enter(Instruction instruction, State state)
    {
        if (_before.TryGetValue(instruction, out State? known))
        {
            int visits = _visits[instruction] = _visits.GetValueOrDefault(instruction) + 1;
            if (known.Merge(state, visits > VisitsBeforeWidening))
            {
                _work.Push(instruction);
            }
        }
        else
        {
            _before[instruction] = state.Copy();
            _work.Push(instruction);
        }
    }

    private void Step(Instruction instruction, State state)
    {
        Execute(instruction, state);
        if (instruction.Operand is Instruction target)
        {
            if (instruction.OpCode.Code is Code.Leave or Code.Leave_S)
            {
                state.Stack.Clear();
            }

            Enter(target, state);
        }

        foreach (Instruction one in instruction.Operand as Instruction[] ?? [])
        {
            Enter(one, state);
        }

        if (instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw) && instruction.Next is not null)
        {
            Enter(instruction.Next, state);
        }
    }

    private void Execute(Instruction instruction, State state)
    {
        Code code = instruction.OpCode.Code;
        if (Operands.Local(instruction, _method.Body) is { } local)
        {
            Local(code, local, state);
        }
        else if (Operands.Argument(instruction, _method) is { } argument)
        {
            ArgumentSlot(code, argument, state);
        }
        else if (Operands.Constant(instruction) is { } constant)
        {
            state.Push(Value.Integer(code == Code.Ldc_I8 ? 8 : 4, false, code == Code.Ldc_I8 ? constant : (uint)constant));
        }
        else if (Operands.IsBinary(code))
        {
            Value right = state.Pop();
            Value left = state.Pop();
            Sink(code, left, instruction);
            ulong? known = instruction.Previous is { } before ? Operands.Constant(before) : null;
            state.Push(Arithmetic.Binary(code, left, right, known));
        }
        else if (state.Stack.Count > 0 && Arithmetic.Convert(code, state.Stack[^1]) is { } converted)
        {
            Sink(code, state.Pop(), instruction);
            state.Push(converted);
        }
        else if (instruction.OpCode.FlowControl == FlowControl.Call && instruction.Operand is MethodReference called)
        {
            Call(instruction, called, state);
        }
        else
        {
            Other(instruction, state);
        }
    }

    private void Local(Code code, int index, State state)
    {
        switch (code)
        {
            case Code.Ldloca or Code.Ldloca_S:
                state.Locals[index] = _declared[index];
                state.Push(Value.Address(_method.Body.Variables[index].VariableType, new Slot(SlotKind.Local, index)));
                break;
            case Code.Stloc or Code.Stloc_S or Code.Stloc_0 or Code.Stloc_1 or Code.Stloc_2 or Code.Stloc_3:
                Value value = state.Pop();
                state.Locals[index] = _declared[index].Width > 0
                    ? _declared[index].WithMax(Math.Min(_declared[index].Max, value.Width > 0 ? value.Max : ulong.MaxValue))
                    : Value.Join(_declared[index], value);
                break;
            default:
                state.Push(_retagged.Contains(index) ? _declared[index].MadeUnsigned(null) : state.Locals[index]);
                break;
        }
    }

    // An argument's slot takes the tag of what the caller passed, and keeps it whatever is stored.
    private static void ArgumentSlot(Code code, int index, State state)
    {
        switch (code)
        {
            case Code.Ldarga or Code.Ldarga_S:
                state.Arguments[index] = state.Arguments[index].WithMax(ulong.MaxValue);
                state.Push(Value.Address(null, null));
                break;
            case Code.Starg or Code.Starg_S:
                Value value = state.Pop();
                Value slot = state.Arguments[index];
                state.Arguments[index] = slot.Width > 0 ? slot.WithMax(value.Width > 0 ? value.Max : ulong.MaxValue) : slot;
                break;
            default:
                state.Push(state.Arguments[index]);
                break;
        }
    }

    // Where the tag decides: shift right, remainder, widening, conversion to floating point.
    private void Sink(Code code, Value value, Instruction at)
    {
        string? what = code switch
        {
            Code.Shr => "shifts zeros in",
            Code.Rem => "takes the remainder without sign",
            Code.Conv_I8 when value.Width == 4 => "widens without sign",
            Code.Conv_R4 or Code.Conv_R8 => "converts to floating point without sign",
            _ => null,
        };
        if (what is not null)
        {
            Trap(value, at, what);
        }
    }

    private void Trap(Value value, Instruction at, string what)
    {
        if (value.IsHot)
        {
            Traps[at] = value.From is null ? what : $"{what}; the value comes from {value.From}";
        }

        if (value.MayBeNegative && value.Parameters != 0)
        {
            foreach (ParameterDefinition parameter in _method.Parameters.Where(p => (value.Parameters & Bit(p.Index)) != 0))
            {
                Summary.Sensitive.TryAdd(parameter.Index, what);
            }
        }
    }

    private void Call(Instruction instruction, MethodReference called, State state)
    {
        var given = new Value[called.Parameters.Count];
        for (int i = given.Length - 1; i >= 0; i--)
        {
            given[i] = state.Pop();
        }

        bool creates = instruction.OpCode.Code == Code.Newobj;
        if (called.HasThis && !creates)
        {
            state.Pop();
        }

        Value result = creates ? Value.Other(called.DeclaringType) : Value.Declared(called.ReturnType);
        foreach ((string name, Summary summary) in _callees.Of(instruction))
        {
            for (int i = 0; i < given.Length; i++)
            {
                if (summary.Sensitive.TryGetValue(i, out string? what))
                {
                    Trap(given[i], instruction, $"{what} in {name}, whose argument {i + 1} keeps the tag");
                }

                if ((summary.StoresHot & Bit(i)) != 0)
                {
                    Retag(given[i]);
                }

                if ((summary.ReturnsParameters & Bit(i)) != 0 && result.Width > 0)
                {
                    result = given[i].IsHot ? result.MadeUnsigned(name) : result.WithParameters(result.Parameters | given[i].Parameters);
                }
            }

            if (summary.ReturnsHot)
            {
                result = result.MadeUnsigned(name);
            }
        }

        if (creates || called.ReturnType.MetadataType != MetadataType.Void)
        {
            state.Push(result);
        }
    }

    // A store through an address hands the tag over, and later stores to that variable keep it.
    private void Retag(Value address)
    {
        switch (address.Slot)
        {
            case { Kind: SlotKind.Local } slot when _retagged.Add(slot.Index):
                foreach (Instruction load in _before.Keys.Where(i => Operands.Local(i, _method.Body) == slot.Index))
                {
                    _work.Push(load);
                }

                break;
            case { Kind: SlotKind.Reference } slot:
                Summary.StoresHot |= Bit(slot.Index);
                break;
            case { Kind: SlotKind.Field, Field: { } field }:
                _callees.RetagField(field);
                break;
        }
    }

    private void Other(Instruction instruction, State state)
    {
        Code code = instruction.OpCode.Code;
        switch (code)
        {
            case Code.Dup:
                state.Push(state.Stack.Count > 0 ? state.Stack[^1] : Value.Other());
                return;
            case Code.Ret:
                Return(state);
                return;
            case Code.Ldfld or Code.Ldsfld:
                Pop(instruction, state);
                FieldReference field = (FieldReference)instruction.Operand;
                Value loaded = Value.Declared(field.FieldType);
                state.Push(loaded.Width > 0 && _callees.IsRetagged(field.FullName) ? loaded.MadeUnsigned(field.Name) : loaded);
                return;
            case Code.Ldflda or Code.Ldsflda:
                Pop(instruction, state);
                FieldReference at = (FieldReference)instruction.Operand;
                state.Push(Value.Address(at.FieldType, new Slot(SlotKind.Field, 0, at.FullName)));
                return;
            case Code.Stind_I4 or Code.Stind_I8:
                Value value = state.Pop();
                Value address = state.Pop();
                if (value.IsHot && !Value.Declared(address.Type).Unsigned)
                {
                    Retag(address);
                }

                return;
            case Code.Ldelema:
                Pop(instruction, state);
                state.Push(Value.Address((TypeReference)instruction.Operand, null));
                return;
            case Code.Neg or Code.Not:
                Value one = state.Pop();
                state.Push(one.Width > 0 ? one.WithMax(one.Max == 0 && code == Code.Neg ? 0 : ulong.MaxValue) : one);
                return;
        }

        TypeReference? container = Operands.LoadsFrom(code, state);
        Pop(instruction, state);
        if (Operands.Loaded(instruction, container) is { } result)
        {
            state.Push(result);
        }
    }

    private void Return(State state)
    {
        Value declared = Value.Declared(_method.ReturnType);
        if (declared.Width == 0 || declared.Unsigned)
        {
            return;
        }

        Value value = state.Pop();
        Summary.ReturnsHot |= value.IsHot;
        if (value.MayBeNegative)
        {
            Summary.ReturnsParameters |= value.Parameters;
        }
    }

    private static void Pop(Instruction instruction, State state)
    {
        for (int i = Operands.Pops(instruction); i > 0; i--)
        {
            state.Pop();
        }
    }

    private static ulong Bit(int parameter) => parameter < 64 ? 1UL << parameter : 0;
}
