using nanoDer.Core;
using nanoDer.Iec61850;
using nanoDer.Tls;

namespace nanoDer.Firmware
{
    /// <summary>What a gateway must know about its site.</summary>
    public sealed class GatewaySettings
    {
        /// <summary>The bare JID of the device, for which its certificate stands: <c>der1@der.local</c>.</summary>
        public string Jid;

        /// <summary>
        /// Where to connect: names or addresses of XMPP servers in the order in which they are tried, separated by commas, each with its
        /// port after a colon or with <see cref="Port"/>. Null: the DNS says which servers the domain has. The certificate of a server is checked
        /// against the domain of <see cref="Jid"/>, never against this.
        /// </summary>
        public string Host;

        /// <summary>TCP port of servers that are given without; 5222 by convention, 5223 with direct TLS.</summary>
        public int Port = 5222;

        /// <summary>True when the servers of <see cref="Host"/> begin with TLS (XEP-0368) instead of STARTTLS.</summary>
        public bool DirectTls;

        /// <summary>Addresses of DNS servers, separated by commas. Null: no SRV records; without <see cref="Host"/> the domain itself is the server then.</summary>
        public string DnsServers;

        /// <summary>UDP port of the DNS servers.</summary>
        public int DnsPort = 53;

        /// <summary>
        /// Who may open associations, see the device's presence and be watched by it, so that an association ends when its client goes: bare
        /// JIDs and domains, separated by commas. Null: whoever the XMPP server lets through may open associations, and nobody sees or is watched.
        /// </summary>
        public string Peers;

        /// <summary>Who may do what with which objects, as AccessList reads it. Null: whoever may open associations may do everything.</summary>
        public string Access;

        /// <summary>Who may invite the device into rooms, in the same form, together with the rooms or their domains. Null: nobody.</summary>
        public string Publishers;

        /// <summary>Rooms to be in from the beginning of each session, bare JIDs separated by commas; others come by invitation. Null: none.</summary>
        public string Rooms;

        /// <summary>Gets what is said in rooms. Null: nobody.</summary>
        public IGroupListener Group;

        /// <summary>
        /// Time servers (SNTP, RFC 5905), names or addresses, separated by commas: the next is asked when one fails or lies. Null: the board has
        /// its time from elsewhere, and what is stamped says that nobody has confirmed it. A name is looked up while everything stands still.
        /// </summary>
        public string TimeServers;

        /// <summary>UDP port of the time servers.</summary>
        public int TimePort = 123;

        /// <summary>How long from one good answer to the next question, in milliseconds; from one round without a good answer to the next at most.</summary>
        public int TimePeriod = 1024000;

        /// <summary>A second kind of payload in the stream: group keys, say. Null: none.</summary>
        public ISidePort Side;

        /// <summary>End-to-end security between the device and its clients. Null: none; whoever asks for it is refused.</summary>
        public IShield Shield;

        /// <summary>Certificate of the device, PEM. Null: the one in the board's certificate store.</summary>
        public string Certificate;

        /// <summary>Its private key, PEM.</summary>
        public string PrivateKey;

        /// <summary>Password of the account for SCRAM-SHA-256 with servers that do not offer EXTERNAL. Null: the certificate alone.</summary>
        public string Password;

        /// <summary>Certificate of the authority that signs servers, PEM. Null: those in the board's store.</summary>
        public string Authority;

        /// <summary>What is asked of TLS sessions; waits and other times.</summary>
        public TlsProfile Tls = new TlsProfile();

        /// <summary>True: the flight recorder takes all stanzas. False: how long they are; what was said stays between the peers.</summary>
        public bool RecordStanzas;

        /// <summary>What the inverter does when the grid side is gone for long, and how fast it changes.</summary>
        public FailSafe FailSafe = new FailSafe();

        /// <summary>Makes the waits of one device differ from those of the others: a serial number, say.</summary>
        public uint Seed = 1;

        /// <summary>The data model, in the packed form of ModelLoader.</summary>
        public string Model = PvModel.Packed;

        /// <summary>
        /// Where the model has what <see cref="InverterReadings"/> tells, as handles of <see cref="DataModel"/>: active and reactive power, frequency,
        /// voltage of A, B, C, energy, connected, state. Of each the attribute with the value, or the structure that begins with it; quality and
        /// time are taken from behind it. -1 for what the model has not. A model of your own has constants of its own: <c>nanoder scl compile</c>.
        /// </summary>
        public int[] Points =
        {
            PvModelNodes.MMXU1_MX_TotW_mag, PvModelNodes.MMXU1_MX_TotVAr_mag, PvModelNodes.MMXU1_MX_Hz_mag,
            PvModelNodes.MMXU1_MX_PhV_phsA_cVal, PvModelNodes.MMXU1_MX_PhV_phsB_cVal, PvModelNodes.MMXU1_MX_PhV_phsC_cVal,
            PvModelNodes.MMTR1_ST_SupWh_actVal, PvModelNodes.DGEN1_ST_ECPConn_stVal, PvModelNodes.DGEN1_ST_DEROpSt_stVal,
        };

        /// <summary>Files that clients may read. Null: the security log, and the flight recorder where it has memory.</summary>
        public FileStore Files;

        /// <summary>
        /// Where reports that wait, logs and the security log outlive a restart: the board's storage. Null: nowhere. Two places for each buffer of the
        /// model and two for the security log, each of at most 37 octets more than its buffer, are written in turn, when there is something
        /// new and <see cref="IEntryStore.Period"/> is over: no flash is written more often than that.
        /// </summary>
        public IEntryStore Store;

        /// <summary>Sizes of all buffers.</summary>
        public MemoryPlan Plan = new MemoryPlan();
    }
}
