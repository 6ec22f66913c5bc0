using nanoDer.Core;
using nanoDer.Mms;

namespace nanoDer.Tools;

/// <summary>An input that the codec treats wrongly.</summary>
public sealed record XerFinding(long Number, XerForm Form, byte[] Input, string Wrong);

/// <summary>
/// Changes good documents and looks at what the codec makes of them. Every input must be read without exception and to the same
/// end whether it comes whole or in pieces; and what is accepted must, written in every form, be read again to the same octets.
/// The same seed gives the same inputs.
/// </summary>
public sealed class XerFuzzer
{
    private static readonly XerForm[] Forms = [XerForm.Scsm82, XerForm.Basic, XerForm.Canonical];

    private readonly List<(XerForm Form, byte[] Document)> _corpus;
    private readonly XerCodec[] _whole = [.. Forms.Select(f => new XerCodec(f))];
    private readonly XerCodec[] _pieces = [.. Forms.Select(f => new XerCodec(f, plan: Small()))];
    private readonly XerCodec[] _strict = [.. Forms.Select(f => new XerCodec(f, strict: true))];
    private readonly XerMutator _mutator;
    private readonly XerRandom _random;

    public XerFuzzer(IEnumerable<(XerForm Form, byte[] Document)> corpus, ulong seed)
    {
        _corpus = [.. corpus];
        _random = new XerRandom(seed);
        _mutator = new XerMutator(_random, [.. _corpus.Select(c => c.Document)]);
    }

    /// <summary>Inputs that were accepted so far.</summary>
    public long Accepted { get; private set; }

    /// <summary>Tries the next inputs.</summary>
    /// <param name="first">Number of the first, for findings.</param>
    /// <param name="count">How many.</param>
    /// <returns>What is wrong.</returns>
    public IEnumerable<XerFinding> Run(long first, long count)
    {
        for (long i = first; i < first + count; i++)
        {
            (XerForm form, byte[] document) = _corpus[_random.Below(_corpus.Count)];
            byte[] input = _mutator.Mutate(document);
            int chunk = 1 + _random.Below(_random.Below(4) == 0 ? 200 : 12);
            if (Judge(form, input, chunk) is { } wrong)
            {
                yield return new XerFinding(i, form, input, wrong);
            }
        }
    }

    /// <summary>Tries one input.</summary>
    /// <param name="form">The form it is meant to have.</param>
    /// <param name="input">Its octets.</param>
    /// <param name="chunk">How many to feed at a time, the second time.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public string? Judge(XerForm form, byte[] input, int chunk)
    {
        try
        {
            XerCodec whole = _whole[(int)form];
            XerCodec pieces = _pieces[(int)form];
            DerStatus status = whole.ReadCore(input, 0);
            DerStatus again = pieces.ReadCore(input, chunk);
            if (status != again)
            {
                // A window that is smaller refuses longer tags; nothing else may depend on it.
                return status == DerStatus.XmlTagTooLong || again == DerStatus.XmlTagTooLong ? null : $"whole: {status}, in pieces of {chunk}: {again}";
            }

            // Of a document that just ends, more is in the tree the more tokens its last piece gave.
            if (status != DerStatus.Truncated && !Same(whole.Tree, pieces.Tree))
            {
                return $"another tree in pieces of {chunk}";
            }

            if (status != DerStatus.Ok)
            {
                return null;
            }

            Accepted++;
            return Forms.Select(f => Survives(whole.Tree, f)).FirstOrDefault(w => w != null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0].Trim()}";
        }
    }

    /// <summary>Says whether two trees are equal: kinds, shape and values.</summary>
    public static bool Same(MmsTree a, MmsTree b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (int node = 0; node < a.Count; node++)
        {
            if (a.Kind(node) != b.Kind(node) || a.End(node) != b.End(node))
            {
                return false;
            }

            MmsForm form = a.Form(node);
            if (form == MmsForm.None)
            {
                continue;
            }

            int length = a.ValueLength(node);
            int octets = form == MmsForm.Bits ? (length + 7) / 8 : form == MmsForm.Boolean ? 0 : length;
            if (length != b.ValueLength(node)
                || !a.Values.AsSpan(a.ValueOffset(node), octets).SequenceEqual(b.Values.AsSpan(b.ValueOffset(node), octets)))
            {
                return false;
            }
        }

        return true;
    }

    // The smallest window that every good document passes.
    private static MemoryPlan Small()
    {
        MemoryPlan plan = XerCodec.Plan();
        plan.XmlInputBytes = 512;
        return plan;
    }

    private string? Survives(MmsTree tree, XerForm form)
    {
        XerCodec codec = _strict[(int)form];
        byte[] written = codec.Write(tree);
        if (codec.Length(tree) != written.Length)
        {
            return $"{form}: counts another length than it writes";
        }

        DerStatus status = codec.ReadCore(written, 0);
        if (status != DerStatus.Ok)
        {
            return form == XerForm.Scsm82 && HasEmptyBits(tree) ? null : $"{form}: refuses what it wrote: {status}";
        }

        return written.AsSpan().SequenceEqual(codec.Write(codec.Tree)) ? null : $"{form}: no fixed point";
    }

    private static bool HasEmptyBits(MmsTree tree) =>
        Enumerable.Range(0, tree.Count).Any(n => tree.Form(n) == MmsForm.Bits && tree.ValueLength(n) == 0);
}
