using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <summary>From the conditions of stream and SASL errors to a status, and from a status to the error that we send.</summary>
    internal sealed class XmppErrors
    {
        // Statuses are numbered in the order of these lists, in two runs each.
        private const int StreamRun = 5;
        private const int SaslRun = 5;

        // RFC 6120 clause 4.9.3.
        private const string StreamConditions =
            "conflict host-unknown policy-violation see-other-host system-shutdown bad-format bad-namespace-prefix connection-timeout host-gone"
            + " improper-addressing internal-server-error invalid-from invalid-namespace invalid-xml not-authorized not-well-formed"
            + " remote-connection-failed reset resource-constraint restricted-xml undefined-condition unsupported-encoding unsupported-feature"
            + " unsupported-stanza-type unsupported-version";

        // RFC 6120 clause 6.5.
        private const string SaslConditions =
            "not-authorized account-disabled credentials-expired invalid-authzid temporary-auth-failure aborted encryption-required"
            + " incorrect-encoding invalid-mechanism malformed-request mechanism-too-weak";

        private readonly NameList _stream = new NameList(StreamConditions, ' ');
        private readonly NameList _sasl = new NameList(SaslConditions, ' ');

        internal static int RequiredBytes()
        {
            return HeapSize.Object(2) + NameList.RequiredBytes(StreamConditions, ' ') + NameList.RequiredBytes(SaslConditions, ' ');
        }

        internal DerStatus Stream(byte[] buffer, int offset, int count)
        {
            int condition = _stream.Find(buffer, offset, count);
            return condition < 0 ? DerStatus.XmppStreamError
                : condition < StreamRun ? DerStatus.XmppConflict + condition : DerStatus.XmppStreamBadFormat + (condition - StreamRun);
        }

        internal DerStatus Sasl(byte[] buffer, int offset, int count)
        {
            int condition = _sasl.Find(buffer, offset, count);

            // What is not known counts as not-authorized (RFC 6120 clause 6.5).
            return condition < 0 ? DerStatus.XmppNotAuthorized
                : condition < SaslRun ? DerStatus.XmppNotAuthorized + condition : DerStatus.XmppSaslAborted + (condition - SaslRun);
        }

        /// <summary>What stands in the way of a resource (RFC 6120 clause 7.6.2).</summary>
        internal static DerStatus OfBinding(StanzaCondition condition)
        {
            switch (condition)
            {
                case StanzaCondition.BadRequest:
                    return DerStatus.XmppBindBadRequest;
                case StanzaCondition.Conflict:
                    return DerStatus.XmppBindConflict;
                case StanzaCondition.NotAllowed:
                    return DerStatus.XmppBindNotAllowed;
                case StanzaCondition.ResourceConstraint:
                    return DerStatus.XmppBindResourceConstraint;
                default:
                    return DerStatus.XmppBindRefused;
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
