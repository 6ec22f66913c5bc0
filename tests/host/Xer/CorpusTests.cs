using System.Text;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Xer;

public sealed class CorpusTests
{
    public static TheoryData<string, XerForm> GoodFiles()
    {
        var data = new TheoryData<string, XerForm>();
        foreach (XerForm form in Corpus.Forms)
        {
            foreach (string file in Corpus.Good(form))
            {
                data.Add(file, form);
            }
        }

        return data;
    }

    public static TheoryData<string, string, XerForm> BadFiles()
    {
        var data = new TheoryData<string, string, XerForm>();
        foreach ((string file, _, string kind, XerForm form) in Corpus.Bad())
        {
            data.Add(file, kind, form);
        }

        return data;
    }

    /// <summary>Reads in its form, whole and in pieces; writes the other forms to the octets of the corpus; and comes back from each.</summary>
    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void A_good_document_keeps_its_value_in_every_form(string file, XerForm form)
    {
        byte[] document = Corpus.Read("good", file);
        var codec = new XerCodec(form, strict: true);
        string? first = null;
        foreach (int chunk in new[] { 0, 1, 7, 64 })
        {
            Assert.Equal(DerStatus.Ok, codec.Read(document, chunk).Status);
            first ??= TreeText.Write(codec.Tree);
            Assert.Equal(first, TreeText.Write(codec.Tree));
        }

        foreach (XerForm target in Corpus.Forms)
        {
            var other = new XerCodec(target, strict: true);
            byte[] written = other.Write(codec.Tree);
            Assert.Equal(written.Length, other.Length(codec.Tree));
            byte[]? expected = target == XerForm.Basic ? null : Corpus.Expected(file, target);
            if (expected != null)
            {
                Assert.Equal(Encoding.UTF8.GetString(expected).TrimEnd('\n'), Encoding.UTF8.GetString(written));
            }

            if (target == XerForm.Scsm82 && expected == null)
            {
                // IEC 61850-8-2 Table 3 forbids what this document has.
                Assert.Equal(DerStatus.MmsOutOfRange, other.Read(written).Status);
                continue;
            }

            Assert.Equal(DerStatus.Ok, other.Read(written).Status);
            Assert.Equal(written, other.Write(other.Tree));
        }
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_document_is_refused(string file, string kind, XerForm form)
    {
        byte[] document = Corpus.Read("bad", file);
        foreach (bool strict in new[] { true, false })
        {
            if (kind == "dialect" && !strict)
            {
                continue;
            }

            var codec = new XerCodec(form, strict);
            XerReading whole = codec.Read(document);
            Assert.NotEqual(DerStatus.Ok, whole.Status);
            foreach (int chunk in new[] { 1, 7, 64 })
            {
                Assert.Equal(whole.Status, codec.Read(document, chunk).Status);
            }
        }
    }
}
