using System.Text;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Grid;

/// <summary>MMS trees in the words of people and scripts.</summary>
internal static class MmsData
{
    private static readonly string[] AccessErrors =
    [
        "object-invalidated", "hardware-fault", "temporarily-unavailable", "object-access-denied", "object-undefined", "invalid-address",
        "type-unsupported", "type-inconsistent", "object-attribute-inconsistent", "object-access-unsupported", "object-non-existent",
        "object-value-invalid",
    ];

    private static readonly Dictionary<int, string> ErrorClasses = new()
    {
        [Kind.ErrorVmdState] = "vmd-state", [Kind.ErrorApplicationReference] = "application-reference", [Kind.ErrorDefinition] = "definition",
        [Kind.ErrorResource] = "resource", [Kind.ErrorService] = "service", [Kind.ErrorServicePreempt] = "service-preempt",
        [Kind.ErrorTimeResolution] = "time-resolution", [Kind.ErrorAccess] = "access", [Kind.ErrorInitiate] = "initiate",
        [Kind.ErrorConclude] = "conclude", [Kind.ErrorCancel] = "cancel", [Kind.ErrorFile] = "file", [Kind.ErrorOthers] = "others",
    };

    /// <summary>Name of a DataAccessError.</summary>
    public static string AccessError(int number) => number >= 0 && number < AccessErrors.Length ? AccessErrors[number] : $"error {number}";

    /// <summary>Class and number of the error in a confirmed-ErrorPDU.</summary>
    public static string ServiceError(MmsTree tree)
    {
        int error = tree.First(tree.Child(tree.Child(0, Kind.ServiceError), Kind.ErrorClass));
        return $"{ErrorClasses.GetValueOrDefault(tree.Kind(error), "?")} {tree.Int32(error)}";
    }

    /// <summary>The children of a node.</summary>
    public static IEnumerable<int> Children(MmsTree tree, int parent)
    {
        int end = tree.End(parent);
        for (int node = tree.First(parent); node < end; node = tree.Next(node))
        {
            yield return node;
        }
    }

    /// <summary>The text of a node; empty when there is no such node.</summary>
    public static string Text(MmsTree tree, int node)
        => node < 0 ? "" : Encoding.UTF8.GetString(tree.Values, tree.ValueOffset(node), tree.ValueLength(node));

    /// <summary>A Data node.</summary>
    public static GridValue Value(MmsTree tree, int node) => tree.Kind(node) switch
    {
        Kind.Structure => GridValue.Of("structure", Children(tree, node).Select(n => Value(tree, n)).ToList()),
        Kind.Array => GridValue.Of("array", Children(tree, node).Select(n => Value(tree, n)).ToList()),
        Kind.Boolean => GridValue.Of("boolean", tree.Boolean(node)),
        Kind.Integer => GridValue.Of("integer", tree.Integer(node)),
        Kind.Unsigned => GridValue.Of("unsigned", tree.Unsigned(node)),
        Kind.FloatingPoint => GridValue.Of("floating-point", tree.ValueLength(node) == 9 ? tree.Double(node) : tree.Single(node)),
        Kind.BitString => GridValue.Of("bit-string", string.Concat(Enumerable.Range(0, tree.ValueLength(node)).Select(i => tree.Bit(node, i) ? '1' : '0'))),
        Kind.UtcTime => GridValue.Of("utc-time", UtcTime(tree, node)),
        Kind.VisibleString => GridValue.Of("visible-string", Text(tree, node)),
        Kind.MmsString => GridValue.Of("mMSString", Text(tree, node)),
        Kind.GeneralizedTime => GridValue.Of("generalized-time", Text(tree, node)),
        Kind.ObjectId => GridValue.Of("objId", Text(tree, node)),
        Kind.Bcd => GridValue.Of("bcd", tree.Integer(node)),
        Kind.BinaryTime => GridValue.Of("binary-time", Octets(tree, node)),
        _ => GridValue.Of("octet-string", Octets(tree, node)),
    };

    private static string Octets(MmsTree tree, int node) => Convert.ToHexString(tree.Values, tree.ValueOffset(node), tree.ValueLength(node));

    private static string UtcTime(MmsTree tree, int node)
    {
        uint fraction = tree.Octets32(node, 4) >> 8;
        DateTime time = DateTime.UnixEpoch.AddSeconds(tree.Octets32(node, 0)).AddTicks((long)fraction * TimeSpan.TicksPerSecond >> 24);
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }
}
