using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>What is dropped when the buffer of unacknowledged stanzas is full, and what never is.</summary>
    [TestClass]
    public class ResumeQueueTest
    {
        // A message of 20 bytes of text, as it is sent and as it is kept.
        private const int One = 3 + 44 + 20;

        /// <summary>The newest integrity report goes first, and events only when there is none left.</summary>
        [TestMethod]
        public void NewestIntegrityReportGoesFirst()
        {
            XmppScript script = WithRoom(4);
            Send(script, "i1", StanzaClass.Integrity);
            Send(script, "e1", StanzaClass.Event);
            Send(script, "i2", StanzaClass.Integrity);
            Send(script, "c1", StanzaClass.Control);
            Send(script, "c2", StanzaClass.Control);
            Comes(script, 2, "i1 e1 c1 c2 ");
        }

        /// <summary>One that is itself worth the least is not kept, though it is sent; the counts stay right.</summary>
        [TestMethod]
        public void TheNewOneMayBeTheOneToGo()
        {
            XmppScript script = WithRoom(3);
            Send(script, "i1", StanzaClass.Integrity);
            Send(script, "e1", StanzaClass.Event);
            Send(script, "e2", StanzaClass.Event);
            Send(script, "i2", StanzaClass.Integrity);
            Send(script, "i3", StanzaClass.Integrity);
            Comes(script, 2, "i1 e1 e2 ");
        }

        /// <summary>Events make way for control, the newest first.</summary>
        [TestMethod]
        public void ControlDrivesEventsOut()
        {
            XmppScript script = WithRoom(3);
            Send(script, "e1", StanzaClass.Event);
            Send(script, "e2", StanzaClass.Event);
            Send(script, "e3", StanzaClass.Event);
            Send(script, "c1", StanzaClass.Control);
            Send(script, "c2", StanzaClass.Control);
            Comes(script, 2, "e1 c1 c2 ");
        }

        /// <summary>Answers that the client gives by itself go before anything else.</summary>
        [TestMethod]
        public void FleetingGoesBeforeAll()
        {
            XmppScript script = WithRoom(2);
            script.Server("<iq type='get' id='1' from='a@b/c'><ping xmlns='urn:xmpp:ping'/></iq>");
            script.Sent();
            Send(script, "i1", StanzaClass.Integrity);
            Send(script, "i2", StanzaClass.Integrity);
            Comes(script, 2, "i1 i2 ");
        }

        /// <summary>An acknowledged stanza makes room, dropped ones before it included.</summary>
        [TestMethod]
        public void AcknowledgedStanzasMakeRoom()
        {
            XmppScript script = WithRoom(2);
            Send(script, "c1", StanzaClass.Control);
            Send(script, "i1", StanzaClass.Integrity);
            Send(script, "c2", StanzaClass.Control);
            script.Server(ManagementTest.Ack(5));
            Send(script, "c3", StanzaClass.Control);
            Send(script, "c4", StanzaClass.Control);
            Comes(script, 5, "c3 c4 ");
        }

        /// <summary>When control alone does not fit, nothing of it is dropped: until all is acknowledged the session would end with the connection.</summary>
        [TestMethod]
        public void ControlIsNeverDropped()
        {
            XmppScript script = WithRoom(2);
            Send(script, "c1", StanzaClass.Control);
            Send(script, "c2", StanzaClass.Control);
            Assert.IsTrue(script.Client.CanResume);
            Send(script, "c3", StanzaClass.Control);
            Assert.IsFalse(script.Client.CanResume);
            script.Server(ManagementTest.Ack(4));
            Send(script, "i1", StanzaClass.Integrity);
            Assert.IsFalse(script.Client.CanResume);
            script.Server(ManagementTest.Ack(6));
            Assert.AreEqual((int)DerStatus.Ok, (int)script.Client.Status);
            Assert.IsTrue(script.Client.CanResume);
            Send(script, "c4", StanzaClass.Control);
            Send(script, "c5", StanzaClass.Control);
            Send(script, "c6", StanzaClass.Control);
            Assert.IsFalse(script.Client.CanResume);
            ManagementTest.Cut(script);
            script.Client.Connect(0);
            script.Login(8);
            Assert.AreEqual(Transcript.Bind, script.Sent());
        }

        /// <summary>A session that could not be resumed can be again when all is acknowledged, and then loses nothing.</summary>
        [TestMethod]
        public void AcknowledgedToTheLastItIsWholeAgain()
        {
            XmppScript script = WithRoom(2);
            Send(script, "c1", StanzaClass.Control);
            Send(script, "c2", StanzaClass.Control);
            Send(script, "c3", StanzaClass.Control);
            script.Server(ManagementTest.Ack(5));
            Send(script, "c4", StanzaClass.Control);
            Send(script, "e1", StanzaClass.Event);
            Comes(script, 5, "c4 e1 ");
        }

        /// <summary>A report that goes out in parts is sent and counted, not kept, and drives nothing out.</summary>
        [TestMethod]
        public void ReportInPartsIsNotKept()
        {
            XmppScript script = WithRoom(3);
            Send(script, "e1", StanzaClass.Event);
            byte[] to = Bytes.Of("a@b/c");
            script.Client.BeginMessage(to, 0, to.Length);
            script.Client.Writer.PutAscii("first part, ");
            script.Client.SpillStanza();
            script.Sent();
            script.Client.Writer.PutAscii("second part");
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Message, StanzaClass.Event));
            Assert.AreEqual("second part</message>", script.Sent());
            Assert.IsTrue(script.Client.CanResume);
            Send(script, "c1", StanzaClass.Control);
            Comes(script, 2, "e1 c1 ");
        }

        /// <summary>What can wait is held back from half a buffer on, until the server has acknowledged it.</summary>
        [TestMethod]
        public void HoldsWhileHalfIsTaken()
        {
            XmppScript script = WithRoom(2);
            Assert.IsFalse(script.Client.IsHolding);
            Send(script, "e1", StanzaClass.Event);
            Assert.IsFalse(script.Client.IsHolding);
            Send(script, "e2", StanzaClass.Event);
            Assert.IsTrue(script.Client.IsHolding);
            script.Server(ManagementTest.Ack(3));
            Assert.IsFalse(script.Client.IsHolding);
            Send(script, "e3", StanzaClass.Event);
            Assert.IsTrue(script.Client.IsHolding);
        }

        /// <summary>Counts stay right over many rounds of sending, dropping and acknowledging, and nothing is allocated.</summary>
        [TestMethod]
        public void ManyRounds()
        {
            XmppScript script = WithRoom(3);
            int sent = 2;
            for (int round = 0; round < 40; round++)
            {
                for (int i = 0; i <= round % 7; i++)
                {
                    Send(script, "i" + i.ToString(), StanzaClass.Integrity);
                    sent++;
                }

                Send(script, "c", StanzaClass.Control);
                sent++;
                script.Server(ManagementTest.Ack(sent - (round % 2)));
                Assert.AreEqual((int)DerStatus.Ok, (int)script.Client.Status);
            }

            Comes(script, sent - 1, "c ");
        }

        private static XmppScript WithRoom(int messages)
        {
            MemoryPlan plan = new MemoryPlan();

            // Three bytes are for each that is counted though it was dropped.
            plan.ResumeBytes = (messages * One) + 9;
            XmppScript script = XmppScript.After(9, plan);
            script.Server(Transcript.Enabled + Transcript.Roster);
            script.Server(ManagementTest.Ack(2));
            script.Sent();
            return script;
        }

        private static void Send(XmppScript script, string name, StanzaClass worth)
        {
            ManagementTest.Message(script, Padded(name), worth);
        }

        private static string Padded(string name)
        {
            return name + new string('.', 20 - name.Length);
        }

        /// <summary>Cuts the connection, resumes with nothing acknowledged since, and looks what is sent again.</summary>
        private static void Comes(XmppScript script, int handled, string names)
        {
            ManagementTest.Cut(script);
            ManagementTest.Relogin(script);
            script.Sent();
            Assert.AreEqual("Resumed ", script.Server("<resumed xmlns='urn:xmpp:sm:3' previd='sm&amp;1' h='" + handled.ToString() + "'/>"));
            string expected = "";
            string[] each = names.Split(new char[] { ' ' });
            for (int i = 0; i < each.Length - 1; i++)
            {
                expected += ManagementTest.Text(Padded(each[i]));
            }

            Assert.AreEqual(expected + "<r xmlns='urn:xmpp:sm:3'/>", script.Sent());

            // What was dropped is not counted any more.
            script.Server(ManagementTest.Ack(handled + each.Length - 1));
            Assert.AreEqual((int)DerStatus.Ok, (int)script.Client.Status);
            script.Server(ManagementTest.Ack(handled + each.Length));
            Assert.AreEqual((int)DerStatus.XmppHandledTooHigh, (int)script.Client.Status);
        }
    }
}
