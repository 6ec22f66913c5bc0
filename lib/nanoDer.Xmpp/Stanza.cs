using System;
using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>What the client keeps of the stanza that is coming in: enough to answer it.</summary>
    public sealed class Stanza
    {
        /// <summary>Longest id that can be answered, in bytes; the stanza of a longer one is dropped.</summary>
        public const int MaxId = 128;

        /// <summary>Longest sender in bytes; the stanza of a longer one is dropped.</summary>
        public const int MaxFrom = 256;

        private readonly byte[] _from = new byte[MaxFrom];
        private readonly byte[] _id = new byte[MaxId];

        /// <summary>iq, message or presence.</summary>
        public StanzaKind Kind { get; internal set; }

        /// <summary>Its type.</summary>
        public StanzaType Type { get; internal set; }

        /// <summary>The sender's JID; the first <see cref="FromLength"/> bytes count.</summary>
        public byte[] From
        {
            get { return _from; }
        }

        /// <summary>Length of the sender's JID; 0 stands for the server on behalf of the own account.</summary>
        public int FromLength { get; private set; }

        /// <summary>The id; the first <see cref="IdLength"/> bytes count.</summary>
        public byte[] Id
        {
            get { return _id; }
        }

        /// <summary>Length of the id.</summary>
        public int IdLength { get; private set; }

        /// <summary>True when the stanza was stored on its way (XEP-0203): never act on a control command of that kind.</summary>
        public bool Delayed { get; internal set; }

        /// <summary>For a stanza of type error: its condition.</summary>
        public StanzaCondition Condition { get; internal set; }

        /// <summary>For an answer: somebody was asked for it.</summary>
        internal bool Solicited;

        /// <summary>Child elements seen so far.</summary>
        internal int Children { get; set; }

        /// <summary>True when id or sender do not fit: nothing can be answered.</summary>
        internal bool Unanswerable { get; private set; }

        /// <summary>Bytes that a stanza needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(11) + HeapSize.Array(MaxFrom, 1) + HeapSize.Array(MaxId, 1);
        }

        internal void Begin(XmlTokenizer tokenizer, StanzaKind kind, XmppNames names)
        {
            Kind = kind;
            Delayed = false;
            Children = 0;
            Condition = StanzaCondition.None;
            Unanswerable = false;
            Solicited = false;
            byte[] attributes = names.Attributes;
            FromLength = Keep(tokenizer, tokenizer.FindAttribute(attributes, XmppNames.FromAttribute >> 4, XmppNames.FromAttribute & 15), _from);
            IdLength = Keep(tokenizer, tokenizer.FindAttribute(attributes, XmppNames.IdAttribute >> 4, XmppNames.IdAttribute & 15), _id);
            int type = tokenizer.FindAttribute(attributes, XmppNames.TypeAttribute >> 4, XmppNames.TypeAttribute & 15);
            Type = type < 0
                ? StanzaType.Other
                : (StanzaType)names.Types.Find(tokenizer.Buffer, tokenizer.AttributeValueOffset(type), tokenizer.AttributeValueLength(type));
            if (kind == StanzaKind.Message && Type != StanzaType.Error && (Type < StanzaType.Normal || Type > StanzaType.Headline))
            {
                // No type, or one that is not known (RFC 6121 clause 5.2.2).
                Type = StanzaType.Normal;
            }
        }

        /// <summary>Says whether the server speaks for the account itself: no sender, or the bare JID.</summary>
        internal bool IsFromAccount(Jid own)
        {
            return FromLength == 0 || (FromLength == own.Bare.Length && own.Matches(_from, 0, FromLength));
        }

        /// <summary>Says whether the server speaks, for the account or for itself.</summary>
        internal bool IsFromServer(Jid own)
        {
            return IsFromAccount(own) || own.IsDomain(_from, 0, FromLength);
        }

        private int Keep(XmlTokenizer tokenizer, int attribute, byte[] target)
        {
            if (attribute < 0)
            {
                return 0;
            }

            int length = tokenizer.AttributeValueLength(attribute);
            if (length > target.Length)
            {
                Unanswerable = true;
                return 0;
            }

            Array.Copy(tokenizer.Buffer, tokenizer.AttributeValueOffset(attribute), target, 0, length);
            return length;
        }
    }
}
