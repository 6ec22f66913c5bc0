using System.CommandLine;
using nanoDer.Pki;
using nanoDer.Shield;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary>The options of end-to-end security, the same for a gateway and for the grid side.</summary>
internal sealed class EndToEndOptions
{
    private readonly Option<bool> _on = new("--e2e") { Description = "End-to-end security between gateway and client: nothing in the clear.", Recursive = true };
    private readonly Option<string?> _certificate = File("--e2e-cert", "Certificate for it, PEM, P-256; that of --cert if absent, which one should not do.");
    private readonly Option<string?> _key = File("--e2e-key", "Its private key; that of --key if absent.");
    private readonly Option<string?> _authorities = File("--e2e-ca", "The authority of the peers' certificates; that of --ca if absent.");

    /// <summary>Adds them to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _on, _certificate, _key, _authorities })
        {
            command.Add(option);
        }
    }

    /// <summary>Reads credentials.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="party">Files of the party's own certificate, key and authorities.</param>
    /// <param name="jid">Who it is.</param>
    /// <returns>Null when it is off.</returns>
    /// <exception cref="UserError">A file cannot be read or is none of this JID.</exception>
    public PemCredentials? Read(ParseResult parsed, PartyOptions party, BareJid jid)
    {
        if (!parsed.GetValue(_on))
        {
            return parsed.GetValue(_certificate) is null && parsed.GetValue(_key) is null && parsed.GetValue(_authorities) is null
                ? null : throw UserError.Usage("--e2e-cert, --e2e-key or --e2e-ca", "they say nothing by themselves", "give --e2e");
        }

        (string certificate, string key, string authorities) = party.Files(parsed);
        return PemCredentials.Load(parsed.GetValue(_certificate) ?? certificate, parsed.GetValue(_key) ?? key, parsed.GetValue(_authorities) ?? authorities, jid);
    }

    /// <summary>The same for the firmware's port.</summary>
    /// <returns>Null when it is off.</returns>
    public ShieldSettings? Settings(ParseResult parsed, PartyOptions party, BareJid jid) => Read(parsed, party, jid) is not { } own ? null : new ShieldSettings
    {
        Certificate = System.Text.Encoding.Latin1.GetString(own.Certificate),
        PrivateKey = System.Text.Encoding.Latin1.GetString(own.Key),
        Authority = System.Text.Encoding.Latin1.GetString(own.Authorities),
    };

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE", Recursive = true };
}
