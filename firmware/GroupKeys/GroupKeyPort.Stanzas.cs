using System;
using nanoDer.Core;
using nanoDer.Gdoi;
using nanoDer.Firmware;
using nanoDer.Iec61850;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.GroupKeys
{
    /// <content>Datagrams in stanzas: Base64 is decoded as it arrives, straight into the member's buffer.</content>
    public sealed partial class GroupKeyPort
    {
        private const int PayloadDepth = 3;

        // Passed again and again: see XmppPhrases.
        private static readonly string IsakmpStart = "<isakmp xmlns='urn:nanoder:isakmp:0'>";
        private static readonly string IsakmpEnd = "</isakmp>";

        private readonly Base64Reader _datagram = new Base64Reader();
        private Base64Reader _reader;

        /// <inheritdoc/>
        [DataPath]
        public bool Read(bool isStart)
        {
            XmlTokenizer tokenizer = _xmpp.Tokenizer;
            if (isStart)
            {
                bool isMessage = _messages != null && tokenizer.Namespace == _messageNamespace;
                _reader = isMessage ? _messages.Begin() : BeginDatagram();
            }

            while (_reader.Status != DerStatus.XmppNotListed)
            {
                switch (tokenizer.Next())
                {
                    case XmlToken.Text:
                        _reader.Read(tokenizer.Buffer, tokenizer.TextOffset, tokenizer.TextLength);
                        break;
                    case XmlToken.StartElement:
                        _reader.Refuse(DerStatus.BadEncoding);
                        break;
                    case XmlToken.EndElement:
                        if (tokenizer.Depth == PayloadDepth)
                        {
                            _xmpp.PayloadDone();
                            return true;
                        }

                        break;
                    default:
                        return false;
                }
            }

            _xmpp.PayloadDone();
            return true;
        }

        /// <inheritdoc/>
        [DataPath]
        public DerStatus Take()
        {
            Stanza stanza = _xmpp.Stanza;
            if (stanza.Kind == StanzaKind.Iq && stanza.Type != StanzaType.Result)
            {
                // A member answers nobody.
                _xmpp.SendError(StanzaCondition.NotAllowed);
                return DerStatus.XmppNotListed;
            }

            if (_reader != _datagram)
            {
                return TakeMessage();
            }

            int count = _reader.Finish();
            if (count >= 0 && (stanza.Type != StanzaType.GroupChat || (count > 18 && _member.Input[18] == Isakmp.GroupKeyPush)))
            {
                // What does not belong here the member leaves alone.
                _member.Feed(_member.Input, 0, count);
            }

            return _reader.Status;
        }

        /// <inheritdoc/>
        public void OnError()
        {
            if (_xmpp.Stanza.Type == StanzaType.Error)
            {
                // Nobody vouches for it: the exchange goes on, and its time-outs decide.
                StanzaCondition condition = _xmpp.Stanza.Condition;
                string why = condition == StanzaCondition.Forbidden ? "forbidden" : "stanza error " + ((int)condition).ToString();
                _events.OnEvent(GatewayEvent.GroupKeysFailed, DerStatus.GdoiNotReached, why);
            }
        }

        // Nobody but the key server, and whoever is in a room with the device.
        private bool IsWanted()
        {
            Stanza stanza = _xmpp.Stanza;
            return stanza.Type == StanzaType.Result || stanza.Type == StanzaType.GroupChat
                || (stanza.Kind == StanzaKind.Message && _serverBare > 0 && Jid.BareLength(stanza.From, 0, stanza.FromLength) == _serverBare
                    && Jid.Same(stanza.From, 0, _server, 0, _serverBare));
        }

        private Base64Reader BeginDatagram()
        {
            _datagram.Start(_member.Input, 0, GroupMember.MaximumDatagram);
            if (!IsWanted())
            {
                _datagram.Refuse(DerStatus.XmppNotListed);
            }

            // What the member computes lies in the buffer that the datagram goes to.
            while (_datagram.Status == DerStatus.Ok && _member.NextDeadline == 0)
            {
                _member.Tick(_last, _utc);
            }

            return _datagram;
        }

        // Whoever is on time with a key of the next period, and whoever was put out: the key server knows.
        private DerStatus TakeMessage()
        {
            bool isKeyMissing;
            int taken;
            DerStatus status = _messages.Take(_last, _utc * 1000, out isKeyMissing, out taken);
            if (isKeyMissing)
            {
                _member.RequestKey();
            }

            if (status == DerStatus.Ok)
            {
                Tell(taken);
            }

            return status;
        }

        [Allocates("a text for each message that was acted on")]
        private void Tell(int taken)
        {
            string refused = _messages.Cause == AddCause.None ? "" : ", others refused: AddCause " + ((int)_messages.Cause).ToString();
            _events.OnEvent(GatewayEvent.GroupCommand, DerStatus.Ok, taken.ToString() + " objects" + refused);
        }

        // A request waits for its answer in an iq; what has none goes as a message.
        private void Send()
        {
            byte[] datagram = _member.Output;
            int count = _member.OutputCount;
            bool isRequest = datagram[18] == Isakmp.MainMode || datagram[18] == Isakmp.GroupKeyPull;
            if (isRequest)
            {
                _number++;
                _xmpp.BeginRequest(StanzaType.Set, _server, 0, _server.Length, _number);
            }
            else
            {
                _xmpp.BeginMessage(_server, 0, _server.Length);
            }

            ByteWriter writer = _xmpp.Writer;
            writer.PutAscii(IsakmpStart);
            int length = Base64.EncodedLength(count);
            bool fits = writer.Room >= length + IsakmpEnd.Length + XmppClient.EndBytes;
            if (fits)
            {
                Base64.Encode(datagram, 0, count, writer.Buffer, writer.End);
                writer.Advance(length);
                writer.PutAscii(IsakmpEnd);
            }
            else
            {
                _xmpp.CancelStanza();
            }

            _member.Consume();
            if (!fits || !_xmpp.EndStanza(isRequest ? StanzaKind.Iq : StanzaKind.Message, StanzaClass.Event))
            {
                _events.OnEvent(GatewayEvent.GroupKeysFailed, DerStatus.BufferFull, null);
            }
        }
    }
}
