namespace nanoDer.Iec61850
{
    /// <summary>
    /// Numbers of MMS errors that the server gives (ISO 9506-2:2003: DataAccessError, ServiceError, RejectPDU). A service that refuses the whole
    /// request returns a fault: the class, which is a kind of node, shifted by 8, and the number, such as
    /// <c>(Mms.ErrorAccess &lt;&lt; 8) | MmsError.AccessNonExistent</c>, or <c>Mms.RejectConfirmedRequest</c> for a rejectPDU.
    /// </summary>
    internal static class MmsError
    {
        // DataAccessError
        internal const int HardwareFault = 1;
        internal const int TemporarilyUnavailable = 2;
        internal const int ObjectAccessDenied = 3;
        internal const int ObjectUndefined = 4;
        internal const int InvalidAddress = 5;
        internal const int TypeInconsistent = 7;
        internal const int ObjectAttributeInconsistent = 8;
        internal const int ObjectAccessUnsupported = 9;
        internal const int ObjectNonExistent = 10;
        internal const int ObjectValueInvalid = 11;

        // errorClass definition
        internal const int DefinitionUndefined = 1;
        internal const int ObjectExists = 5;

        // errorClass resource
        internal const int CapabilityUnavailable = 4;

        // errorClass access
        internal const int AccessUnsupported = 1;
        internal const int AccessNonExistent = 2;
        internal const int AccessDenied = 3;

        // errorClass service
        internal const int PduSize = 3;
        internal const int ContinuationInvalid = 4;
        internal const int ObjectConstraintConflict = 5;

        // errorClass cancel
        internal const int InvokeIdUnknown = 1;

        // errorClass file
        internal const int FileBusy = 2;
        internal const int FilePositionInvalid = 5;
        internal const int FileAccessDenied = 6;
        internal const int FileNonExistent = 7;

        // errorClass initiate
        internal const int InitiateOther = 0;
        internal const int CallingInsufficient = 3;
        internal const int CalledInsufficient = 4;
        internal const int ParameterCbbInsufficient = 6;
        internal const int NestingInsufficient = 7;

        // reject of a confirmed request
        internal const int UnrecognizedService = 1;
        internal const int InvalidArgument = 4;
        internal const int MaxRecursionExceeded = 8;

        // reject by pdu-error
        internal const int UnknownPduType = 0;
        internal const int InvalidPdu = 1;
    }
}
