using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>How the application gets its payloads, and how it answers them.</summary>
    [TestClass]
    public class PayloadTest
    {
        /// <summary>A request is handed out, and the answer goes to who asked.</summary>
        [TestMethod]
        public void RequestAndResult()
        {
            XmppScript script = XmppScript.Online();
            Assert.AreEqual("PayloadStart StanzaEnd ", script.Server("<iq type='get' id='7' from='a@b/c' to='der1@der.local/IEC'>" + Transcript.Payload + "</iq>"));
            Assert.AreEqual(Transcript.PayloadRead, script.PayloadRead);
            Assert.AreEqual((int)StanzaKind.Iq, (int)script.Client.Stanza.Kind);
            Assert.AreEqual((int)StanzaType.Get, (int)script.Client.Stanza.Type);
            Assert.IsFalse(script.Client.Stanza.Delayed);
            Assert.AreEqual("", script.Waiting());

            script.Client.BeginResult();
            script.Client.Writer.PutAscii("<pdu xmlns='urn:test:payload'/>");
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Iq));
            Assert.AreEqual("<iq type='result' id='7' to='a@b/c'><pdu xmlns='urn:test:payload'/></iq>", script.Sent());
        }

        /// <summary>The application may refuse.</summary>
        [TestMethod]
        public void RequestAndError()
        {
            XmppScript script = XmppScript.Online();
            script.Server("<iq type='set' id='7' from='a@b/c'>" + Transcript.Payload + "</iq>");
            Assert.AreEqual((int)StanzaType.Set, (int)script.Client.Stanza.Type);
            script.Client.SendError(StanzaCondition.NotAllowed);
            Assert.AreEqual(Transcript.Refused("7", "a@b/c", "cancel", "not-allowed"), script.Sent());
        }

        /// <summary>A payload that comes in pieces is told of once for each piece, and the stanza still ends once.</summary>
        [TestMethod]
        public void PayloadInPieces()
        {
            XmppScript script = XmppScript.Online();
            Assert.AreEqual("", script.Server("<iq type='get' id='7' from='a@b/c'><pdu xmlns='urn:test:payload' a='1'"));
            Assert.AreEqual("PayloadStart ", script.Server("><x>te"));
            Assert.AreEqual("Payload ", script.Server("a</"));
            Assert.AreEqual("Payload ", script.Server("x>"));
            Assert.AreEqual("Payload ", script.Server("<y/></pdu"));
            Assert.AreEqual("Payload ", script.Server(">"));
            Assert.AreEqual("StanzaEnd ", script.Server("</iq>"));
            Assert.AreEqual(Transcript.PayloadRead, script.PayloadRead);
        }

        /// <summary>White space around the payload is nobody's.</summary>
        [TestMethod]
        public void WhiteSpaceAroundThePayload()
        {
            XmppScript script = XmppScript.Online();
            Assert.AreEqual("PayloadStart StanzaEnd ", script.Server("<iq type='get' id='7' from='a@b/c'>\n  " + Transcript.Payload + "\n</iq>"));
            Assert.AreEqual(Transcript.PayloadRead, script.PayloadRead);
        }

        /// <summary>A reader that gives up early is not told of the rest, which the client passes over.</summary>
        [TestMethod]
        public void ReaderMayGiveUp()
        {
            XmppScript script = XmppScript.Online();
            byte[] line = Bytes.Of("<iq type='get' id='7' from='a@b/c'><pdu xmlns='urn:test:payload'><x><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>tea</x></pdu></iq>");
            Assert.AreEqual(line.Length, script.Client.Feed(line, 0, line.Length));
            Assert.AreEqual((int)XmppEvent.PayloadStart, (int)script.Client.Next());
            script.Client.PayloadDone();
            Assert.AreEqual((int)XmppEvent.StanzaEnd, (int)script.Client.Next());
            Assert.AreEqual((int)XmppEvent.None, (int)script.Client.Next());
            script.Client.SendError(StanzaCondition.BadRequest);
            Assert.AreEqual(Transcript.Refused("7", "a@b/c", "modify", "bad-request"), script.Sent());
        }

        /// <summary>A request with a second child is refused, and the application never hears of its end.</summary>
        [TestMethod]
        public void SecondChildOfARequest()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<iq type='get' id='7' from='a@b/c'>" + Transcript.Payload + Transcript.Payload + "</iq>", "PayloadStart ",
                Transcript.Refused("7", "a@b/c", "modify", "bad-request"));
            script.Answers("<iq type='get' id='7' from='a@b/c'><x/>" + Transcript.Payload + "</iq>", "", Transcript.Refused("7", "a@b/c", "modify", "bad-request"));
            script.Answers("<iq type='get' from='a@b/c'>" + Transcript.Payload + "</iq>", "PayloadStart ", Transcript.Refused("", "a@b/c", "modify", "bad-request"));
            script.Answers("<iq id='7' from='a@b/c'>" + Transcript.Payload + "</iq>", "PayloadStart ", Transcript.Refused("7", "a@b/c", "modify", "bad-request"));
        }

        /// <summary>A payload deeper inside a stanza is not one.</summary>
        [TestMethod]
        public void PayloadMustBeTheDirectChild()
        {
            XmppScript.Online().Answers("<iq type='get' id='7' from='a@b/c'><x>" + Transcript.Payload + "</x></iq>", "",
                Transcript.Refused("7", "a@b/c", "cancel", "service-unavailable"));
        }

        /// <summary>Messages carry payloads too; they are not answered.</summary>
        [TestMethod]
        public void MessageWithPayload()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<message from='a@b/c'>" + Transcript.Payload + "</message>", "PayloadStart StanzaEnd ", "");
            Assert.AreEqual((int)StanzaKind.Message, (int)script.Client.Stanza.Kind);
            Assert.AreEqual((int)StanzaType.Normal, (int)script.Client.Stanza.Type);
            script.Answers("<message from='a@b/c' type='groupchat'>" + Transcript.Payload + "</message>", "", "");
            Assert.AreEqual((int)StanzaType.GroupChat, (int)script.Client.Stanza.Type);
            script.Answers("<message from='a@b/c' type='headline'>" + Transcript.Payload + "</message>", "PayloadStart StanzaEnd ", "");
            Assert.AreEqual((int)StanzaType.Headline, (int)script.Client.Stanza.Type);
        }

        /// <summary>A message of a type that does not exist is a normal one (RFC 6121 clause 5.2.2).</summary>
        [TestMethod]
        public void MessageOfUnknownType()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<message from='a@b/c' type='telegram'>" + Transcript.Payload + "</message>", "PayloadStart StanzaEnd ", "");
            Assert.AreEqual((int)StanzaType.Normal, (int)script.Client.Stanza.Type);
            script.Answers("<message from='a@b/c' type='set'>" + Transcript.Payload + "</message>", "PayloadStart StanzaEnd ", "");
            Assert.AreEqual((int)StanzaType.Normal, (int)script.Client.Stanza.Type);
        }

        /// <summary>Other children of a message do not hide its payload; a second payload does not count.</summary>
        [TestMethod]
        public void MessageWithOtherChildren()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<message from='a@b/c'><body>read me</body>" + Transcript.Payload + "<thread/></message>", "PayloadStart StanzaEnd ", "");
            Assert.AreEqual(Transcript.PayloadRead, script.PayloadRead);
            script.Answers("<message from='a@b/c'>" + Transcript.Payload + "<pdu xmlns='urn:test:payload'/></message>", "PayloadStart StanzaEnd ", "");
            Assert.AreEqual(Transcript.PayloadRead + Transcript.PayloadRead, script.PayloadRead);
        }

        /// <summary>A payload that was stored on its way is refused (XEP-0203), wherever the mark stands; the next one is not.</summary>
        [TestMethod]
        public void Delayed()
        {
            const string Delay = "<delay xmlns='urn:xmpp:delay' from='der.local' stamp='2026-01-01T00:00:00Z'/>";
            XmppScript script = XmppScript.Online();
            script.Answers("<message from='a@b/c'>" + Transcript.Payload + Delay + "</message>", "PayloadStart Delayed ", "");
            Assert.IsTrue(script.Client.Stanza.Delayed);
            script.Answers("<message from='a@b/c'>" + Delay + Transcript.Payload + "</message>", "PayloadStart Delayed ", "");
            Assert.IsTrue(script.Client.Stanza.Delayed);
            script.Answers("<iq type='get' id='1' from='a@b/c'>" + Transcript.Payload + Delay + "</iq>", "PayloadStart Delayed ",
                Transcript.Refused("1", "a@b/c", "wait", "unexpected-request"));
            Assert.IsTrue(script.Client.Stanza.Delayed);
            script.Answers("<message from='a@b/c'>" + Transcript.Payload + "<delay xmlns='urn:x'/></message>", "PayloadStart StanzaEnd ", "");
            Assert.IsFalse(script.Client.Stanza.Delayed);
        }

        /// <summary>The application's own requests: an answer with payload, one without, and an error with its condition.</summary>
        [TestMethod]
        public void OwnRequests()
        {
            XmppScript script = XmppScript.Online();
            byte[] to = Bytes.Of("xa@b/'c'x");
            script.Client.BeginRequest(StanzaType.Get, to, 1, 7, 12);
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Iq));
            script.Client.BeginRequest(StanzaType.Set, to, 1, 3, 13);
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Iq));
            script.Client.BeginMessage(to, 1, 7);
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Message));
            Assert.AreEqual("<iq type='get' id='r12' to='a@b/&apos;c&apos;'></iq><iq type='set' id='r13' to='a@b'></iq>"
                + "<message type='normal' to='a@b/&apos;c&apos;'></message>", script.Sent());

            script.Answers("<iq type='result' id='r12' from='A@b/&apos;c&apos;'>" + Transcript.Payload + "</iq>", "PayloadStart StanzaEnd ", "");
            Assert.AreEqual((int)StanzaType.Result, (int)script.Client.Stanza.Type);
            script.Answers("<iq type='result' id='r13' from='a@b'/>", "Response ", "");
            Assert.AreEqual((int)StanzaType.Result, (int)script.Client.Stanza.Type);
            Assert.AreEqual(3, script.Client.Stanza.IdLength);
            script.Client.BeginRequest(StanzaType.Get, Bytes.Of("a@b/c"), 0, 5, 14);
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Iq));
            script.Sent();
            script.Answers("<iq type='error' id='r14' from='a@b/c'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>", "Response ", "");
            Assert.AreEqual((int)StanzaType.Error, (int)script.Client.Stanza.Type);
            Assert.AreEqual((int)StanzaCondition.Forbidden, (int)script.Client.Stanza.Condition);
        }

        /// <summary>Errors: with the request echoed, with a text in front, without condition, with one that is not known.</summary>
        [TestMethod]
        public void ErrorsOfOtherForms()
        {
            Condition(Transcript.Payload + "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", StanzaCondition.ItemNotFound);
            Condition("<error type='cancel'><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>x</text><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", StanzaCondition.Gone);
            Condition("<error type='wait'><unexpected-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", StanzaCondition.UnexpectedRequest);
            Condition("<error type='cancel'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", StanzaCondition.BadRequest);
            Condition("<error/>", StanzaCondition.None);
            Condition("", StanzaCondition.None);
            Condition("<error type='cancel'><gone/></error>", StanzaCondition.None);
            Condition("<error type='cancel'><never-heard-of xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", StanzaCondition.None);
        }

        /// <summary>Answers that nobody asked for, or that come from somebody else, are dropped; nothing is sent.</summary>
        [TestMethod]
        public void UnexpectedAnswers()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<iq type='result' id='x' from='a@b/c'/>", "", "");
            script.Answers("<iq type='error' from='a@b/c'/>", "", "");
            script.Answers("<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>der1@der.local/other</jid></bind></iq>", "", "");
            Assert.AreEqual(18, script.Client.FullJidLength);
            script.Answers("<iq type='result' id='ping1' from='evil@b/c'/>", "", "");
            script.Answers("<iq type='result' id='ping1' from='der1@der.local/other'/>", "", "");
            script.Answers("<iq type='result' id='ping1' from='der.local'/>", "", "");
        }

        /// <summary>A message that came back is not one that somebody sent.</summary>
        [TestMethod]
        public void BouncedMessageIsNoPayload()
        {
            XmppScript.Online().Answers("<message type='error' from='a@b/c'>" + Transcript.Payload
                + "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>", "", "");
        }

        /// <summary>Presence has no payload, but tells when a peer is gone.</summary>
        [TestMethod]
        public void PeerGone()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<presence from='a@b/c' type='unavailable'><status>bye</status></presence>", "PeerGone ", "");
            Assert.AreEqual("a@b/c", System.Text.Encoding.UTF8.GetString(script.Client.Stanza.From, 0, script.Client.Stanza.FromLength));
            script.Answers("<presence from='a@b/c'>" + Transcript.Payload + "</presence>", "", "");
            script.Answers("<presence from='a@b/c' type='unavailable'>" + Transcript.Payload + "</presence>", "PeerGone ", "");
            Assert.AreEqual("", script.PayloadRead);
        }

        /// <summary>Before the client is online, nobody's leaving matters.</summary>
        [TestMethod]
        public void PeerGoneDuringLogin()
        {
            XmppScript script = XmppScript.After(9);
            Assert.AreEqual("", script.Server("<presence from='a@b/c' type='unavailable'/>"));
        }

        /// <summary>Bad XML inside a payload ends the stream, whoever reads it.</summary>
        [TestMethod]
        public void BadXmlInAPayload()
        {
            Bad("</pdu>", DerStatus.XmlNotWellFormed, "not-well-formed");
            Bad("<!---->", DerStatus.XmlRestricted, "restricted-xml");
            Bad("&x;", DerStatus.XmlNotWellFormed, "not-well-formed");
            Bad("\u0002", DerStatus.XmlBadCharacter, "not-well-formed");
            Bad("<" + new string('n', 1100), DerStatus.XmlTagTooLong, "policy-violation");
        }

        /// <summary>The same when the reader has not touched it, or does not say that it has finished.</summary>
        [TestMethod]
        public void BadXmlThatNobodyReads()
        {
            XmppScript script = XmppScript.Online();
            byte[] line = Bytes.Of("<iq type='get' id='7' from='a@b/c'><pdu xmlns='urn:test:payload'></x>");
            script.Client.Feed(line, 0, line.Length);
            Assert.AreEqual((int)XmppEvent.PayloadStart, (int)script.Client.Next());
            script.Client.PayloadDone();
            Assert.AreEqual((int)XmppEvent.Closed, (int)script.Client.Next());
            Assert.AreEqual((int)DerStatus.XmlNotWellFormed, (int)script.Client.Status);
            Assert.AreEqual((int)XmppEvent.None, (int)script.Client.Next());
        }

        /// <summary>The text of a payload may be longer than the tokenizer's window.</summary>
        [TestMethod]
        public void TextLongerThanTheWindow()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.XmlInputBytes = 256;
            XmppScript script = XmppScript.After(10, plan);
            string text = new string('t', 5000);
            script.Server("<iq type='get' id='7' from='a@b/c'><pdu xmlns='urn:test:payload'>" + text + "</pdu></iq>");
            Assert.AreEqual("<pdu>" + text + "</pdu>", script.PayloadRead);
            Assert.IsTrue(script.Events.StartsWith("PayloadStart Payload "));
            Assert.IsTrue(script.Events.EndsWith("Payload StanzaEnd "));
        }

        private static void Bad(string text, DerStatus status, string condition)
        {
            XmppScript script = XmppScript.Online();
            Assert.AreEqual("PayloadStart ", script.Server("<iq type='get' id='7' from='a@b/c'><pdu xmlns='urn:test:payload'><x>"));
            script.Fails(text, status, Transcript.OwnError(condition));
        }

        private static void Condition(string children, StanzaCondition condition)
        {
            XmppScript script = XmppScript.Online();
            script.Client.Ping(Bytes.Of("a@b/c"), 0, 5, 1);
            script.Sent();
            script.Answers("<iq type='error' id='r1' from='a@b/c'>" + children + "</iq>", "Response ", "");
            Assert.AreEqual((int)condition, (int)script.Client.Stanza.Condition, children);
        }
    }
}
