using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>Requests that the client answers by itself (RFC 6120 clause 8.2.3: each one must be answered).</summary>
    [TestClass]
    public class RequestTest
    {
        private const string Info = "<identity category='client' type='bot' name='nanoDer'/><feature var='http://jabber.org/protocol/disco#info'/>"
            + "<feature var='http://jabber.org/protocol/disco#items'/><feature var='urn:xmpp:ping'/><feature var='urn:test:feature'/>";

        /// <summary>A peer's ping, and the server's own, which comes without sender.</summary>
        [TestMethod]
        public void Ping()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<iq type='get' id='1' from='a@b/c' to='der1@der.local/IEC'><ping xmlns='urn:xmpp:ping'/></iq>", "", "<iq type='result' id='1' to='a@b/c'></iq>");
            script.Answers("<iq id='2' type='get'><ping xmlns='urn:xmpp:ping'/></iq>", "", "<iq type='result' id='2'></iq>");
            script.Answers("<iq type='set' id='3' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>", "", Transcript.Refused("3", "a@b/c", "cancel", "service-unavailable"));
        }

        /// <summary>Id and sender go back as they came, whatever characters they hold.</summary>
        [TestMethod]
        public void IdAndSenderAreEscaped()
        {
            XmppScript.Online().Answers("<iq type='get' id='&lt;&quot;&amp;&apos;>&#10;' from='a@b/&apos;&#xe9;'><ping xmlns='urn:xmpp:ping'/></iq>", "",
                "<iq type='result' id='&lt;&#34;&amp;&apos;&gt;&#10;' to='a@b/&apos;\u00e9'></iq>");
        }

        /// <summary>Service discovery: what the device is and can, the node mirrored (XEP-0030).</summary>
        [TestMethod]
        public void DiscoInfo()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<iq type='get' id='1' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>", "",
                "<iq type='result' id='1' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info'>" + Info + "</query></iq>");
            script.Answers("<iq type='get' id='2' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info' node='x#&apos;y'/></iq>", "",
                "<iq type='result' id='2' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info' node='x#&apos;y'>" + Info + "</query></iq>");
            script.Answers("<iq type='set' id='3' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>", "",
                Transcript.Refused("3", "a@b/c", "cancel", "service-unavailable"));
        }

        /// <summary>An account without a feature of its own announces none.</summary>
        [TestMethod]
        public void DiscoInfoWithoutFeature()
        {
            XmppScript script = new XmppScript(new MemoryPlan(), new XmppAccount(Jid.Parse("der1@der.local"), "IEC", null));
            script.Login(10);
            script.Sent();
            script.Server("<iq type='get' id='1' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
            Assert.IsTrue(script.Sent().EndsWith("<feature var='urn:xmpp:ping'/></query></iq>"));
        }

        /// <summary>There are no items.</summary>
        [TestMethod]
        public void DiscoItems()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<iq type='get' id='1' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>", "",
                "<iq type='result' id='1' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
            script.Answers("<iq type='get' id='2' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items' node='n'/></iq>", "",
                "<iq type='result' id='2' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#items' node='n'/></iq>");
        }

        /// <summary>A node may have 256 octets; one of an earlier request does not linger.</summary>
        [TestMethod]
        public void NodeIsBounded()
        {
            XmppScript script = XmppScript.Online();
            string node = new string('n', 256);
            script.Answers("<iq type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#items' node='" + node + "'/></iq>", "",
                "<iq type='result' id='1'><query xmlns='http://jabber.org/protocol/disco#items' node='" + node + "'/></iq>");
            script.Answers("<iq type='get' id='2'><query xmlns='http://jabber.org/protocol/disco#items' node='" + node + "n'/></iq>", "",
                Transcript.Refused("2", null, "cancel", "service-unavailable"));
            script.Answers("<iq type='get' id='3'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>", "",
                "<iq type='result' id='3'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
        }

        /// <summary>The own server's roster push is answered (RFC 6121 clause 2.1.6).</summary>
        [TestMethod]
        public void RosterPush()
        {
            const string Push = "<query xmlns='jabber:iq:roster'><item jid='grid@der.local' subscription='both'/></query></iq>";
            XmppScript script = XmppScript.Online();
            script.Answers("<iq type='set' id='1'>" + Push, "", "<iq type='result' id='1'></iq>");
            script.Answers("<iq type='set' id='2' from='der1@der.local'>" + Push, "", "<iq type='result' id='2' to='der1@der.local'></iq>");
        }

        /// <summary>A roster push from anybody else is refused, another device of the same account and the domain included.</summary>
        [TestMethod]
        public void ForeignRosterPush()
        {
            ForeignPush("evil@der.local");
            ForeignPush("evil@der.local/x");
            ForeignPush("der1@der.local/other");
            ForeignPush("der.local");
            ForeignPush("der1@der.local.evil");
            XmppScript.Online().Answers("<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>", "", Transcript.Refused("1", null, "cancel", "service-unavailable"));
        }

        /// <summary>A request in a namespace that nobody here knows.</summary>
        [TestMethod]
        public void UnknownNamespace()
        {
            string refused = Transcript.Refused("1", "a@b/c", "cancel", "service-unavailable");
            XmppScript script = XmppScript.Online();
            script.Answers("<iq type='get' id='1' from='a@b/c'><query xmlns='jabber:iq:version'/></iq>", "", refused);
            script.Answers("<iq type='set' id='1' from='a@b/c'><x xmlns='urn:x'><pdu xmlns='urn:test:payload'/></x></iq>", "", refused);
            script.Answers("<iq type='get' id='1' from='a@b/c'><ping/></iq>", "", refused);
            script.Answers("<iq type='get' id='1' from='a@b/c'><pong xmlns='urn:xmpp:ping'/></iq>", "", refused);
            script.Answers("<iq type='set' id='1' from='a@b/c'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>x@y/z</jid></bind></iq>", "", refused);
        }

        /// <summary>A request has exactly one child, an id and a type (RFC 6120 clause 8.2.3).</summary>
        [TestMethod]
        public void MalformedRequests()
        {
            string refused = Transcript.Refused("1", "a@b/c", "modify", "bad-request");
            XmppScript script = XmppScript.Online();
            script.Answers("<iq type='get' id='1' from='a@b/c'/>", "", refused);
            script.Answers("<iq type='get' id='1' from='a@b/c'>text</iq>", "", refused);
            script.Answers("<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/><ping xmlns='urn:xmpp:ping'/></iq>", "", refused);
            script.Answers("<iq id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>", "", refused);
            script.Answers("<iq type='put' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>", "", refused);
            script.Answers("<iq type='chat' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>", "", refused);
            script.Answers("<iq type='get' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>", "", Transcript.Refused("", "a@b/c", "modify", "bad-request"));
        }

        /// <summary>What cannot be answered, since its id or sender is too long to be kept, is dropped; the next one is not.</summary>
        [TestMethod]
        public void TooLongIdOrSenderIsDropped()
        {
            string ping = "<ping xmlns='urn:xmpp:ping'/></iq>";
            string id = new string('i', 128);
            string from = new string('f', Stanza.MaxFrom);
            XmppScript script = XmppScript.Online();
            script.Answers("<iq type='get' id='" + id + "' from='" + from + "'>" + ping, "", "<iq type='result' id='" + id + "' to='" + from + "'></iq>");
            script.Answers("<iq type='get' id='" + id + "i' from='a@b/c'>" + ping, "", "");
            script.Answers("<iq type='get' id='1' from='" + from + "f'>" + ping, "", "");
            script.Answers("<iq type='get' id='" + id + "i' from='a@b/c'>" + Transcript.Payload + "</iq>", "", "");
            script.Answers("<iq type='set' id='1' from='" + from + "f'><query xmlns='jabber:iq:roster'/></iq>", "", "");
            script.Answers("<message from='" + from + "f'>" + Transcript.Payload + "</message>", "", "");
            script.Answers("<presence type='unavailable' from='" + from + "f'/>", "", "");
            script.Answers("<iq type='result' id='r1' from='" + from + "f'/>", "", "");
            script.Answers("<iq type='get' id='2'>" + ping, "", "<iq type='result' id='2'></iq>");
        }

        /// <summary>Messages, presences and answers are not answered.</summary>
        [TestMethod]
        public void OnlyRequestsAreAnswered()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<message from='a@b/c' id='1'><body>hello</body></message>", "", "");
            script.Answers("<message from='a@b/c' type='get' id='1'><ping xmlns='urn:xmpp:ping'/></message>", "", "");
            script.Answers("<presence from='a@b/c'/>", "", "");
            script.Answers("<presence from='a@b/c' type='subscribed'/>", "", "");
        }

        /// <summary>Answers for which the output has no room are left out as a whole.</summary>
        [TestMethod]
        public void AnswersThatDoNotFitAreLeftOut()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.OutputBytes = 300;
            XmppScript script = XmppScript.After(10, plan);
            string one = "<iq type='result' id='1'></iq>";
            string all = "";
            for (int i = 0; i < 20; i++)
            {
                script.Server("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq><iq type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
                all += all.Length + one.Length <= 300 ? one : "";
            }

            Assert.AreEqual((int)DerStatus.Ok, (int)script.Client.Status);
            Assert.AreEqual(all, script.Sent());
            script.Answers("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>", "", one);
        }

        /// <summary>Each condition has the type that the standard gives it (RFC 6120 clause 8.3.3).</summary>
        [TestMethod]
        public void ErrorTypes()
        {
            ErrorType(StanzaCondition.BadRequest, "modify", "bad-request");
            ErrorType(StanzaCondition.Conflict, "cancel", "conflict");
            ErrorType(StanzaCondition.FeatureNotImplemented, "cancel", "feature-not-implemented");
            ErrorType(StanzaCondition.Forbidden, "auth", "forbidden");
            ErrorType(StanzaCondition.Gone, "cancel", "gone");
            ErrorType(StanzaCondition.InternalServerError, "cancel", "internal-server-error");
            ErrorType(StanzaCondition.ItemNotFound, "cancel", "item-not-found");
            ErrorType(StanzaCondition.JidMalformed, "modify", "jid-malformed");
            ErrorType(StanzaCondition.NotAcceptable, "modify", "not-acceptable");
            ErrorType(StanzaCondition.NotAllowed, "cancel", "not-allowed");
            ErrorType(StanzaCondition.NotAuthorized, "auth", "not-authorized");
            ErrorType(StanzaCondition.PolicyViolation, "modify", "policy-violation");
            ErrorType(StanzaCondition.RecipientUnavailable, "wait", "recipient-unavailable");
            ErrorType(StanzaCondition.Redirect, "modify", "redirect");
            ErrorType(StanzaCondition.RegistrationRequired, "auth", "registration-required");
            ErrorType(StanzaCondition.RemoteServerNotFound, "cancel", "remote-server-not-found");
            ErrorType(StanzaCondition.RemoteServerTimeout, "wait", "remote-server-timeout");
            ErrorType(StanzaCondition.ResourceConstraint, "wait", "resource-constraint");
            ErrorType(StanzaCondition.ServiceUnavailable, "cancel", "service-unavailable");
            ErrorType(StanzaCondition.SubscriptionRequired, "auth", "subscription-required");
            ErrorType(StanzaCondition.UndefinedCondition, "cancel", "undefined-condition");
            ErrorType(StanzaCondition.UnexpectedRequest, "wait", "unexpected-request");
        }

        private static void ForeignPush(string from)
        {
            XmppScript.Online().Answers("<iq type='set' id='1' from='" + from + "'><query xmlns='jabber:iq:roster'/></iq>", "",
                Transcript.Refused("1", from, "cancel", "service-unavailable"));
        }

        private static void ErrorType(StanzaCondition condition, string type, string name)
        {
            XmppScript script = XmppScript.Online();
            script.Server("<iq type='get' id='1' from='a@b/c'>" + Transcript.Payload + "</iq>");
            script.Client.SendError(condition);
            Assert.AreEqual(Transcript.Refused("1", "a@b/c", type, name), script.Sent());
        }
    }
}
