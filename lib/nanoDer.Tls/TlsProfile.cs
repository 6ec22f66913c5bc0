namespace nanoDer.Tls
{
    /// <summary>
    /// What this device asks of its TLS sessions (IEC 62351-3) and how patient it is. TLS is always mutual and the server's
    /// certificate always verified: there is no value here that turns that off. Times are in milliseconds unless they say otherwise.
    /// </summary>
    public sealed class TlsProfile
    {
        /// <summary>TLS 1.2, which IEC 62351-3 makes mandatory. False: TLS 1.3 only.</summary>
        public bool AllowTls12 = true;

        /// <summary>Seconds since 1970 before which the clock cannot be right: when the firmware was built.</summary>
        public long BuiltAt;

        /// <summary>So many seconds before the own certificate expires it is told (30 days).</summary>
        public int ExpiryWarning = 30 * 86400;

        /// <summary>Longest own certificate in bytes; IEC 62351-3 wants 8,192 at least.</summary>
        public int CertificateBytes = 8192;

        /// <summary>Free bytes of the managed heap that a session needs.</summary>
        public int HeapBytes = 2048;

        /// <summary>Largest free block outside the managed heap that a handshake needs: a record buffer of Mbed TLS.</summary>
        public int BlockBytes = 16717;

        /// <summary>Oldest session keys: 24 hours at most (IEC 62351-3), then the connection is made anew.</summary>
        public int SessionAge = 86400000;

        /// <summary>Nothing read for so long ends a session. Longer than the time after which a silent server is pinged and must have answered.</summary>
        public int StallTime = 120000;

        /// <summary>Longest time for each step up to being online; a password of 4,096 iterations takes an ESP32 about a minute.</summary>
        public int StepTimeout = 180000;

        /// <summary>The first wait before connecting again is random between 0 and this (RFC 6120 clause 3.3).</summary>
        public int FirstWait = 60000;

        /// <summary>The longest wait between two attempts.</summary>
        public int LongestWait = 900000;

        /// <summary>Online for so long ends the backoff.</summary>
        public int Stable = 60000;

        /// <summary>Offline for so long, the board is restarted; 0 for never.</summary>
        public int RebootAfter = 21600000;

        /// <summary>But not before so many failures in a row that nobody on the other side decided on.</summary>
        public int RebootFailures = 12;
    }
}
