namespace nanoDer.Iec61850
{
    /// <summary>What <see cref="Iec61850Server.Handle"/> made of a PDU.</summary>
    public enum ServerAnswer
    {
        /// <summary>The response PDU, or a service's error PDU, is built: it goes back to the client.</summary>
        Response = 0,

        /// <summary>A rejectPDU is built: the request was malformed or is not known here.</summary>
        Reject = 1,

        /// <summary>The PDU came from somebody without an association, or needs no answer.</summary>
        NotAssociated = 2,

        /// <summary>There is no room for another association.</summary>
        NoRoom = 3,
    }
}
