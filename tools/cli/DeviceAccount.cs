using System.Globalization;
using nanoDer.Device.Execution;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Cli;

/// <summary>What a run on the interpreter took, as text.</summary>
internal static class DeviceAccount
{
    private const int Lines = 30;

    public static void Write(Machine machine, TextWriter output)
    {
        Heap heap = machine.Heap;
        heap.Collect();
        Line(output, $"steps       {machine.Steps}");
        Line(output, $"heap        {heap.PeakBytes} bytes at most, {heap.UsedBytes} alive at the end, of {heap.Limit}");
        Line(output, $"tables      {heap.FixedBytes} bytes: {string.Join(", ", machine.Program.Packages.Select(p => p.Name))}");
        Line(output, $"allocated   {heap.AllocatedObjects} objects, {heap.AllocatedBytes} bytes; the largest {heap.Largest} ({heap.LargestType})");
        Line(output, $"collections {heap.Collections - 1}");
        Line(output, $"depth       {machine.DeepestCall} calls");
    }

    public static void WriteProfile(Machine machine, TextWriter output)
    {
        long total = Math.Max(1, machine.Profile().Sum(m => m.SelfCost));
        output.WriteLine("       steps      %      calls  method");
        foreach (DeviceMethod method in machine.Profile().Take(Lines))
        {
            Line(output, $"{method.SelfCost / 1000,12} {100.0 * method.SelfCost / total,6:F1} {method.Calls,10}  {method.FullName}");
        }

        output.WriteLine("       steps      %      count  operation");
        foreach ((string operation, long count, long cost) in machine.Operations().Take(Lines))
        {
            Line(output, $"{cost / 1000,12} {100.0 * cost / total,6:F1} {count,10}  {operation}");
        }
    }

    public static void WriteSites(AllocationSites sites, TextWriter output)
    {
        output.WriteLine("       bytes      count  type, place");
        foreach ((DeviceMethod method, int instruction, string type, long count, long bytes) in sites.ByBytes().Take(Lines))
        {
            Line(output, $"{bytes,12} {count,10}  {type}, {method.FullName} instruction {instruction}");
        }
    }

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
