using System.Text;
using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>How streams end: stream errors, in order, broken, and on bad XML (RFC 6120 clauses 4.4, 4.9 and 11).</summary>
    [TestClass]
    public class StreamEndTest
    {
        /// <summary>Each condition of RFC 6120 clause 4.9.3 has a status of its own.</summary>
        [TestMethod]
        public void StreamErrors()
        {
            Error("conflict", DerStatus.XmppConflict);
            Error("host-unknown", DerStatus.XmppHostUnknown);
            Error("policy-violation", DerStatus.XmppPolicyViolation);
            Error("see-other-host", DerStatus.XmppSeeOtherHost);
            Error("system-shutdown", DerStatus.XmppSystemShutdown);
            Error("bad-format", DerStatus.XmppStreamBadFormat);
            Error("bad-namespace-prefix", DerStatus.XmppStreamBadNamespacePrefix);
            Error("connection-timeout", DerStatus.XmppStreamConnectionTimeout);
            Error("host-gone", DerStatus.XmppStreamHostGone);
            Error("improper-addressing", DerStatus.XmppStreamImproperAddressing);
            Error("internal-server-error", DerStatus.XmppStreamInternalServerError);
            Error("invalid-from", DerStatus.XmppStreamInvalidFrom);
            Error("invalid-namespace", DerStatus.XmppStreamInvalidNamespace);
            Error("invalid-xml", DerStatus.XmppStreamInvalidXml);
            Error("not-authorized", DerStatus.XmppStreamNotAuthorized);
            Error("not-well-formed", DerStatus.XmppStreamNotWellFormed);
            Error("remote-connection-failed", DerStatus.XmppStreamRemoteConnectionFailed);
            Error("reset", DerStatus.XmppStreamReset);
            Error("resource-constraint", DerStatus.XmppStreamResourceConstraint);
            Error("restricted-xml", DerStatus.XmppStreamRestrictedXml);
            Error("undefined-condition", DerStatus.XmppStreamUndefinedCondition);
            Error("unsupported-encoding", DerStatus.XmppStreamUnsupportedEncoding);
            Error("unsupported-feature", DerStatus.XmppStreamUnsupportedFeature);
            Error("unsupported-stanza-type", DerStatus.XmppStreamUnsupportedStanzaType);
            Error("unsupported-version", DerStatus.XmppStreamUnsupportedVersion);
            Error("never-heard-of", DerStatus.XmppStreamError);
        }

        /// <summary>Where the server sends its client is told, when it was said inside TLS and is not too long.</summary>
        [TestMethod]
        public void SeeOtherHost()
        {
            Assert.AreEqual("[2001:db8::9]:5222", OtherHost(10, "[2001:db8::9]:5222"));
            Assert.AreEqual("other.local", OtherHost(4, "other.local"));
            Assert.AreEqual("", OtherHost(1, "other.local"), "anybody can say so in clear text");
            Assert.AreEqual("", OtherHost(10, ""));
            Assert.AreEqual("", OtherHost(10, new string('h', 513)));

            XmppScript conflict = XmppScript.Online();
            conflict.Server(Transcript.StreamError("conflict"));
            Assert.AreEqual(0, conflict.Client.OtherHostLength);
        }

        /// <summary>A stream error that says nothing, and one whose condition comes last or in another namespace.</summary>
        [TestMethod]
        public void StreamErrorsOfOtherForms()
        {
            XmppScript.Online().Fails("<stream:error/>", DerStatus.XmppStreamError, Transcript.Footer);
            XmppScript.Online().Fails("<stream:error><conflict/></stream:error>", DerStatus.XmppStreamError, Transcript.Footer);
            XmppScript.Online().Fails("<stream:error><x xmlns='urn:x'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>a</text>"
                + "<reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>", DerStatus.XmppStreamReset, Transcript.Footer);
        }

        /// <summary>A server that does not serve this domain says so before it says anything else.</summary>
        [TestMethod]
        public void StreamErrorDuringLogin()
        {
            for (int lines = 1; lines <= 10; lines++)
            {
                XmppScript script = XmppScript.After(lines);
                if (lines == 3 || lines == 6)
                {
                    script.Server(Transcript.Header);
                }

                script.Fails(Transcript.StreamError("host-unknown"), DerStatus.XmppHostUnknown, Transcript.Footer);
            }
        }

        /// <summary>The server ends the stream in order; the client ends its own.</summary>
        [TestMethod]
        public void ServerCloses()
        {
            XmppScript.Online().Fails(Transcript.Footer, DerStatus.XmppClosed, Transcript.Footer);
            XmppScript.After(4).Fails(Transcript.Footer, DerStatus.XmppClosed, Transcript.Footer);
        }

        /// <summary>The client ends the stream in order and waits for the server to do the same.</summary>
        [TestMethod]
        public void ClientCloses()
        {
            XmppScript script = XmppScript.Online();
            script.Client.Close();
            Assert.AreEqual(Transcript.Footer, script.Sent());
            Assert.IsFalse(script.Client.IsOnline);
            Assert.AreEqual((int)DerStatus.Ok, (int)script.Client.Status);
            script.Fails(Transcript.Footer, DerStatus.XmppClosed, "");
        }

        /// <summary>What the server still sends is read, but nothing can be answered behind the end of the own stream (RFC 6120 clause 4.4).</summary>
        [TestMethod]
        public void NothingIsAnsweredAfterClose()
        {
            XmppScript script = XmppScript.Online();
            script.Client.Close();
            script.Sent();
            Assert.AreEqual("", script.Server("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq><iq id='2'/><iq type='get' id='3' from='a@b/c'>"
                + Transcript.Payload + "</iq><presence type='unavailable' from='a@b/c'/>text<x/>"));
            script.Client.SendError(nanoDer.Xmpp.StanzaCondition.Conflict);
            script.Client.BeginResult();
            Assert.IsFalse(script.Client.EndStanza(nanoDer.Xmpp.StanzaKind.Iq));
            Assert.AreEqual("", script.Sent());
            script.Fails("</stream:stream>", DerStatus.XmppClosed, "");
        }

        /// <summary>A login that is broken off does not go on.</summary>
        [TestMethod]
        public void CloseDuringLogin()
        {
            XmppScript script = XmppScript.After(4);
            script.Client.Close();
            script.Client.Close();
            Assert.AreEqual(Transcript.Footer, script.Sent());
            Assert.AreEqual("", script.Server(Transcript.SaslFeatures));
            Assert.AreEqual("", script.Sent());
            Assert.AreEqual("Closed ", script.Server(Transcript.Footer));
        }

        /// <summary>Within a payload, the end of the own stream ends the payload too.</summary>
        [TestMethod]
        public void CloseWithinPayload()
        {
            XmppScript script = XmppScript.Online();
            Assert.AreEqual("PayloadStart ", script.Server("<iq type='get' id='3' from='a@b/c'><pdu xmlns='urn:test:payload'><x>"));
            script.Client.Close();
            script.Sent();
            Assert.AreEqual("Closed ", script.Server("</x></pdu></iq></stream:stream>"));
            Assert.AreEqual((int)DerStatus.XmppClosed, (int)script.Client.Status);
        }

        /// <summary>A server that does not end its stream is not waited for ever, however much it sends.</summary>
        [TestMethod]
        public void CloseDoesNotWaitForEver()
        {
            XmppScript script = XmppScript.Online();
            script.At(1000);
            script.Client.Close();
            script.Sent();
            script.Server("<presence/>");
            Assert.AreEqual("", script.At(2999));
            script.Server("<presence/>");
            Assert.AreEqual("Closed ", script.At(3000));
            Assert.AreEqual((int)DerStatus.XmppClosed, (int)script.Client.Status);
            Assert.AreEqual("", script.Sent());
        }

        /// <summary>A broken connection needs no farewell.</summary>
        [TestMethod]
        public void ConnectionBreaks()
        {
            for (int lines = 0; lines <= 10; lines++)
            {
                XmppScript script = XmppScript.After(lines);
                script.Client.Disconnected();
                script.Pull();
                Assert.AreEqual("Closed ", script.Events);
                Assert.AreEqual((int)DerStatus.NetLost, (int)script.Client.Status);
                Assert.AreEqual("", script.Sent());
                script.StaysClosed();
            }
        }

        /// <summary>XML that XMPP forbids, and XML that is none (RFC 6120 clause 11).</summary>
        [TestMethod]
        public void BadXmlEndsTheStream()
        {
            Xml("<!-- x -->", DerStatus.XmlRestricted, "restricted-xml");
            Xml("<?x y?>", DerStatus.XmlRestricted, "restricted-xml");
            Xml("<message><![CDATA[x]]></message>", DerStatus.XmlRestricted, "restricted-xml");
            Xml("<message>&nbsp;</message>", DerStatus.XmlNotWellFormed, "not-well-formed");
            Xml("<message></iq>", DerStatus.XmlNotWellFormed, "not-well-formed");
            Xml("<message x=1/>", DerStatus.XmlNotWellFormed, "not-well-formed");
            Xml("<message>\u0001</message>", DerStatus.XmlBadCharacter, "not-well-formed");
            Xml("<x:message/>", DerStatus.XmlBadNamespace, "not-well-formed");
            Xml("<message a='" + new string('x', 2000) + "'/>", DerStatus.XmlTagTooLong, "policy-violation");
            Xml("<message a='' b='' c='' d='' e='' f='' g='' h='' i='' j='' k='' l='' m=''/>", DerStatus.XmlTooManyAttributes, "policy-violation");
            Xml(Nested(41), DerStatus.XmlTooDeep, "policy-violation");
        }

        /// <summary>As deep as the plan allows is not too deep.</summary>
        [TestMethod]
        public void DepthUpToTheLimitIsTaken()
        {
            string end = "</message>";
            for (int i = 2; i < 40; i++)
            {
                end = "</x>" + end;
            }

            XmppScript.Online().Answers(Nested(40) + end, "", "");
        }

        /// <summary>An output that is full has no room for a farewell; nothing is sent in pieces.</summary>
        [TestMethod]
        public void FarewellThatDoesNotFitIsLeftOut()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.OutputBytes = 300;
            XmppScript script = XmppScript.After(10, plan);
            script.Client.BeginMessage(Bytes.Of("a@b"), 0, 3);
            script.Client.Writer.Put(new byte[230], 0, 230);
            Assert.IsTrue(script.Client.EndStanza(nanoDer.Xmpp.StanzaKind.Message));
            string waiting = script.Waiting();
            Assert.AreEqual("Closed ", script.Server("<!--"));
            Assert.AreEqual(waiting, script.Sent());
        }

        private static string Nested(int depth)
        {
            string text = "<message>";
            for (int i = 2; i < depth; i++)
            {
                text += "<x>";
            }

            return text;
        }

        private static string OtherHost(int lines, string host)
        {
            XmppScript script = XmppScript.After(lines);
            script.Fails("<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" + host + "</see-other-host>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>moved</text></stream:error>", DerStatus.XmppSeeOtherHost, Transcript.Footer);
            return Encoding.UTF8.GetString(script.Client.OtherHost, 0, script.Client.OtherHostLength);
        }

        private static void Error(string condition, DerStatus status)
        {
            XmppScript.Online().Fails(Transcript.StreamError(condition), status, Transcript.Footer);
        }

        private static void Xml(string line, DerStatus status, string condition)
        {
            XmppScript.Online().Fails(line, status, Transcript.OwnError(condition));
        }
    }
}
