using System.Text;
using nanoDer.Device.Loading;
using nanoDer.Device.Model;

namespace nanoDer.Device.Memory;

/// <summary>
/// The device's managed heap: every object with the size it has there, in blocks of 12 bytes. What is free is counted, not
/// placed: a compacting collector lies behind every allocation of the device, so fragmentation does not decide.
/// </summary>
public sealed class Heap
{
    private const int Block = 12;
    private const int LargestObject = 65535 * Block;
    private const int FinalizerBytes = 24;

    private readonly Resolver _resolver;
    private readonly DeviceType _string;
    private readonly List<Instance> _finalizable = [];
    private long _softLimit = long.MaxValue;
    private long _bound;

    internal Heap(Resolver resolver, long limit)
    {
        _resolver = resolver;
        _string = resolver.WellKnown("System.String");
        Limit = limit;
        _bound = limit;
    }

    /// <summary>Size of the heap in bytes.</summary>
    public long Limit { get; }

    /// <summary>Type tables, static fields and what the runtime itself keeps.</summary>
    public long FixedBytes { get; internal set; }

    /// <summary>Objects, garbage since the last collection included.</summary>
    public long ObjectBytes { get; private set; }

    /// <summary>Stack frames and threads.</summary>
    public long FrameBytes { get; private set; }

    public long UsedBytes => FixedBytes + ObjectBytes + FrameBytes;

    /// <summary>Most that was ever in use, garbage included.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Most that a collection found alive.</summary>
    public long PeakLiveBytes { get; private set; }

    /// <summary>Bytes of all objects ever made.</summary>
    public long AllocatedBytes { get; private set; }

    public long AllocatedObjects { get; private set; }

    public long Largest { get; private set; }

    public string LargestType { get; private set; } = "";

    public int Collections { get; private set; }

    /// <summary>Raised for every allocation, when somebody traces them.</summary>
    internal Action<DeviceType, int>? Allocated { get; set; }

    /// <summary>Finds what is alive.</summary>
    internal Collector? Collector { get; set; }

    /// <summary>Objects whose finalizers are to run.</summary>
    internal Queue<Instance> PendingFinalizers { get; } = new();

    public static int ArrayBytes(int length, int elementBytes) => Round(20 + ((long)length * elementBytes));

    public static int StringBytes(string text) => Round(13L + Encoding.UTF8.GetByteCount(text));

    /// <summary>Bounds what may be alive from now on; past it <see cref="HeapBoundException"/> ends the run.</summary>
    internal void SetSoftLimit(long bytesAlive)
    {
        _softLimit = bytesAlive;
        _bound = Math.Min(Limit, bytesAlive);
    }

    /// <summary>Measures peaks from here on.</summary>
    internal void ResetPeak()
    {
        PeakBytes = UsedBytes;
        PeakLiveBytes = UsedBytes;
    }

    public Instance New(DeviceType type)
    {
        int size = Block + (Block * type.Template.Length);
        if (type.Finalizer is not null)
        {
            Charge(type, FinalizerBytes);
        }

        Charge(type, size);
        var fields = (Value[])type.Template.Clone();
        if (type.StructFields is { } structs)
        {
            for (int i = 0; i < structs.Length; i++)
            {
                if (structs[i] is { } inner)
                {
                    fields[i].O = New(inner);
                }
            }
        }

        var instance = new Instance(type, size, fields) { Born = Collections };
        if (type.Finalizer is not null)
        {
            _finalizable.Add(instance);
        }

        return instance;
    }

    /// <summary>Boxes a number, an enumeration member or a date.</summary>
    public Instance Box(DeviceType type, in Value value)
    {
        Charge(type, 2 * Block);
        Value field = value;
        field.T = type.Storage is Tag.DateTime or Tag.TimeSpan ? Tag.I8 : type.Storage;
        return new Instance(type, 2 * Block, [field], true);
    }

