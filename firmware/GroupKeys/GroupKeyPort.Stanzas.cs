using System;
using nanoDer.Core;
using nanoDer.Gdoi;
using nanoDer.Firmware;
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

        private readonly byte[] _group = new byte[4];
        private int _held;
        private int _count;
        private bool _hasEnded;
        private DerStatus _read;

        /// <inheritdoc/>
        [DataPath]
        public bool Read(bool isStart)
        {
            XmlTokenizer tokenizer = _xmpp.Tokenizer;
            if (isStart)
            {
                _held = 0;
                _count = 0;
                _hasEnded = false;
                _read = IsWanted() ? DerStatus.Ok : DerStatus.XmppNotListed;

                // What the member computes lies in the buffer that the datagram goes to.
                while (_read == DerStatus.Ok && _member.NextDeadline == 0)
                {
                    _member.Tick(_last, _utc);
                }
            }

            while (_read != DerStatus.XmppNotListed)
            {
                switch (tokenizer.Next())
                {
                    case XmlToken.Text:
                        Decode(tokenizer.Buffer, tokenizer.TextOffset, tokenizer.TextLength);
                        break;
                    case XmlToken.StartElement:
                        Refuse(DerStatus.GdoiBadPacket);
                        break;
                    case XmlToken.EndElement:
                        if (tokenizer.Depth == PayloadDepth)
                        {
                            Refuse(_held != 0 ? DerStatus.GdoiBadPacket : _read);
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

            if (_read == DerStatus.Ok && (stanza.Type != StanzaType.GroupChat || (_count > 18 && _member.Input[18] == Isakmp.GroupKeyPush)))
            {
                // What does not belong here the member leaves alone.
                _member.Feed(_member.Input, 0, _count);
            }

            return _read;
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

        private void Refuse(DerStatus status)
        {
            _read = _read == DerStatus.Ok ? status : _read;
        }

        // Groups of four characters; what is left of one waits for the next piece of text.
        private void Decode(byte[] text, int offset, int count)
        {
            int end = offset + count;
            while (offset < end && (_held > 0 || end - offset < 4))
            {
                _group[_held] = text[offset];
                _held++;
                offset++;
                if (_held == 4)
                {
                    _held = 0;
                    Put(_group, 0, 4);
                }
            }

            int whole = (end - offset) & ~3;
            if (whole > 0)
            {
                Put(text, offset, whole);
                offset += whole;
            }

            for (; offset < end; offset++)
            {
                _group[_held] = text[offset];
                _held++;
            }
        }

        private void Put(byte[] text, int offset, int count)
        {
            int end = offset + count;
            int padding = text[end - 1] != '=' ? 0 : text[end - 2] != '=' ? 1 : 2;
            int bytes = (count / 4 * 3) - padding;
            if (_read != DerStatus.Ok || _hasEnded)
            {
                Refuse(DerStatus.GdoiBadPacket);
            }
            else if (_count + bytes > GroupMember.MaximumDatagram)
            {
                Refuse(DerStatus.BufferFull);
            }
            else if (Base64.Decode(text, offset, count, _member.Input, _count) != bytes)
            {
                Refuse(DerStatus.GdoiBadPacket);
            }

            _count += bytes;
            _hasEnded = padding > 0;
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
