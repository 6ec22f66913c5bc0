using System.Globalization;
using nanoDer.Device.Model;

namespace nanoDer.Device.Cost;

/// <summary>
/// What operations weigh, in thousandths of a loop step: the time of one turn of an empty <c>for</c> loop on the device.
/// The figures come from <c>costs.tsv</c>.
/// </summary>
public sealed class CostTable
{
    private static readonly Lazy<CostTable> Shared = new(Read);

    private readonly Dictionary<string, int> _values = [];
    private readonly int[] _ops = new int[256];

    private CostTable()
    {
    }

    public static CostTable Default => Shared.Value;

    public int CallFrame { get; private set; }

    public int CallInline { get; private set; }

    public int ReturnFrame { get; private set; }

    public int ReturnInline { get; private set; }

    /// <summary>Handing a result to the caller.</summary>
    public int ReturnValue { get; private set; }

    public int PerLocal { get; private set; }

    public int VirtualLookup { get; private set; }

    public int DelegateLookup { get; private set; }

    public int Throw { get; private set; }

    public int UnwindFrame { get; private set; }

    public int Leave { get; private set; }

    /// <summary>Copying a struct, on top of the allocation.</summary>
    public int Clone { get; private set; }

    /// <summary>What an operation outside a tight loop costs more.</summary>
    public int Loose { get; private set; }

    /// <summary>Longest tight loop in instructions.</summary>
    public int TightLoop { get; private set; }

    /// <summary>Nanoseconds that a loop step stands for.</summary>
    public double StepNanoseconds { get; private set; }

    public int Allocation(long bytes) => _values["alloc"] + (int)(_values["alloc.block"] * bytes / 12);

    public int ArrayAllocation(long bytes) => _values["alloc.array"] + (int)(_values["alloc.array.block"] * bytes / 12);

    public int NativeAllocation(long bytes) => bytes == 0 ? 0 : _values["alloc.native"] + (int)(_values["alloc.array.block"] * bytes / 12);

    /// <summary>A native of the class library; one that is not listed weighs the default.</summary>
    public int Native(string fullName) => _values.TryGetValue(fullName, out int cost) ? cost : _values["native"];

    /// <summary>Virtual time in ticks of 100 ns.</summary>
    public long Ticks(long cost) => (long)(cost / 1000.0 * StepNanoseconds / 100);

    public long FromMilliseconds(long milliseconds) => (long)(milliseconds * 1e6 / StepNanoseconds * 1000);

    internal int Weight(in Instruction instruction) =>
        instruction.Op is Op.Convert or Op.LoadElement or Op.StoreElement && _values.TryGetValue($"op.{instruction.Op}.{(Tag)instruction.A}", out int special)
            ? special
            : _ops[(int)instruction.Op];

    private static CostTable Read()
    {
        var table = new CostTable();
        using Stream stream = typeof(CostTable).Assembly.GetManifestResourceStream("costs.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                string[] fields = line.Split('\t');
                table._values[fields[0]] = int.Parse(fields[1], CultureInfo.InvariantCulture);
            }
        }

        foreach (Op op in Enum.GetValues<Op>())
        {
            table._ops[(int)op] = table._values.TryGetValue("op." + op, out int own) ? own : table._values["op"];
        }

        table.CallFrame = table._values["call.frame"];
        table.CallInline = table._values["call.inline"];
        table.ReturnFrame = table._values["return.frame"];
        table.ReturnInline = table._values["return.inline"];
        table.ReturnValue = table._values["return.value"];
        table.PerLocal = table._values["call.local"];
        table.VirtualLookup = table._values["call.virtual"];
        table.DelegateLookup = table._values["call.delegate"];
        table.Throw = table._values["throw"];
        table.UnwindFrame = table._values["throw.frame"];
        table.Leave = table._values["leave"];
        table.Clone = table._values["clone"];
        table.Loose = table._values["loose"];
        table.TightLoop = table._values["loose.instructions"];
        table.StepNanoseconds = table._values["step.picoseconds"] / 1000.0;
        return table;
    }
}
