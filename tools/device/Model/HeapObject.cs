using System.Runtime.CompilerServices;

namespace nanoDer.Device.Model;

/// <summary>Something on the device's heap.</summary>
public abstract class HeapObject(DeviceType type, int size)
{
    /// <summary>Its type.</summary>
    public DeviceType Type { get; set; } = type;

    /// <summary>Bytes it takes on the device: a multiple of 12.</summary>
    public int Size { get; set; } = size;

    /// <summary>The collection that last found it alive.</summary>
    internal int Mark;

    /// <summary>How many collections there had been when it was made.</summary>
    internal int Born;

    /// <summary>Its number, once the program asked for a hash code.</summary>
    internal int HashId;

    /// <summary>Who holds it locked, if somebody does.</summary>
    internal Execution.LockState? Lock;

    /// <summary>A struct that is not boxed: every load copies it.</summary>
    public bool IsLooseStruct { get; protected init; }

    public override string ToString() => Type.FullName;
}

/// <summary>An object of a class, a struct (an object of its own on the device) or a boxed value.</summary>
public sealed class Instance : HeapObject
{
    public Instance(DeviceType type, int size, Value[] fields, bool boxed = false)
        : base(type, size)
    {
        Fields = fields;
        Boxed = boxed;
        IsLooseStruct = type.IsStruct && !boxed;
    }

    public Value[] Fields { get; }

    public bool Boxed { get; }

    /// <summary>What a native of the class library keeps for this object.</summary>
    public object? Host { get; set; }
}

/// <summary>Text. The device holds it in UTF-8; what a program sees are UTF-16 units either way.</summary>
public sealed class StringObject(DeviceType type, int size, string text) : HeapObject(type, size)
{
    public string Text { get; } = text;

    public override string ToString() => Text;
}

/// <summary>A method with its target, or a list of those.</summary>
public sealed class DelegateObject(DeviceType type, int size, DeviceMethod method) : HeapObject(type, size)
{
    public DeviceMethod Method { get; } = method;

    public Value Target;

    public DelegateObject[]? List { get; set; }
}

/// <summary>A type, method or field as reflection shows it.</summary>
public sealed class ReflectionObject(DeviceType type, int size, object member) : HeapObject(type, size)
{
    public object Member { get; } = member;
}

/// <summary>A one-dimensional array: numbers as bytes, references and structs as objects.</summary>
public sealed class ArrayObject(DeviceType type, int size, int length, Tag element) : HeapObject(type, size)
{
    public int Length { get; } = length;

    /// <summary>Tag of the elements; <see cref="Tag.Object"/> for references and structs.</summary>
    public Tag Element { get; } = element;

    public byte[] Bytes { get; } = element == Tag.Object ? [] : new byte[length * (long)HostBytes(element)];

    public HeapObject?[] Items { get; } = element == Tag.Object ? new HeapObject?[length] : [];

    /// <summary>Bytes of an element as the host keeps it; dates take a whole block on the device.</summary>
    public static int HostBytes(Tag element) => element is Tag.DateTime or Tag.TimeSpan ? 8 : Tags.Bytes(element);

    public void Load(int index, ref Value value)
    {
        ref byte data = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(Bytes);
        value.T = Element;
        switch (Element)
        {
            case Tag.Boolean:
            case Tag.U1:
                value.N = Unsafe.Add(ref data, index);
                value.T = Tag.I4;
                break;
            case Tag.I1:
                value.N = (sbyte)Unsafe.Add(ref data, index);
                value.T = Tag.I4;
                break;
            case Tag.Char:
            case Tag.U2:
                value.N = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref data, index * 2));
                value.T = Tag.I4;
                break;
            case Tag.I2:
                value.N = Unsafe.ReadUnaligned<short>(ref Unsafe.Add(ref data, index * 2));
                value.T = Tag.I4;
                break;
            case Tag.I4:
                value.N = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref data, index * 4));
                break;
            case Tag.U4:
            case Tag.R4:
                value.N = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref data, index * 4));
                break;
            case Tag.Object:
                value.O = Items[index];
                break;
            default:
                value.N = Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref data, index * 8));
                break;
        }
    }

    public void Store(int index, in Value value)
    {
        ref byte data = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(Bytes);
        switch (Element)
        {
            case Tag.Boolean:
            case Tag.U1:
            case Tag.I1:
                Unsafe.Add(ref data, index) = (byte)value.N;
                break;
            case Tag.Char:
            case Tag.U2:
            case Tag.I2:
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref data, index * 2), (ushort)value.N);
                break;
            case Tag.I4:
            case Tag.U4:
            case Tag.R4:
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref data, index * 4), (uint)value.N);
                break;
            case Tag.Object:
                Items[index] = (HeapObject?)value.O;
                break;
            default:
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref data, index * 8), value.N);
                break;
        }
    }
}
