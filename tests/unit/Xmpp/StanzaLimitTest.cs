using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>How long a stanza may be, and what happens when it is longer.</summary>
    [TestClass]
    public class StanzaLimitTest
    {
        private const int Limit = 1000;
        private const string Around = "<iq type='result' id='7' to='a@b/c'></iq>";

        /// <summary>A stanza of exactly the limit goes; one octet more and nothing of it goes.</summary>
        [TestMethod]
        public void LimitIsExact()
        {
            Assert.AreEqual(Limit - 1, Result(Limit - 1).Length);
            Assert.AreEqual(Limit, Result(Limit).Length);
            Assert.AreEqual("", Result(Limit + 1));
            Assert.AreEqual("", Result(Limit * 5));
        }

        /// <summary>What waits before a stanza that is too long stays, and the stanza behind it goes.</summary>
        [TestMethod]
        public void NeighboursStay()
        {
            XmppScript script = Asked();
            Assert.IsTrue(Answer(script, 100));
            Assert.IsFalse(Answer(script, Limit + 1));
            Assert.IsFalse(Answer(script, 100000));
            Assert.IsTrue(Answer(script, 200));
            Assert.AreEqual(300, script.Sent().Length);
            Assert.AreEqual((int)DerStatus.Ok, (int)script.Client.Status);
        }

        /// <summary>The stanza still can be answered otherwise.</summary>
        [TestMethod]
        public void ErrorTakesThePlaceOfATooLongResult()
        {
            XmppScript script = Asked();
            Assert.IsFalse(Answer(script, Limit + 1));
            script.Client.SendError(StanzaCondition.ResourceConstraint);
            Assert.AreEqual(Transcript.Refused("7", "a@b/c", "wait", "resource-constraint"), script.Sent());
        }

        /// <summary>A full output takes nothing more until bytes are on their way; then it takes a whole stanza again.</summary>
        [TestMethod]
        public void OutputFullRefusesAndRecovers()
        {
            XmppScript script = Asked();
            Assert.IsTrue(Answer(script, 900));
            Assert.IsTrue(Answer(script, 500));
            Assert.IsFalse(Answer(script, 101));
            Assert.IsTrue(Answer(script, 100));
            Assert.AreEqual(1500, script.Client.OutputCount);
            Assert.IsFalse(Answer(script, 42));
            script.Client.Consume(99);
            Assert.IsFalse(Answer(script, 100));
            script.Client.Consume(1);
            Assert.IsTrue(Answer(script, 100));
            Assert.AreEqual(1500, script.Sent().Length);
            Assert.IsTrue(Answer(script, Limit));
            Assert.AreEqual((int)DerStatus.Ok, (int)script.Client.Status);
        }

        /// <summary>A stanza can be taken back; what waits before it stays.</summary>
        [TestMethod]
        public void CancelledStanzaLeavesNothing()
        {
            XmppScript script = Asked();
            Assert.IsTrue(Answer(script, 100));
            script.Client.BeginResult();
            script.Client.Writer.PutAscii("<half");
            script.Client.CancelStanza();
            Assert.AreEqual(100, script.Sent().Length);
        }

        /// <summary>Requests and messages are held to the same limit.</summary>
        [TestMethod]
        public void LimitHoldsForAllStanzas()
        {
            XmppScript script = Asked();
            byte[] to = Bytes.Of("a@b/c");
            int message = "<message type='normal' to='a@b/c'></message>".Length;
            script.Client.BeginMessage(to, 0, to.Length);
            Fill(script, Limit - message);
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Message));
            Assert.AreEqual(Limit, script.Sent().Length);
            script.Client.BeginMessage(to, 0, to.Length);
            Fill(script, Limit - message + 1);
            Assert.IsFalse(script.Client.EndStanza(StanzaKind.Message));
            int request = "<iq type='get' id='r1' to='a@b/c'></iq>".Length;
            script.Client.BeginRequest(StanzaType.Get, to, 0, to.Length, 1);
            Fill(script, Limit - request);
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Iq));
            script.Sent();
            script.Client.BeginRequest(StanzaType.Set, to, 0, to.Length, 1);
            Fill(script, Limit - request + 1);
            Assert.IsFalse(script.Client.EndStanza(StanzaKind.Iq));
            Assert.AreEqual("", script.Sent());
        }

        /// <summary>What the server takes at most is kept to (XEP-0478), where it is less than the plan has and a number at all.</summary>
        [TestMethod]
        public void ServerMayTakeLess()
        {
            Announced("<max-bytes>400</max-bytes>", 400);
            Announced("<idle-seconds>60</idle-seconds><max-bytes>400</max-bytes><other>7</other>", 400);
            Announced("<max-bytes>10000</max-bytes>", Limit);
            Announced("<max-bytes>99999999999999999999</max-bytes>", Limit);
            Announced("<max-bytes>0</max-bytes>", Limit);
            Announced("<max-bytes>-1</max-bytes>", Limit);
            Announced("<max-bytes/>", Limit);
            Announced("<max-bytes><x/>400</max-bytes>", Limit);
            Announced("<max-bytes xmlns='urn:other'>400</max-bytes>", Limit);
        }

        /// <summary>Only the limits of the last features count: others are for those who are not let in yet.</summary>
        [TestMethod]
        public void LimitsBeforeTheLoginAreForgotten()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.StanzaBytes = Limit;
            XmppScript script = XmppScript.After(4, plan);
            script.Server(With(Transcript.SaslFeatures, "<max-bytes>400</max-bytes>"));
            Assert.AreEqual(400, script.Client.StanzaLimit);
            script.Server(Transcript.Success);
            script.Server(Transcript.Header);
            script.Server(Transcript.BindFeatures);
            Assert.AreEqual(Limit, script.Client.StanzaLimit);
        }

        /// <summary>A start tag may be as long as the tokenizer's window, and not an octet longer.</summary>
        [TestMethod]
        public void TagMayFillTheWindow()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.XmlInputBytes = 256;
            string before = "<message x='";
            string fits = before + new string('x', 256 - before.Length - 3) + "'/>";
            Assert.AreEqual(256, fits.Length);
            XmppScript script = XmppScript.After(10, plan);
            script.Answers(fits, "", "");
            script.Answers(" " + fits + fits, "", "");
            script.Fails(before + new string('x', 256 - before.Length - 2) + "'/>", DerStatus.XmlTagTooLong, Transcript.OwnError("policy-violation"));
        }

        /// <summary>What the client says that it needs grows with the plan and covers its windows.</summary>
        [TestMethod]
        public void RequiredBytesFollowThePlan()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.ResumeBytes = 1000;
            int bytes = XmppClient.RequiredBytes(plan);
            Assert.IsTrue(bytes > plan.XmlInputBytes + plan.XmlNameBytes + plan.OutputBytes);
            plan.OutputBytes += 1200;
            Assert.AreEqual(bytes + 1200, XmppClient.RequiredBytes(plan));
            plan.XmlInputBytes += 120;
            Assert.AreEqual(bytes + 1320, XmppClient.RequiredBytes(plan));
        }

        /// <summary>Misuse of the constructors is refused.</summary>
        [TestMethod]
        public void MissingArguments()
        {
            nanoDer.Xml.XmlNamespaces namespaces = new nanoDer.Xml.XmlNamespaces(24);
            Jid jid = Jid.Parse("a@b");
            Assert.ThrowsException(typeof(System.ArgumentNullException), () => new XmppAccount(null, "IEC", null));
            Assert.ThrowsException(typeof(System.ArgumentNullException), () => new XmppAccount(jid, null, null));
            Assert.ThrowsException(typeof(System.ArgumentNullException), () => new XmppClient(null, XmppScript.Account(), namespaces, 0));
            Assert.ThrowsException(typeof(System.ArgumentNullException), () => new XmppClient(new MemoryPlan(), null, namespaces, 0));
            Assert.ThrowsException(typeof(System.ArgumentNullException), () => new XmppClient(new MemoryPlan(), XmppScript.Account(), null, 0));
        }

        private static void Announced(string limits, int most)
        {
            MemoryPlan plan = new MemoryPlan();
            plan.StanzaBytes = Limit;
            XmppScript script = XmppScript.After(7, plan);
            script.Server(With(Transcript.BindFeatures, limits));
            script.Server(Transcript.Bound);
            script.Server(Transcript.Roster);
            script.Server("<iq type='get' id='7' from='a@b/c'>" + Transcript.Payload + "</iq>");
            script.Sent();
            Assert.AreEqual(most, script.Client.StanzaLimit, limits);
            Assert.IsFalse(Answer(script, most + 1), limits);
            Assert.IsTrue(Answer(script, most), limits);
            Assert.AreEqual(most, script.Sent().Length, limits);
        }

        /// <summary>Features with limits behind the rest.</summary>
        private static string With(string features, string limits)
        {
            return features.Substring(0, features.Length - "</stream:features>".Length) + "<limits xmlns='urn:xmpp:stream-limits:0'>" + limits + "</limits></stream:features>";
        }

        private static XmppScript Asked()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.StanzaBytes = Limit;
            plan.OutputBytes = 1500;
            XmppScript script = XmppScript.After(10, plan);
            script.Server("<iq type='get' id='7' from='a@b/c'>" + Transcript.Payload + "</iq>");
            return script;
        }

        private static string Result(int length)
        {
            XmppScript script = Asked();
            bool sent = Answer(script, length);
            string text = script.Sent();
            Assert.AreEqual(text.Length > 0, sent);
            return text;
        }

        private static bool Answer(XmppScript script, int length)
        {
            script.Client.BeginResult();
            Fill(script, length - Around.Length);
            return script.Client.EndStanza(StanzaKind.Iq);
        }

        private static void Fill(XmppScript script, int length)
        {
            byte[] text = Bytes.Of(new string('x', length));
            script.Client.Writer.Put(text, 0, length);
        }
    }
}
