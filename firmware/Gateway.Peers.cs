using System;
using nanoDer.Core;
using nanoDer.Tls;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <content>Who is let in, and the rooms that the device is in.</content>
    public sealed partial class Gateway
    {
        // What anybody can bring about is told so often in a minute at most: its text is garbage, and a console takes its time.
        private const int Tellings = 20;
        private const int TellingTime = 60000;

        private long _tellFrom;
        private int _tellings;

        private static PeerList List(MemoryPlan plan, string names)
        {
            if (names == null)
            {
                return null;
            }

            PeerList list = new PeerList(plan);
            string[] parts = names.Split(new char[] { ',' });
            for (int i = 0; i < parts.Length; i++)
            {
                if (!list.Add(parts[i].Trim()))
                {
                    throw new ArgumentException();
                }
            }

            return list;
        }

        private static Jid[] RoomsOf(string names)
        {
            string[] parts = names == null ? new string[0] : names.Split(new char[] { ',' });
            Jid[] rooms = new Jid[parts.Length];
            for (int i = 0; i < rooms.Length; i++)
            {
                rooms[i] = Jid.Parse(parts[i].Trim());
                if (rooms[i] == null)
                {
                    throw new ArgumentException();
                }
            }

            return rooms;
        }

        /// <summary>Says whether the stanza's sender may speak with the server: a peer on the list, or anybody without one. Rooms have doors of their own.</summary>
        private bool IsAdmitted()
        {
            Stanza stanza = _xmpp.Stanza;
            return _account.Peers == null || stanza.Type == StanzaType.GroupChat || _account.Peers.Find(stanza.From, 0, stanza.FromLength) >= 0;
        }

        /// <summary>A payload is complete: answers it when its sender may ask.</summary>
        private void Handle()
        {
            Stanza stanza = _xmpp.Stanza;
            if (stanza.Type == StanzaType.GroupChat)
            {
                Refused(_group.Take());
                return;
            }

            if (!IsAdmitted())
            {
                if (stanza.Kind == StanzaKind.Iq)
                {
                    _xmpp.SendError(StanzaProfile.NotListed);
                }

                Refused(DerStatus.XmppNotListed);
                return;
            }

            if (_inShield)
            {
                _shield.Tick(_now, Utc());
                Refused(_shield.Take());
            }
            else
            {
                _port.Answer();
            }

            Finish();
            Report();
        }

        private void Refused(DerStatus status)
        {
            if (status != DerStatus.Ok)
            {
                Log(SecurityEvent.PeerRejected, (int)status, 0);
                if (MayTell())
                {
                    _events.OnEvent(GatewayEvent.Rejected, status, Peer());
                }
            }
        }

        /// <summary>Says whether one more of the events that anybody can bring about is told.</summary>
        private bool MayTell()
        {
            if (_now >= _tellFrom)
            {
                _tellFrom = _now + TellingTime;
                _tellings = 0;
            }

            _tellings += _tellings <= Tellings ? 1 : 0;
            return _tellings <= Tellings;
        }

        /// <summary>A session is new: into the rooms of the site, in so far as the client does not go by itself.</summary>
        private void EnterRooms()
        {
            for (int i = 0; i < _rooms.Length; i++)
            {
                byte[] room = _rooms[i].Bare;
                _xmpp.JoinRoom(room, 0, room.Length);
            }
        }

        private void TellRoom(GatewayEvent what)
        {
            MucRoom room = _xmpp.Room;
            if (MayTell())
            {
                _events.OnEvent(what, room.Status, Text(room.Name, 0, room.NameLength));
            }
        }
    }
}
