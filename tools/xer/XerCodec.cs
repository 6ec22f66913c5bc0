using System.Text;
using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Xml;

namespace nanoDer.Tools;

/// <summary>What reading one document came to.</summary>
/// <param name="Status">Ok, or why it was refused.</param>
/// <param name="Position">Octets up to the token that was refused.</param>
/// <param name="Path">The open elements then, as in <c>/confirmed-RequestPDU/invokeID</c>.</param>
public sealed record XerReading(DerStatus Status, int Position, string Path);

/// <summary>Reads and writes whole documents in one form of MMS in XML, with the memory of a workstation.</summary>
public sealed class XerCodec
{
    private readonly XerDialect _dialect;
    private readonly XmlTokenizer _tokenizer;
    private readonly MmsDecoder _decoder;
    private readonly MmsEncoder _encoder;
    private readonly ByteWriter _window = new(4096);

    public XerCodec(XerForm form, bool strict = false, MemoryPlan? plan = null, Action<XerDialect>? options = null)
    {
        plan ??= Plan();
        var namespaces = new XmlNamespaces(4);
        _dialect = new XerDialect(form, namespaces);
        if (strict)
        {
            _dialect.BeStrict();
        }

        options?.Invoke(_dialect);
        _tokenizer = new XmlTokenizer(plan, namespaces);
        _decoder = new MmsDecoder(_dialect, plan);
        _encoder = new MmsEncoder(_dialect, plan);
        Tree = new MmsTree(plan);
    }

    /// <summary>The tree that was read last.</summary>
    public MmsTree Tree { get; }

    public XerDialect Dialect => _dialect;

    public MmsDecoder Decoder => _decoder;

    /// <summary>Room for the largest PDU that MMS can negotiate (65,000 octets in BER), and for no more.</summary>
    public static MemoryPlan Plan() => new()
    {
        XmlInputBytes = 16384,
        XmlDepth = 300,
        XmlNameBytes = 8192,
        MmsNodes = 4096,
        MmsValueBytes = 65535,
        MmsDepth = 280,
    };

    /// <summary>Reads a document.</summary>
    /// <param name="document">Its octets.</param>
    /// <param name="chunk">How many to feed at a time; 0 for as many as possible.</param>
    public XerReading Read(ReadOnlySpan<byte> document, int chunk = 0) => Read(document.ToArray(), chunk);

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, int)"/>
    public XerReading Read(byte[] document, int chunk = 0)
    {
        DerStatus status = ReadCore(document, chunk);
        return new XerReading(status, _tokenizer.Position, status == DerStatus.Ok ? string.Empty : Path());
    }

    /// <summary>The same without a record of it: takes no memory.</summary>
    public DerStatus ReadCore(byte[] document, int chunk)
    {
        _tokenizer.Reset();
        Tree.Reset();
        if (StartsWithDeclaration(document) && !MayDeclare(document))
        {
            return DerStatus.XmlRestricted;
        }

        bool begun = false;
        bool done = false;
        int at = 0;
        while (true)
        {
            if (!begun)
            {
                XmlToken token = _tokenizer.Next();
                if (token == XmlToken.StartElement)
                {
                    begun = true;
                    switch (_decoder.Begin(Tree, _tokenizer))
                    {
                        case DecodeResult.Failed:
                            return _decoder.Status;
                        case DecodeResult.Done:
                            done = true;
                            break;
                    }
                }
            }
            else if (!done)
            {
                switch (_decoder.Continue(_tokenizer))
                {
                    case DecodeResult.Failed:
                        return _decoder.Status;
                    case DecodeResult.Done:
                        done = true;
                        break;
                }
            }

            if (done)
            {
                _tokenizer.Next();
            }

            if (_tokenizer.Status != DerStatus.Ok)
            {
                return _tokenizer.Status;
            }

            if (at == document.Length)
            {
                return _tokenizer.Finish();
            }

            int count = document.Length - at;
            at += _tokenizer.Feed(document, at, chunk > 0 && chunk < count ? chunk : count);
        }
    }

    /// <summary>Writes a tree.</summary>
    /// <param name="tree">Any tree of one PDU.</param>
    /// <returns>Its octets.</returns>
    public byte[] Write(MmsTree tree)
    {
        using var bytes = new MemoryStream();
        _encoder.Begin(tree);
        _window.Clear();
        bool done;
        do
        {
            done = _encoder.Continue(_window);
            bytes.Write(_window.Buffer, _window.Start, _window.Count);
            _window.Consume(_window.Count);
        }
        while (!done);
        return _encoder.Status == DerStatus.Ok ? bytes.ToArray() : throw new InvalidOperationException(_encoder.Status.ToString());
    }

    /// <summary>The octets that <see cref="Write"/> will give, counted.</summary>
    public int Length(MmsTree tree) => _encoder.EncodedLength(tree);

    private static bool StartsWithDeclaration(byte[] document) => document.AsSpan().StartsWith("<?"u8);

    // Inside a stanza there can be none, CANONICAL-XER has none, and BASIC-XER has this one only (X.693 clause 8.2).
    private bool MayDeclare(byte[] document) =>
        _dialect.Form == XerForm.Basic && document.AsSpan().StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8);

    private string Path()
    {
        var path = new StringBuilder();
        for (int i = 0; i < _decoder.Depth; i++)
        {
            path.Append('/').Append(_dialect.AllNames.AsSpan(_decoder.PathOffset(i), _decoder.PathLength(i)));
        }

        return path.Length == 0 ? "/" : path.ToString();
    }
}
