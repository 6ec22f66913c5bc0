namespace nanoDer.Checker.Tags;

/// <summary>What is known before an instruction.</summary>
public sealed class State
{
    private State(List<Value> stack, Value[] locals, Value[] arguments)
    {
        Stack = stack;
        Locals = locals;
        Arguments = arguments;
    }

    /// <param name="locals">As declared.</param>
    /// <param name="arguments">As declared.</param>
    public State(Value[] locals, Value[] arguments)
        : this([], (Value[])locals.Clone(), (Value[])arguments.Clone())
    {
    }

    /// <summary>The evaluation stack, its top last.</summary>
    public List<Value> Stack { get; }

    /// <summary>The locals.</summary>
    public Value[] Locals { get; }

    /// <summary>The arguments, <c>this</c> included.</summary>
    public Value[] Arguments { get; }

    /// <summary>Takes from the stack; an unknown value when it is empty, which code of a compiler does not do.</summary>
    public Value Pop()
    {
        if (Stack.Count == 0)
        {
            return Value.Other();
        }

        Value value = Stack[^1];
        Stack.RemoveAt(Stack.Count - 1);
        return value;
    }

    /// <summary>Puts on the stack.</summary>
    public void Push(Value value) => Stack.Add(value);

    /// <summary>A copy.</summary>
    public State Copy() => new([.. Stack], (Value[])Locals.Clone(), (Value[])Arguments.Clone());

    /// <summary>Takes in what another path knows.</summary>
    /// <param name="other">The state at the end of that path.</param>
    /// <param name="widen">Gives up on ranges that still grow, so that loops come to an end.</param>
    /// <returns>True when that changed anything.</returns>
    public bool Merge(State other, bool widen)
    {
        bool changed = false;
        for (int i = 0; i < Math.Min(Stack.Count, other.Stack.Count); i++)
        {
            changed |= Merge(i, Stack[i], other.Stack[i], widen, (at, value) => Stack[at] = value);
        }

        for (int i = 0; i < Locals.Length; i++)
        {
            changed |= Merge(i, Locals[i], other.Locals[i], widen, (at, value) => Locals[at] = value);
        }

        for (int i = 0; i < Arguments.Length; i++)
        {
            changed |= Merge(i, Arguments[i], other.Arguments[i], widen, (at, value) => Arguments[at] = value);
        }

        return changed;
    }

    private static bool Merge(int at, Value old, Value other, bool widen, Action<int, Value> set)
    {
        Value joined = Value.Join(old, other);
        if (joined == old)
        {
            return false;
        }

        set(at, widen && joined.Max > old.Max ? joined.WithMax(ulong.MaxValue) : joined);
        return true;
    }
}
