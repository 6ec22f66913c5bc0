using nanoDer.Device.Execution;
using nanoDer.Device.Model;

namespace nanoDer.Device.Memory;

/// <summary>Counts allocations by the place in the program that asked for them.</summary>
public sealed class AllocationSites
{
    private readonly Dictionary<(DeviceMethod Method, int Ip, string Type), (long Count, long Bytes)> _sites = [];

    internal AllocationSites(Machine machine)
    {
        machine.Heap.Allocated = (type, bytes) =>
        {
            Frame? frame = machine.Running?.Top;
            while (frame is not null && !frame.Method.Owner.IsProgram && frame.Caller is not null)
            {
                frame = frame.Caller;
            }

            if (frame is not null)
            {
                (DeviceMethod, int, string) key = (frame.Method, frame.Ip - 1, type.FullName);
                (long count, long total) = _sites.GetValueOrDefault(key);
                _sites[key] = (count + 1, total + bytes);
            }
        };
    }

    /// <summary>Places by bytes: method, index of the instruction there, type made, how many, how many bytes.</summary>
    public IEnumerable<(DeviceMethod Method, int Instruction, string Type, long Count, long Bytes)> ByBytes() =>
        _sites.Select(s => (s.Key.Method, s.Key.Ip, s.Key.Type, s.Value.Count, s.Value.Bytes))
            .OrderByDescending(s => s.Bytes).ThenBy(s => s.Method.FullName, StringComparer.Ordinal).ThenBy(s => s.Ip);
}
