namespace nanoDer.Xmpp
{
    /// <summary>
    /// What is written again and again while the client is online, by its number. A literal costs 12 bytes of heap each time its place in
    /// the code is passed; of these there is one, which stays.
    /// </summary>
    internal static class XmppPhrases
    {
        internal const int IqOfType = 0;
        internal const int MessageOfType = 1;
        internal const int IdAttribute = 2;
        internal const int ToAttribute = 3;
        internal const int TagEnd = 4;
        internal const int ErrorType = 5;
        internal const int ErrorOfType = 6;
        internal const int TagEndAndOpen = 7;
        internal const int StanzaErrorEnd = 8;
        internal const int Modify = 9;
        internal const int Auth = 10;
        internal const int Wait = 11;
        internal const int Cancel = 12;
        internal const int ResultType = 13;
        internal const int PingStart = 14;
        internal const int PingEnd = 15;
        internal const int NormalMessageTo = 16;
        internal const int PresenceOfType = 17;
        internal const int Subscribe = 18;
        internal const int Subscribed = 19;
        internal const int Unsubscribed = 20;
        internal const int PingChild = 21;
        internal const int Unavailable = 22;
        internal const int PresenceTo = 23;
        internal const int JoinEnd = 24;
        internal const int GroupMessageTo = 25;
        internal const int AckRequest = 26;
        internal const int AckStart = 27;
        internal const int GetWithId = 28;
        internal const int SetWithId = 29;
        internal const int IqEnd = 30;
        internal const int MessageEnd = 31;
        internal const int InfoQuery = 32;
        internal const int NodeAttribute = 33;
        internal const int FeatureStart = 34;
        internal const int EmptyEnd = 35;
        internal const int QueryEnd = 36;
        internal const int ItemsQuery = 37;
        internal const int OwnFeatures = 38;

        /// <summary>All of them in the order of their numbers, a bar between two.</summary>
        internal const string All =
            "<iq type='|<message type='|' id='|' to='|'>|error|<error type='|'><|"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>|modify|auth|wait|cancel|result|<iq type='get' id='ping|"
            + "'><ping xmlns='urn:xmpp:ping'/></iq>|<message type='normal' to='|<presence type='|subscribe|subscribed|unsubscribed|"
            + "<ping xmlns='urn:xmpp:ping'/>|unavailable|<presence to='|"
            + "'><x xmlns='http://jabber.org/protocol/muc'><history maxchars='0'/></x></presence>|<message type='groupchat' to='|"
            + "<r xmlns='urn:xmpp:sm:3'/>|<a xmlns='urn:xmpp:sm:3' h='|<iq type='get' id='r|<iq type='set' id='r|</iq>|</message>|"
            + "<query xmlns='http://jabber.org/protocol/disco#info|' node='|<feature var='|'/>|</query>|"
            + "<query xmlns='http://jabber.org/protocol/disco#items|'><identity category='client' type='bot' name='nanoDer'/>"
            + "<feature var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/disco#items'/><feature var='urn:xmpp:ping'/>";
    }
}
