namespace nanoDer.Peers;

/// <summary>How a Prosody is set up. What stands here is the good server; tests change one thing at a time.</summary>
public sealed record ProsodyOptions : ServerOptions
{
    /// <summary>Cipher suites of TLS 1.2, in OpenSSL's names.</summary>
    public string Tls12Suites { get; init; } = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256";

    /// <summary>Cipher suites of TLS 1.3, in OpenSSL's names.</summary>
    public string Tls13Suites { get; init; } = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384";

    /// <summary>Whether STARTTLS is offered. Without it the stream stays in clear text, where passwords are all that can be offered.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>Whether the TLS handshake fails without a client certificate.</summary>
    public bool RequireClientCertificate { get; init; } = true;

    /// <summary>Whether its log has every stanza that passes, as the server sees it.</summary>
    public bool LogStanzas { get; init; }

    /// <summary>Whether there is a second port where clients begin with TLS (XEP-0368).</summary>
    public bool DirectTls { get; init; }

    /// <summary>Who decides whether a client may log in; null: whoever has a certificate of the authority with a JID of the domain.</summary>
    public ClientAccess? Access { get; init; }

    /// <summary>How it meets servers of other domains; null: it does not.</summary>
    public Federation? Federation { get; init; }
}
