using System.Text;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Grid;

/// <summary>MMS trees in the words of people and scripts.</summary>
internal static class MmsData
{
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
        Kind.BinaryTime => GridValue.Of("binary-time", BinaryTime(tree, node)),
        _ => GridValue.Of("octet-string", Octets(tree, node)),
    };

    /// <summary>A binary-time; one without a date shows the time of day alone.</summary>
    public static string BinaryTime(MmsTree tree, int node)
    {
        int offset = tree.ValueOffset(node);
        TimeSpan time = TimeSpan.FromMilliseconds(tree.Octets32(node, 0));
        return tree.ValueLength(node) == 6
            ? Written(new DateTime(1984, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays((tree.Values[offset + 4] << 8) | tree.Values[offset + 5]) + time)
            : time.ToString();
    }

    /// <summary>An octet-string in hexadecimal digits.</summary>
    public static string Octets(MmsTree tree, int node) => Convert.ToHexString(tree.Values, tree.ValueOffset(node), tree.ValueLength(node));

    private static string UtcTime(MmsTree tree, int node)
    {
        uint fraction = tree.Octets32(node, 4) >> 8;
        DateTime time = DateTime.UnixEpoch.AddSeconds(tree.Octets32(node, 0)).AddTicks((long)fraction * TimeSpan.TicksPerSecond >> 24);
        return Written(time);
    }

    private static string Written(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
