using Mono.Cecil;

namespace nanoDer.Checker.Tags;

/// <summary>What is known of a value on the evaluation stack, in a local or in an argument.</summary>
public readonly record struct Value
{
    /// <summary>Bytes of the integer: 4 or 8; 0 for anything else.</summary>
    public int Width { get; private init; }

    /// <summary>The runtime has it tagged as unsigned.</summary>
    public bool Unsigned { get; private init; }

    /// <summary>The largest bit pattern that it may have, read without sign.</summary>
    public ulong Max { get; private init; }

    /// <summary>One bit for each parameter of the method whose tag, given by the caller, this value has.</summary>
    public ulong Parameters { get; private init; }

    /// <summary>The static type, of objects and addresses.</summary>
    public TypeReference? Type { get; private init; }

    /// <summary>The place that an address leads to.</summary>
    public Slot? Slot { get; private init; }

    /// <summary>The method that handed it out, when that is why the tag is wrong.</summary>
    public string? From { get; private init; }

    /// <summary>The largest pattern of a width.</summary>
    public static ulong Top(int width) => width == 8 ? ulong.MaxValue : uint.MaxValue;

    /// <summary>The top bit may be set: read as signed, the value may be negative.</summary>
    public bool MayBeNegative => Width > 0 && Max > Top(Width) >> 1;

    /// <summary>Tagged as unsigned although, taken as signed, it may be negative: what the trap is made of.</summary>
    public bool IsHot => Unsigned && MayBeNegative;

    /// <summary>An integer.</summary>
    public static Value Integer(int width, bool unsigned, ulong max) => new() { Width = width, Unsigned = unsigned, Max = Math.Min(max, Top(width)) };

    /// <summary>Anything that is no integer.</summary>
    public static Value Other(TypeReference? type = null) => new() { Type = type };

    /// <summary>An address.</summary>
    public static Value Address(TypeReference? pointee, Slot? slot) => new() { Type = pointee, Slot = slot };

    /// <summary>What a value of a declared type is when it is loaded.</summary>
    public static Value Declared(TypeReference? type)
    {
        if (type is null or ByReferenceType or PointerType)
        {
            return new Value { Type = (type as TypeSpecification)?.ElementType };
        }

        TypeReference plain = type is IModifierType modified ? modified.ElementType : type;
        MetadataType kind = plain.MetadataType;
        if (kind is MetadataType.ValueType && Rules.Hierarchy.TryResolve(plain) is { IsEnum: true } definition)
        {
            kind = definition.Fields.First(f => f.Name == "value__").FieldType.MetadataType;
        }

        return kind switch
        {
            MetadataType.Boolean => Integer(4, false, 1),
            MetadataType.Byte => Integer(4, false, byte.MaxValue),
            MetadataType.Char or MetadataType.UInt16 => Integer(4, false, ushort.MaxValue),
            MetadataType.SByte or MetadataType.Int16 or MetadataType.Int32 or MetadataType.IntPtr => Integer(4, false, uint.MaxValue),
            MetadataType.UInt32 or MetadataType.UIntPtr => Integer(4, true, uint.MaxValue),
            MetadataType.Int64 => Integer(8, false, ulong.MaxValue),
            MetadataType.UInt64 => Integer(8, true, ulong.MaxValue),
            _ => Other(plain),
        };
    }

    /// <summary>The same value with another bound.</summary>
    public Value WithMax(ulong max) => this with { Max = Math.Min(max, Top(Width)) };

    /// <summary>The same value, its tag being what the caller gave for some parameters.</summary>
    public Value WithParameters(ulong parameters) => this with { Parameters = parameters };

    /// <summary>The same value with the wrong tag, which it has from somewhere.</summary>
    public Value MadeUnsigned(string? from) => this with { Unsigned = true, From = from };

    /// <summary>Either of two.</summary>
    public static Value Join(Value a, Value b) => a == b ? a : new Value
    {
        Width = a.Width == b.Width ? a.Width : 0,
        // Where only one of the two is unsigned, the range of that one counts.
        Unsigned = (a.Unsigned && b.Unsigned) || a.IsHot || b.IsHot,
        Max = Math.Max(a.Max, b.Max),
        Parameters = a.Parameters | b.Parameters,
        Type = a.Type ?? b.Type,
        Slot = a.Slot == b.Slot ? a.Slot : null,
        From = a.From ?? b.From,
    };
}

/// <summary>A place in memory that has a tag of its own.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Index of the local, or of the parameter that is the address.</param>
/// <param name="Field">Name of the field.</param>
public sealed record Slot(SlotKind Kind, int Index, string? Field = null);

/// <summary>Kinds of <see cref="Slot"/>.</summary>
public enum SlotKind
{
    /// <summary>A local of the method.</summary>
    Local,

    /// <summary>What a by-reference parameter leads to.</summary>
    Reference,

    /// <summary>A field of an object or type.</summary>
    Field,
}
