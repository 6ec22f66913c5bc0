using System.Text;
using System.Xml;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.HostTests.Xmpp;

/// <summary>What a reader sees of a document, written down so that two readers can be compared: one piece a token, texts joined.</summary>
/// <param name="Tokens">The tokens up to the failure.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Position">Where it ended; -1 after a failure, which may be told some blanks earlier or later.</param>
internal sealed record XmlTrace(string Tokens, DerStatus Status, int Position)
{
    /// <summary>Namespaces that the tokenizer tells apart; all others are one.</summary>
    internal static readonly string[] Known = ["jabber:client", "urn:a", "urn:b"];

    internal bool IsAccepted => Status == DerStatus.Ok;

    /// <summary>A plan with more room than any document of the tests needs, the window aside.</summary>
    internal static MemoryPlan Roomy(int window) =>
        new() { XmlInputBytes = window, XmlDepth = 200, XmlNameBytes = 65000, XmlAttributes = 60 };

    /// <summary>Tokenizes a document fed in the pieces given; the last one is repeated.</summary>
    internal static XmlTrace Tokenize(byte[] document, MemoryPlan plan, IEnumerable<int> pieces)
    {
        var namespaces = new XmlNamespaces(8);
        Array.ForEach(Known, name => namespaces.Add(name));
        var tokenizer = new XmlTokenizer(plan, namespaces);
        var tokens = new StringBuilder();
        int offset = 0;
        foreach (int piece in pieces)
        {
            int end = Math.Min(document.Length, offset + Math.Max(1, piece));
            while (offset < end && tokenizer.Status == DerStatus.Ok)
            {
                offset += tokenizer.Feed(document, offset, end - offset);
                Pull(tokenizer, tokens);
            }

            if (offset >= document.Length || tokenizer.Status != DerStatus.Ok)
            {
                break;
            }
        }

        DerStatus status = tokenizer.Finish();
        return new XmlTrace(tokens.ToString(), status, status == DerStatus.Ok ? tokenizer.Position : -1);
    }

    /// <summary>Reads a document with the reader of .NET; null when that one refuses it.</summary>
    internal static string? Read(byte[] document)
    {
        var tokens = new StringBuilder();
        try
        {
            string text = new UTF8Encoding(false, true).GetString(document);
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        bool isEmpty = reader.IsEmptyElement;
                        tokens.Append('<').Append(Number(reader.NamespaceURI)).Append('|').Append(reader.LocalName);
                        Attributes(reader, tokens);
                        tokens.Append('>');
                        if (isEmpty)
                        {
                            tokens.Append("</").Append(Number(reader.NamespaceURI)).Append('|').Append(reader.LocalName).Append('>');
                        }

                        break;
                    case XmlNodeType.EndElement:
                        tokens.Append("</").Append(Number(reader.NamespaceURI)).Append('|').Append(reader.LocalName).Append('>');
                        break;
                    case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when reader.Depth > 0:
                        tokens.Append(reader.Value);
                        break;
                    default:
                        break;
                }
            }

            return tokens.ToString();
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }

    private static void Pull(XmlTokenizer tokenizer, StringBuilder tokens)
    {
        while (true)
        {
            switch (tokenizer.Next())
            {
                case XmlToken.StartElement:
                    tokens.Append('<').Append(tokenizer.Namespace).Append('|').Append(Text(tokenizer, tokenizer.NameOffset, tokenizer.NameLength));
                    var attributes = new SortedSet<string>(StringComparer.Ordinal);
                    for (int i = 0; i < tokenizer.AttributeCount; i++)
                    {
                        attributes.Add(" " + tokenizer.AttributeNamespace(i) + "|"
                            + Text(tokenizer, tokenizer.AttributeNameOffset(i), tokenizer.AttributeNameLength(i)) + "="
                            + Text(tokenizer, tokenizer.AttributeValueOffset(i), tokenizer.AttributeValueLength(i)));
                    }

                    tokens.AppendJoin("", attributes).Append('>');
                    break;
                case XmlToken.EndElement:
                    tokens.Append("</").Append(tokenizer.Namespace).Append('|').Append(Text(tokenizer, tokenizer.NameOffset, tokenizer.NameLength)).Append('>');
                    break;
                case XmlToken.Text:
                    tokens.Append(Text(tokenizer, tokenizer.TextOffset, tokenizer.TextLength));
                    break;
                default:
                    return;
            }
        }
    }

    private static string Text(XmlTokenizer tokenizer, int offset, int length) => Encoding.UTF8.GetString(tokenizer.Buffer, offset, length);

    private static void Attributes(XmlReader reader, StringBuilder tokens)
    {
        var attributes = new SortedSet<string>(StringComparer.Ordinal);
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/")
            {
                attributes.Add(" " + Number(reader.NamespaceURI) + "|" + reader.LocalName + "=" + reader.Value);
            }
        }

        tokens.AppendJoin("", attributes);
        reader.MoveToElement();
    }

    private static int Number(string name) => name switch
    {
        "" => XmlNamespaces.None,
        "http://www.w3.org/XML/1998/namespace" => XmlNamespaces.Xml,
        _ => Array.IndexOf(Known, name) is >= 0 and int index ? index + 2 : XmlNamespaces.Unknown,
    };
}
