using System.Text;
using nanoDer.Core;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>Rooms (XEP-0045): invited, joined, heard, left; whatever others claim.</summary>
    [TestClass]
    public class MucRoomTest
    {
        private const string Self = "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='visitor'/><status code='100'/><status code='110'/></x>";
        private const string Publisher = "<presence from='group@muc.der.local/Boss'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item jid='grid@der.local/p' role='moderator'/></x></presence>";

        /// <summary>An invitation that the publisher sends himself (XEP-0249), to the byte, up to the own presence.</summary>
        [TestMethod]
        public void DirectInvitation()
        {
            XmppScript script = Online();
            script.Answers("<message from='grid@der.local/p'><x xmlns='jabber:x:conference' jid='group@muc.der.local'/></message>", "", Join("der1"));
            script.Answers(Publisher, "", "");
            script.Answers("<presence from='group@muc.der.local/der1'>" + Self + "</presence>", "RoomJoined ", "");
            Assert.AreEqual("group@muc.der.local/der1", Encoding.UTF8.GetString(script.Client.Room.Name, 0, script.Client.Room.NameLength));
            Assert.IsTrue(script.Client.Room.IsJoined);

            // Once more, or into another room for which there is no place.
            script.Answers("<message from='grid@der.local/p'><x xmlns='jabber:x:conference' jid='Group@muc.der.local'/></message>"
                + "<message from='grid@der.local/p'><x xmlns='jabber:x:conference' jid='other@muc.der.local'/></message>", "", "");
        }

        /// <summary>An invitation through the room counts only when both room and publisher are on the list.</summary>
        [TestMethod]
        public void MediatedInvitation()
        {
            Online().Answers(Invite("group@muc.der.local", "grid@der.local/p"), "", Join("der1"));
            Online().Answers(Invite("group@muc.der.local", "evil@der.local/p"), "", "");
            Online().Answers(Invite("group@muc.evil", "grid@der.local/p"), "", "");
        }

        /// <summary>Others, late invitations, bounced ones, and clients without a list are not invited.</summary>
        [TestMethod]
        public void NobodyElseInvites()
        {
            const string X = "<x xmlns='jabber:x:conference' jid='group@muc.der.local'/>";
            XmppScript script = Online();
            script.Answers("<message from='evil@der.local/p'>" + X + "</message><message>" + X + "</message>", "", "");
            script.Answers("<message from='grid@der.local/p' type='error'>" + X + "</message>", "", "");
            script.Answers("<message from='grid@der.local/p'>" + X + "<delay xmlns='urn:xmpp:delay'/></message>", "", "");
            script.Answers("<message from='grid@der.local/p'><x xmlns='jabber:x:conference'/></message>", "", "");
            script.Answers("<message from='grid@der.local/p'><x xmlns='jabber:x:conference' jid='" + new string('r', 250) + "'/></message>", "", "");
            XmppScript.Online().Answers("<message from='grid@der.local/p'>" + X + "</message>", "", "");
        }

        /// <summary>What is said in the room, by whom, and what is not heard: history, other rooms, the time before, the own words.</summary>
        [TestMethod]
        public void Messages()
        {
            XmppScript script = Online();
            string said = "<message type='groupchat' from='group@muc.der.local/Boss'>" + Transcript.Payload;
            script.Answers(said + "</message>", "", "");
            Enter(script);
            script.Answers(said + "</message>", "PayloadStart StanzaEnd ", "");
            Assert.IsFalse(script.Client.Room.IsFromPublisher(script.Client.Stanza));
            script.Answers(Publisher, "", "");
            script.Answers(said + "</message>", "PayloadStart StanzaEnd ", "");
            Assert.AreEqual((int)StanzaType.GroupChat, (int)script.Client.Stanza.Type);
            Assert.IsTrue(script.Client.Room.IsFromPublisher(script.Client.Stanza));
            script.Answers("<message type='groupchat' from='group@muc.der.local/boss'>" + Transcript.Payload + "</message>", "PayloadStart StanzaEnd ", "");
            Assert.IsFalse(script.Client.Room.IsFromPublisher(script.Client.Stanza));
            script.Answers(said + "<delay xmlns='urn:xmpp:delay'/></message>", "PayloadStart Delayed ", "");
            script.Answers("<message type='groupchat' from='other@muc.der.local/Boss'>" + Transcript.Payload + "</message>", "", "");
            script.Answers("<message type='groupchat' from='group@muc.der.local/Boss'><subject/></message>", "", "");

            script.Client.BeginRoomMessage(script.Client.Room ?? Room(script));
            script.Client.Writer.PutAscii("<pdu/>");
            Assert.IsTrue(script.Client.EndStanza(StanzaKind.Message));
            Assert.AreEqual("<message type='groupchat' to='group@muc.der.local'><pdu/></message>", script.Sent());
            script.Answers("<message type='groupchat' from='group@muc.der.local/der1'>" + Transcript.Payload + "</message>", "RoomEcho ", "");
            script.Answers("<message type='error' from='group@muc.der.local'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>", "Response ", "");
            Assert.AreEqual((int)StanzaCondition.Forbidden, (int)script.Client.Stanza.Condition);

            script.Answers("<presence type='unavailable' from='group@muc.der.local/Boss'/>", "PeerGone ", "");
            script.Answers(said + "</message>", "PayloadStart StanzaEnd ", "");
            Assert.IsFalse(script.Client.Room.IsFromPublisher(script.Client.Stanza));
        }

        /// <summary>A nick that is taken: the next one; after eight, a wait. The service may choose one too.</summary>
        [TestMethod]
        public void Nicks()
        {
            const string Taken = "<presence type='error' from='group@muc.der.local/der1'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>";
            XmppScript script = Online();
            Ask(script);
            for (int i = 2; i <= 8; i++)
            {
                script.Answers(Taken, "", Join("der1-" + i.ToString()));
            }

            script.Answers(Taken, "RoomLeft ", "");
            Assert.AreEqual((int)DerStatus.MucNickTaken, (int)script.Client.Room.Status);
            Assert.IsTrue(script.Client.Room.IsWaiting);

            script = Online();
            Ask(script);
            script.Answers("<presence from='group@muc.der.local/Given'>" + Self + "</presence>", "RoomJoined ", "");
            script.Answers("<message type='groupchat' from='group@muc.der.local/Given'>x</message>", "RoomEcho ", "");
            script.Answers("<presence type='unavailable' from='group@muc.der.local/Given'>" + Status("303") + "</presence>", "", "");
            script.Answers("<presence from='group@muc.der.local/New'>" + Self + "</presence>", "", "");
            script.Answers("<message type='groupchat' from='group@muc.der.local/New'>x</message>", "RoomEcho ", "");
        }

        /// <summary>Each way not to get in has its name, and only what may pass is tried again soon.</summary>
        [TestMethod]
        public void RefusedEntries()
        {
            Refused("not-authorized", DerStatus.MucPassword, false);
            Refused("registration-required", DerStatus.MucMembersOnly, false);
            Refused("forbidden", DerStatus.MucBanned, false);
            Refused("not-allowed", DerStatus.MucNotAllowed, false);
            Refused("service-unavailable", DerStatus.MucFull, true);
            Refused("item-not-found", DerStatus.MucNotFound, true);
            Refused("remote-server-timeout", DerStatus.MucRefused, true);
        }

        /// <summary>Each way to get out has its name; not back soon after a ban.</summary>
        [TestMethod]
        public void ThrownOut()
        {
            Out(Status("307"), DerStatus.MucKicked, true);
            Out(Status("301"), DerStatus.MucBanned, false);
            Out(Status("321"), DerStatus.MucRemoved, false);
            Out(Status("322"), DerStatus.MucRemoved, false);
            Out(Status("332"), DerStatus.MucShutdown, true);
            Out(Status("307", "333"), DerStatus.MucLost, true);
            Out(Status("999", "x", ""), DerStatus.MucRefused, true);
            Out("<x xmlns='http://jabber.org/protocol/muc#user'><item/><destroy/></x>", DerStatus.MucDestroyed, false);
        }

        /// <summary>Waits double, half of each at random; a message of somebody else begins anew. Silence is a refusal.</summary>
        [TestMethod]
        public void Backoff()
        {
            XmppScript script = Online();
            Ask(script);
            long now = 0;
            long least = 2000;
            for (int i = 0; i < 5; i++)
            {
                Assert.AreEqual(now + 15000, script.Client.NextDeadline);
                now += 15000;
                script.Server(" ");
                script.Events = "";
                script.At(now);
                Assert.AreEqual("", script.Sent());
                Assert.AreEqual("RoomLeft ", script.Events);
                Assert.AreEqual((int)DerStatus.MucSilent, (int)script.Client.Room.Status);
                long until = script.Client.NextDeadline;
                Assert.IsTrue(until >= now + least && until < now + (2 * least), until.ToString());
                script.Server(" ");
                script.At(until - 1);
                Assert.AreEqual("", script.Sent());
                script.At(until);
                Assert.AreEqual(Join("der1"), script.Sent());
                now = until;
                least *= 2;
            }

            script.Answers("<presence from='group@muc.der.local/der1'>" + Self + "</presence>", "RoomJoined ", "");
            script.Answers("<message type='groupchat' from='group@muc.der.local/Boss'>x</message>", "", "");
            script.Answers("<presence type='unavailable' from='group@muc.der.local/der1'>" + Status("307") + "</presence>", "RoomLeft ", "");
            Assert.IsTrue(script.Client.NextDeadline < now + 4000);
        }

        /// <summary>A new session enters its rooms again; one that is resumed is in them still.</summary>
        [TestMethod]
        public void Sessions()
        {
            XmppScript script = Online();
            Enter(script);
            script.Client.Disconnected();
            script.Pull();
            Assert.IsFalse(script.Client.JoinRoom(Bytes.Of("a@b"), 0, 3));
            script.Client.Connect(0);
            script.Login(10);
            Assert.IsTrue(script.Sent().EndsWith(Join("der1")));
            script.Answers("<presence from='group@muc.der.local/der1'>" + Self + "</presence>", "RoomJoined ", "");
            MucRoom room = script.Client.Room;
            script.Client.LeaveRoom(room);
            Assert.AreEqual("<presence type='unavailable' to='group@muc.der.local/der1'/>", script.Sent());
            Assert.AreEqual((int)DerStatus.Ok, (int)room.Status);
            Assert.IsFalse(room.IsJoined);
        }

        /// <summary>After a ban a room of the site stays closed over new sessions, deaf to what it says, for half an hour to an hour.</summary>
        [TestMethod]
        public void BanOutlivesSessions()
        {
            XmppScript script = Online();
            Enter(script);
            script.Answers("<presence type='unavailable' from='group@muc.der.local/der1'>" + Status("301") + "</presence>", "RoomLeft ", "");
            script.Answers("<presence type='unavailable' from='group@muc.der.local/der1'>" + Status("307") + "</presence>", "PeerGone ", "");
            script.Client.Disconnected();
            script.Pull();
            script.Client.Connect(0);
            script.Login(10);
            Assert.IsFalse(script.Sent().EndsWith(Join("der1")));
            string name = "group@muc.der.local";
            Assert.IsTrue(script.Client.JoinRoom(Bytes.Of(name), 0, name.Length));
            Assert.AreEqual("", script.Sent());
            Rest(script, 1799999, false);
            Rest(script, 3600000, true);
        }

        /// <summary>A publisher's invitation ends that wait; a room that was entered by invitation alone is not tried again.</summary>
        [TestMethod]
        public void InvitationEndsABan()
        {
            const string Invitation = "<message from='grid@der.local/p'><x xmlns='jabber:x:conference' jid='group@muc.der.local'/></message>";
            string banned = "<presence type='unavailable' from='group@muc.der.local/der1'>" + Status("301") + "</presence>";
            XmppScript script = Online();
            Enter(script);
            script.Answers(banned, "RoomLeft ", "");
            script.Answers(Invitation, "", Join("der1"));

            script = Online();
            script.Answers(Invitation, "", Join("der1"));
            script.Answers("<presence from='group@muc.der.local/der1'>" + Self + "</presence>", "RoomJoined ", "");
            script.Answers(banned, "RoomLeft ", "");
            Assert.IsFalse(script.Client.Room.IsWaiting);
            Rest(script, 3600000, false);
        }

        private static XmppScript Online()
        {
            MemoryPlan plan = new MemoryPlan();
            XmppAccount account = XmppScript.Account();
            account.Publishers = new PeerList(plan);
            account.Publishers.Add("grid@der.local");
            account.Publishers.Add("muc.der.local");
            return XmppScript.After(10, plan, account);
        }

        private static void Ask(XmppScript script)
        {
            string name = "group@muc.der.local";
            Assert.IsTrue(script.Client.JoinRoom(Bytes.Of(name), 0, name.Length));
            Assert.AreEqual(Join("der1"), script.Sent());
        }

        private static void Enter(XmppScript script)
        {
            Ask(script);
            script.Answers("<presence from='group@muc.der.local/der1'>" + Self + "</presence>", "RoomJoined ", "");
        }

        private static MucRoom Room(XmppScript script)
        {
            script.Server("<message type='groupchat' from='group@muc.der.local/Boss'/>");
            return script.Client.Room;
        }

        private static void Refused(string condition, DerStatus status, bool again)
        {
            XmppScript script = Online();
            Ask(script);
            script.Answers("<presence type='error' from='group@muc.der.local/der1'><error type='x'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>", "RoomLeft ", "");
            Ended(script, status, again);
        }

        private static void Out(string why, DerStatus status, bool again)
        {
            XmppScript script = Online();
            Enter(script);
            script.Answers("<presence type='unavailable' from='group@muc.der.local/der1'>" + why + "</presence>", "RoomLeft ", "");
            Ended(script, status, again);
        }

        private static void Ended(XmppScript script, DerStatus status, bool again)
        {
            Assert.AreEqual((int)status, (int)script.Client.Room.Status);
            Assert.IsTrue(script.Client.Room.IsWaiting);
            Assert.IsFalse(script.Client.Room.IsJoined);
            script.At(4000);
            Assert.AreEqual(again ? Join("der1") : "", script.Sent());
        }

        private static void Rest(XmppScript script, long now, bool joins)
        {
            script.Server(" ");
            script.At(now);
            Assert.AreEqual(joins, script.Sent().IndexOf("<presence to=") >= 0, now.ToString());
        }

        private static string Join(string nick)
        {
            return "<presence to='group@muc.der.local/" + nick + "'><x xmlns='http://jabber.org/protocol/muc'><history maxchars='0'/></x></presence>";
        }

        private static string Invite(string room, string from)
        {
            return "<message from='" + room + "'><x xmlns='http://jabber.org/protocol/muc#user'><invite from='" + from + "'><reason>r</reason></invite></x></message>";
        }

        private static string Status(params string[] codes)
        {
            string text = "<x xmlns='http://jabber.org/protocol/muc#user'><item role='none'/>";
            for (int i = 0; i < codes.Length; i++)
            {
                text += "<status code='" + codes[i] + "'/>";
            }

            return text + "<status/></x>";
        }
    }
}
