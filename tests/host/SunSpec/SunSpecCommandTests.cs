using nanoDer.Emulator;
using nanoDer.HostTests.Cli;
using nanoDer.HostTests.Peers;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.SunSpec;

/// <summary><c>nanoder sunspec scan</c>, and the inverter of <c>nanoder emulate</c>.</summary>
public sealed class SunSpecCommandTests
{
    [SkippableFact]
    public async Task Scan_lists_models_and_measurements()
    {
        using PymodbusDevice device = await PymodbusDevice.StartAsync("older");
        ProcessResult scan = await CommandLine.RunAsync("sunspec", "scan", "--host", $"127.0.0.1:{device.Port}", "--unit", "7");
        Assert.True(scan.ExitCode == 0, scan.ToString());
        Assert.Contains("nanoTest Simulated, version 1.0, serial number SN1", scan.Output, StringComparison.Ordinal);
        Assert.Matches(@"\b103 +inverter +40070 +50 +measurements", scan.Output);
        Assert.Matches(@"\b123 +immediate controls +40228 +24 +limit", scan.Output);
        Assert.Matches(@"active power +4950 W", scan.Output);
        Assert.Matches(@"rated power +8000 W", scan.Output);
    }

    [SkippableFact]
    public async Task Scan_says_what_is_wrong()
    {
        using PymodbusDevice device = await PymodbusDevice.StartAsync("older");
        ProcessResult scan = await CommandLine.RunAsync("sunspec", "scan", "--host", $"127.0.0.1:{device.Port}", "--unit", "8", "--timeout", "1");
        Assert.Equal(1, scan.ExitCode);
        Assert.Contains("ModbusSilent", scan.Error, StringComparison.Ordinal);
        scan = await CommandLine.RunAsync("sunspec", "scan", "--host", $"127.0.0.1:{device.Port}", "--unit", "256");
        Assert.Equal(2, scan.ExitCode);
        Assert.Contains("unit 256", scan.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp://127.0.0.1:502/1")]
    [InlineData("modbus://127.0.0.1/1")]
    [InlineData("modbus://127.0.0.1:502/x")]
    [InlineData("modbus://127.0.0.1:502/256")]
    [InlineData("modbus://127.0.0.1:502/1/2")]
    public void Refuses_addresses_that_are_none(string text) => Assert.Throws<UserError>(() => InverterAddress.Parse(text));

    [Theory]
    [InlineData("modbus://[::1]:502/17", "[::1]:502", 17, false)]
    [InlineData("modbus+rtu://plc.site:4001", "plc.site:4001", 1, true)]
    public void Reads_addresses(string text, string server, int unit, bool isRtu)
    {
        var address = InverterAddress.Parse(text);
        Assert.Equal((server, unit, isRtu), (address.Server.ToString(), address.Unit, address.IsRtu));
    }
}
