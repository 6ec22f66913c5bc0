namespace nanoDer.Client
{
    /// <summary>What became of a request, or of a sequence of them.</summary>
    public enum ClientStatus
    {
        /// <summary>It was done.</summary>
        Ok = 0,

        /// <summary>It goes on.</summary>
        Busy = 1,

        /// <summary>As many requests are under way as were agreed on, or as there is room for: later.</summary>
        Full = 2,

        /// <summary>The request does not fit the memory plan, or what the server takes.</summary>
        TooLarge = 3,

        /// <summary>There is no association, or it has ended.</summary>
        Closed = 4,

        /// <summary>No answer came in time.</summary>
        TimedOut = 5,

        /// <summary>The request came back: the server is not there, or does not listen.</summary>
        Unreachable = 6,

        /// <summary>The server answered with an error: <see cref="MmsClient.ErrorClass"/> and <see cref="MmsClient.ErrorCode"/> say which.</summary>
        Error = 7,

        /// <summary>The server rejected the PDU: <see cref="MmsClient.ErrorClass"/> and <see cref="MmsClient.ErrorCode"/> say why.</summary>
        Rejected = 8,

        /// <summary>The answer is none to what was asked.</summary>
        BadAnswer = 9,

        /// <summary>An object could not be read or written: <see cref="ClientSequence.AccessError"/> says why.</summary>
        Denied = 10,

        /// <summary>A control was refused or has failed: <see cref="ControlSequence.AddCause"/> says why.</summary>
        Refused = 11,
    }
}
