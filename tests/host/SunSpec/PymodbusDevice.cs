using System.Globalization;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.SunSpec;

/// <summary>A SunSpec inverter on Debian's pymodbus, a Modbus server that knows nothing of this project.</summary>
internal sealed class PymodbusDevice : IDisposable
{
    public const int Unit = 7;

    private const string Package = "/usr/lib/python3/dist-packages/pymodbus/__init__.py";
    private const string Serial = "/usr/lib/python3/dist-packages/serial_asyncio/__init__.py";

    private readonly RunningProcess _process;

    private PymodbusDevice(RunningProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port { get; }

    /// <summary>Starts one.</summary>
    /// <param name="family">older or newer.</param>
    /// <param name="framer">tcp or rtu.</param>
    /// <param name="port">Where it shall listen; 0: anywhere.</param>
    public static async Task<PymodbusDevice> StartAsync(string family, string framer = "tcp", int port = 0)
    {
        RequiredPeer.Program(Package, "python3-pymodbus");
        RequiredPeer.Program(Serial, "python3-serial-asyncio");
        string script = Path.Combine(AppContext.BaseDirectory, "SunSpec", "sunspec_device.py");
        var process = new RunningProcess("/usr/bin/python3", "-B", script, port.ToString(CultureInfo.InvariantCulture), framer, family);
        string? line = await process.ReadLineAsync();
        Assert.True(line?.StartsWith("port ", StringComparison.Ordinal), process.Error);
        return new PymodbusDevice(process, int.Parse(line!["port ".Length..], CultureInfo.InvariantCulture));
    }

    /// <summary>Tells it something.</summary>
    public async Task TellAsync(string command)
    {
        _process.WriteLine(command);
        Assert.Equal("done", await _process.ReadLineAsync());
    }

    /// <summary>Its registers, signed.</summary>
    public async Task<int[]> GetAsync(int address, int count)
    {
        _process.WriteLine($"get {address} {count}");
        string line = await _process.ReadLineAsync() ?? "";
        return [.. line.Split(' ').Select(n => (int)(short)int.Parse(n, CultureInfo.InvariantCulture))];
    }

    /// <summary>Checks its registers from an address on.</summary>
    public async Task HasAsync(int address, params int[] expected)
    {
        int[] registers = await GetAsync(address, expected.Length);
        Assert.Equal(expected, registers);
    }

    public void Dispose() => _process.Dispose();
}
