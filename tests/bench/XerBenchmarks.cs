using System.Xml;
using BenchmarkDotNet.Attributes;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Tools;
using nanoDer.Xml;

namespace nanoDer.Benchmarks;

/// <summary>
/// Three typical PDUs: read request of one variable, report of 20 measured values, initiate request. Ours in the 8-2 form and in
/// CANONICAL-XER; asn1c in CANONICAL-XER, which is the only one of the two that it knows; XmlReader tokenises the 8-2 form and
/// makes nothing of it.
/// </summary>
[MemoryDiagnoser]
public class XerBenchmarks
{
    private readonly Ours _scsm = new(XerForm.Scsm82);
    private readonly Ours _canonical = new(XerForm.Canonical);
    private readonly XmlReaderSettings _settings = new() { DtdProcessing = DtdProcessing.Prohibit };
    private byte[] _xml = [];
    private byte[] _cxer = [];
    private Asn1c? _asn1c;
    private nint _pdu;

    [Params("1-read-req", "2-inforeport20", "3-initiate-req")]
    public string Pdu { get; set; } = string.Empty;

    [GlobalSetup]
    public void Setup()
    {
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        _xml = File.ReadAllBytes(Path.Combine(data, Pdu + ".scsm82.xml"));
        _cxer = File.ReadAllBytes(Path.Combine(data, Pdu + ".cxer"));
        _scsm.Decode(_xml);
        _canonical.Decode(_cxer);
        _asn1c = new Asn1c(Path.Combine(data, "mms-subset.asn"));
        _pdu = _asn1c.Decode(_cxer);
        if (_asn1c.Encode(_pdu) < _cxer.Length || _scsm.Encode() != _xml.Length)
        {
            throw new InvalidOperationException("the codecs do not write what they read");
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _asn1c!.Free(_pdu);
        _asn1c.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void DecodeScsm82() => _scsm.Decode(_xml);

    [Benchmark]
    public void DecodeCanonical() => _canonical.Decode(_cxer);

    [Benchmark]
    public void DecodeAsn1c() => _asn1c!.Free(_asn1c.Decode(_cxer));

    [Benchmark]
    public int TokenizeXmlReader()
    {
        using var stream = new MemoryStream(_xml);
        using var reader = XmlReader.Create(stream, _settings);
        int nodes = 0;
        while (reader.Read())
        {
            nodes++;
        }

        return nodes;
    }

    [Benchmark]
    public int EncodeScsm82() => _scsm.Encode();

    [Benchmark]
    public int EncodeCanonical() => _canonical.Encode();

    [Benchmark]
    public long EncodeAsn1c() => _asn1c!.Encode(_pdu);

    private sealed class Ours
    {
        private readonly XmlTokenizer _tokenizer;
        private readonly MmsDecoder _decoder;
        private readonly MmsEncoder _encoder;
        private readonly MmsTree _tree;
        private readonly ByteWriter _window = new(10240);

        public Ours(XerForm form)
        {
            // A window of 2 KB, through which the report goes in four pieces.
            var plan = new MemoryPlan { XmlInputBytes = 2048 };
            var namespaces = new XmlNamespaces(2);
            var dialect = new XerDialect(form, namespaces);
            _tokenizer = new XmlTokenizer(plan, namespaces);
            _decoder = new MmsDecoder(dialect, plan);
            _encoder = new MmsEncoder(dialect, plan);
            _tree = new MmsTree(plan);
        }

        public void Decode(byte[] document)
        {
            _tokenizer.Reset();
            int at = _tokenizer.Feed(document, 0, document.Length);
            _tokenizer.Next();
            DecodeResult result = _decoder.Begin(_tree, _tokenizer);
            while (result == DecodeResult.NeedMore)
            {
                at += _tokenizer.Feed(document, at, document.Length - at);
                result = _decoder.Continue(_tokenizer);
            }

            if (result != DecodeResult.Done)
            {
                throw new InvalidOperationException(_decoder.Status.ToString());
            }
        }

        public int Encode()
        {
            _window.Clear();
            _encoder.Begin(_tree);
            _encoder.Continue(_window);
            return _window.Count;
        }
    }
}
