namespace nanoDer.Emulator;

/// <summary>What is provisioned on a gateway before it starts.</summary>
/// <param name="Server">Host name or address of the XMPP server, or several as the firmware's settings have them; empty: the DNS names them.</param>
/// <param name="Port">Its port.</param>
/// <param name="Jid">Bare JID of the device.</param>
/// <param name="Certificate">The device's certificate, PEM.</param>
/// <param name="Key">Its private key, PEM.</param>
/// <param name="Authority">Certificates of the authorities that may vouch for the server, PEM.</param>
/// <param name="StanzaLimit">Largest stanza that it sends or takes, in bytes.</param>
public sealed record GatewayOptions(string Server, int Port, string Jid, byte[] Certificate, byte[] Key, byte[] Authority, int StanzaLimit)
{
    /// <summary>Bound of the first wait before it connects again.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bound of all such waits.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// True: certificate and key are in the board's store, where the firmware cannot look at them. False: in its settings, so that the pre-flight
    /// checks them.
    /// </summary>
    public bool Stored { get; init; } = true;

    /// <summary>True when <see cref="Server"/> begins with TLS instead of STARTTLS.</summary>
    public bool DirectTls { get; init; }

    /// <summary>How long the board's watchdog waits to be fed. Opening a connection has no limit of its own in the firmware.</summary>
    public TimeSpan Watchdog { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Oldest session keys.</summary>
    public TimeSpan SessionAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Addresses of DNS servers that name the servers of the domain, separated by commas, for a gateway without <see cref="Server"/>.</summary>
    public string? DnsServers { get; init; }

    /// <summary>UDP port of the DNS servers.</summary>
    public int DnsPort { get; init; } = 53;

    /// <summary>Replaces the client's time-outs: for a step of the login, for silence, for a ping. On the JIT only.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Time servers, names or addresses separated by commas; null: the board's clock is right, and nobody confirms it.</summary>
    public string? TimeServers { get; init; }

    /// <summary>UDP port of the time servers.</summary>
    public int TimePort { get; init; } = 123;

    /// <summary>How far the board's clock is from the right time when it starts.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>Bytes of the managed heap on the interpreter, where it is not to be the board's own.</summary>
    public int? HeapBytes { get; init; }

    /// <summary>Who may open associations, as the firmware's settings have it.</summary>
    public string? Peers { get; init; }

    /// <summary>Who may do what, as AccessList reads it; null: whoever may open associations may do everything.</summary>
    public string? Access { get; init; }

    /// <summary>Who may invite into rooms, as the firmware's settings have it.</summary>
    public string? Publishers { get; init; }

    /// <summary>Rooms to enter, as the firmware's settings have it.</summary>
    public string? Rooms { get; init; }

    /// <summary>The account's password for SCRAM-SHA-256.</summary>
    public string? Password { get; init; }

    /// <summary>Gets what is said in rooms; of a gateway on the JIT.</summary>
    public Firmware.IGroupListener? Group { get; init; }

    /// <summary>The group whose keys it fetches.</summary>
    public GroupKeys.GroupKeySettings? GroupKeys { get; init; }

    /// <summary>End-to-end security; of a gateway on the JIT. Its plan is the board's.</summary>
    public Shield.ShieldSettings? Shield { get; init; }

    /// <summary>The data model, in the packed form of ModelLoader; null: the firmware's own.</summary>
    public string? Model { get; init; }

    /// <summary>A folder for the board's storage, in which reports, logs and the security log outlive a restart; of a gateway on the JIT.</summary>
    public string? Storage { get; init; }

    /// <summary>The real inverter behind it; null: a virtual one.</summary>
    public InverterAddress? Inverter { get; init; }

    /// <summary>A file for the flight recorder, with all stanzas.</summary>
    public string? Record { get; init; }
}
