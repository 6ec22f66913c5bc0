using nanoDer.Mms;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <summary>Gets what publishers say in rooms.</summary>
    public interface IGroupListener
    {
        /// <summary>An informationReport has come. It is not authentic: a room can claim any sender. Act on nothing that it says unless it proves itself.</summary>
        /// <param name="room">The room.</param>
        /// <param name="message">The message: who in the room sent it. <see cref="MucRoom.IsFromPublisher"/> says whether that is a publisher on the list.</param>
        /// <param name="pdu">The unconfirmed-PDU; only valid in this call.</param>
        void OnGroupReport(MucRoom room, Stanza message, MmsTree pdu);
    }
}
