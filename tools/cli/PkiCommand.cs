using System.CommandLine;
using System.Globalization;
using nanoDer.Pki;
using nanoDer.Tools;
using Spectre.Console;

namespace nanoDer.Cli;

/// <summary><c>nanoder pki</c>: a small certificate authority in a folder.</summary>
internal static class PkiCommand
{
    private static readonly Option<string> Directory = new("--dir")
    {
        Description = "Folder of the authority.", HelpName = "FOLDER", Required = true, Recursive = true,
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "Name of the files, without ending (from the first host name or JID unless given).", HelpName = "NAME",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder for the files (that of the authority unless given).", HelpName = "FOLDER",
    };

    private static readonly Option<string> Key = new Option<string>("--key")
    {
        Description = "Kind of key.", DefaultValueFactory = _ => "p256",
    }.AcceptOnlyFromAmong("p256", "rsa2048", "rsa3072");

    private static readonly Option<DateTimeOffset?> NotBefore = new("--not-before")
    {
        Description = "First moment of validity, UTC (five minutes ago unless given).",
        HelpName = "yyyy-MM-dd[THH:mm:ss]",
        CustomParser = ParseTime,
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace files that exist." };

    /// <summary>The command.</summary>
    public static Command Create() => new("pki", "Certificates for tests and a first field trial: an authority, servers, devices, revocation.")
    {
        Directory, Init(), Issue(), Revoke(), Crl(), List(),
    };

    private static Command Init()
    {
        Option<string> name = new("--name") { Description = "Name of the authority.", DefaultValueFactory = _ => "nanoDer test CA" };
        Option<int> days = Days(CertificateAuthority.DefaultDays);
        var command = new Command("init", "Make a new authority with an empty revocation list.") { name, Key, days, NotBefore, Force };
        command.SetAction(parsed =>
        {
            using CertificateAuthority authority = CertificateAuthority.Init(
                parsed.GetRequiredValue(Directory),
                parsed.GetRequiredValue(name),
                KindOf(parsed),
                Validity.Days(parsed.GetValue(days), parsed.GetValue(NotBefore)),
                parsed.GetValue(Force));
            Say(parsed, $"authority '{authority.Name}' until {authority.NotAfter:yyyy-MM-dd}: {authority.CertificateFile}");
        });
        return command;
    }

    private static Command Issue()
    {
        Option<string[]> dns = new("--dns")
        {
            Description = "Host name of the server; repeat it for more names.", HelpName = "NAME", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        Option<string[]> jid = new("--jid")
        {
            Description = "Bare JID of the device or of the grid side.", HelpName = "LOCAL@DOMAIN", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        return new Command("issue", "Make a key and a certificate.")
        {
            Leaf("server", "For an XMPP server: its host names.", dns, CertificateProfile.Server),
            Leaf("device", "For a device or a grid side: its JID.", jid, CertificateProfile.Device),
        };
    }

    private static Command Leaf(string who, string description, Option<string[]> names, Func<string[], CertificateProfile> profile)
    {
        Option<int> days = Days(CertificateAuthority.DefaultLeafDays);
        var command = new Command(who, description) { names, Name, Out, Key, days, NotBefore, Force };
        command.SetAction(parsed =>
        {
            CertificateProfile holder = profile(parsed.GetRequiredValue(names));
            Validity validity = Validity.Days(parsed.GetValue(days), parsed.GetValue(NotBefore));
            using CertificateAuthority authority = CertificateAuthority.Open(parsed.GetRequiredValue(Directory));
            IssuedCertificate made = authority.Issue(
                holder, validity, KindOf(parsed), parsed.GetValue(Name), parsed.GetValue(Out), parsed.GetValue(Force));
            Say(parsed, $"{made.Subject} until {made.NotAfter:yyyy-MM-dd}, serial {made.Serial}");
            Say(parsed, $"  certificate {made.CertificateFile}");
            Say(parsed, $"  key         {made.KeyFile}");
        });
        return command;
    }

    private static Command Revoke()
    {
        Argument<string> which = new("SERIAL|FILE") { Description = "Serial number in hex, or the certificate's file." };
        Option<int> days = Days(CertificateAuthority.DefaultCrlDays);
        var command = new Command("revoke", "Put a certificate on the revocation list.") { which, days };
        command.SetAction(parsed =>
        {
            using CertificateAuthority authority = CertificateAuthority.Open(parsed.GetRequiredValue(Directory));
            IssuedCertificate gone = authority.Revoke(parsed.GetRequiredValue(which), parsed.GetValue(days));
            Say(parsed, $"{gone.Subject}, serial {gone.Serial}, revoked at {gone.RevokedAt:yyyy-MM-dd HH:mm:ss} UTC: {authority.CrlFile}");
            Say(parsed, "  give the new list to every server, and tell it to read its files again");
        });
        return command;
    }

    private static Command Crl()
    {
        Option<int> days = Days(CertificateAuthority.DefaultCrlDays);
        var command = new Command("crl", "Sign the revocation list anew, before it is overdue.") { days };
        command.SetAction(parsed =>
        {
            using CertificateAuthority authority = CertificateAuthority.Open(parsed.GetRequiredValue(Directory));
            Say(parsed, $"next list due on {authority.RefreshCrl(parsed.GetValue(days)):yyyy-MM-dd}: {authority.CrlFile}");
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Show the certificates made so far.");
        command.SetAction(parsed =>
        {
            using CertificateAuthority authority = CertificateAuthority.Open(parsed.GetRequiredValue(Directory));
            var table = new Table().Border(TableBorder.Simple).AddColumns("serial", "for", "from", "until", "state");
            foreach (IssuedCertificate c in authority.List())
            {
                table.AddRow(c.Serial, Markup.Escape(c.Subject), $"{c.NotBefore:yyyy-MM-dd}", $"{c.NotAfter:yyyy-MM-dd}", StateOf(c));
            }

            Screen.For(parsed.InvocationConfiguration.Output).Write(table);
        });
        return command;
    }

    private static string StateOf(IssuedCertificate certificate) => DateTimeOffset.UtcNow switch
    {
        _ when certificate.RevokedAt is { } at => $"[red]revoked {at:yyyy-MM-dd}[/]",
        var now when now > certificate.NotAfter => "[yellow]expired[/]",
        var now when now < certificate.NotBefore => "[yellow]not yet valid[/]",
        _ => "[green]valid[/]",
    };

    private static Option<int> Days(int standard) => new("--days")
    {
        Description = "Days of validity.", HelpName = "N", DefaultValueFactory = _ => standard,
    };

    private static KeyKind KindOf(ParseResult parsed) => Enum.Parse<KeyKind>(parsed.GetRequiredValue(Key), ignoreCase: true);

    private static DateTimeOffset? ParseTime(System.CommandLine.Parsing.ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time;
        }

        result.AddError($"'{text}' is no time: write it as 2026-01-31 or 2026-01-31T12:00:00 (UTC)");
        return null;
    }

    private static void Say(ParseResult parsed, string line) => parsed.InvocationConfiguration.Output.WriteLine(line);
}
