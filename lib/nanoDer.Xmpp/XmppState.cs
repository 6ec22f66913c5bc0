namespace nanoDer.Xmpp
{
    /// <summary>How far the client has got: what it waits for next (RFC 6120 clauses 4 to 7). The order is that of the login.</summary>
    public enum XmppState
    {
        /// <summary>The server's first header, in clear text.</summary>
        ClearStream = 0,

        /// <summary>The features behind it.</summary>
        ClearFeatures = 1,

        /// <summary>The answer to STARTTLS.</summary>
        TlsAnswer = 2,

        /// <summary>The caller's TLS handshake.</summary>
        Tls = 3,

        /// <summary>The header of the stream inside TLS.</summary>
        SecureStream = 4,

        /// <summary>The SASL mechanisms.</summary>
        Mechanisms = 5,

        /// <summary>The end of SASL.</summary>
        Sasl = 6,

        /// <summary>The header of the stream after SASL.</summary>
        OwnStream = 7,

        /// <summary>The feature of resource binding.</summary>
        BindFeature = 8,

        /// <summary>The session of an earlier connection (XEP-0198 clause 5).</summary>
        Resume = 9,

        /// <summary>The resource bound.</summary>
        Bind = 10,

        /// <summary>The roster.</summary>
        Roster = 11,

        /// <summary>Stanzas: the login is done.</summary>
        Online = 12,
    }
}
