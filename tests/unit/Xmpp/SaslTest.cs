using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>SASL (RFC 6120 clause 6): which mechanism, its messages in and out, and who has the last word.</summary>
    [TestClass]
    public class SaslTest
    {
        private const string Sasl = " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";

        private static ScriptedMechanism _mechanism;
        private static XmppScript _script;

        /// <summary>The client's own order counts; the server's offer only limits it.</summary>
        [TestMethod]
        public void OwnOrderCounts()
        {
            Assert.AreEqual("A", Chosen("<mechanism>C</mechanism><mechanism>B</mechanism><mechanism>A</mechanism>"));
            Assert.AreEqual("A", Chosen("<mechanism>A</mechanism><mechanism>B</mechanism>"));
            Assert.AreEqual("B", Chosen("<mechanism>PLAIN</mechanism><mechanism>B</mechanism><mechanism>AB</mechanism><mechanism>A </mechanism>"));
            Assert.AreEqual("C", Chosen("<mechanism>C</mechanism>"));
        }

        /// <summary>Without a mechanism of its own the client does not authenticate, whatever is offered.</summary>
        [TestMethod]
        public void NeverPlain()
        {
            XmppAccount account = XmppScript.Account();
            account.Mechanisms = new SaslMechanism[0];
            XmppScript script = Before(account);
            script.Fails("<stream:features><mechanisms" + Sasl + "><mechanism>PLAIN</mechanism><mechanism>EXTERNAL</mechanism></mechanisms></stream:features>",
                DerStatus.XmppNoMechanism, Transcript.Footer);
        }

        /// <summary>With several JIDs in the certificate the one to be is named (XEP-0178).</summary>
        [TestMethod]
        public void ExternalWithIdentity()
        {
            XmppAccount account = XmppScript.Account();
            account.Mechanisms = new SaslMechanism[] { new ExternalMechanism(account.Jid) };
            XmppScript script = Before(account);
            script.Server(Transcript.SaslFeatures);
            Assert.AreEqual("<auth" + Sasl + " mechanism='EXTERNAL'>ZGVyMUBkZXIubG9jYWw=</auth>", script.Sent());
            Assert.AreEqual("Authenticated ", script.Server(Transcript.Success));
        }

        /// <summary>A whole exchange: first message, challenge, answer, data with the success.</summary>
        [TestMethod]
        public void ChallengeAndResponse()
        {
            Begin("n,,n=der1,r=abc");
            Assert.AreEqual("<auth" + Sasl + " mechanism='TEST'>biwsbj1kZXIxLHI9YWJj</auth>", _script.Sent());
            _mechanism.Answer = "c=biws";
            Assert.AreEqual("", _script.Server("<challenge" + Sasl + ">YWJj</challenge>"));
            Turn();
            Assert.AreEqual("<response" + Sasl + ">Yz1iaXdz</response>", _script.Sent());
            _mechanism.Answer = "";
            _script.Server("<challenge" + Sasl + ">=</challenge>");
            Turn();
            Assert.AreEqual("<response" + Sasl + "></response>", _script.Sent());
            Assert.AreEqual("Authenticated ", _script.Server("<success" + Sasl + ">dj14</success>"));
            Assert.AreEqual("abc||v=x|", _mechanism.Heard);
            Assert.AreEqual(Transcript.SecureHeader, _script.Sent());
        }

        /// <summary>While the mechanism computes, the client asks for its turns at once, and the server's time does not run.</summary>
        [TestMethod]
        public void MechanismTakesItsTime()
        {
            Begin("");
            _script.Sent();
            _mechanism.Turns = 5;
            _script.Server("<challenge" + Sasl + "/>");
            for (int i = 1; i < 5; i++)
            {
                Assert.IsTrue(_script.Client.NextDeadline <= i * 100000);
                Assert.AreEqual("", _script.At(i * 100000));
                Assert.AreEqual("", _script.Sent());
            }

            Assert.AreEqual("", _script.At(500000));
            Assert.AreEqual("<response" + Sasl + "></response>", _script.Sent());
            Assert.IsTrue(_script.Client.NextDeadline == 515000);
            Assert.AreEqual("Closed ", _script.At(515000));
            Assert.AreEqual((int)DerStatus.XmppTimeout, (int)_script.Client.Status);
        }

        /// <summary>Success counts only when the mechanism agrees: the server may be the wrong one.</summary>
        [TestMethod]
        public void SuccessMayBeRefused()
        {
            Begin("x");
            _script.Sent();
            _mechanism.OnSuccess = DerStatus.XmppServerNotAuthentic;
            _script.Fails("<success" + Sasl + ">dj14</success>", DerStatus.XmppServerNotAuthentic, Transcript.Footer);
            Assert.IsFalse(_script.Client.IsAuthenticated);
        }

        /// <summary>Messages that are no base64, too long, or in elements; success while the answer is not given.</summary>
        [TestMethod]
        public void BrokenMessages()
        {
            Breaks("<challenge" + Sasl + ">AAA</challenge>");
            Breaks("<challenge" + Sasl + ">AA==AAAA</challenge>");
            Breaks("<challenge" + Sasl + ">AB==</challenge>");
            Breaks("<challenge" + Sasl + "> AAAA</challenge>");
            Breaks("<challenge" + Sasl + ">==</challenge>");
            Breaks("<challenge" + Sasl + ">AAAA<x/></challenge>");
            Breaks("<challenge" + Sasl + "><x>AAAA</x></challenge>");
            Breaks("<challenge" + Sasl + ">" + new string('A', 516) + "</challenge>");
            Breaks("<success" + Sasl + ">A</success>");
            Breaks("<challenge" + Sasl + ">AAAA</challenge><challenge" + Sasl + ">AAAA</challenge>");
            Breaks("<challenge" + Sasl + ">AAAA</challenge><success" + Sasl + "/>");
        }

        /// <summary>What the mechanism itself refuses ends the login with its status.</summary>
        [TestMethod]
        public void MechanismRefuses()
        {
            Begin("x");
            _script.Sent();
            _mechanism.OnChallenge = DerStatus.XmppSaslUnsupported;
            _script.Fails("<challenge" + Sasl + ">AAAA</challenge>", DerStatus.XmppSaslUnsupported, Transcript.Footer);

            _mechanism = new ScriptedMechanism("EXTERNAL");
            _mechanism.OnStart = DerStatus.CryptoNoKey;
            Before(Account()).Fails(Transcript.SaslFeatures, DerStatus.CryptoNoKey, Transcript.Footer);

            _mechanism = new ScriptedMechanism("EXTERNAL");
            _mechanism.First = new string('x', 385);
            XmppScript script = Before(Account());
            Assert.AreEqual("Closed ", script.Server(Transcript.SaslFeatures));
            Assert.AreEqual((int)DerStatus.BufferFull, (int)script.Client.Status);
        }

        /// <summary>Direct TLS: the stream begins inside it, and STARTTLS is not asked for even when it is offered (XEP-0368).</summary>
        [TestMethod]
        public void DirectTls()
        {
            XmppScript script = new XmppScript();
            script.Client.Connect(0, true);
            Assert.AreEqual(Transcript.SecureHeader, script.Sent());
            script.Server(Transcript.Header + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
                + "<mechanisms" + Sasl + "><mechanism>EXTERNAL</mechanism></mechanisms></stream:features>");
            Assert.AreEqual(Transcript.Auth, script.Sent());
            script.Client.TlsEstablished(0);
            Assert.AreEqual("Authenticated ", script.Server(Transcript.Success));
            Assert.AreEqual("Online ", script.Server(Transcript.Header + Transcript.BindFeatures + Transcript.Bound + Transcript.Roster));

            script.Client.Connect(0, true);
            script.Sent();
            script.Server(Transcript.Header);
            script.Fails(Transcript.Proceed, DerStatus.XmppUnexpected, Transcript.Footer);
        }

        private static XmppAccount Account()
        {
            XmppAccount account = XmppScript.Account();
            account.Mechanisms = new SaslMechanism[] { _mechanism };
            return account;
        }

        /// <summary>A client that waits for the mechanisms.</summary>
        private static XmppScript Before(XmppAccount account)
        {
            XmppScript script = new XmppScript(new MemoryPlan(), account);
            script.Client.Connect(0, true);
            script.Server(Transcript.Header);
            script.Sent();
            script.Events = "";
            return script;
        }

        private static void Begin(string first)
        {
            _mechanism = new ScriptedMechanism("TEST");
            _mechanism.First = first;
            _script = Before(Account());
            _script.Server("<stream:features><mechanisms" + Sasl + "><mechanism>TEST</mechanism></mechanisms></stream:features>");
        }

        private static void Turn()
        {
            Assert.AreEqual("", _script.Sent());
            _script.At(_script.Client.NextDeadline);
        }

        private static void Breaks(string line)
        {
            Begin("x");
            _script.Sent();
            _script.Fails(line, DerStatus.XmppSaslProtocol, Transcript.Footer);
        }

        private static string Chosen(string offer)
        {
            XmppAccount account = XmppScript.Account();
            account.Mechanisms = new SaslMechanism[] { new ScriptedMechanism("A"), new ScriptedMechanism("B"), new ScriptedMechanism("C") };
            XmppScript script = Before(account);
            script.Server("<stream:features><mechanisms" + Sasl + ">" + offer + "</mechanisms></stream:features>");
            string sent = script.Sent();
            return sent.Substring(sent.IndexOf("mechanism='") + 11, 1);
        }
    }
}
