using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>Who is let in: presence subscriptions (RFC 6121 clause 3) and presence of the peers watched.</summary>
    [TestClass]
    public class PeerListTest
    {
        private static readonly MemoryPlan Plan = new MemoryPlan();

        /// <summary>A bare JID stands for all its resources, a domain for everybody in it, and nothing for its neighbours.</summary>
        [TestMethod]
        public void Entries()
        {
            PeerList list = List();
            Find(list, 0, "grid@der.local");
            Find(list, 0, "GRID@Der.Local/Any/thing@x");
            Find(list, 1, "a@dso.local");
            Find(list, 1, "b@DSO.local/c");
            Find(list, 2, "vip@dso.local/c");
            Find(list, -1, "grid@der.local.evil");
            Find(list, -1, "xgrid@der.local");
            Find(list, -1, "evil@der.local/grid@der.local");
            Find(list, -1, "a@xdso.local");
            Find(list, -1, "a@b.dso.local");
            Find(list, 1, "dso.local");
            Find(list, -1, "der.local");
            Find(list, -1, "");
            Find(list, -1, "@");
        }

        /// <summary>What is no JID is refused, and one too many.</summary>
        [TestMethod]
        public void BadEntries()
        {
            PeerList list = new PeerList(Plan);
            Assert.IsFalse(list.Add(null));
            Assert.IsFalse(list.Add(""));
            Assert.IsFalse(list.Add("a@b/c"));
            Assert.IsFalse(list.Add("a@b@c"));
            Assert.IsFalse(list.Add("@b"));
            Assert.IsFalse(list.Add("b/c"));
            Assert.AreEqual(0, list.Count);
            for (int i = 0; i < Plan.Peers; i++)
            {
                Assert.IsTrue(list.Add("a@b"));
            }

            Assert.IsFalse(list.Add("a@b"));
        }

        /// <summary>After the own presence, the presence of those is asked for of which the roster does not say that it comes.</summary>
        [TestMethod]
        public void PeersAreSubscribedTo()
        {
            XmppScript script = Login();
            Assert.AreEqual("Online ", script.Server("<iq type='result' id='roster'><query xmlns='jabber:iq:roster'><item jid='VIP@dso.local' subscription='to'/>"
                + "<item jid='grid@der.local' subscription='from'/><item jid='evil@x' subscription='both'/><item jid='a@b'/><item/></query></iq>"));
            Assert.AreEqual(Transcript.Presence + Subscription("subscribe", "grid@der.local"), script.Sent());
        }

        /// <summary>Subscriptions of both directions are there already.</summary>
        [TestMethod]
        public void NothingIsAskedTwice()
        {
            XmppScript script = Login();
            script.Server("<iq type='result' id='roster'><query xmlns='jabber:iq:roster'><item jid='vip@dso.local' subscription='both'/>"
                + "<item jid='grid@der.local' subscription='both'/></query></iq>");
            Assert.AreEqual(Transcript.Presence, script.Sent());
            script.Answers("<presence type='subscribe' from='grid@der.local'/>", "", Subscription("subscribed", "grid@der.local"));
        }

        /// <summary>A push tells of a subscription too, if it comes from the own account.</summary>
        [TestMethod]
        public void PushedItems()
        {
            const string Push = "><query xmlns='jabber:iq:roster'><item jid='grid@der.local' subscription='both'/></query></iq>";
            XmppScript script = XmppScript.After(9, Plan, Account());
            script.Server("<iq type='set' id='1' from='evil@der.local'" + Push);
            script.Server("<iq type='set' id='2'" + Push);
            script.Sent();
            script.Server(Transcript.Roster);
            Assert.AreEqual(Transcript.Presence + Subscription("subscribe", "vip@dso.local"), script.Sent());

            script = XmppScript.After(9, Plan, Account());
            script.Server("<iq type='set' id='1' from='evil@der.local'" + Push);
            script.Sent();
            script.Server(Transcript.Roster);
            Assert.AreEqual(Transcript.Presence + Subscription("subscribe", "grid@der.local") + Subscription("subscribe", "vip@dso.local"), script.Sent());
        }

        /// <summary>Who is on the list is let in, others are not; nobody is on no list.</summary>
        [TestMethod]
        public void RequestsToSubscribe()
        {
            XmppScript script = XmppScript.After(10, Plan, Account());
            script.Answers("<presence type='subscribe' from='grid@der.local'/>", "", Subscription("subscribed", "grid@der.local"));
            script.Answers("<presence type='subscribe' from='any@dso.local/x'/>", "", Subscription("subscribed", "any@dso.local"));
            script.Answers("<presence type='subscribe' from='evil@der.local'/>", "", Subscription("unsubscribed", "evil@der.local"));
            script.Answers("<presence type='subscribed' from='evil@der.local'/><presence type='unsubscribe' from='grid@der.local'/>"
                + "<presence type='probe' from='grid@der.local'/><presence type='unsubscribed' from='grid@der.local'/>", "", "");
            XmppScript.Online().Answers("<presence type='subscribe' from='grid@der.local'/>", "", Subscription("unsubscribed", "grid@der.local"));
        }

        /// <summary>A peer that goes, and one that cannot be reached.</summary>
        [TestMethod]
        public void PeersThatAreGone()
        {
            XmppScript script = XmppScript.After(10, Plan, Account());
            script.Answers("<presence type='unavailable' from='grid@der.local/x'/>", "PeerGone ", "");
            script.Answers("<presence type='error' from='grid@der.local'><error type='cancel'>"
                + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>", "PeerGone ", "");
            Assert.AreEqual((int)StanzaCondition.RemoteServerNotFound, (int)script.Client.Stanza.Condition);
            script.Answers("<presence from='grid@der.local/x'/>", "", "");
        }

        /// <summary>An answer counts only from whom was asked, once, and only under its number.</summary>
        [TestMethod]
        public void AnswersOfOthers()
        {
            XmppScript script = XmppScript.Online();
            byte[] to = Bytes.Of("peer@b/Res");
            Assert.IsTrue(script.Client.Ping(to, 0, to.Length, 7));
            Assert.AreEqual("<iq type='get' id='r7' to='peer@b/Res'><ping xmlns='urn:xmpp:ping'/></iq>", script.Sent());
            script.Answers("<iq type='result' id='r7' from='evil@b/Res'/><iq type='result' id='r7' from='peer@b'/><iq type='result' id='r7'/>"
                + "<iq type='result' id='r7' from='peer@b/res'/><iq type='result' id='r8' from='peer@b/Res'/><iq type='result' id='r' from='peer@b/Res'/>"
                + "<iq type='result' id='x7' from='peer@b/Res'/><iq type='result' id='r7' from='peer@b/Resx'/>", "", "");
            script.Answers("<iq type='result' id='r7' from='evil@b/Res'>" + Transcript.Payload + "</iq>", "", "");
            script.Answers("<iq type='result' id='r7' from='Peer@B/Res'/>", "Response ", "");
            script.Answers("<iq type='result' id='r7' from='peer@b/Res'/>", "", "");
        }

        /// <summary>The server answers for the own account, with its name or without one; nobody else does.</summary>
        [TestMethod]
        public void AnswersOfTheOwnAccount()
        {
            XmppScript script = XmppScript.Online();
            byte[] own = Bytes.Of("der1@der.local");
            script.Client.Ping(own, 0, own.Length, 7);
            script.Client.Ping(own, 0, own.Length, 8);
            script.Sent();
            script.Answers("<iq type='result' id='r7' from='evil@b/Res'/>", "", "");
            script.Answers("<iq type='result' id='r7'/><iq type='result' id='r7'/>", "Response ", "");
            script.Answers("<iq type='result' id='r8' from='der1@der.local'/>", "Response ", "");
        }

        /// <summary>More requests than there is room for: the oldest is forgotten.</summary>
        [TestMethod]
        public void TooManyRequests()
        {
            MemoryPlan plan = new MemoryPlan();
            plan.RequestBytes = 3 * 11;
            XmppScript script = XmppScript.After(10, plan);
            byte[] to = Bytes.Of("a@b/c");
            for (int i = 1; i <= 4; i++)
            {
                script.Client.Ping(to, 0, 5, i);
            }

            script.Client.Ping(Bytes.Of("a-name-that-is-too-long@bb/c"), 0, 28, 5);
            script.Sent();
            script.Answers("<iq type='result' id='r1' from='a@b/c'/>", "", "");
            script.Answers("<iq type='result' id='r3' from='a@b/c'/>", "Response ", "");
            script.Answers("<iq type='result' id='r5' from='a-name-that-is-too-long@bb/c'/>", "", "");
            script.Answers("<iq type='result' id='r2' from='a@b/c'/><iq type='result' id='r4' from='a@b/c'/>", "Response Response ", "");
        }

        private static XmppScript Login()
        {
            return XmppScript.After(9, Plan, Account());
        }

        private static XmppAccount Account()
        {
            XmppAccount account = XmppScript.Account();
            account.Peers = List();
            return account;
        }

        private static PeerList List()
        {
            PeerList list = new PeerList(Plan);
            Assert.IsTrue(list.Add("Grid@der.local"));
            Assert.IsTrue(list.Add("DSO.local"));
            Assert.IsTrue(list.Add("vip@dso.local"));
            return list;
        }

        private static string Subscription(string type, string to)
        {
            return "<presence type='" + type + "' to='" + to + "'/>";
        }

        private static void Find(PeerList list, int number, string jid)
        {
            string padded = "@/" + jid + "@/";
            Assert.AreEqual(number, list.Find(Bytes.Of(padded), 2, padded.Length - 4), jid);
        }
    }
}
