using nanoDer.Mms;
using nanoDer.Xmpp;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Firmware
{
    /// <summary>
    /// How MMS PDUs travel in XMPP stanzas (IEC 61850-8-2 annex D) while end-to-end security is off: the PDU is the direct child of the
    /// stanza. The association context of IEC 62351-4 is not public; whatever depends on it stands here and nowhere else.
    /// <code>
    /// PDU                                      stanza   type
    /// initiate, conclude                       iq       set, answered by result
    /// confirmed request that reads             iq       get, answered by result (service errors too)
    /// confirmed request that changes           iq       set, answered by result (service errors too)
    /// informationReport, rejectPDU             message  normal; in a room groupchat
    /// </code>
    /// An iq whose PDU is rejected is answered by an error besides, since every iq must be answered (RFC 6120 clause 8.2.3).
    /// </summary>
    public static class StanzaProfile
    {
        /// <summary>Namespace of the PDUs, which is also announced to who asks for features.</summary>
        public const string Namespace = XerDialect.Namespace;

        /// <summary>Resource of every device (IEC 61850-8-2 clause 6.1).</summary>
        public const string Resource = "IEC";

        /// <summary>Answer to an iq whose PDU cannot be read.</summary>
        public const StanzaCondition Malformed = StanzaCondition.BadRequest;

        /// <summary>Answer to an iq whose PDU asks for what this server does not do.</summary>
        public const StanzaCondition Unsupported = StanzaCondition.FeatureNotImplemented;

        /// <summary>Answer to a PDU from somebody without an association.</summary>
        public const StanzaCondition NotAssociated = StanzaCondition.UnexpectedRequest;

        /// <summary>Answer to a peer who is not on the device's list (RFC 6120 clause 8.3.3.4).</summary>
        public const StanzaCondition NotListed = StanzaCondition.Forbidden;

        /// <summary>Answer to a PDU in the clear of a peer who has to protect it.</summary>
        public const StanzaCondition Clear = StanzaCondition.PolicyViolation;

        /// <summary>Answer when all associations are taken.</summary>
        public const StanzaCondition NoRoom = StanzaCondition.ResourceConstraint;

        /// <summary>Type of the iq for a request.</summary>
        /// <param name="tree">The request.</param>
        /// <returns>Get or Set.</returns>
        public static StanzaType RequestType(MmsTree tree)
        {
            if (tree.Kind(0) != Kind.ConfirmedRequestPdu)
            {
                return tree.Kind(0) == Kind.CancelRequestPdu ? StanzaType.Get : StanzaType.Set;
            }

            switch (tree.Kind(tree.First(tree.Child(0, Kind.RequestService))))
            {
                case Kind.WriteRequest:
                case Kind.DefineNamedVariableListRequest:
                case Kind.DeleteNamedVariableListRequest:
                case Kind.FileOpenRequest:
                case Kind.FileCloseRequest:
                case Kind.FileDeleteRequest:
                    return StanzaType.Set;
                default:
                    return StanzaType.Get;
            }
        }
    }
}
