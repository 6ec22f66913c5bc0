using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>Names and namespaces of XMPP as bytes and numbers, made once at start-up.</summary>
    internal sealed class XmppNames
    {
        internal const int Iq = 0;
        internal const int Message = 1;
        internal const int Presence = 2;
        internal const int Stream = 3;
        internal const int Features = 4;
        internal const int Error = 5;
        internal const int StartTls = 6;
        internal const int Proceed = 7;
        internal const int Failure = 8;
        internal const int Mechanisms = 9;
        internal const int Mechanism = 10;
        internal const int Success = 11;
        internal const int Challenge = 12;
        internal const int Bind = 13;
        internal const int JidElement = 14;
        internal const int Ping = 15;
        internal const int Query = 16;
        internal const int Delay = 17;
        internal const int Management = 18;
        internal const int Enabled = 19;
        internal const int Resumed = 20;
        internal const int Failed = 21;
        internal const int Request = 22;
        internal const int Acknowledgement = 23;
        internal const int Item = 24;
        internal const int X = 25;
        internal const int Status = 26;
        internal const int Destroy = 27;
        internal const int Invite = 28;
        internal const int MaxBytes = 29;

        // Attributes: place in one text, times 16, and length.
        internal const int FromAttribute = (0 << 4) | 4;
        internal const int IdAttribute = (4 << 4) | 2;
        internal const int TypeAttribute = (6 << 4) | 4;
        internal const int VersionAttribute = (10 << 4) | 7;
        internal const int NodeAttribute = (17 << 4) | 4;
        internal const int HandledAttribute = (21 << 4) | 1;
        internal const int PreviousAttribute = (22 << 4) | 6;
        internal const int ResumeAttribute = (28 << 4) | 6;
        internal const int JidAttribute = (34 << 4) | 3;
        internal const int CodeAttribute = (37 << 4) | 4;
        internal const int SubscriptionAttribute = (41 << 4) | 12;
        private const string AttributeNames = "fromidtypeversionnodehprevidresumejidcodesubscription";

        private const string ClientUri = "jabber:client";
        private const string StreamUri = "http://etherx.jabber.org/streams";
        private const string StreamErrorUri = "urn:ietf:params:xml:ns:xmpp-streams";
        private const string TlsUri = "urn:ietf:params:xml:ns:xmpp-tls";
        private const string SaslUri = "urn:ietf:params:xml:ns:xmpp-sasl";
        private const string BindUri = "urn:ietf:params:xml:ns:xmpp-bind";
        private const string StanzaErrorUri = "urn:ietf:params:xml:ns:xmpp-stanzas";
        private const string RosterUri = "jabber:iq:roster";
        private const string PingUri = "urn:xmpp:ping";
        private const string DiscoInfoUri = "http://jabber.org/protocol/disco#info";
        private const string DiscoItemsUri = "http://jabber.org/protocol/disco#items";
        private const string DelayUri = "urn:xmpp:delay";
        private const string ManagementUri = "urn:xmpp:sm:3";
        private const string RoomUri = "http://jabber.org/protocol/muc#user";
        private const string ConferenceUri = "jabber:x:conference";
        private const string LimitsUri = "urn:xmpp:stream-limits:0";

        private const string ElementNames =
            "iq message presence stream features error starttls proceed failure mechanisms mechanism success challenge bind jid ping query delay sm"
            + " enabled resumed failed r a item x status destroy invite max-bytes";

        private const string TypeNames = "get set result error unavailable normal groupchat chat headline subscribe";

        private const string ConditionNames =
            "bad-request conflict feature-not-implemented forbidden gone internal-server-error item-not-found jid-malformed not-acceptable"
            + " not-allowed not-authorized policy-violation recipient-unavailable redirect registration-required remote-server-not-found"
            + " remote-server-timeout resource-constraint service-unavailable subscription-required undefined-condition unexpected-request";

        internal readonly NameList Elements = new NameList(ElementNames);
        internal readonly NameList Types = new NameList(TypeNames);
        internal readonly NameList Conditions = new NameList(ConditionNames, ' ');
        internal readonly NameList Phrases = new NameList(XmppPhrases.All, '|');

        internal readonly byte[] Attributes = Bytes.Of(AttributeNames);

        internal readonly int ClientNamespace;
        internal readonly int StreamNamespace;
        internal readonly int StreamErrorNamespace;
        internal readonly int TlsNamespace;
        internal readonly int SaslNamespace;
        internal readonly int BindNamespace;
        internal readonly int StanzaErrorNamespace;
        internal readonly int RosterNamespace;
        internal readonly int PingNamespace;
        internal readonly int DiscoInfoNamespace;
        internal readonly int DiscoItemsNamespace;
        internal readonly int DelayNamespace;
        internal readonly int ManagementNamespace;
        internal readonly int RoomNamespace;
        internal readonly int ConferenceNamespace;
        internal readonly int LimitsNamespace;

        internal XmppNames(XmlNamespaces namespaces)
        {
            ClientNamespace = namespaces.Add(ClientUri);
            StreamNamespace = namespaces.Add(StreamUri);
            StreamErrorNamespace = namespaces.Add(StreamErrorUri);
            TlsNamespace = namespaces.Add(TlsUri);
            SaslNamespace = namespaces.Add(SaslUri);
            BindNamespace = namespaces.Add(BindUri);
            StanzaErrorNamespace = namespaces.Add(StanzaErrorUri);
            RosterNamespace = namespaces.Add(RosterUri);
            PingNamespace = namespaces.Add(PingUri);
            DiscoInfoNamespace = namespaces.Add(DiscoInfoUri);
            DiscoItemsNamespace = namespaces.Add(DiscoItemsUri);
            DelayNamespace = namespaces.Add(DelayUri);
            ManagementNamespace = namespaces.Add(ManagementUri);
            RoomNamespace = namespaces.Add(RoomUri);
            ConferenceNamespace = namespaces.Add(ConferenceUri);
            LimitsNamespace = namespaces.Add(LimitsUri);
        }

        /// <summary>Index of an attribute of the current start tag, or -1.</summary>
        internal int Find(XmlTokenizer tokenizer, int attribute)
        {
            return tokenizer.FindAttribute(Attributes, attribute >> 4, attribute & 15);
        }

        /// <summary>What the names need, besides the table of namespaces.</summary>
        internal static int RequiredBytes()
        {
            return HeapSize.Object(21) + NameList.RequiredBytes(ElementNames) + NameList.RequiredBytes(TypeNames) + NameList.RequiredBytes(ConditionNames, ' ')
                + NameList.RequiredBytes(XmppPhrases.All, '|')
                + HeapSize.Array(AttributeNames.Length, 1);
        }
    }
}
