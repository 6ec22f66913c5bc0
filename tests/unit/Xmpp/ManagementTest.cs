using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>Stream management (XEP-0198): counting, acknowledging, resuming.</summary>
    [TestClass]
    public class ManagementTest
    {
        private const string Ask = "<r xmlns='urn:xmpp:sm:3'/>";
        private const string Ping = "<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>";
        private const string Pong = "<iq type='result' id='1' to='a@b/c'></iq>";

        /// <summary>The server counts presence and roster; what it asks is answered with what was handled since it said "enabled".</summary>
        [TestMethod]
        public void RequestsAreAnsweredAtOnce()
        {
            XmppScript script = Managed();
            script.Answers(Ask, "", Handled(1));
            script.Answers(Ping, "", Pong);
            script.Answers("<message from='a@b/c'/><presence from='a@b/c'/><iq id='" + new string('i', 200) + "' type='get'/>" + Ask, "", Handled(5));
            Assert.AreEqual("", script.Server("<message from='a@b/c'><body>half"));
            Assert.AreEqual("", script.Sent());
            script.Answers("</body></message>" + Ask, "", Handled(6));
        }

        /// <summary>Every fourth stanza, and after five seconds, the server is asked; one question at a time.</summary>
        [TestMethod]
        public void AcknowledgementsAreAskedFor()
        {
            XmppScript script = Managed();
            script.Answers(Ack(2), "", "");
            Assert.AreEqual(60000L, script.Client.NextDeadline);
            script.Answers(Ping, "", Pong);
            Assert.AreEqual(5000L, script.Client.NextDeadline);
            Assert.AreEqual("", script.At(4999));
            Assert.AreEqual("", script.Sent());
            script.At(5000);
            Assert.AreEqual(Ask, script.Sent());
            script.Answers(Ping + Ping + Ping + Ping + Ping, "", Pong + Pong + Pong + Pong + Pong);
            script.Answers(Ack(3), "", "");
            Assert.AreEqual(10000L, script.Client.NextDeadline);
            script.Answers(Ping, "", Pong + Ask);
            script.Answers(Ack(9), "", "");
            script.Answers(Ping + Ping + Ping + Ping + Ping, "", Pong + Pong + Pong + Pong + Ask + Pong);
        }

        /// <summary>What was not acknowledged is sent again, in order, and nothing else; the server's own count goes on.</summary>
        [TestMethod]
        public void ResumesAfterACut()
        {
            XmppScript script = Managed();
            script.Answers(Ack(2) + Ping, "", Pong);
            Message(script, "one", StanzaClass.Event);
            Message(script, "two", StanzaClass.Control);
            script.Answers(Ack(3), "", "");
            Cut(script);
            Assert.AreEqual(18, script.Client.FullJidLength);
            Relogin(script);
            Assert.AreEqual(Resume(2), script.Sent());
            Assert.AreEqual("Resumed ", script.Server("<resumed xmlns='urn:xmpp:sm:3' previd='sm&amp;1' h='4'/>"));
            Assert.AreEqual(Text("two") + Ask, script.Sent());
            Assert.IsTrue(script.Client.IsOnline);
            script.Answers(Ping + Ask, "", Pong + Handled(3));
            script.Answers(Ack(6), "", "");

            // A second cut, before the acknowledgement of what comes now.
            Message(script, "three", StanzaClass.Event);
            Cut(script);
            Relogin(script);
            Assert.AreEqual(Resume(3), script.Sent());
            Assert.AreEqual("Resumed ", script.Server("<resumed xmlns='urn:xmpp:sm:3' previd='sm&amp;1' h='7'/>"));
            Assert.AreEqual("", script.Sent());
        }

        /// <summary>The server has forgotten the session: a new one is bound on the same stream.</summary>
        [TestMethod]
        public void AFailedResumptionBinds()
        {
            XmppScript script = Managed();
            Message(script, "lost", StanzaClass.Control);
            Cut(script);
            Relogin(script);
            script.Sent();
            Assert.AreEqual("", script.Server("<failed xmlns='urn:xmpp:sm:3' h='2'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>"));
            Assert.IsFalse(script.Client.CanResume);
            Assert.AreEqual(Transcript.Bind, script.Sent());
            script.Server(Transcript.Bound);
            Assert.AreEqual(Transcript.Enable + Transcript.RosterRequest, script.Sent());
            Assert.AreEqual("Online ", script.Server(Transcript.Enabled + Transcript.Roster));
            Assert.AreEqual(Transcript.Presence, script.Sent());
            script.Answers(Ask, "", Handled(1));
        }

        /// <summary>A server that no longer has stream management gets a new session.</summary>
        [TestMethod]
        public void ResumptionNeedsTheFeature()
        {
            XmppScript script = Managed();
            Cut(script);
            script.Client.Connect(0);
            script.Login(7);
            script.Sent();
            script.Server("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
            Assert.AreEqual(Transcript.Bind, script.Sent());
            Assert.IsFalse(script.Client.CanResume);
        }

        /// <summary>A cut in the middle of the login, as often as it likes, leaves the session waiting.</summary>
        [TestMethod]
        public void CutsDuringTheNextLogin()
        {
            XmppScript script = Managed();
            Message(script, "kept", StanzaClass.Control);
            Cut(script);
            for (int lines = 0; lines < 8; lines++)
            {
                script.Client.Connect(0);
                script.Login(lines);
                Cut(script);
            }

            Relogin(script);
            Assert.AreEqual(Resume(1), script.Sent());
            Cut(script);
            Relogin(script);
            script.Sent();
            Assert.AreEqual("Resumed ", script.Server("<resumed xmlns='urn:xmpp:sm:3' previd='sm&amp;1' h='2'/>"));
            Assert.AreEqual(Text("kept") + Ask, script.Sent());
        }

        /// <summary>A silent server: the client hangs up without a word, for a farewell would end the session.</summary>
        [TestMethod]
        public void ATimeoutKeepsTheSession()
        {
            XmppScript script = Managed();
            script.At(60000);
            script.Sent();
            Assert.AreEqual("Closed ", script.At(80000));
            Assert.AreEqual((int)DerStatus.XmppTimeout, (int)script.Client.Status);
            Assert.AreEqual("", script.Sent());
            Assert.IsTrue(script.Client.CanResume);
            script.StaysClosed();
        }

        /// <summary>An orderly end says what was handled; after it, as after an end by the server, there is nothing to resume.</summary>
        [TestMethod]
        public void AnEndInOrderEndsTheSession()
        {
            XmppScript script = Managed();
            script.Client.Close();
            Assert.AreEqual(Handled(1) + Transcript.Footer, script.Sent());
            Assert.IsFalse(script.Client.CanResume);
            script.Fails(Transcript.Footer, DerStatus.XmppClosed, "");
            script = Managed();
            script.Fails(Transcript.StreamError("conflict"), DerStatus.XmppConflict, Transcript.Footer);
            Assert.IsFalse(script.Client.CanResume);
            script.Client.Connect(0);
            script.Login(8);
            Assert.AreEqual(Transcript.Bind, script.Sent());
        }

        /// <summary>A session that never got as far as presence is not resumed.</summary>
        [TestMethod]
        public void AnIncompleteSessionIsNotResumed()
        {
            XmppScript script = XmppScript.After(9);
            script.Server(Transcript.Enabled);
            Cut(script);
            Assert.IsFalse(script.Client.CanResume);
            script.Client.Connect(0);
            Assert.AreEqual(0, script.Client.FullJidLength);
        }

        /// <summary>More acknowledged than sent: the stream cannot go on, on whichever element it comes.</summary>
        [TestMethod]
        public void TooHighACount()
        {
            const string Error = "<stream:error><undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                + "<handled-count-too-high xmlns='urn:xmpp:sm:3' h='3' send-count='2'/></stream:error></stream:stream>";
            XmppScript script = Managed();
            script.Fails(Ack(3), DerStatus.XmppHandledTooHigh, Error);
            Assert.IsFalse(script.Client.CanResume);
            script = Managed();
            Cut(script);
            Relogin(script);
            script.Sent();
            script.Fails("<resumed xmlns='urn:xmpp:sm:3' previd='sm&amp;1' h='3'/>", DerStatus.XmppHandledTooHigh, Error);

            // Backwards is too high as well: the counters run in a circle.
            script = Managed();
            script.Answers(Ack(2), "", "");
            script.Server(Ack(1));
            Assert.AreEqual((int)DerStatus.XmppHandledTooHigh, (int)script.Client.Status);
        }

        /// <summary>What may not come, or not now, or says nothing that can be understood.</summary>
        [TestMethod]
        public void Unexpected()
        {
            Wrong(Managed(), Transcript.Enabled);
            Wrong(Managed(), "<failed xmlns='urn:xmpp:sm:3'/>");
            Wrong(Managed(), "<resumed xmlns='urn:xmpp:sm:3' previd='sm&amp;1' h='2'/>");
            Wrong(Managed(), "<a xmlns='urn:xmpp:sm:3'/>");
            Wrong(Managed(), "<a xmlns='urn:xmpp:sm:3' h=''/>");
            Wrong(Managed(), "<a xmlns='urn:xmpp:sm:3' h='-1'/>");
            Wrong(Managed(), "<a xmlns='urn:xmpp:sm:3' h='4294967296'/>");
            Wrong(Managed(), "<a xmlns='urn:xmpp:sm:3' h='00000000002'/>");
            Wrong(Managed(), "<enable xmlns='urn:xmpp:sm:3'/>");
            Wrong(XmppScript.After(8), Ask);
            Wrong(XmppScript.After(9), Ask);
            Wrong(Resuming(), "<resumed xmlns='urn:xmpp:sm:3' previd='sm' h='2'/>");
            Wrong(Resuming(), "<resumed xmlns='urn:xmpp:sm:3' h='2'/>");
            Wrong(Resuming(), "<resumed xmlns='urn:xmpp:sm:3' previd='sm&amp;1'/>");
            Wrong(Resuming(), Ask);
            Wrong(Resuming(), "<presence/>");
        }

        /// <summary>A server without it, one that refuses it, one that cannot resume, and a plan without room for it.</summary>
        [TestMethod]
        public void WithoutManagement()
        {
            XmppScript script = XmppScript.Online();
            script.Answers("<failed xmlns='urn:xmpp:sm:3'/>" + Ping, "", Pong);
            Assert.AreEqual(60000L, script.Client.NextDeadline);
            Wrong(script, Ask);

            script = XmppScript.After(9);
            script.Server("<enabled xmlns='urn:xmpp:sm:3' id='1'/>" + Transcript.Roster);
            Assert.AreEqual(Transcript.Presence, script.Sent());
            script.Answers(Ask, "", Handled(1));
            Cut(script);
            Assert.IsFalse(script.Client.CanResume);

            MemoryPlan plan = new MemoryPlan();
            plan.ResumeBytes = 0;
            script = XmppScript.After(8, plan);
            script.Server(Transcript.Bound);
            Assert.AreEqual(Transcript.RosterRequest, script.Sent());
        }

        /// <summary>The largest count is read, and is too high (XEP-0198 clause 4: an unsigned int of XML Schema).</summary>
        [TestMethod]
        public void LargestCount()
        {
            XmppScript script = Managed();
            script.Answers(Ack(2) + Ping, "", Pong);
            script.Server(Ack("4294967295"));
            Assert.AreEqual((int)DerStatus.XmppHandledTooHigh, (int)script.Client.Status, "3 were sent");
        }

        private static void Wrong(XmppScript script, string line)
        {
            script.Fails(line, DerStatus.XmppUnexpected, Transcript.Footer);
        }

        private static XmppScript Resuming()
        {
            XmppScript script = Managed();
            Cut(script);
            Relogin(script);
            script.Sent();
            return script;
        }

        /// <summary>Online with stream management: presence and roster request are sent, the roster is handled.</summary>
        internal static XmppScript Managed()
        {
            return Managed(new MemoryPlan());
        }

        internal static XmppScript Managed(MemoryPlan plan)
        {
            XmppScript script = XmppScript.After(9, plan);
            Assert.AreEqual("Online ", script.Server(Transcript.Enabled + Transcript.Roster));
            Assert.AreEqual(Transcript.Presence, script.Sent());
            return script;
        }

        internal static void Cut(XmppScript script)
        {
            script.Client.Disconnected();
            script.Pull();
            Assert.AreEqual((int)DerStatus.NetLost, (int)script.Client.Status);
            Assert.IsFalse(script.Client.IsOnline);
        }

        internal static void Relogin(XmppScript script)
        {
            script.Client.Connect(0);
            script.Login(8);
            Assert.AreEqual((int)XmppState.Resume, (int)script.Client.State);
        }

        internal static string Resume(int handled)
        {
            return "<resume xmlns='urn:xmpp:sm:3' previd='sm&amp;1' h='" + handled.ToString() + "'/>";
        }

        internal static string Ack(int handled)
        {
            return Ack(handled.ToString());
        }

        internal static string Text(string body)
        {
            return "<message type='normal' to='a@b/c'>" + body + "</message>";
        }

        /// <summary>Sends a message and takes it away.</summary>
        internal static void Message(XmppScript script, string body, StanzaClass worth)
        {
            byte[] to = Bytes.Of("a@b/c");
            script.Client.BeginMessage(to, 0, to.Length);
            script.Client.Writer.PutAscii(body);
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Message, worth));
            Assert.IsTrue(script.Sent().IndexOf(Text(body)) == 0, body);
        }

        private static string Ack(string handled)
        {
            return "<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>";
        }

        private static string Handled(int handled)
        {
            return Ack(handled.ToString());
        }
    }
}
