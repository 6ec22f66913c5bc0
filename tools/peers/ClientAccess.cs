namespace nanoDer.Peers;

/// <summary>Who decides whether a client with a certificate may log in: the three options for which <c>access.md</c> says what each is good for.</summary>
/// <param name="Where">What <c>mod_auth_client_access.lua</c> calls the option.</param>
public abstract record ClientAccess(string Where)
{
    /// <summary>Option 1, the XMPP server alone: it checks the chain and finds the JID in a file that somebody brings up to date.</summary>
    /// <param name="File">One bare JID a line; read for each login.</param>
    public sealed record LocalList(string File) : ClientAccess("list");

    /// <summary>Option 2, the operator's service alone: it gets JID and certificate. TLS takes any certificate, since the service is the first to check it.</summary>
    /// <param name="Url">https address of the service.</param>
    /// <param name="AuthorityFile">Who may speak as the service: authority and its revocation list, PEM.</param>
    public sealed record RemoteCheck(Uri Url, string AuthorityFile) : ClientAccess("service");

    /// <summary>Option 3, both: the XMPP server checks the chain, the service says whether the JID may come in.</summary>
    /// <param name="Url">https address of the service.</param>
    /// <param name="AuthorityFile">Who may speak as the service: authority and its revocation list, PEM.</param>
    public sealed record LocalChainRemoteAccess(Uri Url, string AuthorityFile) : ClientAccess("split");
}
