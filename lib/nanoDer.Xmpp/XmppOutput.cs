using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>Everything that the client says by itself. Constant text lies in flash.</summary>
    internal sealed class XmppOutput
    {
        internal readonly ByteWriter Writer;

        private readonly XmppAccount _account;
        private readonly XmppNames _names;

        internal XmppOutput(MemoryPlan plan, XmppAccount account, XmppNames names)
        {
            Writer = new ByteWriter(plan.OutputBytes);
            _account = account;
            _names = names;
        }

        /// <summary>Opens the stream (RFC 6120 clause 4.7). The own JID is told only where nobody can listen (clause 4.7.1).</summary>
        internal void Header(bool secure)
        {
            Writer.PutAscii("<?xml version='1.0'?><stream:stream to='");
            Writer.Put(_account.Jid.Bare, _account.Jid.DomainOffset, _account.Jid.DomainLength);
            if (secure)
            {
                Writer.PutAscii("' from='");
                XmlEscape.Put(Writer, _account.Jid.Bare, 0, _account.Jid.Bare.Length);
            }

            Writer.PutAscii("' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        }

        internal void Footer()
        {
            Writer.PutAscii("</stream:stream>");
        }

        internal void StreamError(string condition)
        {
            Writer.PutAscii("<stream:error><");
            Writer.PutAscii(condition);
            Writer.PutAscii(" xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
        }

        internal void StartTls()
        {
            Writer.PutAscii("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        }

        /// <summary>SASL EXTERNAL (XEP-0178): the certificate holds one JID, so no other identity is asked for.</summary>
        internal void AuthExternal()
        {
            Writer.PutAscii("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>");
        }

        internal void Bind()
        {
            Writer.PutAscii("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>");
            Writer.PutAscii(_account.Resource);
            Writer.PutAscii("</resource></bind></iq>");
        }

        internal void Roster()
        {
            Writer.PutAscii("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
        }

        /// <summary>Initial presence. The negative priority keeps messages to the bare JID away (RFC 6121 clause 4.7.2.3).</summary>
        internal void Presence()
        {
            Writer.PutAscii("<presence><priority>-1</priority></presence>");
        }

        internal void Ping(int number)
        {
            Writer.PutAscii("<iq type='get' id='ping");
            Writer.PutDecimal((long)number);
            Writer.PutAscii("' to='");
            Writer.Put(_account.Jid.Bare, _account.Jid.DomainOffset, _account.Jid.DomainLength);
            Writer.PutAscii("'><ping xmlns='urn:xmpp:ping'/></iq>");
        }

        /// <summary>Opens the answer to a stanza.</summary>
        internal void Answer(Stanza stanza, string type)
        {
            Writer.PutAscii(stanza.Kind == StanzaKind.Iq ? "<iq type='" : "<message type='");
            Writer.PutAscii(type);
            Attribute("' id='", stanza.Id, 0, stanza.IdLength);
            if (stanza.FromLength > 0)
            {
                Attribute("' to='", stanza.From, 0, stanza.FromLength);
            }

            Writer.PutAscii("'>");
        }

        internal void Error(Stanza stanza, StanzaCondition condition)
        {
            Answer(stanza, "error");
            Writer.PutAscii("<error type='");
            Writer.PutAscii(ErrorType(condition));
            Writer.PutAscii("'><");
            _names.Conditions.Put((int)condition, Writer);
            Writer.PutAscii(" xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        }

        /// <summary>Answers disco#info (XEP-0030): one identity and what this client can do.</summary>
        internal void DiscoInfo(byte[] node, int nodeLength)
        {
            Writer.PutAscii("<query xmlns='http://jabber.org/protocol/disco#info");
            if (nodeLength > 0)
            {
                Attribute("' node='", node, 0, nodeLength);
            }

            Writer.PutAscii("'><identity category='client' type='bot' name='nanoDer'/>"
                + "<feature var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/disco#items'/><feature var='urn:xmpp:ping'/>");
            if (_account.Feature != null)
            {
                Writer.PutAscii("<feature var='");
                Writer.PutAscii(_account.Feature);
                Writer.PutAscii("'/>");
            }

            Writer.PutAscii("</query>");
        }

        internal void DiscoItems(byte[] node, int nodeLength)
        {
            Writer.PutAscii("<query xmlns='http://jabber.org/protocol/disco#items");
            if (nodeLength > 0)
            {
                Attribute("' node='", node, 0, nodeLength);
            }

            Writer.PutAscii("'/>");
        }

        internal void Attribute(string before, byte[] value, int offset, int count)
        {
            Writer.PutAscii(before);
            XmlEscape.Put(Writer, value, offset, count);
        }

        // The default type of each condition (RFC 6120 clause 8.3.3).
        private static string ErrorType(StanzaCondition condition)
        {
            switch (condition)
            {
                case StanzaCondition.BadRequest:
                case StanzaCondition.JidMalformed:
                case StanzaCondition.NotAcceptable:
                case StanzaCondition.PolicyViolation:
                case StanzaCondition.Redirect:
                    return "modify";
                case StanzaCondition.Forbidden:
                case StanzaCondition.NotAuthorized:
                case StanzaCondition.RegistrationRequired:
                case StanzaCondition.SubscriptionRequired:
                    return "auth";
                case StanzaCondition.RecipientUnavailable:
                case StanzaCondition.RemoteServerTimeout:
                case StanzaCondition.ResourceConstraint:
                case StanzaCondition.UnexpectedRequest:
                    return "wait";
                default:
                    return "cancel";
            }
        }
    }
}
