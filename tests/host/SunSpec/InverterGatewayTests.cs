using System.Diagnostics;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.HostTests.Cli;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using nanoDer.Pki;
using Xunit;

namespace nanoDer.HostTests.SunSpec;

/// <summary>From the grid side to the registers: the gateway as it ships, over Prosody, with an inverter on pymodbus behind it.</summary>
public sealed class InverterGatewayTests
{
    private const int Limit = 40228 + 5;

    [SkippableFact]
    public async Task Reads_and_limits_an_inverter()
    {
        using PymodbusDevice device = await PymodbusDevice.StartAsync("older");
        await using ProsodyServer server = await ProsodyServer.StartAsync();
        await server.DuringAsync(async () =>
        {
            await using RunningGateway gateway = RunningGateway.Start(
                server.Endpoint, server.Pki.Device("der1"), server.Pki.Authority.CertificateFile,
                change: o => o with { Inverter = InverterAddress.Parse($"modbus://127.0.0.1:{device.Port}/7") });
            string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
            IssuedCertificate own = server.Pki.Device("grid");
            Task<ProcessResult> Grid(params string[] what) => CommandLine.RunAsync(
            [
                "grid", "--server", server.Endpoint.ToString(), "--jid", "grid@der.local", "--cert", own.CertificateFile, "--key", own.KeyFile,
                "--ca", server.Pki.Authority.CertificateFile, "--to", jid, .. what,
            ]);

            await UntilAsync(async () => (await Grid("read", "DER1LD0/MMXU1$MX$TotW$mag$f", "--json")).Json()[0].GetProperty("value").GetDouble() == 4950);
            ProcessResult operated = await Grid("operate", "DER1LD0/DWMX1.WMaxSptPct", "90");
            Assert.True(operated.ExitCode == 0, operated.ToString());
            await UntilAsync(async () => (await device.GetAsync(Limit, 5)) is [900, _, _, _, 1]);
        });
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "not within 30 s");
            await Task.Delay(200);
        }
    }
}
