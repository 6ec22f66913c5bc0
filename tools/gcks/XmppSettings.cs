namespace nanoDer.Gcks;

/// <summary>The key server as an entity of XMPP. Its credentials there are those of ISAKMP unless it names others.</summary>
public sealed record XmppSettings
{
    /// <summary>HOST:PORT of the XMPP server.</summary>
    public required string Server { get; init; }

    /// <summary>Its bare JID; members ask it under the resource <c>gdoi</c>.</summary>
    public required string Jid { get; init; }

    /// <summary>Its certificate there, PEM.</summary>
    public string? Certificate { get; init; }

    /// <summary>The key of it, PEM.</summary>
    public string? Key { get; init; }

    /// <summary>Authorities that may vouch for the XMPP server, PEM.</summary>
    public string? Authorities { get; init; }

    /// <summary>Whose datagrams are read at all: bare JIDs and domains; everybody's when there are none.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];
}
