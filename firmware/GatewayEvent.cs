namespace nanoDer.Firmware
{
    /// <summary>What the gateway tells whoever watches it.</summary>
    public enum GatewayEvent
    {
        /// <summary>It opens a TCP connection; the text names the server.</summary>
        Connecting = 0,

        /// <summary>TCP is connected.</summary>
        Connected = 1,

        /// <summary>TLS is established and the server's certificate was accepted.</summary>
        Secured = 2,

        /// <summary>SASL succeeded.</summary>
        Authenticated = 3,

        /// <summary>Bound and present; the text is the full JID.</summary>
        Online = 4,

        /// <summary>The server gave another resource than IEC: clients will not find this device. The text is the full JID.</summary>
        WrongResource = 5,

        /// <summary>A client has opened an association; the text is its JID.</summary>
        Associated = 6,

        /// <summary>An association has ended; the text is the client's JID.</summary>
        Released = 7,

        /// <summary>A PDU was rejected; the status says why, the text is the sender's JID.</summary>
        Rejected = 8,

        /// <summary>The connection is over; the status says why.</summary>
        Offline = 9,

        /// <summary>It waits before connecting again; the text is the time in milliseconds.</summary>
        Waiting = 10,

        /// <summary>It has stopped because it was asked to.</summary>
        Stopped = 11,

        /// <summary>Online again in the session of the earlier connection, with its associations; the text is the full JID.</summary>
        Resumed = 12,

        /// <summary>The own certificate expires soon; the text is the number of days left.</summary>
        CertificateExpiring = 13,

        /// <summary>The session keys are old: the connection is made anew.</summary>
        Renewing = 14,

        /// <summary>Nothing else has helped: the board restarts.</summary>
        Restarting = 15,

        /// <summary>A PDU that was stored on its way came and is not acted on; the text is the sender's JID.</summary>
        Delayed = 20,

        /// <summary>In a room; the text is its JID and the nick.</summary>
        RoomJoined = 21,

        /// <summary>Out of a room, or not let in; the status says why, the text is its JID and the nick.</summary>
        RoomLeft = 22,

        /// <summary>No client had an association for too long: the inverter goes to its default set-points.</summary>
        FailSafe = 40,

        /// <summary>A command has ended the fail-safe.</summary>
        FailSafeEnded = 41,

        /// <summary>Keys of the group have come or gone; the text says how many and by what; <c>storage</c> for those of before a restart.</summary>
        GroupKeys = 50,

        /// <summary>An exchange with the key server failed and is begun anew; the status says why, the text who answered with an error, if anybody did.</summary>
        GroupKeysFailed = 51,

        /// <summary>A push to the group was refused; the status says why.</summary>
        GroupPushRefused = 52,

        /// <summary>The publisher of the group has said something that concerns this device; the text says how many objects were taken.</summary>
        GroupCommand = 53,
    }
}
