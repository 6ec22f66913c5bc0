namespace nanoDer.EndToEnd
{
    /// <summary>What the caller of <see cref="EndToEndEngine"/> has to do next; <see cref="EndToEndEngine.Current"/> is whom it is about.</summary>
    public enum EndToEndResult
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>There is something long to compute: call <see cref="EndToEndEngine.Tick"/> until it says something else, and read nothing meanwhile.</summary>
        Busy = 1,

        /// <summary>The client's turn to write its first PDU: between BeginHandshake and EndHandshake.</summary>
        Compose = 2,

        /// <summary>
        /// A PDU of the peer lies in the message, from PduOffset on. When the association is not open yet it is the first one of a client: answer
        /// by BeginHandshake and EndHandshake, or by Reject.
        /// </summary>
        Deliver = 3,

        /// <summary>
        /// The message holds a security PDU to be sent to the peer: as an iq of type set when <see cref="EndToEndEngine.IsRequest"/> says so, as the
        /// result of the iq that was read before, or else as a message.
        /// </summary>
        Send = 4,

        /// <summary>What was read is refused; Status says why. An iq is to be answered by an error.</summary>
        Refused = 5,

        /// <summary>The peer has ended the association, or refused it; Status and Diagnostic say why.</summary>
        Closed = 6,
    }
}
