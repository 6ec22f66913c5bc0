namespace nanoDer.Checker.Tags;

/// <summary>What callers of a method have to know.</summary>
public sealed class Summary
{
    /// <summary>Parameters with which the method does something for which the tag matters; and what, at which line.</summary>
    public Dictionary<int, string> Sensitive { get; } = [];

    /// <summary>Parameters whose tag the result may have, one bit each.</summary>
    public ulong ReturnsParameters { get; set; }

    /// <summary>The result, declared as signed, may be tagged as unsigned.</summary>
    public bool ReturnsHot { get; set; }

    /// <summary>By-reference parameters through which a value with an unsigned tag is stored in a signed variable, one bit each.</summary>
    public ulong StoresHot { get; set; }

    /// <summary>A number that grows with everything learnt.</summary>
    public int Size => Sensitive.Count + (ReturnsHot ? 1 : 0)
        + System.Numerics.BitOperations.PopCount(ReturnsParameters) + System.Numerics.BitOperations.PopCount(StoresHot);
}
