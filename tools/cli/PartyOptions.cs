using System.CommandLine;
using nanoDer.Pki;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>The options that say who a party is and where its server is: the same for a gateway and for the grid side.</summary>
internal sealed class PartyOptions
{
    private readonly Option<string> _server = Required("--server", "HOST:PORT", "The XMPP server.");
    private readonly Option<string> _jid = Required("--jid", "LOCAL@DOMAIN", "Bare JID, as the certificate has it.");
    private readonly Option<string> _certificate = Required("--cert", "FILE", "Certificate, PEM.");
    private readonly Option<string> _key = Required("--key", "FILE", "Private key, PEM.");
    private readonly Option<string> _authorities = Required("--ca", "FILE", "Authorities that may vouch for the server, PEM.");

    /// <summary>Adds them to <paramref name="command"/> and all below it.</summary>
    public void AddTo(Command command)
    {
        foreach (Option<string> option in new[] { _server, _jid, _certificate, _key, _authorities })
        {
            command.Add(option);
        }
    }

    /// <summary>The files of certificate, key and authorities.</summary>
    public (string Certificate, string Key, string Authorities) Files(ParseResult parsed)
        => (parsed.GetRequiredValue(_certificate), parsed.GetRequiredValue(_key), parsed.GetRequiredValue(_authorities));

    /// <summary>Reads and checks them; says on <paramref name="error"/> what a server will probably object to.</summary>
    /// <exception cref="UserError">Something is missing, unreadable or does not fit.</exception>
    public (Endpoint Server, BareJid Jid, PemCredentials Credentials) Read(ParseResult parsed, TextWriter error)
    {
        Endpoint server = Endpoint.Parse(parsed.GetRequiredValue(_server));
        BareJid jid = BareJid.Parse(parsed.GetRequiredValue(_jid));
        PemCredentials credentials = PemCredentials.Load(
            parsed.GetRequiredValue(_certificate), parsed.GetRequiredValue(_key), parsed.GetRequiredValue(_authorities), jid);
        credentials.Warnings.ForEach(w => error.WriteLine($"nanoder: warning: {w}"));
        return (server, jid, credentials);
    }

    private static Option<string> Required(string name, string helpName, string description) => new(name)
    {
        Description = description, HelpName = helpName, Required = true, Recursive = true,
    };
}
