using System.Text;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Natives;

/// <summary>Text, and UTF-8.</summary>
internal static class StringNatives
{
    /// <summary>A step through UTF-8 text, in thousandths of a loop step.</summary>
    private const long PerCharacter = 32;

    private static readonly char[] Whitespace = [' ', '\t', '\r', '\n', '\v', '\f'];

    public static void Add(Registrar r)
    {
        r.Of("System.String")
            .Add(".ctor(Char[],Int32,Int32)", (ref NativeCall c) => c.Return(new string(Range(c.Chars(1), c.Int(2), c.Int(3)))))
            .Add(".ctor(Char[])", (ref NativeCall c) => c.Return(c.ArrayOrNull(1) is null ? "" : new string(c.Chars(1))))
            .Add(".ctor(Char,Int32)", (ref NativeCall c) => c.Return(new string((char)c.Int(1), NotNegative(c.Int(2)))))
            .Add("Equals(String,String)", (ref NativeCall c) => c.Return(c.TextOrNull(0) == c.TextOrNull(1)))
            .Add("op_Equality(String,String)", (ref NativeCall c) => c.Return(c.TextOrNull(0) == c.TextOrNull(1)))
            .Add("op_Inequality(String,String)", (ref NativeCall c) => c.Return(c.TextOrNull(0) != c.TextOrNull(1)))
            .Add("get_Chars(Int32)", (ref NativeCall c) => c.Return(Char(ref c)))
            .Add("get_Length()", (ref NativeCall c) => Length(ref c))
            .Add("ToCharArray()", (ref NativeCall c) => c.Return(Text(ref c).ToCharArray()))
            .Add("ToCharArray(Int32,Int32)", (ref NativeCall c) => c.Return(Range(Text(ref c), c.Int(1), c.Int(2)).ToArray()))
            .Add("Split(Char[])", (ref NativeCall c) => Split(ref c, int.MaxValue))
            .Add("Split(Char[],Int32)", (ref NativeCall c) => Split(ref c, c.Int(2)))
            .Add("Substring(Int32)", (ref NativeCall c) => c.Return(new string(Range(Text(ref c), c.Int(1), Text(ref c).Length - c.Int(1)))))
            .Add("Substring(Int32,Int32)", (ref NativeCall c) => c.Return(new string(Range(Text(ref c), c.Int(1), c.Int(2)))))
            .Add("Trim()", (ref NativeCall c) => c.Return(Text(ref c).Trim(Whitespace)))
            .Add("Trim(Char[])", (ref NativeCall c) => c.Return(Text(ref c).Trim(Set(ref c))))
            .Add("TrimStart(Char[])", (ref NativeCall c) => c.Return(Text(ref c).TrimStart(Set(ref c))))
            .Add("TrimEnd(Char[])", (ref NativeCall c) => c.Return(Text(ref c).TrimEnd(Set(ref c))))
            .Add("Compare(String,String)", (ref NativeCall c) => c.Return(Compare(c.TextOrNull(0), c.TextOrNull(1))))
            .Add("CompareTo(Object)", (ref NativeCall c) => c.Return(Compare(Text(ref c), c.TextOrNull(1))))
            .Add("CompareTo(String)", (ref NativeCall c) => c.Return(Compare(Text(ref c), c.TextOrNull(1))))
            .Add("ToLower()", (ref NativeCall c) => c.Return(Map(Text(ref c), char.ToLowerInvariant)))
            .Add("ToUpper()", (ref NativeCall c) => c.Return(Map(Text(ref c), char.ToUpperInvariant)))
            .Add("Concat(String,String)", (ref NativeCall c) => Concat(ref c, 2))
            .Add("Concat(String,String,String)", (ref NativeCall c) => Concat(ref c, 3))
            .Add("Concat(String,String,String,String)", (ref NativeCall c) => Concat(ref c, 4))
            .Add("Concat(String[])", (ref NativeCall c) => c.Return(string.Concat(c.Array(0).Items.Select(i => (i as StringObject)?.Text))))
            .Add("IndexOf(Char)", (ref NativeCall c) => IndexOf(ref c, false))
            .Add("IndexOf(Char,Int32)", (ref NativeCall c) => IndexOf(ref c, false))
            .Add("IndexOf(Char,Int32,Int32)", (ref NativeCall c) => IndexOf(ref c, false))
            .Add("IndexOf(String)", (ref NativeCall c) => IndexOf(ref c, false))
            .Add("IndexOf(String,Int32)", (ref NativeCall c) => IndexOf(ref c, false))
            .Add("IndexOf(String,Int32,Int32)", (ref NativeCall c) => IndexOf(ref c, false))
            .Add("IndexOfAny(Char[])", (ref NativeCall c) => IndexOf(ref c, false))
            .Add("IndexOfAny(Char[],Int32)", (ref NativeCall c) => IndexOf(ref c, false))
            .Add("IndexOfAny(Char[],Int32,Int32)", (ref NativeCall c) => IndexOf(ref c, false))
            .Add("LastIndexOfAny(Char[])", (ref NativeCall c) => IndexOf(ref c, true))
            .Add("LastIndexOfAny(Char[],Int32)", (ref NativeCall c) => IndexOf(ref c, true))
            .Add("LastIndexOfAny(Char[],Int32,Int32)", (ref NativeCall c) => IndexOf(ref c, true))
            .Add("LastIndexOf(Char)", (ref NativeCall c) => IndexOf(ref c, true))
            .Add("LastIndexOf(Char,Int32)", (ref NativeCall c) => IndexOf(ref c, true))
            .Add("LastIndexOf(Char,Int32,Int32)", (ref NativeCall c) => IndexOf(ref c, true))
            .Add("LastIndexOf(String)", (ref NativeCall c) => IndexOf(ref c, true))
            .Add("LastIndexOf(String,Int32)", (ref NativeCall c) => IndexOf(ref c, true))
            .Add("LastIndexOf(String,Int32,Int32)", (ref NativeCall c) => IndexOf(ref c, true));
        r.Of("System.Text.UTF8Encoding")
            .Add("GetBytes(String)", (ref NativeCall c) => c.Return(Encoding.UTF8.GetBytes(c.Text(1))))
            .Add("GetBytes(String,Int32,Int32,Byte[],Int32)", GetBytes)
            .Add("GetChars(Byte[])", (ref NativeCall c) => c.Return(Decode(c.Array(1).Bytes)))
            .Add("GetChars(Byte[],Int32,Int32)", (ref NativeCall c) => c.Return(Decode(Range(c.Array(1).Bytes, c.Int(2), c.Int(3)))));
    }

