namespace nanoDer.Xmpp
{
    /// <summary>Types of stanzas that this client tells apart (RFC 6120 clause 8.2.3, RFC 6121 clauses 4.7.1 and 5.2.2).</summary>
    public enum StanzaType
    {
        /// <summary>Another type, or none.</summary>
        Other = -1,

        /// <summary>iq: asks.</summary>
        Get = 0,

        /// <summary>iq: orders.</summary>
        Set = 1,

        /// <summary>iq: answers.</summary>
        Result = 2,

        /// <summary>Any stanza: says that another one failed.</summary>
        Error = 3,

        /// <summary>presence: is gone.</summary>
        Unavailable = 4,

        /// <summary>message: stands alone; the type of a message that has none.</summary>
        Normal = 5,

        /// <summary>message: from a room.</summary>
        GroupChat = 6,

        /// <summary>message: part of a chat between people.</summary>
        Chat = 7,

        /// <summary>message: an alert.</summary>
        Headline = 8,

        /// <summary>presence: asks to be told of the other's presence.</summary>
        Subscribe = 9,
    }
}
