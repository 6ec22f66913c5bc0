using nanoDer.Device.Execution;
using nanoDer.Device.Model;

namespace nanoDer.Device.Memory;

/// <summary>Finds what can be reached from static fields, threads and timers, and adds up its size.</summary>
internal sealed class Collector(Machine machine)
{
    private readonly Stack<HeapObject> _work = new();
    private int _epoch;

    public void Begin() => _epoch++;

    public bool IsMarked(HeapObject value) => value.Mark == _epoch;

    public long MarkRoots()
    {
        long live = 0;
        foreach (ref readonly Value value in machine.Statics.AsSpan())
        {
            Push(value);
        }

        foreach (HeapObject root in machine.Kept.Concat(machine.Scheduler.Roots()))
        {
            Push(root);
        }

        foreach (DeviceThread thread in machine.Scheduler.Threads)
        {
            for (Frame? frame = thread.Top; frame is not null; frame = frame.Caller)
            {
                PushRange(frame.Stack, frame.Arguments, frame.Method?.ArgumentCount ?? 0);
                PushRange(frame.Stack, frame.Locals, frame.StackPointer - frame.Locals);
            }

            thread.Visit(Push);
        }

        return live + Drain();
    }

    public long MarkFrom(HeapObject root)
    {
        Push(root);
        return Drain();
    }

    private void PushRange(Value[] stack, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            Push(stack[i]);
        }
    }

    private void Push(in Value value)
    {
        if (value.T >= Tag.Object && value.O is HeapObject target)
        {
            Push(target);
        }
    }

    private void Push(HeapObject? target)
    {
        if (target is not null && target.Mark != _epoch)
        {
            target.Mark = _epoch;
            _work.Push(target);
        }
    }

    private long Drain()
    {
        long bytes = 0;
        while (_work.TryPop(out HeapObject? current))
        {
            bytes += current.Size;
            switch (current)
            {
                case Instance instance:
                    foreach (ref readonly Value field in instance.Fields.AsSpan())
                    {
                        Push(field);
                    }

                    break;
                case ArrayObject array:
                    foreach (HeapObject? item in array.Items)
                    {
                        Push(item);
                    }

                    break;
                case DelegateObject method:
                    Push(method.Target);
                    foreach (DelegateObject item in method.List ?? [])
                    {
                        Push(item);
                    }

                    break;
            }
        }

        return bytes;
    }
}
