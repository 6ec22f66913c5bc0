namespace nanoDer.Peers;

/// <summary>What all servers are told.</summary>
public abstract record ServerOptions
{
    /// <summary>The domain that it serves; rooms are at <c>muc.</c> of it.</summary>
    public string Domain { get; init; } = "der.local";

    /// <summary>Its certificate, PEM.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>The certificate's key, PEM.</summary>
    public required string KeyFile { get; init; }

    /// <summary>The authority that vouches for clients and its revocation list, PEM.</summary>
    public required string AuthorityAndCrlFile { get; init; }

    /// <summary>Versions of TLS it takes.</summary>
    public TlsVersions Tls { get; init; }

    /// <summary>Accounts with a password, for SCRAM: local part and password, without quotes or backslashes.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether SASL EXTERNAL is offered; Prosody offers mechanisms with a password only without it.</summary>
    public bool SaslExternal { get; init; } = true;

    /// <summary>Largest stanza that it takes from a client, in bytes.</summary>
    public int StanzaLimit { get; init; } = 256 * 1024;
}
