using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Tools;
using nanoDer.Xml;
using Xunit;

namespace nanoDer.HostTests.Xer;

/// <summary>Input cut and output full at every octet, sizes that are just too small, and memory that is not taken.</summary>
public sealed class FaultTests
{
    public static TheoryData<string, XerForm> Bench() => new()
    {
        { "1-read-req.scsm82.xml", XerForm.Scsm82 }, { "3-initiate-req.scsm82.xml", XerForm.Scsm82 }, { "2-inforeport20.scsm82.xml", XerForm.Scsm82 },
        { "1-read-req.xer", XerForm.Basic }, { "3-initiate-req.cxer", XerForm.Canonical },
    };

    [Theory]
    [MemberData(nameof(Bench))]
    public void A_document_cut_anywhere_is_not_accepted(string file, XerForm form)
    {
        byte[] document = Corpus.Read("bench", file);
        var codec = new XerCodec(form);
        int end = Array.LastIndexOf(document, (byte)'>');
        for (int length = 0; length <= end; length++)
        {
            Assert.Equal(DerStatus.Truncated, codec.Read(document[..length]).Status);
        }

        Assert.Equal(DerStatus.Ok, codec.Read(document[..(end + 1)]).Status);
    }

    [Theory]
    [MemberData(nameof(Bench))]
    public void A_window_of_any_size_gives_the_same_octets(string file, XerForm form)
    {
        var codec = new XerCodec(form);
        Assert.Equal(DerStatus.Ok, codec.Read(Corpus.Read("bench", file)).Status);
        byte[] expected = codec.Write(codec.Tree);
        var encoder = new MmsEncoder(codec.Dialect, XerCodec.Plan());
        foreach (int size in Enumerable.Range(1, 260).Append(1000).Append(8000))
        {
            var window = new ByteWriter(size);
            using var written = new MemoryStream();
            encoder.Begin(codec.Tree);
            while (!encoder.Continue(window))
            {
                Assert.Equal(size, window.Count);
                Take(window, written, 1 + (int)(written.Length % size));
            }

            Take(window, written, window.Count);
            Assert.Equal(expected, written.ToArray());
        }
    }

    /// <summary>Every node, octet and level that a plan is short of gives its status, and one more gives the tree.</summary>
    [Theory]
    [MemberData(nameof(Bench))]
    public void A_plan_that_is_too_small_is_named(string file, XerForm form)
    {
        byte[] document = Corpus.Read("bench", file);
        var codec = new XerCodec(form);
        Assert.Equal(DerStatus.Ok, codec.Read(document).Status);
        int nodes = codec.Tree.Count;
        Assert.Equal(DerStatus.Ok, Status(p => p.MmsNodes = nodes));
        Assert.Equal(DerStatus.MmsTooLarge, Status(p => p.MmsNodes = nodes - 1));
        Assert.Equal(DerStatus.MmsTooLarge, Status(p => p.MmsValueBytes = codec.Tree.ValueCount - 1));
        int depth = Enumerable.Range(1, 60).First(d => Status(p => p.MmsDepth = d) == DerStatus.Ok);
        Assert.All(Enumerable.Range(1, depth - 1), d => Assert.Equal(DerStatus.MmsTooDeep, Status(p => p.MmsDepth = d)));

        DerStatus Status(Action<MemoryPlan> change)
        {
            MemoryPlan plan = XerCodec.Plan();
            change(plan);
            var small = new XerCodec(form, plan: plan);
            DerStatus whole = small.Read(document).Status;
            Assert.Equal(whole, small.Read(document, 5).Status);
            return whole;
        }
    }

    [Fact]
    public void Nesting_is_taken_up_to_the_level_negotiated()
    {
        byte[] document = Corpus.Read("good", "088-read-rsp-nest10.scsm82.xml");
        var codec = new XerCodec(XerForm.Scsm82);
        Assert.Equal(DerStatus.Ok, codec.Read(document).Status);
        int level = Enumerable.Range(1, 30).First(n =>
        {
            codec.Decoder.NestingLevel = n;
            DerStatus status = codec.Read(document).Status;
            Assert.Equal(status, codec.Read(document, 3).Status);
            Assert.True(status is DerStatus.Ok or DerStatus.MmsTooDeep);
            return status == DerStatus.Ok;
        });
        Assert.Equal(10, level);
    }

    /// <summary>The tokenizer can go on after a PDU that was refused, and its owner finds the invokeID.</summary>
    [Fact]
    public void A_refused_pdu_leaves_the_stream_usable()
    {
        const string Stream = "<stream xmlns='urn:s'><iq><confirmed-RequestPDU xmlns='" + XerDialect.Namespace
            + "'><invokeID>77</invokeID><ConfirmedServiceRequest><takeOver><x>1</x></takeOver></ConfirmedServiceRequest></confirmed-RequestPDU></iq><after/></stream>";
        MemoryPlan plan = XerCodec.Plan();
        var namespaces = new XmlNamespaces(4);
        var decoder = new MmsDecoder(new XerDialect(XerForm.Scsm82, namespaces), plan);
        var tree = new MmsTree(plan);
        var tokenizer = new XmlTokenizer(plan, namespaces);
        byte[] octets = System.Text.Encoding.UTF8.GetBytes(Stream);
        tokenizer.Feed(octets, 0, octets.Length);
        tokenizer.Next();
        tokenizer.Next();
        Assert.Equal(XmlToken.StartElement, tokenizer.Next());
        int depth = tokenizer.Depth;
        Assert.Equal(DecodeResult.Failed, decoder.Begin(tree, tokenizer));
        Assert.Equal(DerStatus.MmsUnknownService, decoder.Status);
        Assert.Equal(DerStatus.Ok, tokenizer.Status);
        Assert.Equal(77, tree.Int32(tree.Child(0, Mms.Mms.InvokeId)));
        while (tokenizer.Next() != XmlToken.EndElement || tokenizer.Depth > depth)
        {
            Assert.Equal(DerStatus.Ok, tokenizer.Status);
        }

        Assert.Equal(XmlToken.EndElement, tokenizer.Next());
        Assert.Equal(XmlToken.StartElement, tokenizer.Next());
        Assert.True(tokenizer.NameIs("after"u8.ToArray()));
    }

    [Fact]
    public void Reading_and_writing_takes_no_memory()
    {
        byte[][] documents = [.. Corpus.Bad().Where(b => b.Form == XerForm.Scsm82).Select(b => Corpus.Read("bad", b.File)),
            .. Corpus.Good(XerForm.Scsm82).Select(f => Corpus.Read("good", f))];
        var codec = new XerCodec(XerForm.Scsm82);
        var encoder = new MmsEncoder(codec.Dialect, XerCodec.Plan());
        var window = new ByteWriter(100000);
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Work()
        {
            foreach (byte[] document in documents)
            {
                if (codec.ReadCore(document, 0) == DerStatus.Ok)
                {
                    window.Clear();
                    encoder.Begin(codec.Tree);
                    encoder.Continue(window);
                }

                codec.ReadCore(document, 100);
            }
        }
    }

    [Fact]
    public void The_tables_are_those_of_the_schema()
    {
        string schema = Path.Combine(AppContext.BaseDirectory, "mms.schema");
        var writer = new Schema.TableWriter(Schema.MmsSchema.Read(schema));
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "MmsTables.cs.txt")), writer.Tables());
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Mms.cs.txt")), writer.Constants());
    }

    private static void Take(ByteWriter window, Stream target, int count)
    {
        count = Math.Min(count, window.Count);
        target.Write(window.Buffer, window.Start, count);
        window.Consume(count);
    }
}
