using System.Xml.Linq;
using nanoDer.Iec61850;
using ValueType = nanoDer.Iec61850.ValueType;

namespace nanoDer.Scl;

/// <summary>A node of the model as MMS has it: logical device, logical node, functional constraint, data object, attribute.</summary>
/// <param name="name">Its name; empty for the element of an array.</param>
public sealed class ModelNode(string name)
{
    /// <summary>Name of the node.</summary>
    public string Name { get; } = name;

    /// <summary>Where it stands in the file, if not where the logical node does.</summary>
    public XObject? Place { get; set; }

    /// <summary>What it is.</summary>
    public ValueType Type { get; set; }

    /// <summary>Bits, octets, or elements of an array.</summary>
    public int Size { get; set; }

    /// <summary>Trigger options as bits of TrgOps.</summary>
    public int Triggers { get; set; }

    /// <summary>Whether clients may write the value; of a structure, all in it.</summary>
    public bool Writable { get; set; }

    /// <summary>How many octets a text may ever have, where that is fewer than its type allows; otherwise null.</summary>
    public int? Room { get; set; }

    /// <summary>The children; of an array, one that stands for all elements.</summary>
    public List<ModelNode> Children { get; } = [];

    /// <summary>The value in slots, or null for zeros.</summary>
    public int[]? Value { get; set; }

    /// <summary>The octets of a string.</summary>
    public byte[] Text { get; set; } = [];

    /// <summary>Values of enumeration, to check the instance's against; null for other types.</summary>
    public IReadOnlyDictionary<string, int>? Enumeration { get; set; }

    /// <summary>First slot, counted from the server.</summary>
    public int Slot { get; set; }

    /// <summary>Number of its entry in the table of types.</summary>
    public int Entry { get; set; }

    /// <summary>Slots of the node.</summary>
    public int Slots => Type switch
    {
        ValueType.Constructed => Children.Sum(child => child.Slots),
        ValueType.Array => Size * Children[0].Slots,
        ValueType.Integer64 or ValueType.Timestamp => 2,
        _ => 1,
    };

    /// <summary>The node's number in the compiled model.</summary>
    public int Handle => (Slot << 16) | Entry;

    /// <summary>Whether its value is a text or octets.</summary>
    public bool IsText => Type is ValueType.VisibleString or ValueType.UnicodeString or ValueType.OctetString or ValueType.EntryTime;

    /// <summary>Finds a child.</summary>
    public ModelNode? this[string child] => Children.Find(node => node.Name == child);

    /// <summary>The node and all that lies in it.</summary>
    public IEnumerable<ModelNode> Walk() => Children.SelectMany(child => child.Walk()).Prepend(this);
}
