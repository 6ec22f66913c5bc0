using FsCheck.Xunit;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.Xer;

public sealed class PropertyTests
{
    private readonly XerCodec[] _codecs = [.. Corpus.Forms.Select(f => new XerCodec(f, strict: true))];
    private readonly MmsTree _built = new(XerCodec.Plan());

    /// <summary>What is written in any form is read again, in pieces of any size, to the same tree but for the defaults that the form fills in.</summary>
    [Property(MaxTest = 400)]
    public void A_written_pdu_is_read_to_the_same_tree(ulong seed, byte chunk)
    {
        var random = new XerRandom(seed);
        var pdus = new RandomPdu(random, random.Below(9));
        for (int pdu = 0; pdu < RandomPdu.PduCount; pdu++)
        {
            pdus.Build(_built, pdu);
            byte[] basic = _codecs[(int)XerForm.Basic].Write(_built);
            foreach (XerCodec codec in _codecs)
            {
                byte[] written = codec.Write(_built);
                Assert.Equal(written.Length, codec.Length(_built));
                Assert.Equal(DerStatus.Ok, codec.Read(written, chunk).Status);
                Assert.Equal(written, codec.Write(codec.Tree));
                if (codec.Dialect.Form == XerForm.Basic)
                {
                    Assert.Equal(TreeText.Write(_built), TreeText.Write(codec.Tree));
                    Assert.True(XerFuzzer.Same(_built, codec.Tree));
                }
                else
                {
                    // The canonical form of both is the same.
                    Assert.Equal(_codecs[(int)XerForm.Canonical].Write(_built), _codecs[(int)XerForm.Canonical].Write(codec.Tree));
                }
            }

            Assert.Equal(basic, _codecs[(int)XerForm.Basic].Write(_built));
        }
    }

    /// <summary>A prefix in place of the default namespace, and white space between the elements, change nothing.</summary>
    [Property(MaxTest = 100)]
    public void Prefixes_and_blanks_do_not_matter(ulong seed, byte chunk)
    {
        var random = new XerRandom(seed);
        XerCodec codec = _codecs[(int)XerForm.Scsm82];
        new RandomPdu(random, 5).Build(_built, random.Below(RandomPdu.PduCount));
        string plain = System.Text.Encoding.UTF8.GetString(codec.Write(_built));
        string canonical = System.Text.Encoding.UTF8.GetString(_codecs[2].Write(_built));
        string prefixed = plain.Replace(" xmlns=", " xmlns:p=", StringComparison.Ordinal).Replace("</", "\u0001", StringComparison.Ordinal)
            .Replace("<", "<p:", StringComparison.Ordinal).Replace("\u0001", "</p:", StringComparison.Ordinal);
        string spaced = plain.Replace("><", ">\n  <", StringComparison.Ordinal);
        foreach (string text in new[] { prefixed, spaced })
        {
            if (text == spaced && (plain.Contains("mMSString", StringComparison.Ordinal) || canonical.Contains("/><", StringComparison.Ordinal)))
            {
                continue; // blanks beside a control character would belong to the text
            }

            XerReading reading = codec.Read(System.Text.Encoding.UTF8.GetBytes(text), chunk);
            Assert.True(reading.Status == DerStatus.Ok, $"{reading} in {text}");
            Assert.Equal(canonical, System.Text.Encoding.UTF8.GetString(_codecs[2].Write(codec.Tree)));
        }
    }
}
