using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>What the client does when time passes and nothing comes: the clock is the test's.</summary>
    [TestClass]
    public class TimeTest
    {
        /// <summary>Each step of the login has its own time, and not a millisecond more.</summary>
        [TestMethod]
        public void EachStepOfTheLoginTimesOut()
        {
            for (int lines = 0; lines < 10; lines++)
            {
                XmppScript script = XmppScript.After(lines);
                Assert.AreEqual(15000L, script.Client.NextDeadline);
                Assert.AreEqual("", script.At(14999));
                Assert.AreEqual("Closed ", script.At(15000));
                Assert.AreEqual((int)DerStatus.XmppTimeout, (int)script.Client.Status);
                Assert.AreEqual(Transcript.OwnError("connection-timeout"), script.Sent());
                script.StaysClosed();
            }
        }

        /// <summary>A step that succeeds gives the next one its full time.</summary>
        [TestMethod]
        public void EachStepBeginsItsOwnTime()
        {
            XmppScript script = XmppScript.After(0);
            script.At(10000);
            script.Server(Transcript.Header);
            Assert.AreEqual(25000L, script.Client.NextDeadline);
            script.At(20000);
            script.Server(Transcript.TlsFeatures);
            Assert.AreEqual(35000L, script.Client.NextDeadline);
            script.At(30000);
            script.Server(Transcript.Proceed);
            Assert.AreEqual(45000L, script.Client.NextDeadline);
            script.Client.TlsEstablished(40000);
            Assert.AreEqual(55000L, script.Client.NextDeadline);
        }

        /// <summary>Bytes that lead nowhere do not buy time.</summary>
        [TestMethod]
        public void DrippingBytesDoNotBuyTime()
        {
            XmppScript script = XmppScript.After(8);
            for (int now = 1000; now < 15000; now += 1000)
            {
                Assert.AreEqual("", script.At(now));
                script.Server(" <presence/>");
            }

            Assert.AreEqual("Closed ", script.At(15000));
            Assert.AreEqual((int)DerStatus.XmppTimeout, (int)script.Client.Status);
        }

        /// <summary>While the TLS handshake takes its time, no clear text may go into it.</summary>
        [TestMethod]
        public void HandshakeTimesOutInSilence()
        {
            XmppScript script = XmppScript.After(2);
            script.Server(Transcript.Proceed);
            script.Events = "";
            Assert.AreEqual("Closed ", script.At(15000));
            Assert.AreEqual((int)DerStatus.XmppTimeout, (int)script.Client.Status);
            Assert.AreEqual("", script.Sent());
            script.Client.TlsEstablished(15001);
            Assert.AreEqual("", script.Sent());
        }

        /// <summary>Asked to end while the handshake is on, the client is silent as well.</summary>
        [TestMethod]
        public void HandshakeIsBrokenOffInSilence()
        {
            XmppScript script = XmppScript.After(2);
            script.Server(Transcript.Proceed);
            script.Client.Close();
            Assert.AreEqual("", script.Sent());
            script.Events = "";
            Assert.AreEqual("Closed ", script.At(2000));
            Assert.AreEqual("", script.Sent());
        }

        /// <summary>After a minute of silence the server is pinged; its answer begins another minute (XEP-0199).</summary>
        [TestMethod]
        public void SilenceIsProbed()
        {
            XmppScript script = XmppScript.Online();
            Assert.AreEqual(60000L, script.Client.NextDeadline);
            Assert.AreEqual("", script.At(59999));
            Assert.AreEqual("", script.Sent());
            Assert.AreEqual("", script.At(60000));
            Assert.AreEqual("<iq type='get' id='ping1' to='der.local'><ping xmlns='urn:xmpp:ping'/></iq>", script.Sent());
            Assert.AreEqual(80000L, script.Client.NextDeadline);
            script.At(61000);
            script.Answers("<iq type='result' id='ping1' from='der.local'/>", "", "");
            Assert.AreEqual(121000L, script.Client.NextDeadline);
            script.At(121000);
            Assert.AreEqual("<iq type='get' id='ping2' to='der.local'><ping xmlns='urn:xmpp:ping'/></iq>", script.Sent());
        }

        /// <summary>A server without ping answers with an error, which shows as well that it is alive.</summary>
        [TestMethod]
        public void ErrorAnswersPingToo()
        {
            XmppScript script = XmppScript.Online();
            script.At(60000);
            script.Sent();
            script.Answers("<iq type='error' id='ping1'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>", "", "");
            Assert.AreEqual(120000L, script.Client.NextDeadline);
        }

        /// <summary>Anything that comes answers a ping, even a blank (RFC 6120 clause 4.6.1).</summary>
        [TestMethod]
        public void AnyByteShowsLife()
        {
            XmppScript script = XmppScript.Online();
            script.At(60000);
            script.Sent();
            script.At(70000);
            script.Answers(" ", "", "");
            Assert.AreEqual("", script.At(80000));
            Assert.AreEqual((int)DerStatus.Ok, (int)script.Client.Status);
            Assert.AreEqual("", script.Sent());
        }

        /// <summary>Traffic keeps pings away.</summary>
        [TestMethod]
        public void TrafficNeedsNoPing()
        {
            XmppScript script = XmppScript.Online();
            for (int now = 50000; now < 500000; now += 50000)
            {
                script.At(now);
                script.Answers("<presence/>", "", "");
            }
        }

        /// <summary>A server that does not answer is gone.</summary>
        [TestMethod]
        public void SilentServerIsGone()
        {
            XmppScript script = XmppScript.Online();
            script.At(60000);
            script.Sent();
            Assert.AreEqual("", script.At(79999));
            Assert.AreEqual("Closed ", script.At(80000));
            Assert.AreEqual((int)DerStatus.XmppTimeout, (int)script.Client.Status);
            Assert.AreEqual(Transcript.OwnError("connection-timeout"), script.Sent());
        }

        /// <summary>A ping that does not fit the output is not sent in pieces; the connection that does not drain times out.</summary>
        [TestMethod]
        public void PingThatDoesNotFitIsLeftOut()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.OutputBytes = 300;
            const string Whole = "<iq type='get' id='ping1' to='der.local'><ping xmlns='urn:xmpp:ping'/></iq>";
            for (int free = 0; free < 80; free++)
            {
                XmppScript script = XmppScript.After(10, plan);
                script.Client.BeginMessage(Bytes.Of("a@b"), 0, 3);
                byte[] blanks = Bytes.Of(new string(' ', script.Client.Writer.Room - 10 - free));
                script.Client.Writer.Put(blanks);
                Assert.IsTrue(script.Client.EndStanza(StanzaKind.Message));
                Assert.AreEqual(free, script.Client.Writer.Room);
                string waiting = script.Waiting();
                script.At(60000);
                string ping = script.Waiting().Substring(waiting.Length);
                Assert.AreEqual(free < Whole.Length ? "" : Whole, ping);
                Assert.AreEqual("Closed ", script.At(80000));
            }
        }

        /// <summary>The three times can be set.</summary>
        [TestMethod]
        public void PatienceIsTheAccounts()
        {
            XmppAccount account = XmppScript.Account();
            account.StepTimeout = 10;
            account.KeepAlive = 20;
            account.PingTimeout = 30;
            XmppScript script = new XmppScript(new MemoryPlan(), account);
            Assert.AreEqual(10L, script.Client.NextDeadline);
            script.Login(10);
            Assert.AreEqual(20L, script.Client.NextDeadline);
            script.At(20);
            Assert.AreEqual(50L, script.Client.NextDeadline);
        }

        /// <summary>A clock that began long ago is as good as one that begins now.</summary>
        [TestMethod]
        public void ClockMayBeginAnywhere()
        {
            XmppScript script = new XmppScript();
            script.Client.Connect(1L << 40);
            Assert.AreEqual((1L << 40) + 15000, script.Client.NextDeadline);
            Assert.AreEqual("", script.At((1L << 40) + 14999));
            Assert.AreEqual("Closed ", script.At((1L << 40) + 15000));
        }
    }
}
