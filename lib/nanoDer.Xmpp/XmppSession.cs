using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>The session: stanzas, from the request for a resource on. Each iq of type get or set is answered exactly once.</summary>
    internal sealed class XmppSession
    {
        internal bool InPayload;
        internal bool Fed;

        private readonly XmppStream _stream;
        private readonly XmppNames _names;
        private readonly Stanza _stanza;
        private readonly XmppAccount _account;
        private readonly XmppResponder _responder;
        private readonly int _payloadNamespace;
        private readonly byte[] _pingId = Bytes.Of("ping");
        private bool _hasPayload;
        private bool _inBind;

        internal XmppSession(XmppStream stream, Stanza stanza, XmppAccount account, int payloadNamespace)
        {
            _stream = stream;
            _names = stream.Names;
            _stanza = stanza;
            _account = account;
            _responder = new XmppResponder(_names, stanza, account, stream.Output);
            _payloadNamespace = payloadNamespace;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(11) + HeapSize.Array(4, 1) + XmppResponder.RequiredBytes();
        }

        internal void PayloadDone()
        {
            InPayload = false;
        }

        internal void SendError(StanzaCondition condition)
        {
            _responder.SendError(condition);
        }

        /// <summary>Once for what was fed, so that a caller who asks until there is nothing comes to an end.</summary>
        internal XmppEvent NextOfPayload()
        {
            bool more = Fed;
            Fed = false;
            return more ? XmppEvent.Payload : XmppEvent.None;
        }

        /// <summary>A top-level element begins.</summary>
        /// <returns>True when it is a stanza, and may come now.</returns>
        internal bool OnTop(int space, int element)
        {
            if (space != _names.ClientNamespace || element < XmppNames.Iq || element > XmppNames.Presence || _stream.State < XmppState.Bind)
            {
                return false;
            }

            _hasPayload = false;
            _inBind = false;
            _stream.TextLength = 0;
            _stanza.Begin(_stream.Tokenizer, (StanzaKind)element, _names);
            _responder.Begin();
            return true;
        }

        /// <summary>A child, at depth 3, or a child of it.</summary>
        internal XmppEvent OnChild(int depth)
        {
            int space = _stream.Tokenizer.Namespace;
            if (depth == 4)
            {
                OnGrandchild(space);
                return XmppEvent.None;
            }

            int element = _stream.Element();
            if (space == _names.DelayNamespace && element == XmppNames.Delay)
            {
                _stanza.Delayed = true;
                return XmppEvent.None;
            }

            _stanza.Children++;
            if (space == _payloadNamespace && IsPayloadExpected())
            {
                _hasPayload = true;
                InPayload = true;
                Fed = false;
                return XmppEvent.PayloadStart;
            }

            if (_stanza.Children == 1)
            {
                _inBind = space == _names.BindNamespace && element == XmppNames.Bind;
                _responder.OnChild(_stream.Tokenizer, space, element);
            }

            return XmppEvent.None;
        }

        /// <summary>The stanza ends.</summary>
        internal XmppEvent OnEnd()
        {
            if (_stanza.Unanswerable)
            {
                return XmppEvent.None;
            }

            if (_stanza.Kind == StanzaKind.Presence)
            {
                return _stanza.Type == StanzaType.Unavailable && _stream.State == XmppState.Online ? XmppEvent.PeerGone : XmppEvent.None;
            }

            if (_stanza.Kind == StanzaKind.Message)
            {
                return _hasPayload ? XmppEvent.StanzaEnd : XmppEvent.None;
            }

            if (_stanza.Type == StanzaType.Result || _stanza.Type == StanzaType.Error)
            {
                return OnAnswer();
            }

            if ((_stanza.Type != StanzaType.Get && _stanza.Type != StanzaType.Set) || _stanza.Children != 1 || _stanza.IdLength == 0)
            {
                SendError(StanzaCondition.BadRequest);
                return XmppEvent.None;
            }

            if (_hasPayload)
            {
                return XmppEvent.StanzaEnd;
            }

            _responder.Answer();
            return XmppEvent.None;
        }

        // In an iq the payload is the only child; in a message there may be others, and the first payload counts.
        private bool IsPayloadExpected()
        {
            return _stream.State == XmppState.Online && !_stanza.Unanswerable && _stanza.Type != StanzaType.Error && !_hasPayload
                && (_stanza.Kind == StanzaKind.Message || (_stanza.Kind == StanzaKind.Iq && _stanza.Children == 1));
        }

        private void OnGrandchild(int space)
        {
            if (_stanza.Type == StanzaType.Error && space == _names.StanzaErrorNamespace && _stanza.Condition == StanzaCondition.None)
            {
                int condition = _names.Conditions.Find(_stream.Tokenizer.Buffer, _stream.Tokenizer.NameOffset, _stream.Tokenizer.NameLength);
                _stanza.Condition = condition < 0 ? StanzaCondition.None : (StanzaCondition)condition;
            }
            else if (_inBind)
            {
                _stream.Login.OnBindChild();
            }
        }

        private XmppEvent OnAnswer()
        {
            if (_stream.State != XmppState.Online)
            {
                return _stream.Login.OnAnswer();
            }

            return IsOwnPing() ? XmppEvent.None : _hasPayload ? XmppEvent.StanzaEnd : XmppEvent.Response;
        }

        private bool IsOwnPing()
        {
            return _stanza.IdLength > _pingId.Length && Bytes.Equal(_stanza.Id, 0, _pingId, 0, _pingId.Length) && _stanza.IsFromServer(_account.Jid);
        }
    }
}
