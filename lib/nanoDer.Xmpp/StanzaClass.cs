namespace nanoDer.Xmpp
{
    /// <summary>
    /// What a stanza is worth when the buffer of those that the server has not acknowledged is full: the class with the highest number
    /// goes first, and of one class the newest. What goes was sent all the same; it is only not sent again after a cut.
    /// </summary>
    public enum StanzaClass
    {
        /// <summary>Answers to the application's requests, control above all: never dropped. When they alone fill the buffer, the session cannot be resumed.</summary>
        Control = 0,

        /// <summary>Reports of an event.</summary>
        Event = 1,

        /// <summary>Integrity and other periodic reports: the next one says the same.</summary>
        Integrity = 2,

        /// <summary>What loses its meaning with the connection: pings, and answers that the client gives by itself.</summary>
        Fleeting = 3,
    }
}
