using nanoDer.Core;
using nanoDer.Xml;

namespace nanoDer.Xmpp
{
    /// <summary>What comes from rooms, and invitations to them (XEP-0045, XEP-0249). Rooms that the client is not in are not heard.</summary>
    internal sealed class XmppRooms
    {
        private const int MaxInvitation = 256;

        internal readonly MucRoom[] Rooms;

        /// <summary>The room that the stanza comes from; null when it is none.</summary>
        internal MucRoom Room;

        private readonly XmppNames _names;
        private readonly Stanza _stanza;
        private readonly XmppAccount _account;
        private readonly byte[] _invited;
        private int _invitedLength;
        private int _codes;
        private bool _isPublisher;

        internal XmppRooms(XmppNames names, Stanza stanza, XmppAccount account, XmppOutput output, byte[] text, MemoryPlan plan)
        {
            _invited = text;
            _names = names;
            _stanza = stanza;
            _account = account;
            Rooms = new MucRoom[plan.Rooms];
            for (int i = 0; i < Rooms.Length; i++)
            {
                Rooms[i] = new MucRoom(account, output);
            }
        }

        internal static int RequiredBytes(MemoryPlan plan)
        {
            return HeapSize.Object(9) + HeapSize.Array(plan.Rooms, 12) + (plan.Rooms * MucRoom.RequiredBytes());
        }

        /// <summary>A stanza begins.</summary>
        internal void Begin()
        {
            _codes = 0;
            _isPublisher = false;
            _invitedLength = 0;
            Room = _stanza.Kind == StanzaKind.Iq ? null : Find(_stanza.From, Jid.BareLength(_stanza.From, 0, _stanza.FromLength));
        }

        /// <summary>True when a message may have a payload: one to the room, of somebody else, in a room that the client is in.</summary>
        internal bool IsHeard
        {
            get { return _stanza.Type != StanzaType.GroupChat || (Room != null && Room.IsJoined && !Room.IsOwn(_stanza)); }
        }

        /// <summary>Something inside the stanza in one of the namespaces of rooms begins.</summary>
        internal void OnElement(XmlTokenizer tokenizer, int space, int element)
        {
            if (_stanza.Kind == StanzaKind.Message)
            {
                // Direct: the server vouches for the sender. Mediated: the room says who invites, so the room must be on the list as well.
                if (space == _names.ConferenceNamespace && element == XmppNames.X && IsListed(_stanza.From, 0, _stanza.FromLength))
                {
                    int jid = _names.Find(tokenizer, XmppNames.JidAttribute);
                    Keep(tokenizer.Buffer, jid < 0 ? 0 : tokenizer.AttributeValueOffset(jid), jid < 0 ? 0 : tokenizer.AttributeValueLength(jid));
                }
                else if (space == _names.RoomNamespace && element == XmppNames.Invite && IsListed(_stanza.From, 0, _stanza.FromLength))
                {
                    int from = _names.Find(tokenizer, XmppNames.FromAttribute);
                    if (from >= 0 && IsListed(tokenizer.Buffer, tokenizer.AttributeValueOffset(from), tokenizer.AttributeValueLength(from)))
                    {
                        Keep(_stanza.From, 0, _stanza.FromLength);
                    }
                }
            }
            else if (Room != null && space == _names.RoomNamespace)
            {
                OnPresenceElement(tokenizer, element);
            }
        }

        /// <summary>A presence of the room is complete.</summary>
        internal XmppEvent OnPresence()
        {
            return Room.OnPresence(_stanza, _codes, _isPublisher);
        }

        /// <summary>A message is complete: an invitation is accepted; what the client has said itself comes back.</summary>
        internal XmppEvent OnMessage()
        {
            if (_invitedLength > 0 && !_stanza.Delayed && _stanza.Type != StanzaType.Error)
            {
                Enter(_invited, 0, _invitedLength, false);
            }

            if (Room != null && _stanza.Type == StanzaType.Error)
            {
                return XmppEvent.Response;
            }

            if (Room == null || _stanza.Type != StanzaType.GroupChat || !Room.IsJoined)
            {
                return XmppEvent.None;
            }

            if (Room.IsOwn(_stanza))
            {
                return XmppEvent.RoomEcho;
            }

            Room.Settled();
            return XmppEvent.None;
        }

        /// <summary>Enters a room, unless the client is in it or has no place for one more. An invitation ends a wait, the site's own wish does not.</summary>
        internal bool Enter(byte[] jid, int offset, int count, bool lasts)
        {
            int bare = Jid.BareLength(jid, offset, count);
            for (int i = 0; i < Rooms.Length; i++)
            {
                if (Rooms[i].State != 0 && bare == Rooms[i].RoomLength && Jid.Same(jid, offset, Rooms[i].Name, 0, bare))
                {
                    Rooms[i].Lasts |= lasts;
                    if (Rooms[i].IsWaiting && !lasts)
                    {
                        Rooms[i].Join();
                    }

                    return true;
                }
            }

            for (int i = 0; i < Rooms.Length; i++)
            {
                if (Rooms[i].State == 0)
                {
                    Rooms[i].Lasts = lasts;
                    return Rooms[i].Enter(jid, offset, bare);
                }
            }

            return false;
        }

        internal void Rejoin()
        {
            for (int i = 0; i < Rooms.Length; i++)
            {
                Rooms[i].Rejoin();
            }
        }

        private MucRoom Find(byte[] jid, int bare)
        {
            for (int i = 0; i < Rooms.Length; i++)
            {
                if (Rooms[i].Is(jid, bare))
                {
                    return Rooms[i];
                }
            }

            return null;
        }

        private bool IsListed(byte[] jid, int offset, int count)
        {
            return _account.Publishers != null && _account.Publishers.Find(jid, offset, count) >= 0;
        }

        private void Keep(byte[] jid, int offset, int count)
        {
            _invitedLength = count > MaxInvitation ? 0 : count;
            System.Array.Copy(jid, offset, _invited, 0, _invitedLength);
        }

        private void OnPresenceElement(XmlTokenizer tokenizer, int element)
        {
            if (element == XmppNames.Destroy)
            {
                _codes |= MucRoom.Destroyed;
            }
            else if (element == XmppNames.Item)
            {
                int jid = _names.Find(tokenizer, XmppNames.JidAttribute);
                _isPublisher |= jid >= 0 && IsListed(tokenizer.Buffer, tokenizer.AttributeValueOffset(jid), tokenizer.AttributeValueLength(jid));
            }
            else if (element == XmppNames.Status)
            {
                int code = _names.Find(tokenizer, XmppNames.CodeAttribute);
                _codes |= code < 0 ? 0 : Flag(Bytes.ParseDecimal(tokenizer.Buffer, tokenizer.AttributeValueOffset(code), tokenizer.AttributeValueLength(code)));
            }
        }

        // XEP-0045 clause 15.6.
        private static int Flag(int code)
        {
            switch (code)
            {
                case 110:
                    return MucRoom.Own;
                case 301:
                    return MucRoom.Banned;
                case 303:
                    return MucRoom.NewNick;
                case 307:
                    return MucRoom.Kicked;
                case 321:
                case 322:
                    return MucRoom.Removed;
                case 332:
                    return MucRoom.Shutdown;
                case 333:
                    return MucRoom.Lost;
                default:
                    return 0;
            }
        }
    }
}
