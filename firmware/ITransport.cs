using nanoDer.Core;

namespace nanoDer.Firmware
{
    /// <summary>What the gateway asks of the network: one connection at a time, and datagrams for DNS and time servers, one question at a time. <see cref="Connection"/> has sockets; tests and replays have none.</summary>
    public interface ITransport
    {
        /// <summary>Connects, trying each IPv4 address of the host and then the others.</summary>
        /// <param name="host">Name or address.</param>
        /// <param name="port">TCP port.</param>
        /// <returns><see cref="DerStatus.NetNoAddress"/> or <see cref="DerStatus.NetNoConnection"/>.</returns>
        DerStatus Open(string host, int port);

        /// <summary>Says whether a handshake can succeed; see <see cref="nanoDer.Tls.PreFlight"/>.</summary>
        /// <param name="utc">Seconds since 1970.</param>
        /// <param name="freeHeap">Free bytes of the managed heap.</param>
        /// <param name="largestBlock">Largest free block outside it.</param>
        /// <returns>Why not.</returns>
        DerStatus Check(long utc, int freeHeap, int largestBlock);

        /// <summary>When the own certificate expires.</summary>
        /// <returns>Seconds since 1970; the largest number when it is not known.</returns>
        long NotAfter();

        /// <summary>Does the TLS handshake: mutual, certificate of the server required and checked. All threads stand still.</summary>
        /// <param name="domain">The name that the server's certificate must have.</param>
        /// <returns><see cref="DerStatus.TlsServerCertificate"/>, <see cref="DerStatus.TlsHandshake"/> or <see cref="DerStatus.TlsOwnCertificate"/>.</returns>
        DerStatus Secure(string domain);

        /// <summary>Waits for bytes.</summary>
        /// <param name="buffer">Where they go.</param>
        /// <param name="wait">The longest wait in milliseconds.</param>
        /// <returns>Number of bytes; 0 when none came; -1 when the connection is gone.</returns>
        int Receive(byte[] buffer, int wait);

        /// <summary>Sends all of the bytes.</summary>
        /// <param name="buffer">Buffer with them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many.</param>
        /// <returns>False when the connection is gone.</returns>
        bool Send(byte[] buffer, int offset, int count);

        /// <summary>Sends a datagram from a new port; what is received from then on comes from that server alone.</summary>
        /// <param name="server">Address of the server, or its name.</param>
        /// <param name="port">Its port.</param>
        /// <param name="buffer">Buffer with the datagram.</param>
        /// <param name="count">Its length.</param>
        void Ask(string server, int port, byte[] buffer, int count);

        /// <summary>Waits for a datagram.</summary>
        /// <param name="buffer">Where it goes.</param>
        /// <param name="wait">The longest wait in milliseconds.</param>
        /// <returns>Its length; 0 when none came; -1 when none will, which is told without waiting.</returns>
        int Answer(byte[] buffer, int wait);

        /// <summary>No more datagrams are waited for.</summary>
        void EndAsking();

        /// <summary>Closes whatever is open.</summary>
        void Close();
    }
}
