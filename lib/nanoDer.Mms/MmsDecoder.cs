using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Mms
{
    /// <summary>
    /// Reads one MMS PDU from a tokenizer into a tree, as its bytes arrive. The owner of the tokenizer hands it over on the start
    /// tag of the PDU:
    /// <code>
    /// DecodeResult r = decoder.Begin(tree, tokenizer);            // the StartElement just returned by Next()
    /// while (r == DecodeResult.NeedMore) { feed the tokenizer; r = decoder.Continue(tokenizer); }
    /// </code>
    /// and gets it back on the PDU's end tag, or somewhere within the PDU when that is refused; then, unless the XML itself is
    /// broken, the rest of the stanza can be passed over. What was decoded before a failure stays in the tree, so that a server
    /// can find the invokeID for its rejectPDU. This file walks by the tokens of the tokenizer and is complete; the other one
    /// (MmsDecoder.Fast.cs) takes over for what is written in the plainest way.
    /// </summary>
    public sealed partial class MmsDecoder
    {
        private readonly XerDialect _dialect;
        private readonly int _maxSpace;

        // Open elements, the outermost first.
        private readonly ushort[] _levelElement;
        private readonly ushort[] _levelNode;
        private readonly byte[] _levelType;
        private readonly byte[] _levelPlace;
        private readonly byte[] _levelAttribute;
        private MmsTree _tree;
        private int _depth;
        private int _namespace;
        private int _skipping;
        private int _nesting;
        private int _space;

        /// <summary>Takes the decoder's memory.</summary>
        /// <param name="dialect">The form that is read.</param>
        /// <param name="plan">Sizes: <see cref="MemoryPlan.MmsDepth"/>.</param>
        public MmsDecoder(XerDialect dialect, MemoryPlan plan)
        {
            _dialect = dialect;
            _maxSpace = dialect.MaxSpace;
            _levelElement = new ushort[plan.MmsDepth];
            _levelNode = new ushort[plan.MmsDepth];
            _levelType = new byte[plan.MmsDepth];
            _levelPlace = new byte[plan.MmsDepth];
            _levelAttribute = new byte[plan.MmsDepth];
        }

        /// <summary>Why the PDU was refused; <see cref="DerStatus.Ok"/> until then.</summary>
        public DerStatus Status { get; private set; }

        /// <summary>Deepest nesting of structures and arrays in Data that is taken: what the association negotiated. Default: 127, the most there can be.</summary>
        public int NestingLevel = 127;

        /// <summary>Number of open elements: at a failure, the length of the path to it.</summary>
        public int Depth
        {
            get { return _depth + 1; }
        }

        /// <summary>Bytes that a decoder needs on the device's heap, besides its dialect and tree.</summary>
        /// <param name="plan">Sizes, as for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(18) + (2 * HeapSize.Array(plan.MmsDepth, 2)) + (3 * HeapSize.Array(plan.MmsDepth, 1));
        }

        /// <summary>Where the name of an open element lies in <see cref="XerDialect.AllNames"/>: for messages.</summary>
        /// <param name="level">0 to <see cref="Depth"/> - 1, the outermost first.</param>
        /// <returns>Its offset.</returns>
        public int PathOffset(int level)
        {
            return _dialect.NameOffset[_levelElement[level]];
        }

        /// <summary>Length of the name of an open element.</summary>
        /// <param name="level">0 to <see cref="Depth"/> - 1, the outermost first.</param>
        /// <returns>Bytes; 0 for an element inside a value.</returns>
        public int PathLength(int level)
        {
            return _dialect.NameLength[_levelElement[level]];
        }

        /// <summary>Begins with a PDU.</summary>
        /// <param name="tree">Where it goes; what it held is forgotten.</param>
        /// <param name="tokenizer">Stands on the PDU's start tag.</param>
        /// <returns>What came of the bytes that are there.</returns>
        [DataPath]
        public DecodeResult Begin(MmsTree tree, XmlTokenizer tokenizer)
        {
            tree.Reset();
            _tree = tree;
            _depth = -1;
            Array.Clear(_levelAttribute, 0, _levelAttribute.Length);
            _skipping = 0;
            _nesting = 0;
            _space = 0;
            Status = DerStatus.Ok;
            _namespace = tokenizer.Namespace;
            if (_namespace != _dialect.NamespaceNumber && (_dialect.IsScsm || _namespace != XmlNamespaces.None))
            {
                Fail(DerStatus.MmsWrongNamespace);
                return DecodeResult.Failed;
            }

            // The 8-2 form begins with the PDU's own element, the others with one around it.
            bool scsm = _dialect.IsScsm;
            int element = FindIn(tokenizer, MmsTables.TypeStart[MmsTables.MmsPduType], MmsTables.TypeCount[MmsTables.MmsPduType]);
            if (element == 0 && NameIs(tokenizer, MmsTables.MmsPdu))
            {
                element = MmsTables.MmsPdu;
                scsm = !scsm;
            }

            if (element > 0 && (scsm || _dialect.AcceptOtherForm))
            {
                Open(tokenizer, element);
            }
            else
            {
                Fail(DerStatus.MmsUnknownPdu);
            }

            return Status == DerStatus.Ok ? Continue(tokenizer) : DecodeResult.Failed;
        }

        /// <summary>Goes on with the PDU.</summary>
        /// <param name="tokenizer">The same tokenizer, with more bytes.</param>
        /// <returns>What came of them.</returns>
        [DataPath]
        public DecodeResult Continue(XmlTokenizer tokenizer)
        {
            while (Status == DerStatus.Ok)
            {
                if (Fast(tokenizer))
                {
                    return DecodeResult.Done;
                }

                switch (tokenizer.Next())
                {
                    case XmlToken.StartElement:
                        Start(tokenizer);
                        break;
                    case XmlToken.EndElement:
                        if (End())
                        {
                            return DecodeResult.Done;
                        }

                        break;
                    case XmlToken.Text:
                        Text(tokenizer);
                        break;
                    case XmlToken.None:
                        return DecodeResult.NeedMore;
                    default:
                        Fail(tokenizer.Status);
                        break;
                }
            }

            return DecodeResult.Failed;
        }
    }
}
