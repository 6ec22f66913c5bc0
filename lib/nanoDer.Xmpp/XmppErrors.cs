using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>From the conditions of stream and SASL errors to a status, and from a status to the error that we send.</summary>
    internal sealed class XmppErrors
    {
        private const int FirstAway = 5;

        // RFC 6120 clause 4.9.3: those that call for a reaction of their own.
        private const string StreamConditions =
            "conflict host-unknown host-gone policy-violation see-other-host connection-timeout reset resource-constraint system-shutdown";

        // RFC 6120 clause 6.5.
        private const string SaslConditions =
            "not-authorized account-disabled credentials-expired invalid-authzid temporary-auth-failure aborted encryption-required"
            + " incorrect-encoding invalid-mechanism malformed-request mechanism-too-weak";

        private readonly NameList _stream = new NameList(StreamConditions);
        private readonly NameList _sasl = new NameList(SaslConditions);

        internal static int RequiredBytes()
        {
            return HeapSize.Object(2) + NameList.RequiredBytes(StreamConditions) + NameList.RequiredBytes(SaslConditions);
        }

        internal DerStatus Stream(byte[] buffer, int offset, int count)
        {
            int condition = _stream.Find(buffer, offset, count);
            switch (condition)
            {
                case -1:
                    return DerStatus.XmppStreamError;
                case 0:
                    return DerStatus.XmppConflict;
                case 1:
                case 2:
                    return DerStatus.XmppHostUnknown;
                case 3:
                    return DerStatus.XmppPolicyViolation;
                case 4:
                    return DerStatus.XmppSeeOtherHost;
                default:
                    return condition >= FirstAway ? DerStatus.XmppServerAway : DerStatus.XmppStreamError;
            }
        }

        internal DerStatus Sasl(byte[] buffer, int offset, int count)
        {
            switch (_sasl.Find(buffer, offset, count))
            {
                case -1:
                case 0:
                    // What is not known counts as not-authorized (RFC 6120 clause 6.5).
                    return DerStatus.XmppNotAuthorized;
                case 1:
                    return DerStatus.XmppAccountDisabled;
                case 2:
                    return DerStatus.XmppCredentialsExpired;
                case 3:
                    return DerStatus.XmppInvalidAuthzid;
                case 4:
                    return DerStatus.XmppTemporaryAuthFailure;
                default:
                    return DerStatus.XmppSaslProtocol;
            }
        }

        /// <summary>Name of the stream error that tells the server about a failure of ours; null for none.</summary>
        [Allocates("a literal of 12 bytes, at the end of a connection")]
        internal static string ForStream(DerStatus status)
        {
            switch (status)
            {
                case DerStatus.XmlNotWellFormed:
                case DerStatus.XmlBadCharacter:
                case DerStatus.XmlBadNamespace:
                    return "not-well-formed";
                case DerStatus.XmlRestricted:
                    return "restricted-xml";
                case DerStatus.XmlTagTooLong:
                case DerStatus.XmlTooDeep:
                case DerStatus.XmlTooManyAttributes:
                    return "policy-violation";
                case DerStatus.XmppTimeout:
                    return "connection-timeout";
                case DerStatus.XmppHandledTooHigh:
                    return "undefined-condition";
                case DerStatus.XmppNotXmpp:
                    return "invalid-namespace";
                default:
                    return null;
            }
        }
    }
}
