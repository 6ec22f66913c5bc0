using System.Globalization;
using System.Text.Json;
using nanoDer.Firmware;
using nanoDer.HostTests.Conformance;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.Cli;

/// <summary>The commands of the grid side against the firmware's gateway with the model of the conformance tests, through a real XMPP server.</summary>
public sealed class GridServiceTests
{
    [SkippableFact]
    public Task Browse_read_and_write() => WithGatewayAsync(async (grid, _) =>
    {
        JsonElement model = (await grid("browse", "--json")).Json();
        JsonElement device = Assert.Single(model.EnumerateArray());
        Assert.Equal("DER1LD0", device.GetProperty("device").GetString());
        Assert.Equal(5, device.GetProperty("dataSets").GetProperty("LLN0$Meas").GetArrayLength());
        Assert.Contains("LLN0$GeneralLog", device.GetProperty("logs").EnumerateArray().Select(l => l.GetString()));
        Dictionary<string, string> types = device.GetProperty("objects").EnumerateArray().ToDictionary(o => o.GetProperty("object").GetString()!, o => o.GetProperty("type").GetString()!);
        Assert.Equal("floating-point 32", types["DER1LD0/MMXU1$MX$TotW$mag$f"]);
        Assert.Equal("boolean", types["DER1LD0/DWMX1$CO$WMaxSptPct$Oper$Test"]);
        ProcessResult browsed = await grid("browse", "DER1LD0/MMXU1", "--values");
        Assert.True(browsed.ExitCode == 0, browsed.ToString());
        string tree = browsed.Output;
        Assert.Contains("Hz", tree);
        Assert.Contains(FormattableString.Invariant($"floating-point 32 = {FixedInverter.Frequency}"), tree);
        Assert.DoesNotContain("DWMX1", tree);
        Assert.Equal(1, (await grid("browse", "DER1LD0/NONE1")).ExitCode);

        ProcessResult write = await grid("write", "DER1LD0/DWMX1$CF$WMaxSptPct$sboTimeout=9000", "--json");
        Assert.True(write.ExitCode == 0, write.ToString());
        Assert.Equal(9000, (await grid("read", "DER1LD0/DWMX1$CF$WMaxSptPct$sboTimeout", "--json")).Json()[0].GetProperty("value").GetInt32());
        write = await grid("write", "DER1LD0/DWMX1$CF$WMaxSptPct$sboTimeout=15000", "DER1LD0/MMXU1$MX$Hz$mag$f=1", "--json");
        Assert.Equal(1, write.ExitCode);
        Assert.Equal([null, "object-access-denied"], write.Json().EnumerateArray().Select(r => r.GetProperty("error").GetString()));
        Assert.Equal(2, (await grid("write", "DER1LD0/DWMX1$CF$WMaxSptPct$sboTimeout=fast")).ExitCode);
        Assert.Equal(1, (await grid("write", "DER1LD0/DWMX1$CF$NoSuch=1")).ExitCode);
    });

    [SkippableFact]
    public Task Operate_by_every_model() => WithGatewayAsync(async (grid, _) =>
    {
        async Task<(int ExitCode, string Model, string Status, string? AddCause)> Operate(params string[] what)
        {
            ProcessResult result = await grid(["operate", .. what, "--json"]);
            JsonElement json = result.Json();
            return (result.ExitCode, json.GetProperty("model").GetString()!, json.GetProperty("status").GetString()!, json.GetProperty("addCause").GetString());
        }

        Assert.Equal((0, "direct-with-normal-security", "ok", null), await Operate("DER1LD0/DCTE1.Mod", "1"));
        Assert.Equal((0, "sbo-with-normal-security", "ok", null), await Operate("DER1LD0/DVWC1$CO$Mod", "1"));
        Assert.Equal((0, "direct-with-enhanced-security", "ok", null), await Operate("DER1LD0/DVAR1.VArTgtSptPct[CO]", "5"));
        Assert.Equal((0, "sbo-with-enhanced-security", "ok", null), await Operate("DER1LD0/DWMX1.WMaxSptPct", "62.5"));
        Assert.Equal(62.5, (await grid("read", "DER1LD0/DWMX1$MX$WMaxSptPct$mxVal$f", "--json")).Json()[0].GetProperty("value").GetDouble());
        Assert.Equal((1, "sbo-with-enhanced-security", "refused", "inconsistent-parameters"), await Operate("DER1LD0/DWMX1.WMaxSptPct", "1000"));
        Assert.Equal((0, "sbo-with-enhanced-security", "ok", null), await Operate("DER1LD0/DWMX1.WMaxSptPct", "30", "--test", "--check", "interlock"));
        Assert.Equal(62.5, (await grid("read", "DER1LD0/DWMX1$MX$WMaxSptPct$mxVal$f", "--json")).Json()[0].GetProperty("value").GetDouble());
        Assert.Equal((1, "status-only", "refused", "not-supported"), await Operate("DER1LD0/DVVR1.WSptPct", "1"));

        // Times are kept only by a clock that is synchronised.
        (int ExitCode, string Model, string Status, string? AddCause) timed;
        do
        {
            timed = await Operate("DER1LD0/DVAR1.VArTgtSptPct", "9", "--at", "+60", "--cancel", "0.2");
        }
        while (timed.AddCause == "blocked-by-health");
        Assert.Equal((0, "direct-with-enhanced-security", "cancelled", null), timed);
        ProcessResult words = await grid("operate", "DER1LD0/DWMX1.WMaxSptPct", "100");
        Assert.Contains("execute ...", words.Output);
        Assert.Equal(2, (await grid("operate", "DER1LD0/DWMX1.WMaxSptPct", "much")).ExitCode);
    });

