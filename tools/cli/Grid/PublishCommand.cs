using System.CommandLine;
using System.Security.Cryptography;
using nanoDer.Gdoi;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder grid publish</c>: says something to a fleet at once, under the key of its group.</summary>
internal static class PublishCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> values = new("OBJECT=VALUE")
        {
            Description = "An object of the group and its value: true, 42, 4.5, {4.5} for the ctlVal of an analogue object, text.", Arity = ArgumentArity.OneOrMore,
        };
        Option<string> room = new("--room") { Description = "The group's room.", HelpName = "JID", Required = true };
        Option<string> server = new("--gcks") { Description = "The key server's full JID.", HelpName = "JID/RESOURCE", Required = true };
        Option<uint> group = new("--group") { Description = "Number of the group.", HelpName = "N", Required = true };
        Option<string> authorised = new("--gcks-cert") { Description = "The key server that is authorised: its certificate, PEM, or its subject.", HelpName = "FILE|NAME", Required = true };
        Option<string[]> members = new("--members")
        {
            Description = "Own the room: make it, moderated and for members only, if it is not there, and these its members.", HelpName = "JID", AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> sign = new("--sign") { Description = "Sign each message with --key, which must be of P-256: members share the group's key, the signature is yours alone." };
        Option<int> times = new("--times") { Description = "How often.", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<double> every = new("--every") { Description = "Seconds between two.", HelpName = "SECONDS", DefaultValueFactory = _ => 1 };
        var command = new Command("publish", "Say something to a fleet: a report to the group's room, protected under the group's key.")
        {
            values, room, server, group, authorised, members, sign, times, every,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            (string, string)[] wanted = Array.ConvertAll(parsed.GetRequiredValue(values), Pair);
            if (parsed.GetValue(times) < 1 || parsed.GetValue(every) is not (>= 0 and <= 86400))
            {
                throw UserError.Usage("--times or --every", "the number is out of range", "give --times 1 or more, --every 0 to 86400");
            }

            var party = GridSide.Own(parsed);
            GdoiProfile profile = new() { SenderIds = 1 };
            GdoiCredentials credentials = GdoiCredentials.Signed(profile, party.Files.Certificate, party.Files.Key, party.Files.Authorities, parsed.GetRequiredValue(authorised));
            uint number = parsed.GetValue(group);
            credentials.Account.Group = [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
            TextWriter output = parsed.InvocationConfiguration.Output;
            string name = parsed.GetRequiredValue(room);
            string[]? own = parsed.GetResult(members) is null ? null : parsed.GetValue(members);
            XmppPath path = await XmppPath.ConnectAsync(
                party.Server, party.Jid, party.Credentials, parsed.GetRequiredValue(server), name, output, cancellation, own);
            using MemberRun member = new(path, profile, credentials, output);
            if (!await member.PullAsync(cancellation))
            {
                throw new UserError($"pull from {parsed.GetRequiredValue(server)}", member.Why, "see what was shown, and the key server's log");
            }

            using ECDsa? signer = parsed.GetValue(sign) ? Signer(party.Files.Key) : null;
            using GroupPublisher publisher = new(member, name, signer);
            for (int i = 0; i < parsed.GetValue(times); i++)
            {
                await path.SayAsync(publisher.Protect(wanted), cancellation);
                output.WriteLine($"published to {name}: {string.Join(", ", wanted.Select(w => $"{w.Item1} = {w.Item2}"))}");
                await member.ListenAsync(TimeSpan.FromSeconds(i + 1 < parsed.GetValue(times) ? parsed.GetValue(every) : 0.2), cancellation);
            }

            return 0;
        });
        return command;
    }

    private static (string, string) Pair(string text)
    {
        int equals = text.IndexOf('=');
        return equals > 0 ? (text[..equals], text[(equals + 1)..]) : throw UserError.Usage($"'{text}'", "it has no '='", "write it as FLEET/DWMX1$CO$WLimPct={40.0}");
    }

    private static ECDsa Signer(string file)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new UserError(file, "it is no key for ECDSA", "sign with a key of P-256");
        }

        return key.KeySize == 256 ? key : throw new UserError(file, $"its curve has {key.KeySize} bits", "sign with a key of P-256");
    }
}
