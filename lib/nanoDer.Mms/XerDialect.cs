using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Mms
{
    /// <summary>
    /// One of the three forms of MMS in XML, as tables over the one schema, and what a reader accepts where the standards leave
    /// the form open. Shared by all decoders and encoders that speak it; made at start-up.
    /// </summary>
    public sealed class XerDialect
    {
        /// <summary>The namespace of IEC 61850-8-2:2018.</summary>
        public const string Namespace = "http://www.iec.ch/61850/2018/SCSM_8_2";

        /// <summary>The form that is written and, first of all, read.</summary>
        public readonly XerForm Form;

        /// <summary>Number of <see cref="Namespace"/> in the tokenizer's table.</summary>
        public readonly int NamespaceNumber;

        /// <summary>
        /// Reads the other form's names, item wrappers, root element and places of DEFAULT components as well. Default: true for
        /// <see cref="XerForm.Scsm82"/> and <see cref="XerForm.Basic"/>, false for <see cref="XerForm.Canonical"/>.
        /// </summary>
        public bool AcceptOtherForm;

        /// <summary>Reads booleans also as the text <c>true</c>, <c>false</c>, <c>1</c> or <c>0</c>. Default: as <see cref="AcceptOtherForm"/>.</summary>
        public bool AcceptBooleanText;

        /// <summary>Reads floating-point also without the octet of the exponent width: 4 or 8 octets of IEEE 754. Default: true for <see cref="XerForm.Scsm82"/>.</summary>
        public bool AcceptShortFloat;

        /// <summary>Skips unknown elements and attributes in initiate PDUs, unless they say mustUnderstand. Default: as <see cref="AcceptOtherForm"/>.</summary>
        public bool AcceptUnknownInInitiate;

        /// <summary>Reads white space between elements. Default: true but for <see cref="XerForm.Canonical"/>.</summary>
        public bool AcceptSpace;

        /// <summary>Reads white space between the digits of bit and octet strings (X.693 clause 8.3.9). Default: true but for <see cref="XerForm.Canonical"/>.</summary>
        public bool AcceptSpaceInStrings;

        /// <summary>Reads hexadecimal digits of either case. Default: true but for <see cref="XerForm.Canonical"/>.</summary>
        public bool AcceptLowerCaseHex;

        /// <summary>Reads bit strings of length zero in Data. Default: true but for <see cref="XerForm.Scsm82"/> (IEC 61850-8-2 Table 3).</summary>
        public bool AcceptEmptyBits;

        /// <summary>Reads a PDU in which a component that has a default is missing. Default: true but for <see cref="XerForm.Canonical"/> (X.693 clause 9.5).</summary>
        public bool AcceptMissingDefault;

        /// <summary>Longest run of white space between two elements, in bytes. Default: 4096.</summary>
        public int MaxSpace = 4096;

        /// <summary>Writes floating-point without the octet of the exponent width. Default: false.</summary>
        public bool WriteShortFloat;

        /// <summary>Writes the namespace declaration on the root element. Default: true for <see cref="XerForm.Scsm82"/>.</summary>
        public bool WriteNamespace;

        private const int LongestName = 36;

        // The schema in this form. Names as bytes are those of frequent elements only; all of them stay in flash.
        internal readonly byte[] Names;
        internal readonly string NameText = MmsTables.Names;
        internal readonly ushort[] NameOffset;
        internal readonly byte[] NameLength;

        /// <summary>Of each frequent element a zero byte and the first seven of "name&gt;", lowest byte first; 0 for one that is not in this form.</summary>
        internal readonly long[] NameStart;

        /// <summary>By the length of a name: by how many bits those bytes are shifted, so that only those that count are left.</summary>
        internal readonly byte[] NameShifts;

        internal readonly ushort[] TypeStart;
        internal readonly byte[] TypeCount;

        /// <summary>Usages of each type that are read fast: the frequent ones of a choice, all or none of a sequence.</summary>
        internal readonly byte[] TypeFast;

        private readonly byte[] _name = new byte[LongestName];
        internal readonly bool IsScsm;

        /// <summary>What each byte is in plain text: the flags below.</summary>
        internal readonly byte[] Classes = new byte[256];

        internal const int HexDigit = 0x10;
        internal const int IdentifierLetter = 0x20;
        internal const int PlainLetter = 0x40;
        internal readonly byte[] MustUnderstand = Bytes.Of("mustUnderstand");

        /// <summary>A usage with one of these flags is not in this form.</summary>
        internal readonly int ForeignFlags;

        /// <summary>Takes the form's tables.</summary>
        /// <param name="form">Which form.</param>
        /// <param name="namespaces">The table of the tokenizers that will be read from; <see cref="Namespace"/> is added.</param>
        public XerDialect(XerForm form, XmlNamespaces namespaces)
        {
            Form = form;
            IsScsm = form == XerForm.Scsm82;
            NamespaceNumber = namespaces.Add(Namespace);
            Names = new byte[MmsTables.FrequentBytes + 8];
            ByteWriter.CopyAscii(NameText, 0, Names.Length, Names, 0);
            NameOffset = MmsTables.NameOffset;
            NameLength = MmsTables.NameLength;
            TypeStart = MmsTables.TypeStart;
            TypeCount = MmsTables.TypeCount;
            ForeignFlags = IsScsm ? MmsUsage.BasicOnly | MmsUsage.Attribute : MmsUsage.ScsmOnly;
            if (!IsScsm)
            {
                NameOffset = new ushort[MmsTables.Elements];
                NameLength = new byte[MmsTables.Elements];
                TypeStart = new ushort[MmsTables.Types];
                TypeCount = new byte[MmsTables.Types];
                TakeBasicForm();
            }

            NameStart = new long[MmsTables.FirstRare];
            NameShifts = new byte[LongestName + 1];
            for (int i = 1; i < MmsTables.FirstRare; i++)
            {
                NameStart[i] = NameOffset[i] < MmsTables.FrequentBytes ? BitConverter.ToInt64(Names, NameOffset[i]) << 8 : 0;
            }

            for (int i = 0; i < MmsTables.UsageElement.Length; i++)
            {
                if ((MmsTables.UsageFlags[i] & ForeignFlags) != 0 && MmsTables.UsageElement[i] < MmsTables.FirstRare)
                {
                    NameStart[MmsTables.UsageElement[i]] = 0;
                }
            }

            for (int i = 0; i < 6; i++)
            {
                NameShifts[i] = (byte)(48 - (8 * i));
            }

            TypeFast = new byte[MmsTables.Types];
            for (int i = 0; i < MmsTables.Types; i++)
            {
                int fast = 0;
                while (fast < TypeCount[i] && MmsTables.UsageElement[TypeStart[i] + fast] < MmsTables.FirstRare)
                {
                    fast++;
                }

                TypeFast[i] = (byte)(fast < TypeCount[i] && MmsTables.TypeMode[i] == MmsMode.Sequence ? 0 : fast);
            }

            for (int c = ' '; c <= '~'; c++)
            {
                int digit = Hex.Digit(c);
                Classes[c] = (byte)((digit >= 0 && (c < 'a' || form != XerForm.Canonical) ? HexDigit | digit : 0)
                    | ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '$' ? IdentifierLetter : 0)
                    | (c == '<' || c == '>' || c == '&' ? 0 : PlainLetter));
            }

            bool canonical = form == XerForm.Canonical;
            AcceptOtherForm = !canonical;
            AcceptBooleanText = !canonical;
            AcceptShortFloat = IsScsm;
            AcceptUnknownInInitiate = !canonical;
            AcceptSpace = !canonical;
            AcceptSpaceInStrings = !canonical;
            AcceptLowerCaseHex = !canonical;
            AcceptMissingDefault = !canonical;
            AcceptEmptyBits = !IsScsm;
            WriteNamespace = IsScsm;
        }

        /// <summary>Bytes that a dialect needs on the device's heap.</summary>
        /// <param name="form">Which form.</param>
        /// <returns>Bytes, besides the schema that all dialects share.</returns>
        public static int RequiredBytes(XerForm form)
        {
            int bytes = HeapSize.Object(31) + 12 + HeapSize.Array(MmsTables.FrequentBytes + 8, 1) + HeapSize.Array(MmsTables.FirstRare, 8) + HeapSize.Array(LongestName + 1, 1)
                + HeapSize.Array(LongestName, 1) + HeapSize.Array(256, 1) + HeapSize.Array(MmsTables.Types, 1);
            if (form != XerForm.Scsm82)
            {
                bytes += HeapSize.Array(MmsTables.Elements, 2) + HeapSize.Array(MmsTables.Elements, 1)
                    + HeapSize.Array(MmsTables.Types, 2) + HeapSize.Array(MmsTables.Types, 1);
            }

            return bytes;
        }

        /// <summary>The names of all elements, as the paths of <see cref="MmsDecoder"/> refer to them.</summary>
        public string AllNames
        {
            get { return NameText; }
        }

        /// <summary>Compares with a name.</summary>
        internal bool IsName(byte[] buffer, int at, int offset, int length)
        {
            if (offset < MmsTables.FrequentBytes)
            {
                return Bytes.Equal(buffer, at, Names, offset, length);
            }

            ByteWriter.CopyAscii(NameText, offset, length, _name, 0);
            return Bytes.Equal(buffer, at, _name, 0, length);
        }

        /// <summary>Accepts nothing but this form to the letter.</summary>
        public void BeStrict()
        {
            AcceptOtherForm = false;
            AcceptBooleanText = false;
            AcceptShortFloat = false;
            AcceptUnknownInInitiate = false;
        }

        private void TakeBasicForm()
        {
            Array.Copy(MmsTables.NameOffset, NameOffset, MmsTables.Elements);
            Array.Copy(MmsTables.NameLength, NameLength, MmsTables.Elements);
            Array.Copy(MmsTables.TypeStart, TypeStart, MmsTables.Types);
            Array.Copy(MmsTables.TypeCount, TypeCount, MmsTables.Types);
            for (int i = 0; i < MmsTables.BasicElement.Length; i++)
            {
                NameOffset[MmsTables.BasicElement[i]] = MmsTables.BasicOffset[i];
                NameLength[MmsTables.BasicElement[i]] = MmsTables.BasicLength[i];
            }

            // An item that is a choice has no element of its own (X.693 clause 8.3): the list shows the choice's alternatives.
            for (int i = 0; i < MmsTables.ChoiceList.Length; i++)
            {
                int list = MmsTables.ChoiceList[i];
                int choice = MmsTables.ElementType[MmsTables.UsageElement[MmsTables.TypeStart[list]]];
                TypeStart[list] = MmsTables.TypeStart[choice];
                TypeCount[list] = MmsTables.TypeCount[choice];
            }
        }
    }
}
