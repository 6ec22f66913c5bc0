using System.Text;
using nanoDer.Mms;

namespace nanoDer.Tools;

/// <summary>A tree for the reader: one line a node, indented, values in the notation of ASN.1.</summary>
public static class TreeText
{
    private static readonly Dictionary<int, string> Names = typeof(Mms.Mms).GetFields().ToDictionary(f => (int)f.GetRawConstantValue()!, f => f.Name);

    /// <summary>The name of a kind of node, as in class <see cref="Mms.Mms"/>.</summary>
    public static string Name(int kind) => Names.TryGetValue(kind, out string? name) ? name : $"#{kind}";

    /// <summary>Writes a tree.</summary>
    public static string Write(MmsTree tree)
    {
        var text = new StringBuilder();
        var ends = new Stack<int>();
        for (int node = 0; node < tree.Count; node++)
        {
            while (ends.Count > 0 && node >= ends.Peek())
            {
                ends.Pop();
            }

            text.Append(' ', 2 * ends.Count).Append(Name(tree.Kind(node)));
            if (tree.IsConstructed(node))
            {
                ends.Push(tree.End(node));
            }
            else if (Value(tree, node) is { Length: > 0 } value)
            {
                text.Append(' ').Append(value);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The value of a node without children.</summary>
    public static string Value(MmsTree tree, int node)
    {
        ReadOnlySpan<byte> octets = tree.Values.AsSpan(tree.ValueOffset(node));
        int length = tree.ValueLength(node);
        switch (tree.Form(node))
        {
            case MmsForm.None:
                return string.Empty;
            case MmsForm.Boolean:
                return tree.Boolean(node) ? "TRUE" : "FALSE";
            case MmsForm.Bits:
                return string.Create(length, (tree, node), static (bits, s) =>
                {
                    for (int i = 0; i < bits.Length; i++)
                    {
                        bits[i] = s.tree.Bit(s.node, i) ? '1' : '0';
                    }
                }) is var text ? $"'{text}'B" : string.Empty;
            case MmsForm.Octets:
                return $"'{Convert.ToHexString(octets[..length])}'H";
            case MmsForm.Number:
                return Encoding.ASCII.GetString(octets[..length]);
            default:
                return $"\"{Encoding.UTF8.GetString(octets[..length])}\"";
        }
    }
}
