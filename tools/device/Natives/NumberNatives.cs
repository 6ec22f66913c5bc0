using System.Buffers.Binary;
using System.Globalization;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Natives;

/// <summary>Numbers to text and back, bytes to numbers and back.</summary>
internal static class NumberNatives
{
    public static void Add(Registrar r)
    {
        r.Of("System.Number")
            .Add("FormatNative(Object,String)", (ref NativeCall c) => c.Return(Format(Execution.Interpreter.ReadThrough(c[0]), c.TextOrNull(1) ?? "G")));
        r.Of("System.Double")
            .Add("CompareTo(Double,Double)", (ref NativeCall c) => c.Return(c.Double(0).CompareTo(c.Double(1))))
            .Add("IsInfinity(Double)", (ref NativeCall c) => c.Return(double.IsInfinity(c.Double(0))))
            .Add("IsNaN(Double)", (ref NativeCall c) => c.Return(double.IsNaN(c.Double(0))))
            .Add("IsNegativeInfinity(Double)", (ref NativeCall c) => c.Return(double.IsNegativeInfinity(c.Double(0))))
            .Add("IsPositiveInfinity(Double)", (ref NativeCall c) => c.Return(double.IsPositiveInfinity(c.Double(0))));
        r.Of("System.Convert")
            .Add("NativeToInt64(String,Boolean,Int64,Int64,Int32,Boolean,Boolean&)", ToInt64)
            .Add("NativeToDouble(String,Boolean,Boolean&)", ToDouble)
            .Add("ToBase64String(Byte[],Int32,Int32,Boolean)", ToBase64)
            .Add("FromBase64String(String)", FromBase64);
        Registrar b = r.Of("System.BitConverter")
            .Add("get_IsLittleEndian()", (ref NativeCall c) => c.Return(true))
            .Add("DoubleToInt64Bits(Double)", (ref NativeCall c) => c.Result = Value.Long(c[0].N))
            .Add("Int64BitsToDouble(Int64)", (ref NativeCall c) => c.Result = new Value { T = Tag.R8, N = c[0].N })
            .Add("ToString(Byte[])", (ref NativeCall c) => c.Return(Dashed(ref c, 0, c.Array(0).Length)))
            .Add("ToString(Byte[],Int32)", (ref NativeCall c) => c.Return(Dashed(ref c, c.Int(1), c.Array(0).Length - c.Int(1))))
            .Add("ToString(Byte[],Int32,Int32)", (ref NativeCall c) => c.Return(Dashed(ref c, c.Int(1), c.Int(2))));
        foreach ((string name, Tag tag) in new[]
        {
            ("Boolean", Tag.Boolean), ("Char", Tag.Char), ("Double", Tag.R8), ("Single", Tag.R4), ("Int16", Tag.I2), ("UInt16", Tag.U2),
            ("Int32", Tag.I4), ("UInt32", Tag.U4), ("Int64", Tag.I8), ("UInt64", Tag.U8),
        })
        {
            b.Add($"GetBytes({name})", (ref NativeCall c) => c.Return(BytesOf(c[0].N, Tags.Bytes(tag))));
            b.Add($"To{name}(Byte[],Int32)", (ref NativeCall c) => c.Result = FromBytes(c.Array(0), c.Int(1), tag));
        }
    }

    /// <summary>Standard and custom numeric formats, for the invariant culture.</summary>
    private static string Format(in Value value, string format)
    {
        IFormattable number = value.T switch
        {
            Tag.I1 => (IFormattable)((sbyte)value.N),
            Tag.Boolean or Tag.U1 => (IFormattable)((byte)value.N),
            Tag.I2 => (IFormattable)((short)value.N),
            Tag.Char or Tag.U2 => (IFormattable)((ushort)value.N),
            Tag.I4 => (IFormattable)value.I4,
            Tag.U4 => (IFormattable)value.U4,
            Tag.I8 => (IFormattable)value.N,
            Tag.U8 => (IFormattable)((ulong)value.N),
            Tag.R4 => (IFormattable)value.R4,
            Tag.R8 => (IFormattable)value.R8,
            _ => throw DeviceFault.WrongType(),
        };
        try
        {
            string text = number.ToString(format, CultureInfo.InvariantCulture);
            return number is double && format is "G" ? Cut(text) : text;
        }
        catch (FormatException)
        {
            throw DeviceFault.Argument();
        }
    }

