namespace nanoDer.EndToEnd
{
    /// <summary>How far an association has got.</summary>
    public enum AssociationState
    {
        /// <summary>There is none.</summary>
        Closed = 0,

        /// <summary>A client: the handshake is being made or under way.</summary>
        Requested = 1,

        /// <summary>A server: the client has proved who it is, and waits for the answer.</summary>
        Accepting = 2,

        /// <summary>Messages go both ways.</summary>
        Open = 3,

        /// <summary>This side has asked for the end.</summary>
        Releasing = 4,
    }
}
