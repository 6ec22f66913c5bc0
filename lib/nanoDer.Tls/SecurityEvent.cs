namespace nanoDer.Tls
{
    /// <summary>
    /// Security events, after those that IEC 62351-3 names for the log of IEC 62351-14. Hundreds are the severity: 1 alarm, 2 warning,
    /// 3 notice. Numbers are stable.
    /// </summary>
    public enum SecurityEvent
    {
        /// <summary>The server is not who it should be: its certificate was refused (authority, date, name), or it does not know the password.</summary>
        PeerCertificateRefused = 100,

        /// <summary>No handshake: no common version or cipher suite, or the server refused the own certificate.</summary>
        HandshakeFailed = 101,

        /// <summary>The server gives no TLS: downgrade.</summary>
        TlsRefused = 102,

        /// <summary>Clear text was injected before the handshake.</summary>
        TextInjected = 103,

        /// <summary>The own certificate cannot be read, is too large, has a weak or unknown key.</summary>
        OwnCertificateBad = 104,

        /// <summary>The private key is not that of the own certificate.</summary>
        OwnKeyMismatch = 105,

        /// <summary>The own certificate has expired.</summary>
        OwnCertificateExpired = 106,

        /// <summary>The server refused the credentials.</summary>
        AuthenticationFailed = 107,

        /// <summary>Somebody else uses this identity.</summary>
        IdentityConflict = 108,

        /// <summary>The own certificate expires soon; first: days left.</summary>
        OwnCertificateExpiring = 200,

        /// <summary>The own certificate is not valid yet, or the clock is wrong.</summary>
        ClockDoubtful = 201,

        /// <summary>Too little memory for a handshake.</summary>
        MemoryShort = 202,

        /// <summary>The session broke or stalled, or no server could be reached.</summary>
        SessionLost = 203,

        /// <summary>The board restarts, because nothing else has helped.</summary>
        RestartOrdered = 204,

        /// <summary>The server sends this device to another one.</summary>
        Redirected = 205,

        /// <summary>A session is open.</summary>
        SessionOpened = 300,

        /// <summary>The session keys have reached their age: the connection is made anew.</summary>
        SessionKeysRenewed = 301,

        /// <summary>An association was refused or a PDU rejected.</summary>
        PeerRejected = 302,
    }
}
