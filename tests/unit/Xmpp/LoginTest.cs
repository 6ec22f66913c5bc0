using System.Text;
using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>The login as it should go, line by line (RFC 6120 clauses 4 to 7).</summary>
    [TestClass]
    public class LoginTest
    {
        /// <summary>Every line of the client, to the byte, and every event.</summary>
        [TestMethod]
        public void EachStepIsAnswered()
        {
            XmppScript script = new XmppScript();
            Assert.AreEqual(Transcript.ClearHeader, script.Sent());

            Assert.AreEqual("", script.Server(Transcript.Header));
            Assert.AreEqual("", script.Sent());
            Assert.AreEqual("", script.Server(Transcript.TlsFeatures));
            Assert.AreEqual(Transcript.StartTls, script.Sent());
            Assert.AreEqual("StartTls ", script.Server(Transcript.Proceed));
            Assert.AreEqual("", script.Sent(), "no clear text once TLS begins");

            script.Client.TlsEstablished(0);
            Assert.AreEqual(Transcript.SecureHeader, script.Sent());
            Assert.AreEqual("", script.Server(Transcript.Header + Transcript.SaslFeatures));
            Assert.AreEqual(Transcript.Auth, script.Sent());
            Assert.IsFalse(script.Client.IsAuthenticated);
            Assert.AreEqual("Authenticated ", script.Server(Transcript.Success));
            Assert.IsTrue(script.Client.IsAuthenticated);
            Assert.AreEqual(Transcript.SecureHeader, script.Sent());

            Assert.AreEqual("", script.Server(Transcript.Header + Transcript.BindFeatures));
            Assert.AreEqual(Transcript.Bind, script.Sent());
            Assert.AreEqual(0, script.Client.FullJidLength);
            Assert.AreEqual("", script.Server(Transcript.Bound));
            Assert.AreEqual(Transcript.Enable + Transcript.RosterRequest, script.Sent());
            Assert.IsFalse(script.Client.IsOnline);
            Assert.AreEqual("Online ", script.Server(Transcript.Roster));
            Assert.AreEqual(Transcript.Presence, script.Sent());

            Assert.IsTrue(script.Client.IsOnline);
            Assert.AreEqual((int)DerStatus.Ok, (int)script.Client.Status);
            Assert.AreEqual("der1@der.local/IEC", Encoding.UTF8.GetString(script.Client.FullJid, 0, script.Client.FullJidLength));
            Assert.IsFalse(script.Client.ResourceChanged);
        }

        /// <summary>White space between the lines does not matter where the standard allows it (RFC 6120 clause 4.6.1).</summary>
        [TestMethod]
        public void WhiteSpaceBetweenElementsIsPassedOver()
        {
            XmppScript script = XmppScript.After(6);
            script.Server(Transcript.Header + " \n" + Transcript.BindFeatures + "\r\n\t" + Transcript.Bound + " ");
            Assert.AreEqual("Online ", script.Server(" " + Transcript.Roster + " "));
        }

        /// <summary>A server without roster says so; presence works all the same.</summary>
        [TestMethod]
        public void RosterMayBeMissing()
        {
            XmppScript script = XmppScript.After(9);
            Assert.AreEqual("Online ", script.Server("<iq type='error' id='roster'><error type='cancel'>"
                + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"));
            Assert.AreEqual(Transcript.Presence, script.Sent());
        }

        /// <summary>Prefixes do not matter, namespaces do.</summary>
        [TestMethod]
        public void PrefixesAreTheServersChoice()
        {
            XmppScript script = new XmppScript();
            script.Sent();
            script.Server("<s:stream xmlns:s='http://etherx.jabber.org/streams' version='1.0' xmlns:c='jabber:client'>"
                + "<s:features><t:starttls xmlns:t='urn:ietf:params:xml:ns:xmpp-tls'/></s:features>");
            Assert.AreEqual(Transcript.StartTls, script.Sent());
            Assert.AreEqual("StartTls ", script.Server("<t:proceed xmlns:t='urn:ietf:params:xml:ns:xmpp-tls'></t:proceed>"));
        }

        /// <summary>Features that the client does not know are passed over, whatever is in them.</summary>
        [TestMethod]
        public void UnknownFeaturesArePassedOver()
        {
            XmppScript script = XmppScript.After(3);
            script.Server(Transcript.Header + "<stream:features><x xmlns='urn:x'><mechanism>PLAIN</mechanism><a><b><c/></b></a></x>"
                + "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXT</mechanism><mechanism>EXTERNAL</mechanism>"
                + "<mechanism>EXTERNAL2</mechanism><mechanism/></mechanisms><y xmlns='urn:y'/></stream:features>");
            Assert.AreEqual(Transcript.Auth, script.Sent());
        }

        /// <summary>A server may be of a later minor version (RFC 6120 clause 4.7.5).</summary>
        [TestMethod]
        public void MinorVersionDoesNotMatter()
        {
            XmppScript script = new XmppScript();
            script.Server("<stream:stream version='1.12' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>" + Transcript.TlsFeatures);
            Assert.AreEqual(Transcript.ClearHeader + Transcript.StartTls, script.Sent());
        }

        /// <summary>STARTTLS is asked for even when it is not offered, and a server that has it may go on (RFC 7590 clause 3.1).</summary>
        [TestMethod]
        public void StartTlsIsAskedForWithoutOffer()
        {
            XmppScript script = XmppScript.After(1);
            script.Server(Transcript.NoFeatures);
            Assert.AreEqual(Transcript.StartTls, script.Sent());
            Assert.AreEqual("StartTls ", script.Server(Transcript.Proceed));
        }

        /// <summary>The server may send its next header before it has seen the client's.</summary>
        [TestMethod]
        public void HeaderMayFollowSuccessAtOnce()
        {
            XmppScript script = XmppScript.After(5);
            Assert.AreEqual("Authenticated ", script.Server(Transcript.Success + Transcript.Header + Transcript.BindFeatures));
            Assert.AreEqual(Transcript.SecureHeader + Transcript.Bind, script.Sent());
        }

        /// <summary>A ping that comes before the roster is answered (XEP-0199); the login goes on.</summary>
        [TestMethod]
        public void PingDuringLoginIsAnswered()
        {
            XmppScript script = XmppScript.After(8);
            Assert.AreEqual("", script.Server("<iq type='get' id='p' from='der.local'><ping xmlns='urn:xmpp:ping'/></iq>"));
            Assert.AreEqual("<iq type='result' id='p' to='der.local'></iq>", script.Sent());
            script.Server(Transcript.Bound);
            Assert.AreEqual("Online ", script.Server(Transcript.Roster));
        }

        /// <summary>A payload that comes before the client is online finds nobody.</summary>
        [TestMethod]
        public void PayloadDuringLoginIsRefused()
        {
            XmppScript script = XmppScript.After(9);
            Assert.AreEqual("", script.Server("<iq type='get' id='p' from='a@b/c'>" + Transcript.Payload + "</iq>"));
            Assert.AreEqual(Transcript.Refused("p", "a@b/c", "cancel", "service-unavailable"), script.Sent());
        }

        /// <summary>Everything is forgotten when a new connection begins.</summary>
        [TestMethod]
        public void ConnectBeginsAnew()
        {
            XmppScript script = XmppScript.Online();
            script.Server("<iq type='get' id='p' from='a@b/c'><pdu xmlns='urn:test:payload'><hal");
            script.Client.Disconnected();
            script.Pull();
            Assert.AreEqual((int)DerStatus.NetLost, (int)script.Client.Status);
            script.Client.Connect(1000);
            Assert.AreEqual(0, script.Client.FullJidLength);
            Assert.IsFalse(script.Client.IsOnline);
            Assert.AreEqual(Transcript.ClearHeader, script.Sent());
            script.Events = "";
            script.Login(10);
            Assert.AreEqual("StartTls Authenticated Online ", script.Events);
        }

        /// <summary>Outside of its moment, the end of the TLS handshake means nothing.</summary>
        [TestMethod]
        public void TlsEstablishedOutOfPlaceDoesNothing()
        {
            XmppScript script = XmppScript.After(1);
            script.Client.TlsEstablished(0);
            Assert.AreEqual("", script.Sent());
            script.Server(Transcript.TlsFeatures);
            Assert.AreEqual(Transcript.StartTls, script.Sent());
        }
    }
}
