namespace nanoDer.Xmpp
{
    /// <summary>
    /// What is written again and again while the client is online. A literal costs 12 bytes of heap each time its place in the code is
    /// passed; kept in a field it costs them once.
    /// </summary>
    internal static class XmppPhrases
    {
        internal static readonly string IqOfType = "<iq type='";
        internal static readonly string MessageOfType = "<message type='";
        internal static readonly string IdAttribute = "' id='";
        internal static readonly string ToAttribute = "' to='";
        internal static readonly string TagEnd = "'>";
        internal static readonly string ErrorType = "error";
        internal static readonly string ErrorOfType = "<error type='";
        internal static readonly string TagEndAndOpen = "'><";
        internal static readonly string StanzaErrorEnd = " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        internal static readonly string Modify = "modify";
        internal static readonly string Auth = "auth";
        internal static readonly string Wait = "wait";
        internal static readonly string Cancel = "cancel";
        internal static readonly string ResultType = "result";
        internal static readonly string PingStart = "<iq type='get' id='ping";
        internal static readonly string PingEnd = "'><ping xmlns='urn:xmpp:ping'/></iq>";
        internal static readonly string NormalMessageTo = "<message type='normal' to='";
        internal static readonly string PresenceOfType = "<presence type='";
        internal static readonly string Subscribe = "subscribe";
        internal static readonly string Subscribed = "subscribed";
        internal static readonly string Unsubscribed = "unsubscribed";
        internal static readonly string PingChild = "<ping xmlns='urn:xmpp:ping'/>";
        internal static readonly string Unavailable = "unavailable";
        internal static readonly string PresenceTo = "<presence to='";
        internal static readonly string JoinEnd = "'><x xmlns='http://jabber.org/protocol/muc'><history maxchars='0'/></x></presence>";
        internal static readonly string GroupMessageTo = "<message type='groupchat' to='";
        internal static readonly string AckRequest = "<r xmlns='urn:xmpp:sm:3'/>";
        internal static readonly string AckStart = "<a xmlns='urn:xmpp:sm:3' h='";
        internal static readonly string GetWithId = "<iq type='get' id='r";
        internal static readonly string SetWithId = "<iq type='set' id='r";
        internal static readonly string IqEnd = "</iq>";
        internal static readonly string MessageEnd = "</message>";
        internal static readonly string InfoQuery = "<query xmlns='http://jabber.org/protocol/disco#info";
        internal static readonly string NodeAttribute = "' node='";
        internal static readonly string FeatureStart = "<feature var='";
        internal static readonly string EmptyEnd = "'/>";
        internal static readonly string QueryEnd = "</query>";
        internal static readonly string ItemsQuery = "<query xmlns='http://jabber.org/protocol/disco#items";
        internal static readonly string OwnFeatures =
            "'><identity category='client' type='bot' name='nanoDer'/>"
            + "<feature var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/disco#items'/><feature var='urn:xmpp:ping'/>";
    }
}
