using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Iec61850;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.UnitTests.Gateway
{
    /// <summary>XMPP client, MMS and server joined as the firmware joins them, with a server's words in the place of a socket; logged in and associated.</summary>
    public sealed class GatewayScript
    {
        public const string Pdu = "xmlns='http://www.iec.ch/61850/2018/SCSM_8_2'>";

        public readonly XmppClient Xmpp;
        public readonly MmsPort Port;

        /// <summary>How many stanzas were handed to the server.</summary>
        public int Handled;

        public GatewayScript(MemoryPlan plan)
        {
            XmlNamespaces namespaces = new XmlNamespaces(24);
            int payload = namespaces.Add(StanzaProfile.Namespace);
            Xmpp = new XmppClient(plan, new XmppAccount(Jid.Parse("der1@der.local"), "IEC", StanzaProfile.Namespace), namespaces, payload);
            DataModel model = ModelLoader.Load(PvModel.Packed);
            Iec61850Server server = new Iec61850Server(plan, plan.StanzaBytes - 1000, model, new ServerIdentity(PvModel.Vendor, PvModel.Model, PvModel.Revision));
            Port = new MmsPort(plan, Xmpp, server, namespaces);
            Xmpp.Connect(0);
            Feed(Header("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
            Feed("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            Xmpp.TlsEstablished(0);
            Feed(Header("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism></mechanisms>"));
            Feed("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
            Feed(Header("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
            Feed("<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>der1@der.local/IEC</jid></bind></iq>");
            Feed("<iq type='result' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
            Feed(Iq("set", "<initiate-RequestPDU " + Pdu + "<proposedMaxServOutstandingCalling>1</proposedMaxServOutstandingCalling>"
                + "<proposedMaxServOutstandingCalled>1</proposedMaxServOutstandingCalled><initRequestDetail><proposedVersionNumber>1</proposedVersionNumber>"
                + "<proposedParameterCBB>11110001000</proposedParameterCBB><servicesSupportedCalling>"
                + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000</servicesSupportedCalling></initRequestDetail></initiate-RequestPDU>"));
        }

        /// <summary>A stanza of a client as its server delivers it.</summary>
        public static string Iq(string type, string payload)
        {
            return "<iq xml:lang='en' to='der1@der.local/IEC' from='grid@der.local/operator' type='" + type + "' id='grid-0042'>" + payload + "</iq>";
        }

        /// <summary>Reads one attribute.</summary>
        public static string Read(string item)
        {
            return "<confirmed-RequestPDU " + Pdu + "<invokeID>42</invokeID><ConfirmedServiceRequest><read specificationWithResult='false'>"
                + "<variableAccessSpecification><listOfVariable><SEQUENCE><variableSpecification><name><domain-specific><domainId>DER1LD0</domainId><itemId>" + item
                + "</itemId></domain-specific></name></variableSpecification></SEQUENCE></listOfVariable></variableAccessSpecification></read>"
                + "</ConfirmedServiceRequest></confirmed-RequestPDU>";
        }

        /// <summary>Plays bytes of the server, and throws away what was to be sent before.</summary>
        public void Feed(byte[] bytes)
        {
            Xmpp.Consume(Xmpp.OutputCount);
            int offset = 0;
            while (offset < bytes.Length)
            {
                offset += Xmpp.Feed(bytes, offset, bytes.Length - offset);
                bool goesOn = true;
                while (goesOn)
                {
                    XmppEvent happened = Xmpp.Next();
                    goesOn = happened != XmppEvent.None;
                    if (happened == XmppEvent.PayloadStart || happened == XmppEvent.Payload)
                    {
                        goesOn = Port.Read(happened == XmppEvent.PayloadStart);
                    }
                    else if (happened == XmppEvent.StanzaEnd)
                    {
                        Handled++;
                        Port.Answer();
                    }
                }
            }
        }

        private static string Header(string features)
        {
            return "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' id='1' from='der.local'>"
                + "<stream:features>" + features + "</stream:features>";
        }

        private void Feed(string text)
        {
            Feed(Bytes.Of(text));
        }
    }
}