    /// <summary>The device keeps 17 digits, a leading zero included, and not the last one behind a zero.</summary>
    private static string Cut(string text)
    {
        const int Digits = 17;
        int seen = 0;
        for (int i = 0; i < text.Length && text[i] != 'E'; i++)
        {
            seen += char.IsAsciiDigit(text[i]) ? 1 : 0;
            if (seen == Digits && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
            {
                string kept = text[..(text[i - 1] == '0' ? i : i + 1)];
                return text.Contains('.') && !text.Contains('E') ? kept.TrimEnd('0').TrimEnd('.') : text;
            }
        }

        return text;
    }

    private static void ToInt64(ref NativeCall c)
    {
        bool fail = c.Bool(5);
        string? text = c.TextOrNull(0);
        (long result, bool success) = text is null ? (0, false) : Parse(text.Trim(), c.Int(4), c.Bool(1), c[2].N, c[3].N);
        Execution.Interpreter.WriteThrough(c[6], Value.Bool(success));
        if (!success && fail)
        {
            throw text is null ? DeviceFault.ArgumentNull() : text.Trim().Length == 0 || !text.Trim().TrimStart('-', '+').All(char.IsAsciiHexDigit)
                ? DeviceFault.Format() : DeviceFault.OutOfRange();
        }

        // A text that is no number gives the smallest one.
        c.Result = Value.Long(success ? result : c[2].N);
        c.Cost += (text?.Length ?? 0) * 100L;
    }

    private static (long Result, bool Success) Parse(string text, int radix, bool signed, long min, long max)
    {
        bool full = min == 0 && max == 0;
        bool negative = text.StartsWith('-');
        string digits = text.TrimStart('-', '+');
        if (text.Length - digits.Length > 1 || digits.Length == 0 || (negative && full))
        {
            return (0, false);
        }

        if (radix == 16 && digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            digits = digits[2..];
        }

        Int128 value = 0;
        foreach (char ch in digits)
        {
            int digit = char.IsAsciiDigit(ch) ? ch - '0' : char.IsAsciiLetter(ch) ? (ch | 32) - 'a' + 10 : 99;
            if (digit >= radix || value > ulong.MaxValue)
            {
                return (0, false);
            }

            value = (value * radix) + digit;
        }

        value = negative ? -value : value;
        if (radix != 10 && signed && !negative && value > max && value <= ((Int128)max * 2) + 1)
        {
            // Digits of another radix give the bits of a number.
            value += ((Int128)min * 2);
        }

        bool fits = full ? value >= 0 && value <= ulong.MaxValue : value >= min && value <= max;
        return ((long)(ulong)(value & ulong.MaxValue), fits);
    }

    private static void ToDouble(ref NativeCall c)
    {
        bool success = double.TryParse(c.TextOrNull(0), NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        Execution.Interpreter.WriteThrough(c[2], Value.Bool(success));
        if (!success && c.Bool(1))
        {
            throw DeviceFault.Format();
        }

        c.Result = Value.Double(value);
    }

    private static void ToBase64(ref NativeCall c)
    {
        ArrayObject source = c.Array(0);
        if (c.Int(1) < 0 || c.Int(2) < 0 || c.Int(1) + c.Int(2) > source.Length)
        {
            throw DeviceFault.OutOfRange();
        }

        c.Cost += c.Int(2) * 100L;
        c.Return(Convert.ToBase64String(source.Bytes, c.Int(1), c.Int(2), c.Bool(3) ? Base64FormattingOptions.InsertLineBreaks : Base64FormattingOptions.None));
    }

    private static void FromBase64(ref NativeCall c)
    {
        string text = c.Text(0);
        c.Cost += text.Length * 100L;
        try
        {
            c.Return(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            // The device makes what it can of it, and says nothing.
            c.Return(Array.Empty<byte>());
        }
    }

    private static string Dashed(ref NativeCall c, int start, int count)
    {
        byte[] bytes = c.Array(0).Bytes;
        return start >= 0 && count >= 0 && start + count <= bytes.Length ? BitConverter.ToString(bytes, start, count) : throw DeviceFault.OutOfRange();
    }

    private static byte[] BytesOf(long bits, int count)
    {
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(all, bits);
        return all[..count].ToArray();
    }

    private static Value FromBytes(ArrayObject array, int index, Tag tag)
    {
        int count = Tags.Bytes(tag);
        if (index < 0 || index >= array.Length)
        {
            throw DeviceFault.OutOfRange();
        }

        if (index + count > array.Length)
        {
            throw DeviceFault.Argument();
        }

        Span<byte> all = stackalloc byte[8];
        array.Bytes.AsSpan(index, count).CopyTo(all);
        var value = new Value { T = tag, N = BinaryPrimitives.ReadInt64LittleEndian(all) };
        if (tag == Tag.I4)
        {
            value.N = value.I4;
        }

        return value;
    }
}
