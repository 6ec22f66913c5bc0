namespace nanoDer.GroupKeys
{
    /// <summary>What a gateway must know about its group and the group's key server. Its credentials may be others than those of the XMPP account.</summary>
    public sealed class GroupKeySettings
    {
        /// <summary>The key server on XMPP: full JID of a client (<c>gcks@der.local/gdoi</c>), or the domain of a component.</summary>
        public string KeyServer;

        /// <summary>
        /// Its IP address, to ask it by UDP instead; null: by XMPP. Pushes are taken from both.
        /// </summary>
        public string Address;

        /// <summary>UDP port of it. 4500 stands for datagrams behind the non-ESP marker (RFC 3947); see <see cref="Marker"/>.</summary>
        public int Port = 848;

        /// <summary>True to put the non-ESP marker before each datagram.</summary>
        public bool Marker;

        /// <summary>Number of the group (ID_KEY_ID).</summary>
        public uint Group;

        /// <summary>Certificate of the member, PEM, of P-256.</summary>
        public string Certificate;

        /// <summary>Its private key, PEM.</summary>
        public string PrivateKey;

        /// <summary>The authority that vouches for the key server, PEM, of P-256.</summary>
        public string Authority;

        /// <summary>A certificate of the key server that is authorised for the group, PEM: only its subject counts.</summary>
        public string KeyServerCertificate;

        /// <summary>
        /// Octets that nobody else can know, other ones at each start, for a board whose generator can be predicted (EntropyPool says which; an ESP32
        /// with its radio off is another): 48 at least. They are wiped once used. Null: the board's generator alone.
        /// </summary>
        public byte[] Entropy;

        /// <summary>Where traffic keys are kept over a restart; null: nowhere.</summary>
        public IKeyStorage Storage;

        /// <summary>What they are sealed under: 16 octets that only this device has, used for nothing else. It belongs to the port from then on.</summary>
        public byte[] DeviceKey;

        /// <summary>What is said to the group and acted on. Null: keys alone.</summary>
        public GroupMessageSettings Messages;

        /// <summary>Most traffic keys at a time: current and next of each stream.</summary>
        public int Keys = 4;

        /// <summary>Most keys on the way from a leaf to the root of a logical key hierarchy.</summary>
        public int HierarchyDepth = 8;
    }
}
