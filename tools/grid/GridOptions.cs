using nanoDer.Pki;
using nanoDer.Tools;

namespace nanoDer.Grid;

/// <summary>Who the grid side is, where its server is, and which gateway it speaks to.</summary>
/// <param name="Server">Where the XMPP server listens.</param>
/// <param name="Jid">Bare JID of the grid side.</param>
/// <param name="Credentials">Its certificate and key, and the authorities that may vouch for the server.</param>
/// <param name="To">Full JID of the gateway.</param>
/// <param name="Timeout">Longest wait for the connection, and for each answer.</param>
public sealed record GridOptions(Endpoint Server, BareJid Jid, PemCredentials Credentials, string To, TimeSpan Timeout);
