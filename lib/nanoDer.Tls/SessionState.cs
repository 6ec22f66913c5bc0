namespace nanoDer.Tls
{
    /// <summary>Where a session stands.</summary>
    public enum SessionState
    {
        /// <summary>Not started, or stopped.</summary>
        Idle = 0,

        /// <summary>Looks for servers.</summary>
        Resolving = 1,

        /// <summary>Opens a TCP connection.</summary>
        Connecting = 2,

        /// <summary>Clear stream: the server must answer before anything freezes.</summary>
        Opening = 3,

        /// <summary>Pre-flight: clock, certificate, key, memory.</summary>
        Checking = 4,

        /// <summary>TLS handshake: all threads stand still, only a watchdog helps.</summary>
        Securing = 5,

        /// <summary>Authentication and binding inside TLS.</summary>
        LoggingIn = 6,

        /// <summary>Bound and present.</summary>
        Online = 7,

        /// <summary>The keys are old: the connection is cut to be made anew.</summary>
        Renewing = 8,

        /// <summary>Waits before the next attempt.</summary>
        Waiting = 9,

        /// <summary>Nothing else has helped: the board restarts.</summary>
        Rebooting = 10,
    }
}
