using System.Text;

namespace nanoDer.Tools;

/// <summary>Changes documents, by octets and by elements.</summary>
public sealed class XerMutator(XerRandom random, IReadOnlyList<byte[]> corpus)
{
    private const int Longest = 60000;

    /// <summary>What breaks readers when it stands where it should not.</summary>
    private static readonly byte[][] Spice = [.. new[]
    {
        "<", ">", "/", "/>", "</", "&", "&amp;", "&lt;", "&#0;", "&#x41;", "&#xD;", "&#55296;", "&bogus;", "]]>", "<!--x-->", "<![CDATA[x]]>", "<?x y?>",
        "<!DOCTYPE x>", " ", "\n", "\t", "\r\n", "          ", "\"", "'", "=", ":", "x:", "xmlns=\"\"", " xmlns:p=\"urn:p\"", "-", "-0", "0", "00", "1", "127", "128",
        "32767", "32768", "-32769", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967296", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "08", "0B", "3F800000", "083F800000", "af", "F", "01", "2",
        "<true/>", "<false/>", "<true></true>", "true", "false", "<bel/>", "<nul/>", "<Data>", "</Data>", "<CHOICE>", "<structure/>", "<structure>", "</structure>",
        "<array><integer>1</integer></array>", "<Data><boolean><true/></boolean></Data>", " moreFollows=\"true\"", " packed=\"false\"", " scopeOfDelete=\"vmd\"",
        "2.999", "1.2.3", "20261122080417Z", "\u00e9", "\u65e5", "\ud83d\ude00", "\u0001", "\u0000", "\ufffe",
    }.Select(Encoding.UTF8.GetBytes), [0xC0, 0xBC], [0xED, 0xA0, 0x80], [0xFF], [0x80]];

    private readonly List<(int Start, int End)> _tags = [];

    /// <summary>A changed copy.</summary>
    public byte[] Mutate(byte[] document)
    {
        byte[] result = document;
        int changes = 1 + random.Below(random.Below(3) == 0 ? 5 : 2);
        for (int i = 0; i < changes; i++)
        {
            result = random.Below(2) == 0 ? ByOctets(result) : ByElements(result);
            if (result.Length > Longest)
            {
                result = result[..Longest];
            }
        }

        return result;
    }

    private byte[] ByOctets(byte[] d)
    {
        if (d.Length == 0)
        {
            return random.Of(Spice);
        }

        int at = random.Below(d.Length);
        int length = Math.Min(1 + random.Below(random.Below(4) == 0 ? 64 : 4), d.Length - at);
        switch (random.Below(7))
        {
            case 0:
                byte[] copy = (byte[])d.Clone();
                copy[at] ^= (byte)(1 << random.Below(8));
                return copy;
            case 1:
                copy = (byte[])d.Clone();
                copy[at] = (byte)random.Below(256);
                return copy;
            case 2:
                return [.. d[..at], .. d[(at + length)..]];
            case 3:
                return [.. d[..(at + length)], .. d[at..]];
            case 4:
                return d[..at];
            case 5:
                byte[] other = random.Of(corpus);
                int from = random.Below(other.Length);
                return [.. d[..at], .. other[from..Math.Min(other.Length, from + random.Below(80))], .. d[(at + length)..]];
            default:
                return [.. d[..at], .. random.Of(Spice), .. d[at..]];
        }
    }

    private byte[] ByElements(byte[] d)
    {
        FindTags(d);
        if (_tags.Count < 2)
        {
            return ByOctets(d);
        }

        int index = random.Below(_tags.Count);
        (int start, int end) = _tags[index];
        (int elementStart, int elementEnd) = Element(d, index);
        switch (random.Below(8))
        {
            case 0:
                return [.. d[..start], .. d[end..]];
            case 1:
                return [.. d[..elementStart], .. d[elementEnd..]];
            case 2:
                return [.. d[..elementEnd], .. d[elementStart..elementEnd], .. d[elementEnd..]];
            case 3:
                (int otherStart, int otherEnd) = Element(d, random.Below(_tags.Count));
                byte[] other = d[otherStart..otherEnd];
                return [.. d[..elementStart], .. other, .. d[elementEnd..]];
            case 4:
                // Another name, in both tags when they are neighbours.
                (int nameStart, int nameEnd) = _tags[random.Below(_tags.Count)];
                return [.. d[..start], .. d[nameStart..nameEnd], .. d[end..]];
            case 5:
                // Another value.
                int next = index + 1 < _tags.Count ? _tags[index + 1].Start : d.Length;
                return [.. d[..end], .. random.Of(Spice), .. d[next..]];
            case 6:
                return [.. d[..end], .. random.Of(Spice), .. d[end..]];
            default:
                byte[] donor = random.Of(corpus);
                FindTags(donor);
                (int donorStart, int donorEnd) = Element(donor, random.Below(_tags.Count));
                return [.. d[..elementStart], .. donor[donorStart..donorEnd], .. d[elementEnd..]];
        }
    }

    private void FindTags(byte[] d)
    {
        _tags.Clear();
        int at = 0;
        while (at < d.Length && (at = Array.IndexOf(d, (byte)'<', at)) >= 0)
        {
            int end = Array.IndexOf(d, (byte)'>', at);
            if (end < 0)
            {
                break;
            }

            _tags.Add((at, end + 1));
            at = end + 1;
        }
    }

    /// <summary>From the tag to the end tag that belongs to it, if it is a start tag.</summary>
    private (int Start, int End) Element(byte[] d, int index)
    {
        int depth = 0;
        for (int i = index; i < _tags.Count; i++)
        {
            (int start, int end) = _tags[i];
            if (d[end - 2] != '/')
            {
                depth += d[start + 1] == '/' ? -1 : 1;
            }

            if (depth <= 0)
            {
                return (_tags[index].Start, end);
            }
        }

        return _tags[index];
    }
}
