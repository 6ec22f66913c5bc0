using System.Text;
using nanoDer.Core;
using nanoDer.Xml;
using nanoDer.Xmpp;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Xmpp
{
    /// <summary>Plays a server's lines to a client and notes the client's events, its output, and the payloads that it hands out.</summary>
    internal sealed class XmppScript
    {
        internal readonly XmppClient Client;

        /// <summary>Tokens of the payloads read so far.</summary>
        internal string PayloadRead = "";

        /// <summary>Events since the script began, one name and one blank each.</summary>
        internal string Events = "";

        internal XmppScript()
            : this(new MemoryPlan())
        {
        }

        internal XmppScript(MemoryPlan plan)
            : this(plan, Account())
        {
        }

        internal XmppScript(MemoryPlan plan, XmppAccount account)
        {
            XmlNamespaces namespaces = new XmlNamespaces(24);
            int payload = namespaces.Add(Transcript.PayloadNamespace);
            Client = new XmppClient(plan, account, namespaces, payload);
            Client.Connect(0);
        }

        internal static XmppAccount Account()
        {
            return new XmppAccount(Jid.Parse("der1@der.local"), "IEC", "urn:test:feature");
        }

        /// <summary>A client that has got as far as <paramref name="lines"/> lines of an undisturbed login, its output thrown away.</summary>
        internal static XmppScript After(int lines)
        {
            return After(lines, new MemoryPlan());
        }

        internal static XmppScript After(int lines, MemoryPlan plan)
        {
            return After(lines, plan, Account());
        }

        internal static XmppScript After(int lines, MemoryPlan plan, XmppAccount account)
        {
            XmppScript script = new XmppScript(plan, account);
            script.Login(lines);
            script.Sent();
            script.Events = "";
            return script;
        }

        /// <summary>A client that is online.</summary>
        internal static XmppScript Online()
        {
            return After(10);
        }

        /// <summary>Plays the first lines of an undisturbed login, throwing the output away; ten are all.</summary>
        internal void Login(int lines)
        {
            for (int i = 0; i < lines; i++)
            {
                Sent();
                switch (i)
                {
                    case 0:
                    case 3:
                    case 6:
                        Server(Transcript.Header);
                        break;
                    case 1:
                        Server(Transcript.TlsFeatures);
                        break;
                    case 2:
                        Server(Transcript.Proceed);
                        Client.TlsEstablished(0);
                        break;
                    case 4:
                        Server(Transcript.SaslFeatures);
                        break;
                    case 5:
                        Server(Transcript.Success);
                        break;
                    case 7:
                        Server(Transcript.BindFeatures);
                        break;
                    case 8:
                        Server(Transcript.Bound);
                        break;
                    default:
                        Server(Transcript.Roster);
                        break;
                }
            }
        }

        /// <summary>Plays one line of the server.</summary>
        /// <returns>The events that it causes, a blank behind each.</returns>
        internal string Server(string line)
        {
            string before = Events;
            byte[] bytes = Bytes.Of(line);
            int offset = 0;
            while (offset < bytes.Length)
            {
                int taken = Client.Feed(bytes, offset, bytes.Length - offset);
                offset += taken;
                Pull();
                Assert.IsTrue(taken > 0, "the client takes no more bytes");
            }

            return Events.Substring(before.Length);
        }

        /// <summary>Lets time pass.</summary>
        /// <returns>The events that it causes.</returns>
        internal string At(long now)
        {
            string before = Events;
            Client.Tick(now);
            Pull();
            return Events.Substring(before.Length);
        }

        /// <summary>Takes everything that waits in the output.</summary>
        internal string Sent()
        {
            string text = Waiting();
            Client.Consume(Client.OutputCount);
            return text;
        }

        /// <summary>Shows what waits in the output.</summary>
        internal string Waiting()
        {
            return Encoding.UTF8.GetString(Client.Output, Client.OutputOffset, Client.OutputCount);
        }

        /// <summary>Plays a line that ends the stream for a reason that the client has to name.</summary>
        internal void Fails(string line, DerStatus status, string answer)
        {
            string events = Server(line);
            Assert.AreEqual((int)status, (int)Client.Status, line);
            Assert.IsTrue(events.EndsWith("Closed "), events);
            Assert.AreEqual(answer, Sent(), line);
            StaysClosed();
        }

        /// <summary>Checks that nothing happens any more.</summary>
        internal void StaysClosed()
        {
            DerStatus status = Client.Status;
            Assert.AreNotEqual((int)DerStatus.Ok, (int)status);
            Assert.AreEqual("", Server("<presence/>"));
            Assert.AreEqual("", At(Client.NextDeadline));
            Client.Close();
            Client.Disconnected();
            Pull();
            Assert.AreEqual((int)status, (int)Client.Status, "the first failure stays");
            Assert.AreEqual("", Sent());
            Assert.IsFalse(Client.IsOnline);
            Assert.IsTrue(Client.NextDeadline == long.MaxValue);
        }

        /// <summary>Plays a line of an online client, which stays online.</summary>
        internal void Answers(string line, string events, string answer)
        {
            Assert.AreEqual(events, Server(line), line);
            Assert.AreEqual(answer, Sent(), line);
            Assert.AreEqual((int)DerStatus.Ok, (int)Client.Status, line);
            Assert.IsTrue(Client.IsOnline);
        }

        /// <summary>Asks for events until there is none.</summary>
        internal void Pull()
        {
            int rounds = 0;
            XmppEvent found = Client.Next();
            while (found != XmppEvent.None)
            {
                Events += Name(found) + " ";
                if (found == XmppEvent.PayloadStart)
                {
                    Start();
                }

                if (found == XmppEvent.PayloadStart || found == XmppEvent.Payload)
                {
                    ReadPayload();
                }

                found = Client.Next();
                rounds++;
                Assert.IsTrue(rounds < 10000, "events without end");
            }
        }

        private void ReadPayload()
        {
            XmlTokenizer tokenizer = Client.Tokenizer;
            while (true)
            {
                switch (tokenizer.Next())
                {
                    case XmlToken.StartElement:
                        Start();
                        break;
                    case XmlToken.Text:
                        PayloadRead += Encoding.UTF8.GetString(tokenizer.Buffer, tokenizer.TextOffset, tokenizer.TextLength);
                        break;
                    case XmlToken.EndElement:
                        PayloadRead += "</" + Encoding.UTF8.GetString(tokenizer.Buffer, tokenizer.NameOffset, tokenizer.NameLength) + ">";
                        if (tokenizer.Depth == 3)
                        {
                            Client.PayloadDone();
                            return;
                        }

                        break;
                    default:
                        return;
                }
            }
        }

        private void Start()
        {
            XmlTokenizer tokenizer = Client.Tokenizer;
            PayloadRead += "<" + Encoding.UTF8.GetString(tokenizer.Buffer, tokenizer.NameOffset, tokenizer.NameLength);
            for (int i = 0; i < tokenizer.AttributeCount; i++)
            {
                PayloadRead += " " + Encoding.UTF8.GetString(tokenizer.Buffer, tokenizer.AttributeNameOffset(i), tokenizer.AttributeNameLength(i))
                    + "=" + Encoding.UTF8.GetString(tokenizer.Buffer, tokenizer.AttributeValueOffset(i), tokenizer.AttributeValueLength(i));
            }

            PayloadRead += ">";
        }

        private static string Name(XmppEvent found)
        {
            switch (found)
            {
                case XmppEvent.StartTls:
                    return "StartTls";
                case XmppEvent.Authenticated:
                    return "Authenticated";
                case XmppEvent.Online:
                    return "Online";
                case XmppEvent.PayloadStart:
                    return "PayloadStart";
                case XmppEvent.Payload:
                    return "Payload";
                case XmppEvent.StanzaEnd:
                    return "StanzaEnd";
                case XmppEvent.PeerGone:
                    return "PeerGone";
                case XmppEvent.ResourceChanged:
                    return "ResourceChanged";
                case XmppEvent.Response:
                    return "Response";
                case XmppEvent.RoomJoined:
                    return "RoomJoined";
                case XmppEvent.RoomLeft:
                    return "RoomLeft";
                case XmppEvent.RoomEcho:
                    return "RoomEcho";
                case XmppEvent.Delayed:
                    return "Delayed";
                case XmppEvent.Resumed:
                    return "Resumed";
                default:
                    return "Closed";
            }
        }
    }
}
