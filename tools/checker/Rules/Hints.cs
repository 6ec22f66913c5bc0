namespace nanoDer.Checker.Rules;

/// <summary>What to do instead, for what is missing most often.</summary>
public static class Hints
{
    private static readonly Dictionary<string, string> s_hints = new(StringComparer.Ordinal)
    {
        ["System.OverflowException"] = "arithmetic never overflows there: check the range before",
        ["System.DivideByZeroException"] = "dividing by zero throws a plain System.Exception there: check the divisor",
        ["System.Decimal"] = "use int or long with a scale",
        ["System.ThreadStaticAttribute"] = "keep the state in an object of the thread",
        ["System.Buffer"] = "use System.Array.Copy",
        ["System.Threading.Volatile"] = "use System.Threading.Interlocked or lock",
        ["System.String.Replace"] = "write the loop",
        ["System.String.Join"] = "write the loop",
        ["System.Char.IsDigit"] = "compare with '0' and '9'",
        ["System.Array.Resize"] = "copy to a new array",
        ["System.Buffers.Binary.BinaryPrimitives"] = "use nanoDer.Core or shifts",
        ["System.Numerics.BitOperations"] = "shift and or: (x << n) | (x >> (32 - n))",
    };

    /// <summary>"; do this" for a type or member, or nothing.</summary>
    public static string For(string id) => s_hints.TryGetValue(id, out string? hint) ? "; " + hint : "";
}