    private static string Text(ref NativeCall c) => c.TextOrNull(0) ?? throw DeviceFault.Null();

    private static int NotNegative(int count) => count >= 0 ? count : throw DeviceFault.OutOfRange();

    private static ReadOnlySpan<T> Range<T>(ReadOnlySpan<T> all, int start, int count) =>
        start >= 0 && count >= 0 && start <= all.Length - count ? all.Slice(start, count) : throw DeviceFault.OutOfRange();

    private static ReadOnlySpan<char> Range(string text, int start, int count) => Range(text.AsSpan(), start, count);

    private static ReadOnlySpan<byte> Range(byte[] bytes, int start, int count) => Range((ReadOnlySpan<byte>)bytes, start, count);

    private static int Char(ref NativeCall c)
    {
        string text = Text(ref c);
        int index = c.Int(1);

        // The device walks through the text's UTF-8 each time.
        c.Cost += index * PerCharacter;
        return (uint)index < (uint)text.Length ? text[index] : throw DeviceFault.OutOfRange();
    }

    private static void Length(ref NativeCall c)
    {
        int length = Text(ref c).Length;
        c.Cost += length * PerCharacter;
        c.Return(length);
    }

    private static char[] Set(ref NativeCall c) => c.ArrayOrNull(1) is { Length: > 0 } ? c.Chars(1).ToArray() : Whitespace;

    private static int Compare(string? left, string? right) => left is null ? (right is null ? 0 : -1) : right is null ? 1
        : Math.Sign(Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    private static string Map(string text, Func<char, char> map) =>
        string.Create(text.Length, (text, map), static (span, state) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                // Beyond ASCII the device changes nothing.
                span[i] = state.text[i] < 128 ? state.map(state.text[i]) : state.text[i];
            }
        });

    private static void Concat(ref NativeCall c, int count)
    {
        string text = c.TextOrNull(0) + c.TextOrNull(1);
        for (int i = 2; i < count; i++)
        {
            text += c.TextOrNull(i);
        }

        c.Cost += text.Length * 15L;
        c.Return(text);
    }

    private static void Split(ref NativeCall c, int limit)
    {
        string[] parts = c.ArrayOrNull(1) is { Length: > 0 } ? Text(ref c).Split(c.Chars(1).ToArray(), limit) : [Text(ref c)];
        ArrayObject array = c.NewArray("System.String", parts.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            array.Items[i] = c.Heap.NewString(parts[i]);
        }

        c.Return(array);
    }

    private static void IndexOf(ref NativeCall c, bool last)
    {
        string text = Text(ref c);
        int parameters = c.Method.ArgumentCount - 2;
        int start = parameters > 0 ? c.Int(2) : last ? text.Length - 1 : 0;
        int count = parameters > 1 ? c.Int(3) : last ? start + 1 : text.Length - start;
        int from = last ? start - count + 1 : start;
        if (text.Length == 0 && parameters == 0)
        {
            c.Return(c.TextOrNull(1) is "" ? 0 : -1);
            return;
        }

        ReadOnlySpan<char> range = Range(text, from, count);
        string? needle = c.TextOrNull(1);
        int found = (needle, c.ArrayOrNull(1), last) switch
        {
            (not null, _, false) => range.IndexOf(needle, StringComparison.Ordinal),
            (not null, _, true) => range.LastIndexOf(needle, StringComparison.Ordinal),
            (_, not null, false) => range.IndexOfAny(c.Chars(1)),
            (_, not null, true) => range.LastIndexOfAny(c.Chars(1)),
            (_, _, _) when c[1].T == Tag.Object => throw DeviceFault.ArgumentNull(),
            (_, _, false) => range.IndexOf((char)c.Int(1)),
            _ => range.LastIndexOf((char)c.Int(1)),
        };
        c.Cost += (found < 0 ? count : found) * (needle is null ? 235L : 680L);
        c.Return(found < 0 ? -1 : from + found);
    }

    private static void GetBytes(ref NativeCall c)
    {
        ReadOnlySpan<char> source = Range(c.Text(1), c.Int(2), c.Int(3));
        byte[] target = c.Array(4).Bytes;
        int at = c.Int(5);
        int count = Encoding.UTF8.GetByteCount(source);
        if (at < 0 || at + count > target.Length)
        {
            throw DeviceFault.OutOfRange();
        }

        c.Return(Encoding.UTF8.GetBytes(source, target.AsSpan(at)));
    }

    /// <summary>A NUL ends the text here too.</summary>
    private static char[] Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).ToCharArray();
}
