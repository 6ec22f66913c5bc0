using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <summary>
    /// Other kinds of payload in the gateway's stream, beside MMS: their namespaces are announced, their payloads are read here, and the loop lends it
    /// time. It works on the gateway's thread.
    /// </summary>
    public interface ISidePort
    {
        /// <summary>Namespaces of its payloads.</summary>
        string[] Namespaces { get; }

        /// <summary>When <see cref="Tick"/> is needed next, in milliseconds; 0 for at once.</summary>
        long NextDeadline { get; }

        /// <summary>Takes its place. Called once, when the gateway is built.</summary>
        /// <param name="xmpp">The client that brings payloads and takes stanzas.</param>
        /// <param name="port">Decodes what was protected, and lets the server act on it.</param>
        /// <param name="model">The server's data.</param>
        /// <param name="namespaces">The client's table of namespaces.</param>
        /// <param name="events">Who is told what happens.</param>
        void Join(XmppClient xmpp, MmsPort port, DataModel model, XmlNamespaces namespaces, IGatewayEvents events);

        /// <summary>A new session has begun: what was sent to the device while it was away is lost.</summary>
        void Begin();

        /// <summary>Reads on in a payload, and says <see cref="XmppClient.PayloadDone"/> at its end.</summary>
        /// <param name="isStart">True for its first token.</param>
        /// <returns>False when more bytes are needed first.</returns>
        bool Read(bool isStart);

        /// <summary>The stanza of the payload read last is complete: acts on it, and answers a request.</summary>
        /// <returns>Why its sender is refused; Ok when it is not.</returns>
        DerStatus Take();

        /// <summary>A request of its own was answered without a payload; for an error <see cref="Stanza.Condition"/> says why.</summary>
        void OnError();

        /// <summary>Lets time pass: at most one long computation, at most one stanza, for which the window is free. Called online or not.</summary>
        /// <param name="now">Milliseconds of the clock that never goes back.</param>
        /// <param name="utcSeconds">Seconds since 1970, UTC.</param>
        void Tick(long now, long utcSeconds);

        /// <summary>The gateway stops: wipes what is secret.</summary>
        void Stop();
    }
}
