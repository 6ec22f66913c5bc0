using System.Text.Json.Nodes;

namespace nanoDer.Grid;

/// <summary>One MMS Data value, or a structure or array of them.</summary>
/// <param name="Kind">Name of the alternative of MMS Data: <c>boolean</c>, <c>floating-point</c>, <c>bit-string</c>, <c>structure</c> …</param>
/// <param name="Scalar">The value as bool, long, ulong, float, double or text; null for a structure or array.</param>
/// <param name="Items">The members of a structure or array; empty otherwise.</param>
public sealed record GridValue(string Kind, object? Scalar, IReadOnlyList<GridValue> Items)
{
    /// <summary>A value that has no members.</summary>
    public static GridValue Of(string kind, object scalar) => new(kind, scalar, []);

    /// <summary>A structure or an array.</summary>
    public static GridValue Of(string kind, IReadOnlyList<GridValue> items) => new(kind, null, items);

    /// <summary>As JSON: a scalar, or an array of the members.</summary>
    public JsonNode? ToJson() => Scalar switch
    {
        null => new JsonArray(Items.Select(i => i.ToJson()).ToArray()),
        bool v => v,
        long v => v,
        ulong v => v,
        float v when float.IsFinite(v) => v,
        double v when double.IsFinite(v) => v,
        var v => v.ToString(),
    };

    /// <summary>The first number in it, or null.</summary>
    public double? FirstNumber() => Scalar switch
    {
        float v => v,
        double v => v,
        long v => v,
        ulong v => v,
        _ => Items.Select(i => i.FirstNumber()).FirstOrDefault(n => n is not null),
    };

    /// <summary>As a person reads it.</summary>
    public override string ToString() => Scalar switch
    {
        null => $"{{ {string.Join(", ", Items)} }}",
        bool v => v ? "true" : "false",
        var v => v.ToString()!,
    };
}
