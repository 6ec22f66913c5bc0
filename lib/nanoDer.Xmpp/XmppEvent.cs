namespace nanoDer.Xmpp
{
    /// <summary>What <see cref="XmppClient.Next"/> found.</summary>
    public enum XmppEvent
    {
        /// <summary>Nothing: feed more bytes.</summary>
        None = 0,

        /// <summary>The server is ready for TLS: send what waits in the output, do the handshake, then call <see cref="XmppClient.TlsEstablished"/>.</summary>
        StartTls = 1,

        /// <summary>SASL succeeded; the stream begins anew by itself.</summary>
        Authenticated = 2,

        /// <summary>
        /// Bound and present: <see cref="XmppClient.FullJid"/> holds the name under which others reach this client. The session is new: what an
        /// earlier one held, associations above all, is gone.
        /// </summary>
        Online = 3,

        /// <summary>
        /// A child in one of the application's namespaces begins: the start tag is the current token of <see cref="XmppClient.Tokenizer"/>.
        /// Pull its tokens up to its end, then call <see cref="XmppClient.PayloadDone"/>.
        /// </summary>
        PayloadStart = 4,

        /// <summary>The payload goes on: there may be more of its tokens.</summary>
        Payload = 5,

        /// <summary>The stanza around a payload is complete. An iq of type get or set must be answered now.</summary>
        StanzaEnd = 6,

        /// <summary>
        /// The entity in <see cref="Stanza.From"/> has gone offline, or cannot be reached; without a resource, all of that bare JID.
        /// </summary>
        PeerGone = 7,

        /// <summary>An answer came without a payload of the application: an error, or an empty result.</summary>
        Response = 8,

        /// <summary>The stream is over; <see cref="XmppClient.Status"/> says why. Send what waits in the output, then close the connection.</summary>
        Closed = 9,

        /// <summary>Online again in the session of the earlier connection: no stanza was lost or doubled, and all that it held lives on (XEP-0198 clause 5).</summary>
        Resumed = 10,

        /// <summary>
        /// The server bound another resource than the one asked for: <see cref="XmppClient.FullJid"/>. Peers will not find this device
        /// (IEC 61850-8-2 clause 6.1); the login goes on.
        /// </summary>
        ResourceChanged = 20,

        /// <summary>
        /// A payload was read that had been stored on its way (XEP-0203): do not act on it. An iq of type get or set has been refused already.
        /// </summary>
        Delayed = 11,

        /// <summary>In the room <see cref="XmppClient.Room"/>.</summary>
        RoomJoined = 12,

        /// <summary>Out of the room <see cref="XmppClient.Room"/>, or not let in; its status says why.</summary>
        RoomLeft = 13,

        /// <summary>A message to the room <see cref="XmppClient.Room"/> has come back: the room has it.</summary>
        RoomEcho = 14,
    }
}
