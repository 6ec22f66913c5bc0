using nanoDer.Core;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <summary>
    /// End-to-end security around the PDUs of the server, as far as the gateway knows it: security PDUs come in a namespace of their own, and what
    /// is said to a peer goes through here. It works on the gateway's thread.
    /// </summary>
    public interface IShield
    {
        /// <summary>Namespace of security PDUs.</summary>
        string Namespace { get; }

        /// <summary>Octets of the largest PDU that it protects.</summary>
        int MostBytes { get; }

        /// <summary>When <see cref="Tick"/> is needed next, in milliseconds; 0 for at once.</summary>
        long NextDeadline { get; }

        /// <summary>Takes its place, and its memory. Called once, when the gateway is built.</summary>
        /// <param name="xmpp">The client that brings security PDUs and takes stanzas.</param>
        /// <param name="port">Answers what was in them.</param>
        /// <param name="board">Its watchdog is fed between long computations.</param>
        /// <param name="namespaces">The client's table of namespaces.</param>
        void Join(XmppClient xmpp, MmsPort port, IBoard board, XmlNamespaces namespaces);

        /// <summary>Says whether a PDU from a peer, or to it, may be in the clear.</summary>
        /// <param name="peer">Buffer with the full JID.</param>
        /// <param name="count">Its length.</param>
        /// <returns>False as well while there is a protected association with a peer that may do without.</returns>
        bool MayBeClear(byte[] peer, int count);

        /// <summary>Reads on in a security PDU, and says <see cref="XmppClient.PayloadDone"/> at its end.</summary>
        /// <param name="isStart">True for its first token.</param>
        /// <returns>False when more bytes are needed first.</returns>
        bool Read(bool isStart);

        /// <summary>The stanza of the security PDU is complete: acts on it, and answers a request.</summary>
        /// <returns>Why it is refused; Ok when it is not.</returns>
        DerStatus Take();

        /// <summary>Begins what protects a PDU, in memory of its own.</summary>
        /// <param name="peer">Buffer with the full JID of the receiver.</param>
        /// <param name="count">Its length.</param>
        /// <param name="accepts">True for the PDU that accepts an association.</param>
        /// <returns>Where the PDU is to be written; null when there is no association that could protect it.</returns>
        ByteWriter Begin(byte[] peer, int count, bool accepts);

        /// <summary>Ends it, behind the PDU.</summary>
        /// <returns>False when it does not fit: then nothing is to be sent.</returns>
        bool End();

        /// <summary>A peer is gone: wipes what is shared with it.</summary>
        /// <param name="peer">Buffer with the full JID.</param>
        /// <param name="count">Its length.</param>
        void Drop(byte[] peer, int count);

        /// <summary>The session is over: wipes what is shared with anybody.</summary>
        void DropAll();

        /// <summary>Lets time pass: at most one long computation.</summary>
        /// <param name="now">Milliseconds of the clock that never goes back.</param>
        /// <param name="utc">Milliseconds since 1970, UTC.</param>
        void Tick(long now, long utc);

        /// <summary>The gateway stops: wipes what is secret.</summary>
        void Stop();
    }
}
