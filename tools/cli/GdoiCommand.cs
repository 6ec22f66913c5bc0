using System.CommandLine;
using System.Text;
using nanoDer.Core;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using nanoDer.Pki;
using nanoDer.Tools;

namespace nanoDer.Cli;

/// <summary><c>nanoder gdoi</c>: the group member of <c>lib/nanoDer.Gdoi</c> on the host.</summary>
internal static class GdoiCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("gdoi", "Be a member of a GDOI group.") { Pull(), Fuzz() };

    private static Command Pull()
    {
        Option<string> server = new("--gcks") { Description = "The key server; its full JID with --xmpp.", HelpName = "HOST:PORT|JID", Required = true };
        Option<string?> xmpp = new("--xmpp") { Description = "Ask over this XMPP server instead of UDP; --cert, --key and --ca are for it too.", HelpName = "HOST:PORT" };
        Option<string?> jid = new("--jid") { Description = "Own bare JID with --xmpp.", HelpName = "LOCAL@DOMAIN" };
        Option<string?> room = new("--room") { Description = "The group's room with --xmpp.", HelpName = "JID" };
        Option<string> group = new("--group") { Description = "The group: a number, or OID and selector (OID, or OID:HEX).", HelpName = "ID", Required = true };
        Option<string?> certificate = new("--cert") { Description = "Certificate, PEM.", HelpName = "FILE" };
        Option<string?> key = new("--key") { Description = "Private key, PEM: P-256 or RSA.", HelpName = "FILE" };
        Option<string?> authorities = new("--ca") { Description = "Authorities of the key server's certificate, PEM.", HelpName = "FILE" };
        Option<string?> psk = new("--psk") { Description = "Pre-shared key, all octets of the file.", HelpName = "FILE" };
        Option<string> identity = new("--identity") { Description = "Own name with a pre-shared key.", HelpName = "NAME", DefaultValueFactory = _ => "member" };
        Option<string?> authorised = new("--server")
        {
            Description = "The key server that is authorised: its certificate, PEM, or its subject; with a pre-shared key its name. CN=gcks or gcks if absent.",
            HelpName = "FILE|NAME",
        };
        Option<int> dh = new("--dh") { Description = "Group of the key exchange: 19 (P-256), 28 (brainpool) or 14 (MODP).", HelpName = "N", DefaultValueFactory = _ => 19 };
        dh.AcceptOnlyFromAmong("19", "28", "14");
        Option<int> bits = new("--aes") { Description = "Bits of AES in phase 1: 128 or 256.", HelpName = "BITS", DefaultValueFactory = _ => 128 };
        bits.AcceptOnlyFromAmong("128", "256");
        Option<bool> legacy = new("--legacy") { Description = "For old key servers: SHA-1, group 14, AES-128, pre-shared key." };
        Option<bool> plain = new("--plain-ecdsa") { Description = "For key servers where ECDSA signs HASH_I itself, not its SHA-256." };
        Option<bool> marker = new("--marker") { Description = "The non-ESP marker before each message, as port 4500 has it." };
        Option<int> senderIds = new("--sender-ids") { Description = "Sender identifiers to ask for.", HelpName = "N" };
        Option<int> listen = new("--listen") { Description = "Seconds to go on for pushes.", HelpName = "SECONDS" };
        Option<string?> reveal = new("--reveal-keys") { Description = "Write the keys to a file. For tests only.", HelpName = "FILE" };
        var command = new Command("pull", "Fetch the keys of a group, show policy and key numbers, then the pushes that come.")
        {
            server, xmpp, jid, room, group, certificate, key, authorities, psk, identity, authorised, dh, bits, legacy, plain, marker, senderIds, listen, reveal,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            bool hasPsk = parsed.GetValue(psk) is not null;
            bool hasCertificate = parsed.GetValue(certificate) is not null && parsed.GetValue(key) is not null && parsed.GetValue(authorities) is not null;
            if (hasPsk == hasCertificate)
            {
                throw UserError.Usage("identity", "one way to prove it is needed", "give --cert, --key and --ca, or --psk");
            }

            if (parsed.GetValue(legacy) && !hasPsk)
            {
                throw UserError.Usage("--legacy", "it works with a pre-shared key only", "give --psk");
            }

            if (parsed.GetValue(listen) < 0 || parsed.GetValue(senderIds) is < 0 or > 65535)
            {
                throw UserError.Usage("--listen or --sender-ids", "the number is out of range", "give 0 or more");
            }

            string to = parsed.GetRequiredValue(server);
            string? onXmpp = parsed.GetValue(xmpp);
            if (onXmpp is not null && (hasPsk || parsed.GetValue(jid) is null))
            {
                throw UserError.Usage("--xmpp", "it is not enough", "give --jid, --cert, --key and --ca too");
            }

            if (onXmpp is null && (parsed.GetValue(jid) ?? parsed.GetValue(room)) is not null)
            {
                throw UserError.Usage("--jid or --room", "it says nothing without --xmpp", "give --xmpp");
            }

            GdoiProfile profile = parsed.GetValue(legacy) ? GdoiProfile.Legacy() : new GdoiProfile { Group = parsed.GetValue(dh), KeyBits = parsed.GetValue(bits) };
            profile.PlainEcdsa = parsed.GetValue(plain);
            profile.SenderIds = parsed.GetValue(senderIds);
            (int type, byte[] id) = GroupOf(parsed.GetRequiredValue(group));
            GdoiCredentials credentials = hasPsk
                ? GdoiCredentials.Shared(profile, parsed.GetValue(psk)!, parsed.GetValue(identity)!, parsed.GetValue(authorised) ?? "gcks")
                : GdoiCredentials.Signed(
                    profile, parsed.GetValue(certificate)!, parsed.GetValue(key)!, parsed.GetValue(authorities)!, parsed.GetValue(authorised) ?? "CN=gcks");
            credentials.Account.GroupType = type;
            credentials.Account.Group = id;
            TextWriter output = parsed.InvocationConfiguration.Output;
            IMemberPath path;
            if (onXmpp is null)
            {
                Endpoint address = Endpoint.Parse(to);
                path = new UdpPath(address, parsed.GetValue(marker) || address.Port == 4500);
            }
            else
            {
                BareJid own = BareJid.Parse(parsed.GetValue(jid)!);
                PemCredentials pem = PemCredentials.Load(parsed.GetValue(certificate)!, parsed.GetValue(key)!, parsed.GetValue(authorities)!, own);
                path = await XmppPath.ConnectAsync(Endpoint.Parse(onXmpp), own, pem, to, parsed.GetValue(room), output, cancellation);
            }

            using MemberRun member = new(path, profile, credentials, output);
            bool done = await member.PullAsync(cancellation);
            if (done)
            {
                await member.ListenAsync(TimeSpan.FromSeconds(parsed.GetValue(listen)), cancellation);
            }

            if (parsed.GetValue(reveal) is { } file)
            {
                Reveal(file, member.Keys);
            }

            return done ? 0 : throw new UserError($"pull from {to}", member.Why, "see what was shown, and the key server's log");
        });
        return command;
    }

    private static Command Fuzz()
    {
        Option<long> count = new("--count") { Description = "Mutants to feed.", HelpName = "N", DefaultValueFactory = _ => 10_000_000 };
        Option<int> seed = new("--seed") { Description = "Start of the sequence.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("fuzz", "Feed mutated packets to a member: no exception, no allocation, no key that was not sent.") { count, seed };
        command.SetAction((parsed, cancellation) =>
        {
            using GdoiFuzzer fuzzer = new(parsed.GetValue(seed));
            fuzzer.Run(20_000); // what the runtime allocates while it compiles is not the member's
            long allocated = 0;
            long total = parsed.GetValue(count);
            const long Portion = 100_000;
            for (long done = 0; done < total; done += Portion)
            {
                cancellation.ThrowIfCancellationRequested();
                long before = GC.GetAllocatedBytesForCurrentThread();
                fuzzer.Run(Math.Min(Portion, total - done));
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            }

            parsed.InvocationConfiguration.Output.WriteLine($"{total} mutants, {fuzzer.Parsed} of good form, {fuzzer.Accepted} accepted, {allocated} bytes allocated");
            return Task.FromResult(allocated == 0 && fuzzer.Accepted == 0 ? 0 : 1);
        });
        return command;
    }

    private static (int Type, byte[] Id) GroupOf(string text)
    {
        if (uint.TryParse(text, out uint number))
        {
            return (Isakmp.IdKeyId, [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        }

        string[] parts = text.Split(':', 2);
        try
        {
            return (Isakmp.IdOid, GroupSettings.OidIdentity(GroupSettings.OidOf(parts[0]), parts.Length > 1 ? Convert.FromHexString(parts[1]) : []));
        }
        catch (FormatException)
        {
            throw UserError.Usage($"group '{text}'", "its selector is not in hexadecimal digits", "write it as 7 or 1.2.840.10070.61850.8.1.2:0A0B");
        }
    }

    private static void Reveal(string file, KeyStore keys)
    {
        StringBuilder text = new();
        for (int i = 0; i < keys.Capacity; i++)
        {
            Tek tek = keys.Get(i);
            if (tek.IsUsed)
            {
                text.Append(Convert.ToHexString([(byte)(tek.KeyId >> 24), (byte)(tek.KeyId >> 16), (byte)(tek.KeyId >> 8), (byte)tek.KeyId])).Append(' ')
                    .Append(Convert.ToHexString(tek.AuthenticationKey.Buffer, 0, tek.AuthenticationKey.Count)).Append(' ')
                    .AppendLine(Convert.ToHexString(tek.EncryptionKey.Buffer, 0, tek.EncryptionKey.Count));
            }
        }

        try
        {
            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using FileStream stream = new(file, options);
            stream.Write(Encoding.ASCII.GetBytes(text.ToString()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(file, e.Message, "name a file that can be written");
        }
    }
}
