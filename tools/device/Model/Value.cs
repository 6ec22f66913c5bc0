namespace nanoDer.Device.Model;

/// <summary>What a block of the device's memory says it holds. Arithmetic follows the tag, not the program's types.</summary>
public enum Tag : byte
{
    Void,
    Boolean,
    I1,
    U1,
    Char,
    I2,
    U2,
    I4,
    U4,
    R4,
    I8,
    U8,
    R8,
    DateTime,
    TimeSpan,

    /// <summary>A reference, or null.</summary>
    Object,

    /// <summary>The address of a local, an argument or a static field: an array of values and an index.</summary>
    SlotRef,

    /// <summary>The address of a field of an object.</summary>
    FieldRef,

    /// <summary>The address of an array's element.</summary>
    ArrayRef,

    /// <summary>The address of a struct, which is an object of its own.</summary>
    StructRef,

    /// <summary>A metadata token as <c>ldtoken</c> leaves it.</summary>
    Token,
}

/// <summary>One block of the device's memory: a tag, 64 bits, and the object it refers to.</summary>
public struct Value
{
    public object? O;
    public long N;
    public Tag T;

    public readonly int I4 => (int)N;

    public readonly uint U4 => (uint)N;

    public readonly double R8 => BitConverter.Int64BitsToDouble(N);

    public readonly float R4 => BitConverter.Int32BitsToSingle((int)N);

    public static Value Int(int value) => new() { T = Tag.I4, N = value };

    public static Value UInt(uint value) => new() { T = Tag.U4, N = value };

    public static Value Long(long value) => new() { T = Tag.I8, N = value };

    public static Value ULong(ulong value) => new() { T = Tag.U8, N = (long)value };

    public static Value Bool(bool value) => new() { T = Tag.I4, N = value ? 1 : 0 };

    public static Value Double(double value) => new() { T = Tag.R8, N = BitConverter.DoubleToInt64Bits(value) };

    public static Value Single(float value) => new() { T = Tag.R4, N = (uint)BitConverter.SingleToInt32Bits(value) };

    public static Value Ref(HeapObject? value) => new() { T = Tag.Object, O = value };

    public override readonly string ToString() => T >= Tag.Object ? $"{T} {O}" : $"{T} {N}";
}

/// <summary>What the tags mean for storage and for the evaluation stack.</summary>
public static class Tags
{
    public static int Bytes(Tag tag) => tag switch
    {
        Tag.Boolean or Tag.I1 or Tag.U1 => 1,
        Tag.Char or Tag.I2 or Tag.U2 => 2,
        Tag.I4 or Tag.U4 or Tag.R4 => 4,
        Tag.I8 or Tag.U8 or Tag.R8 => 8,
        _ => 12,
    };

    public static bool IsSigned(Tag tag) => tag is Tag.I1 or Tag.I2 or Tag.I4 or Tag.I8 or Tag.R4 or Tag.R8;

    /// <summary>Widens what is narrower than 32 bits to I4, as every load does.</summary>
    public static void Promote(ref Value value)
    {
        switch (value.T)
        {
            case Tag.Boolean:
            case Tag.U1:
                value.N = (byte)value.N;
                break;
            case Tag.I1:
                value.N = (sbyte)value.N;
                break;
            case Tag.Char:
            case Tag.U2:
                value.N = (ushort)value.N;
                break;
            case Tag.I2:
                value.N = (short)value.N;
                break;
            default:
                return;
        }

        value.T = Tag.I4;
    }

    /// <summary>Stores into a place that has a type: numbers keep the place's tag, all else brings its own.</summary>
    public static void AssignPreservingType(ref Value place, in Value value)
    {
        if (place.T <= Tag.R8 && place.T != Tag.Void)
        {
            place.N = value.N;
        }
        else
        {
            place = value;
        }
    }
}
