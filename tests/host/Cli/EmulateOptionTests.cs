using System.Diagnostics;
using System.Runtime.InteropServices;
using nanoDer.Core;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using nanoDer.Tools;
using nanoDer.Tools.Xmpp;
using Xunit;

namespace nanoDer.HostTests.Cli;

/// <summary>Who is let in, rooms, passwords, recordings and security events of <c>nanoder emulate</c>.</summary>
public sealed class EmulateOptionTests
{
    private const string Domain = "der.local";
    private const string FullJid = "der1@der.local/IEC";
    private const string Room = "called@muc.der.local";

    private static readonly string ProgramFile = Path.Combine(AppContext.BaseDirectory, "nanoder.dll");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>A listed peer is served, another refused; a publisher's invitation is followed; the security log is printed, and the recording flies again.</summary>
    [SkippableFact]
    public async Task Lists_are_kept_to_and_the_flight_is_recorded()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        using var folder = new TemporaryFolder();
        await server.DuringAsync(async () =>
        {
            using RunningProcess gateway = Emulate(
                server, "--peer", "grid1@der.local", "--peer", "grid2@der.local", "--publisher", "grid1@der.local", "--publisher", "muc.der.local", "--record", folder["flight"], "--events");
            Assert.Equal("online " + FullJid, await gateway.ReadLineAsync());

            ProcessResult listed = await IdentifyAsync(server, "grid2");
            Assert.True(listed.ExitCode == 0, listed.ToString());
            ProcessResult stranger = await IdentifyAsync(server, "evil");
            Assert.Equal(1, stranger.ExitCode);
            Assert.Contains("stanza error Forbidden", stranger.Error, StringComparison.OrdinalIgnoreCase);

            using var limit = new CancellationTokenSource(Limit);
            IssuedCertificate own = server.Pki.Device("grid1");
            BareJid publisher = BareJid.Parse("grid1@" + Domain);
            using XmppDriver driver = await XmppDriver.ConnectAsync(
                server.Endpoint, publisher, PemCredentials.Load(own.CertificateFile, own.KeyFile, server.Pki.Authority.CertificateFile, publisher), "boss", limit.Token);
            await driver.SendAsync($"<presence to='{Room}/boss'><x xmlns='http://jabber.org/protocol/muc'/></presence>", limit.Token);
            await driver.ReceiveAsync(Room + "/boss", limit.Token);
            await driver.SendAsync($"<message to='{FullJid}'><x xmlns='jabber:x:conference' jid='{Room}'/></message>", limit.Token);
            await driver.ReceiveAsync(Room + "/der1", limit.Token);
            await ToldAsync(gateway, $"in the room {Room}/der1");

            Assert.Equal(0, await gateway.EndAsync(PosixSignal.SIGTERM));
            var events = new List<string>();
            while (await gateway.ReadLineAsync() is { } line)
            {
                events.Add(line);
            }

            Assert.All(events, e => Assert.StartsWith("event ", e, StringComparison.Ordinal));
            Assert.Contains(events, e => e.Contains($"PeerRejected {(int)DerStatus.XmppNotListed} ", StringComparison.Ordinal));
            Assert.Contains("evil@der.local/", gateway.Error, StringComparison.Ordinal);
        });
        ProcessResult replay = await CommandLine.RunAsync("replay", folder["flight"]);
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }

    /// <summary>A password out of a file, which no output has, and a room from the beginning.</summary>
    [SkippableFact]
    public async Task Password_comes_from_a_file()
    {
        string password = Guid.NewGuid().ToString("N");
        await using ProsodyServer server = await ProsodyServer.StartAsync(
            o => o with { SaslExternal = false, Accounts = new Dictionary<string, string> { ["der1"] = password } });
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["password"], password + "\n");
        await File.WriteAllTextAsync(folder["empty"], "\n");
        await server.DuringAsync(async () =>
        {
            using RunningProcess gateway = Emulate(server, "--password-file", folder["password"], "--room", "plant@muc.der.local");
            Assert.Equal("online " + FullJid, await gateway.ReadLineAsync());
            await ToldAsync(gateway, "in the room plant@muc.der.local/der1");
            Assert.Equal(0, await gateway.EndAsync(PosixSignal.SIGTERM));
            Assert.DoesNotContain(password, gateway.Error, StringComparison.Ordinal);
        });

        foreach ((string[] wrong, string why) in new (string[], string)[]
        {
            (["--password-file", folder["empty"]], "its first line is empty"),
            (["--password-file", folder["missing"]], "give a file with the password"),
            (["--password-file", folder["password"], "--record", folder["flight"]], "never holds a password"),
        })
        {
            ProcessResult result = await CommandLine.RunAsync(Arguments(server, wrong));
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains(why, result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(password, result.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>Rules let one client read one object, and nobody else anything; a line that is none is told before anything is started.</summary>
    [SkippableFact]
    public async Task Rules_say_who_may_do_what()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["rules"], "# the market may look\nread DER1LD0/MMXU1 market@der.local\n");
        await File.WriteAllTextAsync(folder["wrong"], "read DER1LD0/MMXU9 market@der.local\n");
        await server.DuringAsync(async () =>
        {
            using RunningProcess gateway = Emulate(server, "--access", folder["rules"]);
            Assert.Equal("online " + FullJid, await gateway.ReadLineAsync());
            ProcessResult allowed = await GridAsync(server, "market", "read", "DER1LD0/MMXU1$MX$TotW$mag$f");
            Assert.True(allowed.ExitCode == 0, allowed.ToString());
            ProcessResult denied = await GridAsync(server, "market", "read", "DER1LD0/LLN0$ST$Beh$stVal");
            Assert.Equal(1, denied.ExitCode);
            Assert.Contains("denied", denied.Output + denied.Error, StringComparison.OrdinalIgnoreCase);
            ProcessResult stranger = await GridAsync(server, "operator", "identify");
            Assert.Equal(1, stranger.ExitCode);
            Assert.Equal(0, await gateway.EndAsync(PosixSignal.SIGTERM));
        });

        ProcessResult wrong = await CommandLine.RunAsync(Arguments(server, ["--access", folder["wrong"]]));
        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Contains("the access list", wrong.Error, StringComparison.Ordinal);
    }

    private static async Task ToldAsync(RunningProcess gateway, string text)
    {
        var time = Stopwatch.StartNew();
        while (!gateway.Error.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(time.Elapsed < Limit, $"no '{text}' in\n{gateway.Error}");
            await Task.Delay(20);
        }
    }

    private static Task<ProcessResult> IdentifyAsync(ProsodyServer server, string local) => GridAsync(server, local, "identify");

    private static Task<ProcessResult> GridAsync(ProsodyServer server, string local, params string[] command)
    {
        IssuedCertificate own = server.Pki.Device(local);
        return CommandLine.RunAsync(
        [
            "grid", "--server", server.Endpoint.ToString(), "--jid", $"{local}@{Domain}", "--cert", own.CertificateFile, "--key", own.KeyFile,
            "--ca", server.Pki.Authority.CertificateFile, "--to", FullJid, .. command,
        ]);
    }

    private static RunningProcess Emulate(ProsodyServer server, params string[] more) => new("dotnet", [ProgramFile, .. Arguments(server, more)]);

    private static string[] Arguments(ProsodyServer server, string[] more)
    {
        IssuedCertificate own = server.Pki.Device("der1");
        return
        [
            "emulate", "--board", "ESP32_OLIMEX", "--server", server.Endpoint.ToString(), "--jid", "der1@der.local", "--cert", own.CertificateFile, "--key", own.KeyFile,
            "--ca", server.Pki.Authority.CertificateFile, .. more,
        ];
    }
}
