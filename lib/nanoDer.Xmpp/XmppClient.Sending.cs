using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <content>Stanzas of the application: begun, written, and sent whole or not at all.</content>
    public sealed partial class XmppClient
    {
        /// <summary>Bytes to keep free in the window for the end of a stanza.</summary>
        public const int EndBytes = 16;

        /// <summary>Largest stanza that is sent, in bytes: what the plan has, or less where the server has said so (XEP-0478).</summary>
        public int StanzaLimit
        {
            get { return _stream.Login.MaxBytes < _stanzaLimit ? _stream.Login.MaxBytes : _stanzaLimit; }
        }

        /// <summary>Begins the result of the request in <see cref="Stanza"/>.</summary>
        public void BeginResult()
        {
            _output.Begin();
            _output.Answer(_stanza, XmppPhrases.ResultType);
        }

        /// <summary>Answers the request in <see cref="Stanza"/> with an error.</summary>
        /// <param name="condition">What is wrong.</param>
        public void SendError(StanzaCondition condition)
        {
            if (!_footerSent)
            {
                _stream.Session.SendError(condition);
            }
        }

        /// <summary>Begins a message of type normal.</summary>
        /// <param name="to">Buffer with the receiver's JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        public void BeginMessage(byte[] to, int offset, int count)
        {
            _output.Begin();
            _output.Attribute(XmppPhrases.NormalMessageTo, to, offset, count);
            _output.Phrase(XmppPhrases.TagEnd);
        }

        /// <summary>
        /// Enters a room for as long as there is this client: after a ban or the like it is tried again after half an hour to an hour, over all sessions.
        /// An invitation from a publisher who is on the account's list enters a room until it is left.
        /// </summary>
        /// <param name="room">Buffer with the room's JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>False when the plan has no place for one more, its name is too long, or the client is not online. RoomJoined or RoomLeft follows.</returns>
        public bool JoinRoom(byte[] room, int offset, int count)
        {
            return IsOnline && _stream.Session.Rooms.Enter(room, offset, count, true);
        }

        /// <summary>Leaves a room for good.</summary>
        /// <param name="room">The room.</param>
        public void LeaveRoom(MucRoom room)
        {
            if (IsOnline)
            {
                room.Leave();
            }
        }

        /// <summary>Begins a message to all in a room. It comes back as RoomEcho, or as Response with the condition why not.</summary>
        /// <param name="room">The room.</param>
        public void BeginRoomMessage(MucRoom room)
        {
            _output.Begin();
            _output.Attribute(XmppPhrases.GroupMessageTo, room.Name, 0, room.RoomLength);
            _output.Phrase(XmppPhrases.TagEnd);
        }

        /// <summary>Begins a request.</summary>
        /// <param name="type">Get or Set.</param>
        /// <param name="to">Buffer with the receiver's JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="number">0 or more. Goes into the id: the answer's id is <c>r</c> and this number.</param>
        public void BeginRequest(StanzaType type, byte[] to, int offset, int count, int number)
        {
            _stream.Session.Requests.Add(number, to, offset, count);
            _output.Begin();
            _output.Phrase(type == StanzaType.Get ? XmppPhrases.GetWithId : XmppPhrases.SetWithId);
            Writer.PutDecimal((long)number);
            _output.Attribute(XmppPhrases.ToAttribute, to, offset, count);
            _output.Phrase(XmppPhrases.TagEnd);
        }

        /// <summary>Asks somebody whether he is there (XEP-0199). An answer brings the event Response, an error with the condition why not.</summary>
        /// <param name="to">Buffer with the full JID.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <param name="number">As for <see cref="BeginRequest"/>.</param>
        /// <returns>As for <see cref="EndStanza(StanzaKind)"/>.</returns>
        public bool Ping(byte[] to, int offset, int count, int number)
        {
            BeginRequest(StanzaType.Get, to, offset, count, number);
            _output.Phrase(XmppPhrases.PingChild);
            return EndStanza(StanzaKind.Iq, StanzaClass.Fleeting);
        }

        /// <summary>Says whether the stanza begun may grow by so many bytes, its end not counted.</summary>
        /// <param name="count">Bytes; a negative number for too many.</param>
        /// <param name="kind">What was begun.</param>
        /// <returns>False when it would be larger than a stanza may be.</returns>
        public bool HasRoom(int count, StanzaKind kind)
        {
            // "</iq>" or "</message>"
            int end = kind == StanzaKind.Iq ? 5 : 10;
            return count >= 0 && _output.Xml.Length + count + end <= StanzaLimit;
        }

        /// <summary>
        /// Goes on with a stanza that is larger than the window: all of <see cref="Output"/> must be sent before more is written. It must be
        /// ended, after <see cref="HasRoom"/> has said that it may; nothing else can be said before.
        /// </summary>
        public void SpillStanza()
        {
            _output.Xml.Spill();
        }

        /// <summary>
        /// True while half of the buffer for unacknowledged stanzas is taken and the server has been asked: what can wait until it has answered is
        /// not lost by a cut, nor drives out what was sent before.
        /// </summary>
        public bool IsHolding
        {
            get { return _output.Management.IsHolding; }
        }

        /// <summary>Ends the stanza begun, an answer or another that must not be lost.</summary>
        /// <param name="kind">What was begun.</param>
        /// <returns>False when it is larger than a stanza or the output may be, or the client is not online: then nothing of it is sent.</returns>
        public bool EndStanza(StanzaKind kind)
        {
            return EndStanza(kind, StanzaClass.Control);
        }

        /// <summary>Ends the stanza begun.</summary>
        /// <param name="kind">What was begun.</param>
        /// <param name="worth">Whether it may be dropped when too many stanzas wait for the server's acknowledgement.</param>
        /// <returns>As above.</returns>
        public bool EndStanza(StanzaKind kind, StanzaClass worth)
        {
            _output.Phrase(kind == StanzaKind.Iq ? XmppPhrases.IqEnd : XmppPhrases.MessageEnd);
            return _output.End(IsOnline ? StanzaLimit : 0, worth);
        }

        /// <summary>Takes back the stanza begun.</summary>
        public void CancelStanza()
        {
            _output.Xml.Cancel();
        }
    }
}