    /// <summary>Copies a struct, the structs in it included.</summary>
    public Instance Clone(Instance source, bool boxed)
    {
        Charge(source.Type, source.Size);
        var fields = (Value[])source.Fields.Clone();
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].T == Tag.Object && fields[i].O is Instance { IsLooseStruct: true } inner)
            {
                fields[i].O = Clone(inner, false);
            }
        }

        return new Instance(source.Type, source.Size, fields, boxed) { Host = source.Host };
    }

    /// <summary>Text made at run time.</summary>
    public StringObject NewString(string text)
    {
        int end = text.IndexOf('\0');
        text = end < 0 ? text : text[..end];
        int size = StringBytes(text);
        Charge(_string, size);
        return new StringObject(_string, size, text);
    }

    /// <summary>A literal: its text stays in flash.</summary>
    public StringObject NewLiteral(string text)
    {
        Charge(_string, Block);
        return new StringObject(_string, Block, text);
    }

    public ArrayObject NewArray(DeviceType arrayType, int length)
    {
        DeviceType element = arrayType.Element!;
        if (length < 0)
        {
            throw DeviceFault.OutOfRange();
        }

        long bytes = 20 + ((long)length * Tags.Bytes(element.Storage));
        if (bytes > LargestObject)
        {
            throw DeviceFault.OutOfMemory();
        }

        int size = Round(bytes);
        Charge(arrayType, size);
        var array = new ArrayObject(arrayType, size, length, element.Storage is Tag.Token ? Tag.Object : element.Storage);
        if (element.IsStruct)
        {
            for (int i = 0; i < length; i++)
            {
                array.Items[i] = New(element);
            }
        }

        return array;
    }

    /// <summary>A block that the runtime keeps for an object.</summary>
    internal Instance NewOpaque(int bytes)
    {
        DeviceType type = _resolver.WellKnown("System.Object");
        Charge(type, bytes);
        return new Instance(type, bytes, []);
    }

    public DelegateObject NewDelegate(DeviceType type, DeviceMethod method)
    {
        Charge(type, 3 * Block);
        return new DelegateObject(type, 3 * Block, method);
    }

    public DelegateObject NewDelegateList(DeviceType type, DelegateObject[] list)
    {
        int size = Round(24 + (Block * list.Length));
        Charge(type, size);
        return new DelegateObject(type, size, list[0].Method) { List = list };
    }

    public ReflectionObject NewReflection(string typeName, object member)
    {
        DeviceType type = _resolver.WellKnown(typeName);
        int size = Block + (Block * type.Template.Length);
        Charge(type, size);
        return new ReflectionObject(type, size, member);
    }

    internal void SuppressFinalizer(Instance instance) => _finalizable.Remove(instance);

    internal void RestoreFinalizer(Instance instance)
    {
        if (instance.Type.Finalizer is not null && !_finalizable.Contains(instance))
        {
            _finalizable.Add(instance);
        }
    }

    /// <summary>False when the last collection did not reach an object that was there before it.</summary>
    internal bool IsKnownAlive(HeapObject value) => Collector!.IsMarked(value) || value.Born >= Collections;

    /// <summary>Takes room for a stack frame or a thread.</summary>
    internal void PushFrame(int bytes)
    {
        FrameBytes += bytes;
        Account(bytes, true);
    }

    internal void PopFrame(int bytes) => FrameBytes -= bytes;

    /// <summary>Marks what is alive and forgets the rest.</summary>
    public void Collect()
    {
        Collections++;
        Collector!.Begin();
        long live = Collector.MarkRoots();
        for (int i = _finalizable.Count - 1; i >= 0; i--)
        {
            if (!Collector.IsMarked(_finalizable[i]))
            {
                PendingFinalizers.Enqueue(_finalizable[i]);
                _finalizable.RemoveAt(i);
            }
        }

        foreach (Instance instance in PendingFinalizers)
        {
            live += Collector.MarkFrom(instance);
        }

        ObjectBytes = live + ((long)(_finalizable.Count + PendingFinalizers.Count) * FinalizerBytes);
        PeakLiveBytes = Math.Max(PeakLiveBytes, UsedBytes);
    }

    /// <summary>Whole blocks.</summary>
    internal static int Round(int bytes) => Round((long)bytes);

    private static int Round(long bytes) => (int)((bytes + Block - 1) / Block * Block);

    private void Charge(DeviceType type, int bytes)
    {
        ObjectBytes += bytes;
        AllocatedBytes += bytes;
        AllocatedObjects++;
        if (bytes > Largest)
        {
            Largest = bytes;
            LargestType = type.FullName;
        }

        Account(bytes, false);
        Allocated?.Invoke(type, bytes);
    }

    private void Account(int bytes, bool frame)
    {
        if (UsedBytes > _bound)
        {
            // What is being taken is not reachable yet: it counts on top of what is alive.
            Undo(bytes, frame);
            Collect();
            if (UsedBytes + bytes > _softLimit)
            {
                throw new HeapBoundException(UsedBytes + bytes - _softLimit);
            }

            if (UsedBytes + bytes > Limit)
            {
                throw DeviceFault.OutOfMemory();
            }

            Undo(-bytes, frame);
        }

        if (UsedBytes > PeakBytes)
        {
            PeakBytes = UsedBytes;
        }
    }

    private void Undo(int bytes, bool frame)
    {
        if (frame)
        {
            FrameBytes -= bytes;
        }
        else
        {
            ObjectBytes -= bytes;
        }
    }
}

/// <summary>More is alive than a bound allows.</summary>
public sealed class HeapBoundException(long excess) : Exception($"{excess} bytes over the bound")
{
    public long Excess { get; } = excess;
}
