namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>What a server of the domain der.local says to the device der1, piece by piece.</summary>
    internal static class Transcript
    {
        internal const string Header = "<?xml version='1.0'?><stream:stream id='s1' from='der.local' version='1.0' xml:lang='en'"
            + " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

        internal const string TlsFeatures = "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";

        internal const string NoFeatures = "<stream:features/>";

        internal const string Proceed = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

        internal const string SaslFeatures = "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
            + "<mechanism>SCRAM-SHA-256</mechanism><mechanism>EXTERNAL</mechanism></mechanisms></stream:features>";

        internal const string Success = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";

        internal const string BindFeatures = "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><required/></bind>"
            + "<sm xmlns='urn:xmpp:sm:3'/></stream:features>";

        internal const string Bound = "<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            + "<jid>der1@der.local/IEC</jid></bind></iq>";

        internal const string Roster = "<iq type='result' id='roster'><query xmlns='jabber:iq:roster'/></iq>";

        internal const string Enabled = "<enabled xmlns='urn:xmpp:sm:3' id='sm&amp;1' resume='true'/>";

        // What the client says.
        internal const string ClearHeader = "<?xml version='1.0'?><stream:stream to='der.local' version='1.0' xml:lang='en'"
            + " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

        internal const string SecureHeader = "<?xml version='1.0'?><stream:stream to='der.local' from='der1@der.local' version='1.0' xml:lang='en'"
            + " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

        internal const string StartTls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

        internal const string Auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>";

        internal const string Bind = "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>IEC</resource></bind></iq>";

        internal const string RosterRequest = "<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>";

        internal const string Enable = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";

        internal const string Presence = "<presence><priority>-1</priority></presence>";

        internal const string Footer = "</stream:stream>";

        internal const string PayloadNamespace = "urn:test:payload";

        /// <summary>A child in the application's namespace.</summary>
        internal const string Payload = "<pdu xmlns='urn:test:payload' a='1'><x>tea</x><y/></pdu>";

        /// <summary>What <see cref="XmppScript"/> writes down when it reads that child.</summary>
        internal const string PayloadRead = "<pdu a=1><x>tea</x><y></y></pdu>";

        internal static string StreamError(string condition)
        {
            return "<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>so it is</text></stream:error></stream:stream>";
        }

        /// <summary>How the client says that it gives up.</summary>
        internal static string OwnError(string condition)
        {
            return "<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
        }

        /// <summary>How the client says that a stanza was wrong.</summary>
        internal static string Refused(string id, string to, string type, string condition)
        {
            return "<iq type='error' id='" + id + (to == null ? "" : "' to='" + to) + "'><error type='" + type + "'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        }
    }
}
