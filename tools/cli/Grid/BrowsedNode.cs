using nanoDer.Grid;

namespace nanoDer.Cli;

/// <summary>A node, an object or an attribute of a data model.</summary>
/// <param name="Name">Its name within what holds it.</param>
/// <param name="Type">What it is, in words.</param>
/// <param name="Value">What it holds now, where that was asked for and is no structure.</param>
/// <param name="Items">What is in it.</param>
internal sealed record BrowsedNode(string Name, string Type, GridValue? Value, IReadOnlyList<BrowsedNode> Items)
{
    /// <summary>A type with the value of an object of that type; the value may be missing.</summary>
    public static BrowsedNode Of(GridType type, GridValue? value) => type.Kind == "structure"
        ? new BrowsedNode(type.Name, "structure", null, type.Items.Select((t, i) => Of(t, value is { Items.Count: var count } && i < count ? value.Items[i] : null)).ToList())
        : new BrowsedNode(type.Name, type.ToString(), value, []);
}
