namespace nanoDer.Emulator;

/// <summary>What is provisioned on a gateway before it starts.</summary>
/// <param name="Server">Host name or address of the XMPP server.</param>
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
}
