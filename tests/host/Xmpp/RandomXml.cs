using System.Text;

namespace nanoDer.HostTests.Xmpp;

/// <summary>Makes documents of the kind that XMPP allows, and breaks them.</summary>
internal sealed class RandomXml(int seed)
{
    internal static readonly string[] Declarations =
        ["<?xml version='1.0'?>", "<?xml version=\"1.0\" encoding='UTF-8' ?>", "<?xml version='1.0' standalone='yes'?>"];

    private static readonly string[] Names = ["a", "iq", "x-1", "read", "_y", "Z.z", "variableAccessSpecification"];
    private static readonly string[] Prefixes = ["p", "q", "stream"];
    private static readonly string[] Uris = ["urn:a", "urn:b", "urn:never-heard-of", "jabber:client", "urn:a&amp;b"];
    private static readonly string[] Texts =
        ["tea", " ", "\n", "\r\n", "\r", "\t", "]]", "]", "&gt;", "&lt;", "&amp;", "&quot;", "&apos;", "&#10;", "&#13;", "&#x41;", "&#x1F600;", "é", "\u20AC", "\U0001F600", "\u007f", ">", "-->", "?>", "'", "\"", "=", "/", "\uFFFD"];

    private static readonly string[] Breakers =
        ["<", ">", "&", "'", "\"", "/", "=", ":", ";", "#", "!", "?", "]]>", "</a>", "<a>", "<a/>", " ", "\u0000", "\u0001", "xmlns", " xmlns=''", " xmlns:p=''", " xmlns:p='urn:a'",
         " xmlns:q='urn:b'", " p:a='1' q:a='2'", " a='1' a='2'", " xml:lang='en'", "<p:a/>", "&#0;", "&#xD800;", "&#xFFFF;", "&#x110000;", "&nbsp;", "&#;", "&#x;", "&;", "\uFFFE", "<!-- -->", "<?x?>", "<![CDATA[x]]>", "<!DOCTYPE a>",
         "xmlns:xml='urn:a'", " xmlns:xmlns='urn:a'", " xmlns:a=\"http://www.w3.org/2000/xmlns/\"", "\u00a0", "--", "0", "-", "."];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>A well-formed document without document type, comments, processing instructions and CDATA.</summary>
    internal byte[] Document()
    {
        _text.Clear();
        _text.Append(_random.Next(2) == 0 ? Pick(Declarations) : Pick("", " \n"));
        Element(0, []);
        _text.Append(Pick("", "", "\n "));
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    /// <summary>The document with some bytes changed, lost, doubled or added; now and then still well-formed.</summary>
    internal byte[] Break(byte[] document)
    {
        var bytes = new List<byte>(document);
        for (int n = _random.Next(1, 4); n > 0; n--)
        {
            int at = _random.Next(bytes.Count + 1);
            int count = Math.Min(_random.Next(1, 9), bytes.Count - at);
            switch (_random.Next(5))
            {
                case 0 when count > 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, count);
                    break;
                case 2:
                    bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, count));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pick(Breakers)));
                    break;
            }
        }

        return [.. bytes];
    }

    private void Element(int depth, string[] inScope)
    {
        var declared = new List<string>();
        var declarations = new StringBuilder();
        if (_random.Next(3) == 0)
        {
            declarations.Append(Space()).Append("xmlns").Append(Equals()).Append(Quoted(_random.Next(4) == 0 ? "" : Pick(Uris)));
        }

        foreach (string prefix in Prefixes)
        {
            if (_random.Next(5) == 0)
            {
                declared.Add(prefix);
                declarations.Append(Space()).Append("xmlns:").Append(prefix).Append(Equals()).Append(Quoted(Pick(Uris)));
            }
        }

        string[] prefixes = [.. inScope.Union(declared)];
        string name = (prefixes.Length > 0 && _random.Next(3) == 0 ? Pick(prefixes) + ":" : "") + Pick(Names);
        _text.Append('<').Append(name);
        bool first = _random.Next(2) == 0;
        _text.Append(first ? declarations.ToString() : "");
        foreach (string attribute in Names.Where(_ => _random.Next(6) == 0))
        {
            _text.Append(Space()).Append(attribute).Append(Equals()).Append(Quoted(Value()));
        }

        if (_random.Next(8) == 0)
        {
            _text.Append(Space()).Append("xml:lang='en'");
        }

        if (prefixes.Length > 0 && _random.Next(4) == 0)
        {
            _text.Append(Space()).Append(Pick(prefixes)).Append(":attr=''");
        }

        _text.Append(first ? "" : declarations.ToString()).Append(Pick("", "", " ", "\n"));
        if (_random.Next(4) == 0)
        {
            _text.Append("/>");
            return;
        }

        _text.Append('>');
        for (int n = depth > 5 ? 0 : _random.Next(5); n > 0; n--)
        {
            if (_random.Next(2) == 0)
            {
                Element(depth + 1, prefixes);
            }
            else
            {
                Text();
            }
        }

        _text.Append("</").Append(name).Append(Pick("", "", " ")).Append('>');
    }

    private void Text()
    {
        for (int n = _random.Next(1, 6); n > 0; n--)
        {
            string piece = Pick(Texts);
            _text.Append(piece[0] == '>' && _text[^1] == ']' && _text[^2] == ']' ? " " : "").Append(_random.Next(9) == 0 ? new string('t', _random.Next(400)) : piece);
        }
    }

    private string Value()
    {
        var value = new StringBuilder();
        for (int n = _random.Next(4); n > 0; n--)
        {
            value.Append(Pick(Texts));
        }

        return value.ToString();
    }

    private string Quoted(string value) => _random.Next(2) == 0
        ? "'" + value.Replace("'", "&apos;", StringComparison.Ordinal) + "'"
        : "\"" + value.Replace("\"", "&#x22;", StringComparison.Ordinal) + "\"";

    private string Space() => Pick(" ", " ", "\n ", "\t");

    private string Equals() => Pick("=", "=", " = ", "=\n");

    private string Pick(params string[] of) => of[_random.Next(of.Length)];
}
