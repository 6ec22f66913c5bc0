using System.Runtime.InteropServices;
using System.Text.Json;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Cli;

/// <summary>The commands against each other through a real XMPP server: the gateway as a process of its own, the grid side in this one.</summary>
public sealed class GatewayCommandTests
{
    private const string FullJid = "der1@der.local/IEC";
    private const string Power = "DER1LD0/MMXU1.TotW.mag.f[MX]";

    private static readonly string ProgramFile = Path.Combine(AppContext.BaseDirectory, "nanoder.dll");

    [SkippableFact]
    public async Task Gateway_comes_online_answers_and_ends_in_order()
    {
        await using var server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            using RunningProcess gateway = Emulate(server);
            Assert.Equal("online " + FullJid, await gateway.ReadLineAsync());

            ProcessResult identity = await GridAsync(server, FullJid, "identify", "--json");
            Assert.Equal((0, ""), (identity.ExitCode, identity.Error));
            Assert.Equal("PV gateway", JsonDocument.Parse(identity.Output).RootElement.GetProperty("model").GetString());

            ProcessResult model = await GridAsync(server, FullJid, "browse", "DER1LD0", "--json");
            Assert.Contains("DER1LD0/MMXU1$MX$TotW$mag$f", model.Json()[0].GetProperty("objects").EnumerateArray().Select(o => o.GetProperty("object").GetString()));

            ProcessResult read = await GridAsync(server, FullJid, "read", Power, "DER1LD0/MMXU1$MX$TotW$q", "--json");
            Assert.True(read.ExitCode == 0, read.ToString());
            JsonElement[] values = [.. JsonDocument.Parse(read.Output).RootElement.EnumerateArray()];
            Assert.Equal("DER1LD0/MMXU1$MX$TotW$mag$f", values[0].GetProperty("object").GetString());
            Assert.InRange(values[0].GetProperty("value").GetDouble(), 1, 10_000);
            Assert.Equal("0000000000000", values[1].GetProperty("value").GetString());

            Assert.Equal(0, await gateway.EndAsync(PosixSignal.SIGTERM));
            Assert.Null(await gateway.ReadLineAsync());
            Assert.Contains("association opened by grid1@der.local/", gateway.Error);
            Assert.Contains("stopped", gateway.Error);
        });
    }

    [SkippableFact]
    public async Task Discovers_who_is_online()
    {
        await using var server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            IssuedCertificate own = server.Pki.Device("grid1");
            Task<ProcessResult> Discover(params string[] jids) => CommandLine.RunAsync(
            [
                "grid", "--server", server.Endpoint.ToString(), "--jid", "grid1@der.local", "--cert", own.CertificateFile, "--key", own.KeyFile,
                "--ca", server.Pki.Authority.CertificateFile, "discover", "--json", .. jids,
            ]);
            Assert.Equal(1, (await Discover("der1@der.local")).ExitCode);
            using RunningProcess gateway = Emulate(server);
            await gateway.ReadLineAsync();
            ProcessResult found = await Discover("der9@der.local", "der1@der.local");
            Assert.True(found.ExitCode == 0, found.ToString());
            JsonElement[] peers = [.. found.Json().EnumerateArray()];
            Assert.Equal([FullJid, "der9@der.local/IEC"], peers.Select(p => p.GetProperty("jid").GetString()));
            Assert.Equal([true, false], peers.Select(p => p.GetProperty("online").GetBoolean()));
            Assert.Equal("PV gateway", peers[0].GetProperty("model").GetString());
            Assert.Contains("urn:xmpp:ping", peers[0].GetProperty("features").EnumerateArray().Select(f => f.GetString()));
            Assert.NotEqual("", peers[1].GetProperty("why").GetString());

            // Whom it has spoken to is on the roster from then on.
            Assert.Contains(FullJid, (await Discover()).Json().EnumerateArray().Select(p => p.GetProperty("jid").GetString()));
        });
    }

    [SkippableFact]
    public async Task Unknown_object_is_shown_and_ends_with_1()
    {
        await using var server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            using RunningProcess gateway = Emulate(server);
            await gateway.ReadLineAsync();
            ProcessResult read = await GridAsync(server, FullJid, "read", "DER1LD0/MMXU9.TotW.mag.f[MX]", Power, "--json");
            Assert.Equal((1, ""), (read.ExitCode, read.Error));
            JsonElement[] results = [.. JsonDocument.Parse(read.Output).RootElement.EnumerateArray()];
            Assert.Equal("object-non-existent", results[0].GetProperty("error").GetString());
            Assert.True(results[1].TryGetProperty("value", out _));
            Assert.Equal(0, await gateway.EndAsync(PosixSignal.SIGINT));
        });
    }

    [SkippableFact]
    public async Task Online_line_comes_again_after_the_server_was_away()
    {
        await using var server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            using RunningProcess gateway = Emulate(server);
            Assert.Equal("online " + FullJid, await gateway.ReadLineAsync());
            await server.Prosody.KillAsync();
            await server.Prosody.StartAgainAsync();
            Assert.Equal("online " + FullJid, await gateway.ReadLineAsync());
            Assert.Contains("offline: NetLost", gateway.Error);
        });
    }

    [SkippableFact]
    public async Task Grid_side_tells_what_is_wrong()
    {
        await using var server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            AssertFails("der9@der.local/IEC", await GridAsync(server, "der9@der.local/IEC", "identify"));
            IssuedCertificate revoked = server.Pki.Device("grid1");
            server.Pki.Authority.Revoke(revoked.Serial);
            await server.Prosody.ReloadAsync();
            AssertFails("", await GridAsync(server, revoked, FullJid, "identify"));
        });

        await server.Prosody.StopAsync();
        AssertFails("no connection", await GridAsync(server, FullJid, "identify"));
    }

    [SkippableFact]
    public async Task Demo_shows_every_step_and_goes_on_until_it_is_interrupted()
    {
        RequiredPeer.Present(nanoDer.Peers.Prosody.Missing());
        using var demo = new RunningProcess("dotnet", ProgramFile, "demo", "--forever", "--watch", "0.2");
        var shown = new List<string>();
        do
        {
            string? line = await demo.ReadLineAsync();
            Assert.True(line is not null, demo.Error);
            shown.Add(line);
        }
        while (!shown[^1].Contains("power rose"));

        int exitCode = await demo.EndAsync(PosixSignal.SIGINT);
        while (await demo.ReadLineAsync() is { } line)
        {
            shown.Add(line);
        }

        Assert.Equal((0, ""), (exitCode, demo.Error.Trim()));
        string output = string.Join('\n', shown);
        string[] steps =
        [
            "certificates made:", "XMPP server ready: Prosody", "mutual TLS: TLS 1.", "SASL EXTERNAL:", "gateway online: " + FullJid,
            "grid side associated: grid1@der.local/", "values read:", "reports enabled: urcb01", "power limit operated: 40 %, sbo-with-enhanced-security", "power fell: from ",
            "limit taken back: 100 %", "files looked for:", "association concluded: grid1@der.local/", "cleaned up:", " reads, round trip last",
        ];
        Assert.All(steps, step => Assert.Contains(step, output));
    }

    [SkippableFact]
    public async Task Demo_that_ends_too_early_is_no_success()
    {
        RequiredPeer.Present(nanoDer.Peers.Prosody.Missing());
        var error = new StringWriter();
        int exitCode = await nanoDer.Cli.Program.RunAsync(["demo"], TextWriter.Null, error, new CancellationToken(canceled: true));
        Assert.Equal(1, exitCode);
        Assert.Equal("nanoder: demo: 'XMPP server ready' did not happen / let it run longer\n", error.ToString());
    }

    private static void AssertFails(string message, ProcessResult result)
    {
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Matches(@"\Ananoder: [^\n]+: [^\n]+ / [^\n]+\n\z", result.Error);
        Assert.Contains(message, result.Error);
    }

    private static RunningProcess Emulate(ProsodyServer server)
    {
        IssuedCertificate own = server.Pki.Device("der1");
        return new RunningProcess(
            "dotnet", ProgramFile, "emulate", "--board", "ESP32_OLIMEX", "--server", server.Endpoint.ToString(), "--jid", "der1@der.local",
            "--cert", own.CertificateFile, "--key", own.KeyFile, "--ca", server.Pki.Authority.CertificateFile);
    }

    private static Task<ProcessResult> GridAsync(ProsodyServer server, string to, params string[] what)
        => GridAsync(server, server.Pki.Device("grid1"), to, what);

    private static Task<ProcessResult> GridAsync(ProsodyServer server, IssuedCertificate own, string to, params string[] what)
        => CommandLine.RunAsync(
            [
                "grid", "--server", server.Endpoint.ToString(), "--jid", "grid1@der.local", "--cert", own.CertificateFile,
                "--key", own.KeyFile, "--ca", server.Pki.Authority.CertificateFile, "--to", to, .. what,
            ]);
}
