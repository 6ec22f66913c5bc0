using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>The session: stanzas, from the request for a resource on. Each iq of type get or set is answered exactly once.</summary>
    internal sealed class XmppSession
    {
        internal bool InPayload;
        internal bool Fed;
        internal readonly RequestList Requests;
        internal readonly XmppRooms Rooms;

        /// <summary>Number of the first of the further namespaces of payloads, and of the last; without any the last is before the first.</summary>
        internal int FirstSide = 1;
        internal int LastSide;

        private readonly XmppStream _stream;
        private readonly XmppNames _names;
        private readonly Stanza _stanza;
        private readonly XmppAccount _account;
        private readonly XmppResponder _responder;
        private readonly int _payloadNamespace;
        private bool _hasPayload;
        private bool _inBind;

        internal XmppSession(XmppStream stream, Stanza stanza, XmppAccount account, MemoryPlan plan, int payloadNamespace)
        {
            Requests = new RequestList(plan);
            Rooms = new XmppRooms(stream.Names, stanza, account, stream.Output, stream.Text, plan);
            _stream = stream;
            _names = stream.Names;
            _stanza = stanza;
            _account = account;
            _responder = new XmppResponder(_names, stanza, account, stream.Output, stream.Text);
            _payloadNamespace = payloadNamespace;
        }

        internal static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(14) + XmppRooms.RequiredBytes(plan) + RequestList.RequiredBytes(plan) + XmppResponder.RequiredBytes();
        }

        /// <summary>A session begins: nothing is asked, and nothing known of subscriptions.</summary>
        internal void Begin()
        {
            Requests.Clear();
            if (_account.Peers != null)
            {
                _account.Peers.Forget();
            }
        }

        /// <summary>Asks for the presence of the peers that do not tell it yet.</summary>
        internal void Watch()
        {
            for (int i = 0; _account.Peers != null && i < _account.Peers.Count; i++)
            {
                Watch(i);
            }

            Rooms.Rejoin();
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
            Rooms.Begin();
            if (element == XmppNames.Iq && (_stanza.Type == StanzaType.Result || _stanza.Type == StanzaType.Error))
            {
                _stanza.Solicited = Requests.Take(_stanza, _account.Jid.Bare);
            }

            return true;
        }

        /// <summary>A child, at depth 3, or a child of it.</summary>
        internal XmppEvent OnChild(int depth)
        {
            int space = _stream.Tokenizer.Namespace;
            if (space == _names.RoomNamespace || space == _names.ConferenceNamespace)
            {
                Rooms.OnElement(_stream.Tokenizer, space, _stream.Element());
            }

            if (depth == 4)
            {
                OnGrandchild(space);
                return XmppEvent.None;
            }

            _stanza.Children++;
            if ((space == _payloadNamespace || (space >= FirstSide && space <= LastSide)) && IsPayloadExpected())
            {
                _hasPayload = true;
                InPayload = true;
                Fed = false;
                return XmppEvent.PayloadStart;
            }

            int element = _stream.Element();
            if (space == _names.DelayNamespace && element == XmppNames.Delay)
            {
                _stanza.Children--;
                _stanza.Delayed = true;
                return XmppEvent.None;
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
                return _stream.State != XmppState.Online ? XmppEvent.None : Rooms.Room == null ? OnPresence() : Rooms.OnPresence();
            }

            if (_stanza.Kind == StanzaKind.Message)
            {
                XmppEvent found = _stream.State == XmppState.Online ? Rooms.OnMessage() : XmppEvent.None;
                return _hasPayload ? Handled() : found;
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
                if (_stanza.Delayed)
                {
                    SendError(StanzaCondition.UnexpectedRequest);
                }

                return Handled();
            }

            _responder.Answer();
            return XmppEvent.None;
        }

        private XmppEvent Handled()
        {
            return _stanza.Delayed ? XmppEvent.Delayed : XmppEvent.StanzaEnd;
        }

        private XmppEvent OnPresence()
        {
            if (_stanza.Type == StanzaType.Subscribe)
            {
                int bare = Jid.BareLength(_stanza.From, 0, _stanza.FromLength);
                int peer = _account.Peers == null ? -1 : _account.Peers.Find(_stanza.From, 0, bare);
                _stream.Output.Subscription(peer < 0 ? XmppPhrases.Unsubscribed : XmppPhrases.Subscribed, _stanza.From, bare);
                if (peer >= 0)
                {
                    Watch(peer);
                }
            }

            return _stanza.Type == StanzaType.Unavailable || _stanza.Type == StanzaType.Error ? XmppEvent.PeerGone : XmppEvent.None;
        }

        private void Watch(int peer)
        {
            if (_account.Peers.Watch(peer))
            {
                byte[] name = _account.Peers.Name(peer);
                _stream.Output.Subscription(XmppPhrases.Subscribe, name, name.Length);
            }
        }

        /// <summary>An item of the own roster says whose presence comes here already: "to" or "both".</summary>
        private void OnRosterItem()
        {
            byte[] buffer = _stream.Tokenizer.Buffer;
            int jid = _names.Find(_stream.Tokenizer, XmppNames.JidAttribute);
            int subscription = _names.Find(_stream.Tokenizer, XmppNames.SubscriptionAttribute);
            if (jid < 0 || subscription < 0 || _account.Peers == null)
            {
                return;
            }

            int first = buffer[_stream.Tokenizer.AttributeValueOffset(subscription)];
            int peer = _account.Peers.Find(buffer, _stream.Tokenizer.AttributeValueOffset(jid), _stream.Tokenizer.AttributeValueLength(jid));
            if (peer >= 0 && (first == 't' || first == 'b'))
            {
                _account.Peers.Watch(peer);
            }
        }

        // In an iq the payload is the only child; in a message there may be others, and the first payload counts.
        private bool IsPayloadExpected()
        {
            return _stream.State == XmppState.Online && !_stanza.Unanswerable && _stanza.Type != StanzaType.Error && !_hasPayload
                && (_stanza.Solicited || _stanza.Type != StanzaType.Result)
                && ((_stanza.Kind == StanzaKind.Message && Rooms.IsHeard) || (_stanza.Kind == StanzaKind.Iq && _stanza.Children == 1));
        }

        private void OnGrandchild(int space)
        {
            if (_stanza.Type == StanzaType.Error && space == _names.StanzaErrorNamespace && _stanza.Condition == StanzaCondition.None)
            {
                int condition = _names.Conditions.Find(_stream.Tokenizer.Buffer, _stream.Tokenizer.NameOffset, _stream.Tokenizer.NameLength);
                _stanza.Condition = condition < 0 ? StanzaCondition.None : (StanzaCondition)condition;
            }
            else if (space == _names.RosterNamespace && _responder.IsRosterOfOwn)
            {
                OnRosterItem();
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

            // The answer to the own ping has done its work by coming.
            return !_stanza.Solicited ? XmppEvent.None : _hasPayload ? Handled() : XmppEvent.Response;
        }
    }
}
