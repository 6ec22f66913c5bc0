using nanoDer.Pki;
using nanoDer.Tools;

namespace nanoDer.Grid;

/// <summary>Who the grid side is, and where its server is.</summary>
/// <param name="Server">Where the XMPP server listens.</param>
/// <param name="Jid">Bare JID of the grid side.</param>
/// <param name="Credentials">Its certificate and key, and the authorities that may vouch for the server.</param>
/// <param name="Timeout">Longest wait for the connection, and for each answer.</param>
public sealed record GridOptions(Endpoint Server, BareJid Jid, PemCredentials Credentials, TimeSpan Timeout)
{
    /// <summary>Resource to ask for: two clients of one account need two.</summary>
    public string Resource { get; init; } = "grid";

    /// <summary>End-to-end security with these credentials; null for PDUs in the clear.</summary>
    public PemCredentials? EndToEnd { get; init; }

    /// <summary>Most requests under way at a time.</summary>
    public int Outstanding { get; init; } = 5;
}
