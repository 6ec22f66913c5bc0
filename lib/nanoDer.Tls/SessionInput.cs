namespace nanoDer.Tls
{
    /// <summary>What happens to a session. The last five come from <see cref="SessionSupervisor"/> itself.</summary>
    public enum SessionInput
    {
        /// <summary>The device has started.</summary>
        Start = 0,

        /// <summary>There is a server to try.</summary>
        Resolved = 1,

        /// <summary>TCP is connected; the stream begins in clear text.</summary>
        Connected = 2,

        /// <summary>TCP is connected; TLS comes first (XEP-0368).</summary>
        ConnectedDirect = 3,

        /// <summary>The server has agreed to TLS.</summary>
        TlsAgreed = 4,

        /// <summary>The pre-flight found nothing.</summary>
        Ready = 5,

        /// <summary>The handshake is done.</summary>
        Secured = 6,

        /// <summary>Authenticated and bound.</summary>
        Bound = 7,

        /// <summary>The connection with old keys is cut.</summary>
        Cut = 8,

        /// <summary>The device is asked to stop.</summary>
        Stop = 9,

        /// <summary>The keys are as old as they may become.</summary>
        KeysOld = 10,

        /// <summary>Failed, and another server is to be tried at once.</summary>
        NextServer = 11,

        /// <summary>Failed.</summary>
        Failed = 12,

        /// <summary>The wait is over.</summary>
        Elapsed = 13,

        /// <summary>Failed for too long.</summary>
        GiveUp = 14,
    }
}
