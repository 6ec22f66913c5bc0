using System;
using nanoDer.Core;
using nanoDer.Tls;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <content>Who is let in, and the rooms that the device is in.</content>
    public sealed partial class Gateway
    {
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

            _port.Answer();
            Finish();
            Report();
        }

        private void Refused(DerStatus status)
        {
            if (status != DerStatus.Ok)
            {
                Log(SecurityEvent.PeerRejected, (int)status, 0);
                _events.OnEvent(GatewayEvent.Rejected, status, Peer());
            }
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
            _events.OnEvent(what, room.Status, Text(room.Name, 0, room.NameLength));
        }
    }
}
