namespace nanoDer.Xmpp
{
    /// <summary>The three stanzas (RFC 6120 clause 8).</summary>
    public enum StanzaKind
    {
        /// <summary>Request or answer.</summary>
        Iq = 0,

        /// <summary>One-way message.</summary>
        Message = 1,

        /// <summary>Presence.</summary>
        Presence = 2,
    }
}
