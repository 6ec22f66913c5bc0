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

        internal readonly NameList Elements = new NameList(
            "iq message presence stream features error starttls proceed failure mechanisms mechanism success challenge bind jid ping query delay");

        internal readonly NameList Types = new NameList("get set result error unavailable normal groupchat chat headline");

        internal readonly NameList Conditions = new NameList(
            "bad-request conflict feature-not-implemented forbidden gone internal-server-error item-not-found jid-malformed not-acceptable"
            + " not-allowed not-authorized policy-violation recipient-unavailable redirect registration-required remote-server-not-found"
            + " remote-server-timeout resource-constraint service-unavailable subscription-required undefined-condition unexpected-request");

        internal readonly byte[] FromAttribute = Bytes.Of("from");
        internal readonly byte[] IdAttribute = Bytes.Of("id");
        internal readonly byte[] TypeAttribute = Bytes.Of("type");
        internal readonly byte[] VersionAttribute = Bytes.Of("version");
        internal readonly byte[] NodeAttribute = Bytes.Of("node");

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

        internal XmppNames(XmlNamespaces namespaces)
        {
            ClientNamespace = namespaces.Add("jabber:client");
            StreamNamespace = namespaces.Add("http://etherx.jabber.org/streams");
            StreamErrorNamespace = namespaces.Add("urn:ietf:params:xml:ns:xmpp-streams");
            TlsNamespace = namespaces.Add("urn:ietf:params:xml:ns:xmpp-tls");
            SaslNamespace = namespaces.Add("urn:ietf:params:xml:ns:xmpp-sasl");
            BindNamespace = namespaces.Add("urn:ietf:params:xml:ns:xmpp-bind");
            StanzaErrorNamespace = namespaces.Add("urn:ietf:params:xml:ns:xmpp-stanzas");
            RosterNamespace = namespaces.Add("jabber:iq:roster");
            PingNamespace = namespaces.Add("urn:xmpp:ping");
            DiscoInfoNamespace = namespaces.Add("http://jabber.org/protocol/disco#info");
            DiscoItemsNamespace = namespaces.Add("http://jabber.org/protocol/disco#items");
            DelayNamespace = namespaces.Add("urn:xmpp:delay");
        }
    }
}
