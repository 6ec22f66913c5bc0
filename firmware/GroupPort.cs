using nanoDer.Core;
using nanoDer.Mms;
using nanoDer.Xmpp;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Firmware
{
    /// <summary>
    /// Takes what is said in rooms (XEP-0045): <see cref="MmsPort"/> has decoded it, an informationReport goes to the listener, and
    /// nothing is ever answered.
    /// </summary>
    public sealed class GroupPort
    {
        private readonly XmppClient _xmpp;
        private readonly MmsPort _port;
        private readonly IGroupListener _listener;

        /// <summary>Joins them.</summary>
        /// <param name="xmpp">The client that is in the rooms.</param>
        /// <param name="port">Who decodes its payloads.</param>
        /// <param name="listener">Who gets the reports; null when nobody wants them.</param>
        public GroupPort(XmppClient xmpp, MmsPort port, IGroupListener listener)
        {
            _xmpp = xmpp;
            _port = port;
            _listener = listener;
        }

        /// <summary>Takes the message to a room that is complete now.</summary>
        /// <returns>Ok; why the PDU cannot be read; <see cref="DerStatus.MmsUnknownPdu"/> when it is no informationReport.</returns>
        [DataPath]
        public DerStatus Take()
        {
            if (_port.Decoded != DerStatus.Ok)
            {
                return _port.Decoded;
            }

            MmsTree pdu = _port.Request;
            if (pdu.Kind(0) != Kind.UnconfirmedPdu || pdu.Kind(pdu.First(pdu.Child(0, Kind.UnconfirmedService))) != Kind.InformationReport)
            {
                return DerStatus.MmsUnknownPdu;
            }

            if (_listener != null)
            {
                _listener.OnGroupReport(_xmpp.Room, _xmpp.Stanza, pdu);
            }

            return DerStatus.Ok;
        }
    }
}
