using System.Text;
using FsCheck.Xunit;
using nanoDer.Core;
using Xunit;

namespace nanoDer.HostTests.Xmpp;

/// <summary>The tokenizer against another reader, and against itself with its input cut elsewhere.</summary>
public class XmlTokenizerTests
{
    private const string Replay = "7411,1923";
    private const int Window = 2048;

    /// <summary>What is well-formed is accepted, and both readers see the same.</summary>
    [Property(MaxTest = 1500, Replay = Replay)]
    public void SeesWhatXmlReaderSees(int seed)
    {
        byte[] document = new RandomXml(seed).Document();
        XmlTrace trace = XmlTrace.Tokenize(document, XmlTrace.Roomy(Window), [document.Length]);
        Assert.Equal(DerStatus.Ok, trace.Status);
        Assert.Equal(XmlTrace.Read(document), trace.Tokens);
    }

    /// <summary>What is broken is refused by both readers or by none, apart from what XMPP forbids.</summary>
    [Fact]
    public void AgreesWithXmlReaderOnBrokenDocuments()
    {
        int accepted = 0;
        int refused = 0;
        int forbidden = 0;
        for (int seed = 0; seed < 10000; seed++)
        {
            var random = new RandomXml(seed);
            byte[] document = random.Break(random.Document());
            XmlTrace trace = XmlTrace.Tokenize(document, XmlTrace.Roomy(Window), [document.Length]);
            string text = Encoding.UTF8.GetString(document);
            if (trace.Status == DerStatus.XmlRestricted)
            {
                Assert.True(text.Contains("<!", StringComparison.Ordinal) || text.Contains("<?", StringComparison.Ordinal), text);
                forbidden++;
                continue;
            }

            string? expected = XmlTrace.Read(document);
            if (trace.IsAccepted && expected == null && IsLaxer(text))
            {
                continue;
            }

            if (!trace.IsAccepted && expected != null && IsStricter(text))
            {
                continue;
            }

            Assert.True(trace.IsAccepted == (expected != null), $"seed {seed}, {trace.Status}: {text}");
            if (trace.IsAccepted)
            {
                Assert.Equal(expected, trace.Tokens);
                accepted++;
            }
            else
            {
                refused++;
            }
        }

        // Both outcomes have to be frequent, or this compares little.
        Assert.True(accepted > 1000 && refused > 2500 && forbidden > 100, $"{accepted} accepted, {refused} refused, {forbidden} forbidden");
    }

    /// <summary>Cut into pieces of any sizes, a document gives the same tokens and the same status.</summary>
    [Property(MaxTest = 500, Replay = Replay)]
    public void CutsDoNotMatter(int seed, byte[] cuts)
    {
        var random = new RandomXml(seed);
        byte[] whole = random.Document();
        CutsDoNotMatterFor(whole, cuts);
        CutsDoNotMatterFor(random.Break(whole), cuts);
    }

    /// <summary>A document that stops anywhere is truncated or refused, but never complete.</summary>
    [Fact]
    public void TruncatedDocumentsAreTold()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            byte[] document = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(new RandomXml(seed).Document()).TrimEnd());
            for (int length = 0; length < document.Length; length++)
            {
                XmlTrace trace = XmlTrace.Tokenize(document[..length], XmlTrace.Roomy(Window), [length]);
                Assert.True(trace.Status == DerStatus.Truncated, $"seed {seed}, {length} of {document.Length}: {trace.Status}");
            }
        }
    }

    private static void CutsDoNotMatterFor(byte[] document, byte[] cuts)
    {
        // A small window, so that it has to move.
        MemoryPlan plan = XmlTrace.Roomy(512);
        XmlTrace whole = XmlTrace.Tokenize(document, plan, [document.Length]);
        Assert.Equal(whole, XmlTrace.Tokenize(document, plan, Enumerable.Repeat(1, document.Length)));
        Assert.Equal(whole, XmlTrace.Tokenize(document, plan, cuts.Select(cut => cut % 50).Append(3).Append(document.Length)));
        Assert.Equal(whole, XmlTrace.Tokenize(document, plan, Enumerable.Repeat(7, document.Length)));
    }

    /// <summary>Names beyond ASCII are taken without looking at the classes of their characters.</summary>
    private static bool IsLaxer(string text) => text.Any(c => c >= 0x80);

    /// <summary>
    /// References with a wealth of leading zeros, elements named with the prefix xml, and XML declarations of another version or
    /// encoding are refused; XmlReader is not strict about the declaration of what is text already.
    /// </summary>
    private static bool IsStricter(string text) =>
        text.Contains("&#000", StringComparison.Ordinal) || text.Contains("<xml:", StringComparison.Ordinal)
        || (text.StartsWith("<?xml", StringComparison.Ordinal) && !RandomXml.Declarations.Any(good => text.StartsWith(good, StringComparison.Ordinal)));
}
