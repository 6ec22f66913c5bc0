using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>Every way in which a login can end before its time, each with its own status.</summary>
    [TestClass]
    public class LoginFailureTest
    {
        /// <summary>What is no XMPP 1.0 stream is no server for this client.</summary>
        [TestMethod]
        public void OtherProtocolsAreNoXmpp()
        {
            string answer = Transcript.OwnError("invalid-namespace");
            XmppScript.After(0).Fails("<html>", DerStatus.XmppNotXmpp, answer);
            XmppScript.After(0).Fails("<stream xmlns='jabber:client' version='1.0'>", DerStatus.XmppNotXmpp, answer);
            XmppScript.After(0).Fails("<s:streams xmlns:s='http://etherx.jabber.org/streams' version='1.0'>", DerStatus.XmppNotXmpp, answer);
            XmppScript.After(0).Fails("<s:stream xmlns:s='http://etherx.jabber.org/stream' version='1.0'>", DerStatus.XmppNotXmpp, answer);
        }

        /// <summary>A server of the time before XMPP 1.0 has no features (RFC 6120 clause 4.7.5).</summary>
        [TestMethod]
        public void OtherVersionsAreNoXmpp()
        {
            WrongVersion("");
            WrongVersion(" version=''");
            WrongVersion(" version='1'");
            WrongVersion(" version='1.'");
            WrongVersion(" version='0.9'");
            WrongVersion(" version='2.0'");
            WrongVersion(" version='11.0'");
        }

        /// <summary>Other text than a stream is another protocol; inside TLS, where it cannot be one, it is bad XML.</summary>
        [TestMethod]
        public void TextInFrontOfTheStream()
        {
            XmppScript.After(0).Fails("SSH-2.0-x\r\n", DerStatus.XmppNotXmpp, Transcript.OwnError("invalid-namespace"));
            XmppScript.After(0).Fails("<!DOCTYPE html><html>", DerStatus.XmppNotXmpp, Transcript.OwnError("invalid-namespace"));
            XmppScript.After(3).Fails("SSH-2.0-x\r\n", DerStatus.XmlNotWellFormed, Transcript.OwnError("not-well-formed"));
        }

        /// <summary>Stanzas in another namespace than jabber:client do not exist.</summary>
        [TestMethod]
        public void ServerToServerStreamIsRefused()
        {
            XmppScript script = XmppScript.After(7);
            script.Sent();
            script.Server(Transcript.BindFeatures);
            script.Sent();
            script.Fails("<iq xmlns='jabber:server' type='result' id='bind'/>", DerStatus.XmppUnexpected, Transcript.Footer);
        }

        /// <summary>The server says that it cannot do TLS now.</summary>
        [TestMethod]
        public void StartTlsFailure()
        {
            XmppScript.After(2).Fails("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", DerStatus.XmppNoStartTls, Transcript.Footer);
        }

        /// <summary>Asked for TLS that it does not have, a server answers in one way or another; the reason stays the same.</summary>
        [TestMethod]
        public void NoStartTlsOffered()
        {
            WithoutTls().Fails("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>", DerStatus.XmppNoStartTls, Transcript.Footer);
            WithoutTls().Fails(Transcript.StreamError("unsupported-stanza-type"), DerStatus.XmppNoStartTls, Transcript.Footer);
            WithoutTls().Fails("</stream:stream>", DerStatus.XmppNoStartTls, Transcript.Footer);
            WithoutTls().Fails("<iq type='error'/>", DerStatus.XmppNoStartTls, Transcript.Footer);

            XmppScript silent = WithoutTls();
            Assert.AreEqual("Closed ", silent.At(15000));
            Assert.AreEqual((int)DerStatus.XmppNoStartTls, (int)silent.Client.Status);

            XmppScript gone = WithoutTls();
            gone.Client.Disconnected();
            gone.Pull();
            Assert.AreEqual((int)DerStatus.XmppNoStartTls, (int)gone.Client.Status);
        }

        /// <summary>A server that offered TLS and then ends the stream has another reason, which it tells.</summary>
        [TestMethod]
        public void StreamErrorInsteadOfProceed()
        {
            XmppScript.After(2).Fails(Transcript.StreamError("system-shutdown"), DerStatus.XmppSystemShutdown, Transcript.Footer);
            XmppScript.After(2).Fails("</stream:stream>", DerStatus.XmppClosed, Transcript.Footer);
        }

        /// <summary>Clear text behind "proceed" is somebody else's, in the same packet or a later one (RFC 6120 clause 5.4.3.3).</summary>
        [TestMethod]
        public void BytesBehindProceedAreInjected()
        {
            XmppScript.After(2).Fails(Transcript.Proceed + "<", DerStatus.XmppInjectedBytes, "");
            XmppScript.After(2).Fails(Transcript.Proceed + " ", DerStatus.XmppInjectedBytes, "");
            XmppScript.After(2).Fails(Transcript.Proceed + Transcript.Header + Transcript.SaslFeatures, DerStatus.XmppInjectedBytes, "");

            XmppScript later = XmppScript.After(2);
            Assert.AreEqual("StartTls ", later.Server(Transcript.Proceed));
            later.Fails("\n", DerStatus.XmppInjectedBytes, "");
        }

        /// <summary>A server that offers no EXTERNAL does not trust certificates.</summary>
        [TestMethod]
        public void NoMechanismInCommon()
        {
            NoMechanism("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>");
            NoMechanism("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
            NoMechanism("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>external</mechanism></mechanisms>");
            NoMechanism("<mechanisms xmlns='urn:x'><mechanism>EXTERNAL</mechanism></mechanisms>");
            NoMechanism("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>" + new string('A', 600) + "EXTERNAL</mechanism></mechanisms>");
            NoMechanism("<mechanism xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>EXTERNAL</mechanism>");
            NoMechanism("");
        }

        /// <summary>Each SASL condition has a status; what is not known counts as not-authorized (RFC 6120 clause 6.5).</summary>
        [TestMethod]
        public void SaslFailures()
        {
            Sasl("<not-authorized/>", DerStatus.XmppNotAuthorized);
            Sasl("<account-disabled/>", DerStatus.XmppAccountDisabled);
            Sasl("<credentials-expired/>", DerStatus.XmppCredentialsExpired);
            Sasl("<invalid-authzid/>", DerStatus.XmppInvalidAuthzid);
            Sasl("<temporary-auth-failure/>", DerStatus.XmppTemporaryAuthFailure);
            Sasl("<aborted/>", DerStatus.XmppSaslAborted);
            Sasl("<encryption-required/>", DerStatus.XmppSaslEncryptionRequired);
            Sasl("<incorrect-encoding/>", DerStatus.XmppSaslIncorrectEncoding);
            Sasl("<invalid-mechanism/>", DerStatus.XmppSaslInvalidMechanism);
            Sasl("<malformed-request/>", DerStatus.XmppSaslMalformedRequest);
            Sasl("<mechanism-too-weak/>", DerStatus.XmppSaslMechanismTooWeak);
            Sasl("<bad-auth/>", DerStatus.XmppNotAuthorized);
            Sasl("", DerStatus.XmppNotAuthorized);
            Sasl("<account-disabled xmlns='urn:x'/>", DerStatus.XmppNotAuthorized);
            Sasl("<account-disabled/><text xml:lang='en'>Certificate JID mismatch</text>", DerStatus.XmppAccountDisabled);
            Sasl("<text>first the text</text><credentials-expired/>", DerStatus.XmppCredentialsExpired);
        }

        /// <summary>EXTERNAL needs no challenge.</summary>
        [TestMethod]
        public void ChallengeIsUnexpected()
        {
            XmppScript.After(5).Fails("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>AAAA</challenge>", DerStatus.XmppUnexpected, Transcript.Footer);
        }

        /// <summary>Success that nobody asked for, or in another namespace, is none.</summary>
        [TestMethod]
        public void SuccessOutOfPlaceIsUnexpected()
        {
            XmppScript.After(1).Fails(Transcript.Success, DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(4).Fails(Transcript.Success, DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(5).Fails("<success xmlns='urn:x'/>", DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(10).Fails(Transcript.Success, DerStatus.XmppUnexpected, Transcript.Footer);
        }

        /// <summary>Whoever says "proceed" unasked wants to end TLS rather than begin it.</summary>
        [TestMethod]
        public void ProceedOutOfPlaceIsUnexpected()
        {
            XmppScript.After(1).Fails(Transcript.Proceed, DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(4).Fails(Transcript.Proceed, DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(10).Fails(Transcript.Proceed, DerStatus.XmppUnexpected, Transcript.Footer);
        }

        /// <summary>Features come once after each header.</summary>
        [TestMethod]
        public void FeaturesOutOfPlaceAreUnexpected()
        {
            XmppScript.After(5).Fails(Transcript.SaslFeatures, DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(8).Fails(Transcript.BindFeatures, DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(10).Fails(Transcript.BindFeatures, DerStatus.XmppUnexpected, Transcript.Footer);
        }

        /// <summary>Without resource binding the server is of no use.</summary>
        [TestMethod]
        public void BindingIsNotOffered()
        {
            XmppScript.After(7).Fails(Transcript.NoFeatures, DerStatus.XmppUnexpected, Transcript.Footer);
        }

        /// <summary>No stanza before the resource is asked for (RFC 6120 clause 4.3.5).</summary>
        [TestMethod]
        public void StanzaBeforeBindingIsUnexpected()
        {
            XmppScript.After(1).Fails("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>", DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(4).Fails("<message/>", DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(7).Fails("<presence/>", DerStatus.XmppUnexpected, Transcript.Footer);
        }

        /// <summary>Text where only elements may stand.</summary>
        [TestMethod]
        public void TextBetweenElementsIsUnexpected()
        {
            XmppScript.After(1).Fails("text<stream:features>", DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(10).Fails("text<presence/>", DerStatus.XmppUnexpected, Transcript.Footer);
        }

        /// <summary>An element that this protocol does not have.</summary>
        [TestMethod]
        public void UnknownElementIsUnexpected()
        {
            XmppScript.After(1).Fails("<stream:fearures/>", DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(10).Fails("<query/>", DerStatus.XmppUnexpected, Transcript.Footer);
            XmppScript.After(10).Fails("<iq xmlns='urn:x'/>", DerStatus.XmppUnexpected, Transcript.Footer);
        }

        /// <summary>The server refuses to bind the resource.</summary>
        [TestMethod]
        public void BindRefused()
        {
            Bind(BindError("bad-request"), DerStatus.XmppBindBadRequest);
            Bind(BindError("not-allowed"), DerStatus.XmppBindNotAllowed);
            Bind(BindError("gone"), DerStatus.XmppBindRefused);
            Bind("<iq type='error' id='bind'/>", DerStatus.XmppBindRefused);
        }

        /// <summary>A resource that is not free is asked for again, at intervals and not for ever (RFC 6120 clause 7.6.2.1).</summary>
        [TestMethod]
        public void BindIsTriedAgain()
        {
            TryAgain("conflict", DerStatus.XmppBindConflict);
            TryAgain("resource-constraint", DerStatus.XmppBindResourceConstraint);

            XmppScript script = XmppScript.After(8);
            script.Server(BindError("conflict"));
            script.At(script.Client.NextDeadline);
            Assert.AreEqual(Transcript.Bind, script.Sent());
            script.Server(Transcript.Bound);
            Assert.AreEqual("Online ", script.Server(Transcript.Roster));
        }

        /// <summary>A result that does not name this account with a resource.</summary>
        [TestMethod]
        public void BindToAnotherNameIsRefused()
        {
            Bind("<iq type='result' id='bind'/>");
            Bind("<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
            Bind(Bound("<jid/>"));
            Bind(Bound("<jid>der1@der.local</jid>"));
            Bind(Bound("<jid>der2@der.local/IEC</jid>"));
            Bind(Bound("<jid>der1@der.local.evil/IEC</jid>"));
            Bind(Bound("<jid>/IEC</jid>"));
            Bind(Bound("<jid>der1@der.local/" + new string('r', 256 - 14) + "</jid>"));
            Bind(Bound("<jid xmlns='urn:x'>der1@der.local/IEC</jid>"));
        }

        /// <summary>Another resource than the one asked for is a fact to be told, not a failure (RFC 6120 clause 7.7.2.2).</summary>
        [TestMethod]
        public void OtherResourceIsTold()
        {
            Resource("iec", true);
            Resource("IE", true);
            Resource("IEC2", true);
            Resource("IEC/2", true);
            Resource("IEC", false);
        }

        /// <summary>An answer from somebody else than the server is no answer, and neither is one to another question.</summary>
        [TestMethod]
        public void OthersCannotAnswerForTheServer()
        {
            XmppScript script = XmppScript.After(8);
            Assert.AreEqual("", script.Server("<iq type='error' id='bind' from='evil@der.local/x'/>"));
            Assert.AreEqual("", script.Server("<iq type='error' id='bind' from='der1@der.local/other'/>"));
            Assert.AreEqual("", script.Server("<iq type='error' id='bin'/><iq type='error' id='roster'/><iq type='error'/>"));
            Assert.AreEqual("", script.Sent());
            script.Server("<iq type='result' id='bind' from='der.local'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>der1@der.local/IEC</jid></bind></iq>");
            Assert.AreEqual(Transcript.Enable + Transcript.RosterRequest, script.Sent());
            Assert.AreEqual("", script.Server("<iq type='result' id='roster' from='evil@der.local'/>"));
            Assert.AreEqual("Online ", script.Server("<iq type='result' id='roster' from='DER1@der.local'/>"));
        }

        /// <summary>An output too small for the login is named, not sent in pieces.</summary>
        [TestMethod]
        public void OutputTooSmallForTheLogin()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.OutputBytes = Transcript.ClearHeader.Length - 1;
            XmppScript script = new XmppScript(plan);
            script.Pull();
            Assert.AreEqual("Closed ", script.Events);
            Assert.AreEqual((int)DerStatus.BufferFull, (int)script.Client.Status);
            Assert.AreEqual("", script.Sent());
        }

        private static XmppScript WithoutTls()
        {
            XmppScript script = XmppScript.After(1);
            script.Server(Transcript.NoFeatures);
            Assert.AreEqual(Transcript.StartTls, script.Sent());
            return script;
        }

        private static void WrongVersion(string version)
        {
            XmppScript.After(0).Fails("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'" + version + ">",
                DerStatus.XmppNotXmpp, Transcript.OwnError("invalid-namespace"));
        }

        private static void NoMechanism(string features)
        {
            XmppScript.After(4).Fails("<stream:features>" + features + "</stream:features>", DerStatus.XmppNoMechanism, Transcript.Footer);
        }

        private static void Sasl(string condition, DerStatus status)
        {
            XmppScript.After(5).Fails("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + condition + "</failure>", status, Transcript.Footer);
        }

        private static string Bound(string jid)
        {
            return "<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>" + jid + "</bind></iq>";
        }

        private static void Bind(string line)
        {
            Bind(line, DerStatus.XmppBindRefused);
        }

        private static void Bind(string line, DerStatus status)
        {
            XmppScript.After(8).Fails(line, status, Transcript.Footer);
        }

        private static string BindError(string condition)
        {
            return "<iq type='error' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>IEC</resource></bind>"
                + "<error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        }

        private static void TryAgain(string condition, DerStatus status)
        {
            XmppScript script = XmppScript.After(8);
            long now = 0;
            for (int i = 0; i < 4; i++)
            {
                Assert.AreEqual("", script.Server(BindError(condition)), condition);
                Assert.AreEqual("", script.Sent(), "not at once");
                Assert.IsTrue(script.Client.NextDeadline > now);
                now = script.Client.NextDeadline;
                Assert.AreEqual("", script.At(now));
                Assert.AreEqual(Transcript.Bind, script.Sent());
            }

            script.Fails(BindError(condition), status, Transcript.Footer);
        }

        private static void Resource(string resource, bool changed)
        {
            XmppScript script = XmppScript.After(8);
            Assert.AreEqual(changed ? "ResourceChanged " : "", script.Server(Bound("<jid>der1@der.local/" + resource + "</jid>")));
            Assert.AreEqual("Online ", script.Server(Transcript.Roster));
            Assert.AreEqual(changed, script.Client.ResourceChanged, resource);
            Assert.AreEqual(15 + resource.Length, script.Client.FullJidLength);
        }
    }
}
