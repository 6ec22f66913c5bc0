namespace nanoDer.Grid;

/// <summary>What an object is: a type description of MMS.</summary>
/// <param name="Name">Its name within what holds it; empty at the top.</param>
/// <param name="Kind">Name of the alternative of MMS Data: <c>structure</c>, <c>array</c>, <c>boolean</c>, <c>integer</c> …</param>
/// <param name="Size">Bits of a number, octets or characters of a string (most, where it can vary), elements of an array; 0 where it has none.</param>
/// <param name="Items">Components of a structure; the element of an array.</param>
public sealed record GridType(string Name, string Kind, int Size, IReadOnlyList<GridType> Items)
{
    /// <summary>As a person reads it.</summary>
    public override string ToString() => Kind switch
    {
        "structure" => Kind,
        "array" => $"array of {Size}, each {Items[0]}",
        _ => Size == 0 ? Kind : $"{Kind} {Size}",
    };
}
