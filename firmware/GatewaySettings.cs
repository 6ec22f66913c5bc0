using nanoDer.Core;

namespace nanoDer.Firmware
{
    /// <summary>What a gateway must know about its site.</summary>
    public sealed class GatewaySettings
    {
        /// <summary>The bare JID of the device, for which its certificate stands: <c>der1@der.local</c>.</summary>
        public string Jid;

        /// <summary>Name or address of the XMPP server; the certificate of the server is checked against the domain of <see cref="Jid"/>, not against this.</summary>
        public string Host;

        /// <summary>TCP port of the server; 5222 by convention.</summary>
        public int Port = 5222;

        /// <summary>Certificate of the device, PEM. Null: the one in the board's certificate store.</summary>
        public string Certificate;

        /// <summary>Its private key, PEM.</summary>
        public string PrivateKey;

        /// <summary>Password of the account for SCRAM-SHA-256 with servers that do not offer EXTERNAL. Null: the certificate alone.</summary>
        public string Password;

        /// <summary>Certificate of the authority that signs servers, PEM. Null: those in the board's store.</summary>
        public string Authority;

        /// <summary>The first wait before connecting again is random between 0 and this, in milliseconds (RFC 6120 clause 3.3).</summary>
        public int FirstWait = 60000;

        /// <summary>The longest wait between two attempts, in milliseconds.</summary>
        public int LongestWait = 900000;

        /// <summary>Makes the waits of one device differ from those of the others: a serial number, say.</summary>
        public uint Seed = 1;

        /// <summary>Sizes of all buffers.</summary>
        public MemoryPlan Plan = new MemoryPlan();
    }
}
