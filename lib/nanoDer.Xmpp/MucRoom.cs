using System;
using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>
    /// A room that the client is in, or wants to be in (XEP-0045).
    /// <code>
    /// Idle ── join, invitation ──▶ Joining ── own presence (110) ──▶ Joined
    ///   ◀── leave, ban, removal ──┴── kick, shutdown, error ──▶ Waiting ── backoff ──▶ Joining
    /// </code>
    /// A room of the site is not given up for a ban or the like: it is Barred, which new sessions do not change, and tried again after a long time.
    /// </summary>
    public sealed class MucRoom
    {
        internal const int Own = 1;
        internal const int Kicked = 2;
        internal const int Banned = 4;
        internal const int Removed = 8;
        internal const int Shutdown = 16;
        internal const int Lost = 32;
        internal const int NewNick = 64;
        internal const int Destroyed = 128;

        private const int MaxName = 256;
        private const int MaxNicks = 8;
        private const int FirstWait = 4000;
        private const int Doublings = 8;

        // Half of the longest wait after a ban.
        private const int HalfHour = 1800000;

        internal int State;
        internal long Due = long.MaxValue;

        /// <summary>It is one of the site's rooms.</summary>
        internal bool Lasts;

        private const int Idle = 0;
        private const int Joining = 1;
        private const int Inside = 2;
        private const int Waiting = 3;
        private const int Barred = 4;

        private readonly XmppAccount _account;
        private readonly XmppOutput _output;
        private readonly byte[] _name = new byte[MaxName];
        private readonly byte[] _publisher = new byte[MaxName];
        private int _bare;
        private int _length;
        private int _publisherLength;
        private int _nicks;
        private int _attempts;
        private uint _random;
        private DerStatus _status;

        internal MucRoom(XmppAccount account, XmppOutput output)
        {
            _account = account;
            _output = output;
            _random = account.Seed | 1;
        }

        /// <summary>The room's bare JID and the nick, a slash between; the first <see cref="NameLength"/> bytes count.</summary>
        public byte[] Name
        {
            get { return _name; }
        }

        /// <summary>Length of <see cref="Name"/>.</summary>
        public int NameLength
        {
            get { return _length; }
        }

        /// <summary>Length of the room's bare JID at the beginning of <see cref="Name"/>; 0 when there is no room.</summary>
        public int RoomLength
        {
            get { return _bare; }
        }

        /// <summary>True between the events RoomJoined and RoomLeft.</summary>
        public bool IsJoined
        {
            get { return State == Inside; }
        }

        /// <summary>True when the room is entered again by itself after a while.</summary>
        public bool IsWaiting
        {
            get { return State >= Waiting; }
        }

        /// <summary>Why the client is not in the room: a DerStatus of 270 to 289; Ok when it left by itself.</summary>
        public DerStatus Status
        {
            get { return _status; }
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(14) + (2 * HeapSize.Array(MaxName, 1));
        }

        /// <summary>Says whether a message of the room is from an allow-listed publisher, as far as the room can be believed: it names the real JID.</summary>
        /// <param name="stanza">The message.</param>
        /// <returns>True when its sender's nick is that of the publisher.</returns>
        public bool IsFromPublisher(Stanza stanza)
        {
            return _publisherLength > 0 && stanza.FromLength == _publisherLength && Bytes.Equal(stanza.From, 0, _publisher, 0, _publisherLength);
        }

        internal bool Is(byte[] jid, int bare)
        {
            return State != Idle && State != Barred && bare == _bare && Jid.Same(jid, 0, _name, 0, bare);
        }

        /// <summary>Enters a room; false when its name is too long.</summary>
        internal bool Enter(byte[] jid, int offset, int bare)
        {
            if (bare + _account.Jid.DomainOffset + 3 > MaxName)
            {
                return false;
            }

            Array.Copy(jid, offset, _name, 0, bare);
            _bare = bare;
            _attempts = 0;
            Join();
            return true;
        }

        /// <summary>Enters it, again or for the first time, under the first nick.</summary>
        internal void Join()
        {
            _nicks = 0;
            SendJoin();
        }

        internal void Leave()
        {
            _output.Subscription(XmppPhrases.Unavailable, _name, _length);
            Lasts = false;
            Stop(DerStatus.Ok);
        }

        /// <summary>Lets time pass; true when the room has not answered in time.</summary>
        internal bool Tick(long now)
        {
            bool silent = now >= Due && State == Joining;
            if (silent)
            {
                Wait(DerStatus.MucSilent);
            }
            else if (now >= Due)
            {
                Join();
            }

            return silent;
        }

        /// <summary>The session is new: the room does not know the client any more.</summary>
        internal void Rejoin()
        {
            if (State != Idle && State != Barred)
            {
                Join();
            }
        }

        /// <summary>A message came from somebody else: the client is in its place.</summary>
        internal void Settled()
        {
            _attempts = 0;
        }

        internal bool IsOwn(Stanza stanza)
        {
            return stanza.FromLength == _length && Bytes.Equal(stanza.From, 0, _name, 0, _length);
        }

        internal XmppEvent OnPresence(Stanza stanza, int codes, bool isPublisher)
        {
            bool isOwn = (codes & Own) != 0 || IsOwn(stanza);
            if (stanza.Type == StanzaType.Error)
            {
                return OnError(stanza.Condition);
            }

            if (stanza.Type == StanzaType.Unavailable)
            {
                if (!isOwn)
                {
                    _publisherLength = IsFromPublisher(stanza) ? 0 : _publisherLength;
                    return XmppEvent.PeerGone;
                }

                return (codes & NewNick) != 0 ? XmppEvent.None : OnOut(codes);
            }

            if (isPublisher && !isOwn && stanza.FromLength <= MaxName)
            {
                Array.Copy(stanza.From, 0, _publisher, 0, stanza.FromLength);
                _publisherLength = stanza.FromLength;
            }

            if (!isOwn || stanza.FromLength > MaxName)
            {
                return XmppEvent.None;
            }

            // The service may have chosen the nick (status 210, 303).
            _length = stanza.FromLength;
            Array.Copy(stanza.From, 0, _name, 0, _length);
            if (State != Joining)
            {
                return XmppEvent.None;
            }

            State = Inside;
            Due = long.MaxValue;
            _status = DerStatus.Ok;
            return XmppEvent.RoomJoined;
        }

        private XmppEvent OnOut(int codes)
        {
            if ((codes & Banned) != 0)
            {
                return Stop(DerStatus.MucBanned);
            }

            if ((codes & Destroyed) != 0)
            {
                return Stop(DerStatus.MucDestroyed);
            }

            if ((codes & Removed) != 0)
            {
                return Stop(DerStatus.MucRemoved);
            }

            return Wait((codes & Shutdown) != 0 ? DerStatus.MucShutdown : (codes & Lost) != 0 ? DerStatus.MucLost
                : (codes & Kicked) != 0 ? DerStatus.MucKicked : DerStatus.MucRefused);
        }

        private XmppEvent OnError(StanzaCondition condition)
        {
            switch (condition)
            {
                case StanzaCondition.Conflict:
                    _nicks++;
                    if (State == Joining && _nicks < MaxNicks)
                    {
                        SendJoin();
                        return XmppEvent.None;
                    }

                    return Wait(DerStatus.MucNickTaken);
                case StanzaCondition.NotAuthorized:
                    return Stop(DerStatus.MucPassword);
                case StanzaCondition.RegistrationRequired:
                    return Stop(DerStatus.MucMembersOnly);
                case StanzaCondition.Forbidden:
                    return Stop(DerStatus.MucBanned);
                case StanzaCondition.NotAllowed:
                    return Stop(DerStatus.MucNotAllowed);
                case StanzaCondition.ServiceUnavailable:
                    return Wait(DerStatus.MucFull);
                case StanzaCondition.ItemNotFound:
                    return Wait(DerStatus.MucNotFound);
                default:
                    return Wait(DerStatus.MucRefused);
            }
        }

        private XmppEvent Stop(DerStatus status)
        {
            State = Lasts ? Barred : Idle;
            return Out(status, Lasts ? _output.Now + Spread(HalfHour) : long.MaxValue);
        }

        /// <summary>Waits before the next attempt: 4 s, 8 s ... 17 min, of which half is random.</summary>
        private XmppEvent Wait(DerStatus status)
        {
            int half = (FirstWait / 2) << _attempts;
            _attempts += _attempts < Doublings ? 1 : 0;
            State = Waiting;
            return Out(status, _output.Now + Spread(half));
        }

        /// <summary>A random time between a half and the whole.</summary>
        private long Spread(int half)
        {
            _random ^= _random << 13;
            _random ^= _random >> 17;
            _random ^= _random << 5;
            return half + (long)(_random % (uint)half);
        }

        private XmppEvent Out(DerStatus status, long due)
        {
            Due = due;
            _status = status;
            _publisherLength = 0;
            return XmppEvent.RoomLeft;
        }

        private void SendJoin()
        {
            int local = _account.Jid.DomainOffset - 1;
            _name[_bare] = (byte)'/';
            Array.Copy(_account.Jid.Bare, 0, _name, _bare + 1, local);
            _length = _bare + 1 + local;
            if (_nicks > 0)
            {
                _name[_length] = (byte)'-';
                _name[_length + 1] = (byte)('1' + _nicks);
                _length += 2;
            }

            State = Joining;
            _publisherLength = 0;
            Due = _output.Now + _account.StepTimeout;
            _output.JoinRoom(_name, _length);
        }
    }
}
