using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>Everything that the client says by itself. Constant text lies in flash.</summary>
    internal sealed class XmppOutput
    {
        internal readonly XmlWriter Xml;
        internal readonly StreamManagement Management;

        /// <summary>The time of the last tick, in milliseconds.</summary>
        internal long Now;

        private readonly XmppAccount _account;
        private readonly XmppNames _names;

        internal XmppOutput(MemoryPlan plan, XmppAccount account, XmppNames names)
        {
            Xml = new XmlWriter(plan.OutputBytes);
            Management = new StreamManagement(plan);
            _account = account;
            _names = names;
        }

        internal static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(5) + XmlWriter.RequiredBytes(plan.OutputBytes) + StreamManagement.RequiredBytes(plan);
        }

        /// <summary>Writes one of <see cref="XmppPhrases"/>.</summary>
        internal void Phrase(int number)
        {
            _names.Phrases.Put(number, Xml.Window);
        }

        /// <summary>Writes a phrase and then a value: an attribute up to its value's last character.</summary>
        internal void Attribute(int phrase, byte[] value, int offset, int count)
        {
            Phrase(phrase);
            Xml.Text(value, offset, count);
        }

        /// <summary>Begins a stanza.</summary>
        internal void Begin()
        {
            Xml.Begin();
        }

        /// <summary>Ends a stanza, which goes out whole or not at all.</summary>
        internal bool End(int most, StanzaClass kind)
        {
            bool isWhole = Xml.End(most);
            if (isWhole)
            {
                Sent(kind);
            }

            return isWhole;
        }

        /// <summary>Asks the server to acknowledge (XEP-0198 clause 4).</summary>
        internal void AskAck()
        {
            Management.Requested = true;
            Management.Due = long.MaxValue;
            Xml.Begin();
            Phrase(XmppPhrases.AckRequest);
            Xml.End(int.MaxValue);
        }

        /// <summary>Acknowledges the stanzas handled.</summary>
        internal void Acknowledge()
        {
            Xml.Begin();
            Phrase(XmppPhrases.AckStart);
            Xml.Window.PutDecimal((ulong)Management.Handled);
            Phrase(XmppPhrases.EmptyEnd);
            Xml.End(int.MaxValue);
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void Enable()
        {
            Management.Begin(StreamManagement.Asked);
            Xml.Markup("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void Resume()
        {
            Xml.Attribute("<resume xmlns='urn:xmpp:sm:3' previd='", Management.Id, 0, Management.IdLength);
            Xml.Markup("' h='");
            Xml.Window.PutDecimal((ulong)Management.Handled);
            Xml.Markup("'/>");
        }

        /// <summary>Opens the stream (RFC 6120 clause 4.7). The own JID is told only where nobody can listen (clause 4.7.1).</summary>
        [Allocates("literals of 12 bytes, once a connection")]
        internal void Header(bool secure)
        {
            Xml.Markup("<?xml version='1.0'?><stream:stream to='");
            Xml.Window.Put(_account.Jid.Bare, _account.Jid.DomainOffset, _account.Jid.DomainLength);
            if (secure)
            {
                Xml.Markup("' from='");
                Xml.Text(_account.Jid.Bare, 0, _account.Jid.Bare.Length);
            }

            Xml.Markup("' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void Footer()
        {
            Xml.Markup("</stream:stream>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void StreamError(string condition)
        {
            Xml.Markup("<stream:error><");
            Xml.Markup(condition);
            Xml.Markup(" xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>");
            if (Management.Excess)
            {
                Xml.Markup("<handled-count-too-high xmlns='urn:xmpp:sm:3' h='");
                Xml.Window.PutDecimal((ulong)Management.Reported);
                Xml.Markup("' send-count='");
                Xml.Window.PutDecimal((ulong)(Management.Acknowledged + (uint)Management.Pending));
                Xml.Markup("'/>");
            }

            Xml.Markup("</stream:error>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void StartTls()
        {
            Xml.Markup("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void Bind()
        {
            Xml.Markup("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>");
            Xml.Markup(_account.Resource);
            Xml.Markup("</resource></bind></iq>");
        }

        [Allocates("literals of 12 bytes, once a connection")]
        internal void Roster()
        {
            Begin();
            Xml.Markup("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
            Sent(StanzaClass.Fleeting);
        }

        /// <summary>Initial presence. The negative priority keeps messages to the bare JID away (RFC 6121 clause 4.7.2.3).</summary>
        [Allocates("literals of 12 bytes, once a connection")]
        internal void Presence()
        {
            Begin();
            Xml.Markup("<presence><priority>-1</priority></presence>");
            Sent(StanzaClass.Control);
        }

        /// <summary>A step of a subscription (RFC 6121 clause 3).</summary>
        internal void Subscription(int type, byte[] jid, int count)
        {
            Begin();
            Phrase(XmppPhrases.PresenceOfType);
            Phrase(type);
            Attribute(XmppPhrases.ToAttribute, jid, 0, count);
            Phrase(XmppPhrases.EmptyEnd);
            End(int.MaxValue, StanzaClass.Event);
        }

        /// <summary>Enters a room, without its history (XEP-0045 clause 7.2).</summary>
        internal void JoinRoom(byte[] occupant, int count)
        {
            Begin();
            Attribute(XmppPhrases.PresenceTo, occupant, 0, count);
            Phrase(XmppPhrases.JoinEnd);
            End(int.MaxValue, StanzaClass.Event);
        }

        internal void Ping(int number)
        {
            Phrase(XmppPhrases.PingStart);
            Xml.Window.PutDecimal((long)number);
            Phrase(XmppPhrases.ToAttribute);
            Xml.Window.Put(_account.Jid.Bare, _account.Jid.DomainOffset, _account.Jid.DomainLength);
            Phrase(XmppPhrases.PingEnd);
        }

        /// <summary>Opens the answer to a stanza.</summary>
        internal void Answer(Stanza stanza, int type)
        {
            Phrase(stanza.Kind == StanzaKind.Iq ? XmppPhrases.IqOfType : XmppPhrases.MessageOfType);
            Phrase(type);
            Attribute(XmppPhrases.IdAttribute, stanza.Id, 0, stanza.IdLength);
            if (stanza.FromLength > 0)
            {
                Attribute(XmppPhrases.ToAttribute, stanza.From, 0, stanza.FromLength);
            }

            Phrase(XmppPhrases.TagEnd);
        }

        internal void Error(Stanza stanza, StanzaCondition condition)
        {
            Answer(stanza, XmppPhrases.ErrorType);
            Phrase(XmppPhrases.ErrorOfType);
            Phrase(ErrorType(condition));
            Phrase(XmppPhrases.TagEndAndOpen);
            _names.Conditions.Put((int)condition, Xml.Window);
            Phrase(XmppPhrases.StanzaErrorEnd);
        }

        /// <summary>Answers disco#info (XEP-0030): one identity and what this client can do.</summary>
        internal void DiscoInfo(byte[] node, int nodeLength)
        {
            Phrase(XmppPhrases.InfoQuery);
            if (nodeLength > 0)
            {
                Attribute(XmppPhrases.NodeAttribute, node, 0, nodeLength);
            }

            Phrase(XmppPhrases.OwnFeatures);
            Feature(_account.Feature);
            for (int i = 0; _account.SideFeatures != null && i < _account.SideFeatures.Length; i++)
            {
                Feature(_account.SideFeatures[i]);
            }

            Phrase(XmppPhrases.QueryEnd);
        }

        private void Feature(string name)
        {
            if (name != null)
            {
                Phrase(XmppPhrases.FeatureStart);
                Xml.Markup(name);
                Phrase(XmppPhrases.EmptyEnd);
            }
        }

        internal void DiscoItems(byte[] node, int nodeLength)
        {
            Phrase(XmppPhrases.ItemsQuery);
            if (nodeLength > 0)
            {
                Attribute(XmppPhrases.NodeAttribute, node, 0, nodeLength);
            }

            Phrase(XmppPhrases.EmptyEnd);
        }

        private void Sent(StanzaClass kind)
        {
            // What is larger than the window is larger than what is kept of it.
            int length = Xml.IsSpilt ? int.MaxValue / 2 : Xml.Length;
            Management.Sent(Xml.Window.Buffer, Xml.Window.End - length, length, kind);
            if (Management.IsDue(_account.AckEvery))
            {
                AskAck();
            }
            else
            {
                Management.Wait(Now + _account.AckIdle);
            }
        }

        // The default type of each condition (RFC 6120 clause 8.3.3).
        private static int ErrorType(StanzaCondition condition)
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
