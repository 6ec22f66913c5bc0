using nanoDer.Device.Execution;
using nanoDer.Device.Model;

namespace nanoDer.Device.Memory;

/// <summary>Objects of one kind in one place: how many, how many bytes.</summary>
/// <param name="Place">The class; of an array, text or the runtime's own object: class and field that hold it.</param>
/// <param name="Type">Their type.</param>
public sealed record HeapShare(string Place, string Type, int Count, long Bytes);

/// <summary>What lies on the heap and whose it is: every object that can be reached, under the first field that leads to it.</summary>
public static class HeapCensus
{
    private const string Loose = "(stack and host)";

    /// <summary>Counts what is alive, largest share first.</summary>
    public static IReadOnlyList<HeapShare> Take(Machine machine)
    {
        var seen = new HashSet<HeapObject>(ReferenceEqualityComparer.Instance);
        var work = new Queue<(HeapObject Object, string Place)>();
        var shares = new Dictionary<(string Place, string Type), (int Count, long Bytes)>();
        void Reach(HeapObject? target, string place)
        {
            if (target is not null && seen.Add(target))
            {
                work.Enqueue((target, place));
            }
        }

        foreach (DeviceField field in machine.Program.Types.SelectMany(t => t.Fields).Where(f => f.Definition is { IsStatic: true, HasConstant: false }))
        {
            Reach(machine.Statics[field.Index].O as HeapObject, $"{field.Owner.Name}.{field.Name}");
        }

        foreach (HeapObject root in machine.Kept.Concat(machine.Scheduler.Roots()).Concat(machine.Scheduler.Threads.SelectMany(OnStack)))
        {
            Reach(root, Loose);
        }

        while (work.TryDequeue(out (HeapObject Object, string Place) next))
        {
            HeapObject current = next.Object;
            bool ours = current is Instance && current.Type.IsProgram;
            string place = ours ? current.Type.Name : next.Place;
            (string, string) key = (place, Name(current));
            (int count, long bytes) = shares.GetValueOrDefault(key);
            shares[key] = (count + 1, bytes + current.Size);
            switch (current)
            {
                case Instance instance:
                    IReadOnlyDictionary<int, string> names = ours ? FieldNames(current.Type) : new Dictionary<int, string>();
                    for (int i = 0; i < instance.Fields.Length; i++)
                    {
                        Reach(instance.Fields[i].O as HeapObject, names.TryGetValue(i, out string? name) ? $"{place}.{name}" : place);
                    }

                    break;
                case ArrayObject array:
                    foreach (HeapObject? item in array.Items)
                    {
                        Reach(item, place);
                    }

                    break;
                case DelegateObject method:
                    Reach(method.Target.O as HeapObject, place);
                    foreach (DelegateObject item in method.List ?? [])
                    {
                        Reach(item, place);
                    }

                    break;
            }
        }

        return [.. shares.Select(s => new HeapShare(s.Key.Place, s.Key.Type, s.Value.Count, s.Value.Bytes))
            .OrderByDescending(s => s.Bytes).ThenBy(s => s.Place, StringComparer.Ordinal)];
    }

    private static string Name(HeapObject value) =>
        value is ArrayObject array ? $"{array.Type.Element!.Name}[{array.Length}]" : value.Type.Name;

    private static Dictionary<int, string> FieldNames(DeviceType type)
    {
        var names = new Dictionary<int, string>();
        for (DeviceType? at = type; at is not null; at = at.Base)
        {
            foreach (DeviceField field in at.Fields.Where(f => !f.Definition.IsStatic))
            {
                names[field.Index] = field.Name;
            }
        }

        return names;
    }

    private static IEnumerable<HeapObject> OnStack(DeviceThread thread)
    {
        for (Frame? frame = thread.Top; frame is not null; frame = frame.Caller)
        {
            int arguments = frame.Method?.ArgumentCount ?? 0;
            foreach (Value value in frame.Stack.Skip(frame.Arguments).Take(arguments).Concat(frame.Stack.Skip(frame.Locals).Take(frame.StackPointer - frame.Locals)))
            {
                if (value.T >= Tag.Object && value.O is HeapObject held)
                {
                    yield return held;
                }
            }
        }
    }
}
