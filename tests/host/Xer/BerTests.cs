using System.Formats.Asn1;
using System.Numerics;
using System.Text;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Xer;

/// <summary>The values of a tree are those that another codec has written in BER: the same leaves in the same order.</summary>
public sealed class BerTests
{
    public static TheoryData<string> Stems()
    {
        var data = new TheoryData<string>();
        foreach (string file in Corpus.Good(XerForm.Basic))
        {
            data.Add(file[..^".xer".Length]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Stems))]
    public void Leaves_are_those_of_ber(string stem)
    {
        var codec = new XerCodec(XerForm.Basic);
        Assert.Equal(DerStatus.Ok, codec.Read(Corpus.Read("good", stem + ".xer")).Status);
        var expected = new List<string>();
        Collect(Corpus.Read("good", stem + ".ber"), expected);
        Assert.Equal(expected, Leaves(codec.Tree));
    }

    private static void Collect(ReadOnlySpan<byte> ber, List<string> leaves)
    {
        while (ber.Length > 0)
        {
            Asn1Tag tag = Asn1Tag.Decode(ber, out _);
            AsnDecoder.ReadEncodedValue(ber, AsnEncodingRules.BER, out int offset, out int length, out int consumed);
            if (tag.IsConstructed)
            {
                Collect(ber.Slice(offset, length), leaves);
            }
            else
            {
                leaves.Add(Convert.ToHexString(ber.Slice(offset, length)));
            }

            ber = ber[consumed..];
        }
    }

    private static List<string> Leaves(MmsTree tree)
    {
        var leaves = new List<string>();
        var parents = new Stack<int>();
        for (int node = 0; node < tree.Count; node++)
        {
            while (parents.Count > 0 && node >= tree.End(parents.Peek()))
            {
                parents.Pop();
            }

            if (tree.IsConstructed(node))
            {
                parents.Push(node);
            }
            else if (parents.Count == 0 || !IsDefault(tree, node, tree.Kind(parents.Peek())))
            {
                leaves.Add(Convert.ToHexString(Content(tree, node)));
            }
        }

        return leaves;
    }

    /// <summary>BER leaves out what has its default value.</summary>
    private static bool IsDefault(MmsTree tree, int node, int parent) => tree.Kind(node) switch
    {
        Mms.Mms.SpecificationWithResult or Mms.Mms.Packed => !tree.Boolean(node),
        Mms.Mms.ScopeOfDelete => tree.Int32(node) == 0,
        Mms.Mms.MoreFollows => tree.Boolean(node) == parent is Mms.Mms.GetNameListResponse or Mms.Mms.FileReadResponse,
        _ => false,
    };

    private static byte[] Content(MmsTree tree, int node)
    {
        int length = tree.ValueLength(node);
        ReadOnlySpan<byte> value = tree.Values.AsSpan(tree.ValueOffset(node));
        switch (tree.Form(node))
        {
            case MmsForm.Boolean:
                return [tree.Boolean(node) ? (byte)0xFF : (byte)0];
            case MmsForm.Number:
                return BigInteger.Parse(Encoding.ASCII.GetString(value[..length])).ToByteArray(isBigEndian: true);
            case MmsForm.Bits:
                return [(byte)(-length & 7), .. value[..((length + 7) / 8)]];
            case MmsForm.None:
                return [];
            default:
                return tree.Kind(node) is Mms.Mms.ObjectId or Mms.Mms.ObjectIdentifier or Mms.Mms.ApTitleForm2
                    ? ObjectIdentifier(Encoding.ASCII.GetString(value[..length]))
                    : value[..length].ToArray();
        }
    }

    private static byte[] ObjectIdentifier(string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        writer.WriteObjectIdentifier(text);
        return writer.Encode()[2..];
    }
}
