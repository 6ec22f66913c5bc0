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

        internal static int RequiredBytes()
        {
            return HeapSize.Object(3);
        }

        /// <summary>Opens the stream (RFC 6120 clause 4.7). The own JID is told only where nobody can listen (clause 4.7.1).</summary>
        [Allocates("literals of 12 bytes, once a connection")]
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

        [Allocates("literals of 12 bytes, once a connection")]
        internal void Footer()
        {
            Writer.PutAscii("</stream:stream>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void StreamError(string condition)
        {
            Writer.PutAscii("<stream:error><");
            Writer.PutAscii(condition);
            Writer.PutAscii(" xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void StartTls()
        {
            Writer.PutAscii("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        }

        /// <summary>SASL EXTERNAL (XEP-0178): the certificate holds one JID, so no other identity is asked for.</summary>
        [Allocates("literals of 12 bytes, once a connection")]
        internal void AuthExternal()
        {
            Writer.PutAscii("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void Bind()
        {
            Writer.PutAscii("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>");
            Writer.PutAscii(_account.Resource);
            Writer.PutAscii("</resource></bind></iq>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void Roster()
        {
            Writer.PutAscii("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
        }

        /// <summary>Initial presence. The negative priority keeps messages to the bare JID away (RFC 6121 clause 4.7.2.3).</summary>
        [Allocates("literals of 12 bytes, once a connection")]
        internal void Presence()
        {
            Writer.PutAscii("<presence><priority>-1</priority></presence>");
        }

        internal void Ping(int number)
        {
            Writer.PutAscii(XmppPhrases.PingStart);
            Writer.PutDecimal((long)number);
            Writer.PutAscii(XmppPhrases.ToAttribute);
            Writer.Put(_account.Jid.Bare, _account.Jid.DomainOffset, _account.Jid.DomainLength);
            Writer.PutAscii(XmppPhrases.PingEnd);
        }

        /// <summary>Opens the answer to a stanza.</summary>
        internal void Answer(Stanza stanza, string type)
        {
            Writer.PutAscii(stanza.Kind == StanzaKind.Iq ? XmppPhrases.IqOfType : XmppPhrases.MessageOfType);
            Writer.PutAscii(type);
            Attribute(XmppPhrases.IdAttribute, stanza.Id, 0, stanza.IdLength);
            if (stanza.FromLength > 0)
            {
                Attribute(XmppPhrases.ToAttribute, stanza.From, 0, stanza.FromLength);
            }

            Writer.PutAscii(XmppPhrases.TagEnd);
        }

        internal void Error(Stanza stanza, StanzaCondition condition)
        {
            Answer(stanza, XmppPhrases.ErrorType);
            Writer.PutAscii(XmppPhrases.ErrorOfType);
            Writer.PutAscii(ErrorType(condition));
            Writer.PutAscii(XmppPhrases.TagEndAndOpen);
            _names.Conditions.Put((int)condition, Writer);
            Writer.PutAscii(XmppPhrases.StanzaErrorEnd);
        }

        /// <summary>Answers disco#info (XEP-0030): one identity and what this client can do.</summary>
        internal void DiscoInfo(byte[] node, int nodeLength)
        {
            Writer.PutAscii(XmppPhrases.InfoQuery);
            if (nodeLength > 0)
            {
                Attribute(XmppPhrases.NodeAttribute, node, 0, nodeLength);
            }

            Writer.PutAscii(XmppPhrases.OwnFeatures);
            if (_account.Feature != null)
            {
                Writer.PutAscii(XmppPhrases.FeatureStart);
                Writer.PutAscii(_account.Feature);
                Writer.PutAscii(XmppPhrases.EmptyEnd);
            }

            Writer.PutAscii(XmppPhrases.QueryEnd);
        }

        internal void DiscoItems(byte[] node, int nodeLength)
        {
            Writer.PutAscii(XmppPhrases.ItemsQuery);
            if (nodeLength > 0)
            {
                Attribute(XmppPhrases.NodeAttribute, node, 0, nodeLength);
            }

            Writer.PutAscii(XmppPhrases.EmptyEnd);
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
                    return XmppPhrases.Modify;
                case StanzaCondition.Forbidden:
                case StanzaCondition.NotAuthorized:
                case StanzaCondition.RegistrationRequired:
                case StanzaCondition.SubscriptionRequired:
                    return XmppPhrases.Auth;
                case StanzaCondition.RecipientUnavailable:
                case StanzaCondition.RemoteServerTimeout:
                case StanzaCondition.ResourceConstraint:
                case StanzaCondition.UnexpectedRequest:
                    return XmppPhrases.Wait;
                default:
                    return XmppPhrases.Cancel;
            }
        }
    }
}