    [SkippableFact]
    public Task Reports_logs_and_files() => WithGatewayAsync(async (grid, other) =>
    {
        ProcessResult live = await grid("report", "DER1LD0/LLN0$RP$urcb01", "--trigger", "integrity", "--integrity", "100", "--interrogate", "--count", "4", "--json");
        Assert.True(live.ExitCode == 0, live.ToString());
        JsonElement[] reports = [.. live.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(4).Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal([0, 1, 2, 3], reports.Select(r => r.GetProperty("sqNum").GetInt32()));
        Assert.Equal("DER1LD0/MMXU1$MX$TotW", reports[0].GetProperty("members")[0].GetProperty("object").GetString());
        Assert.Contains("interrogation", reports.SelectMany(r => r.GetProperty("members").EnumerateArray()).Select(m => m.GetProperty("reason").GetString()));

        Task<ProcessResult> chart = grid("report", "DER1LD0/LLN0$BR$brcb01", "--seconds", "2");
        await Task.Delay(300);
        for (int i = 1; i < 4; i++)
        {
            ProcessResult operated = await other("operate", "DER1LD0/DFPF1.PFGnTgtSpt", (0.9 + (i / 100.0)).ToString(CultureInfo.InvariantCulture));
            Assert.True(operated.ExitCode == 0, operated.ToString());
        }

        ProcessResult shown = await chart;
        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Contains("0 missing", shown.Output);
        Assert.Contains("│", shown.Output);
        Assert.Contains("DER1LD0/DFPF1$MX$PFGnTgtSpt", shown.Output);

        JsonElement log = (await grid("log", "DER1LD0/LLN0$GeneralLog", "--json")).Json();
        Assert.True(log.GetArrayLength() >= 3, log.ToString());
        Assert.Contains("data-change", log.EnumerateArray().Last().GetProperty("members")[0].GetProperty("reason").GetString());
        Assert.Empty((await grid("log", "DER1LD0/LLN0$GeneralLog", "--from", "2099-01-01T00:00:00Z", "--json")).Json().EnumerateArray());
        Assert.Equal(1, (await grid("report", "DER1LD0/LLN0$RP$none")).ExitCode);
        Assert.Equal(2, (await grid("report", "DER1LD0/LLN0$ST$Beh")).ExitCode);

        JsonElement files = (await grid("file", "list", "--json")).Json();
        Assert.Equal(["LD0/event.log", "LD0/flight.rec"], files.EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        using var folder = new TemporaryFolder();
        string copy = Path.Combine(folder.Path, "flight");
        ProcessResult get = await grid("file", "get", "LD0/flight.rec", "--output", copy);
        Assert.True(get.ExitCode == 0, get.ToString());
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (byte)i), File.ReadAllBytes(copy));
        ProcessResult missing = await grid("file", "get", "none", "--output", Path.Combine(folder.Path, "none"));
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("file-non-existent", missing.Error);
        Assert.False(File.Exists(Path.Combine(folder.Path, "none")));
    });

    [SkippableFact]
    public async Task Reports_go_on_when_the_gateway_comes_back()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            RunningGateway Start() => RunningGateway.Start(
                (certificate, key, authority) => new ConformanceGateway(server.Endpoint, certificate, key, authority), server.Pki.Device("der1"), server.Pki.Authority.CertificateFile);
            Task<ProcessResult> watch;
            await using (RunningGateway first = Start())
            {
                string jid = (await first.NextAsync(GatewayEvent.Online)).Text!;
                watch = As(server, "grid", jid)("report", "DER1LD0/LLN0$RP$urcb01", "--trigger", "integrity", "--integrity", "100", "--count", "20", "--seconds", "25");
                await first.NextAsync(GatewayEvent.Associated);
                await Task.Delay(600);
            }

            await using RunningGateway second = Start();
            ProcessResult shown = await watch;
            Assert.True(shown.ExitCode == 0, shown.ToString());
            string[] told = ["$urcb01 enabled", "the gateway has gone", "the gateway is back", "$urcb01 enabled", "0 missing"];
            int at = 0;
            Assert.All(told, what => Assert.True((at = shown.Output.IndexOf(what, at, StringComparison.Ordinal)) >= 0, $"{what} is missing in\n{shown.Output}"));
        });
    }

    private delegate Task<ProcessResult> Grid(params string[] what);

    private static async Task WithGatewayAsync(Func<Grid, Grid, Task> use)
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await using var time = new SntpServer();
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = RunningGateway.Start(
                (certificate, key, authority) => new ConformanceGateway(server.Endpoint, certificate, key, authority, s => (s.TimeServers, s.TimePort) = ("127.0.0.1", time.Port)),
                server.Pki.Device("der1"), server.Pki.Authority.CertificateFile);
            string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
            await use(As(server, "grid", jid), As(server, "other", jid));
        });
    }

    private static Grid As(ProsodyServer server, string account, string gateway)
    {
        IssuedCertificate own = server.Pki.Device(account);
        return what => CommandLine.RunAsync(
        [
            "grid", "--server", server.Endpoint.ToString(), "--jid", account + "@der.local", "--cert", own.CertificateFile, "--key", own.KeyFile,
            "--ca", server.Pki.Authority.CertificateFile, "--to", gateway, .. what,
        ]);
    }
}
