using System.CommandLine;
using System.Globalization;
using nanoDer.Core;
using nanoDer.Emulator;
using nanoDer.Firmware;
using nanoDer.ModbusInverter;
using nanoDer.SunSpec;
using nanoDer.Tools;
using Spectre.Console;

namespace nanoDer.Cli;

/// <summary><c>nanoder sunspec</c>: what an inverter on Modbus has.</summary>
internal static class SunSpecCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> host = new("--host") { Description = "Where the inverter, or a serial server before it, listens.", HelpName = "HOST:PORT", Required = true };
        Option<int> unit = new("--unit") { Description = "Its Modbus address.", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<bool> rtu = new("--rtu") { Description = "Frames of a serial line, as a plain serial server passes them on." };
        Option<int> timeout = new("--timeout") { Description = "Seconds that each answer may take.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var scan = new Command("scan", "List the SunSpec models of an inverter, which of them the gateway uses, and what it measures.") { host, unit, rtu, timeout };
        scan.SetAction((parsed, cancellation) =>
        {
            int number = parsed.GetValue(unit);
            int seconds = parsed.GetValue(timeout);
            if (number is < 0 or > 255 || seconds is < 1 or > 60)
            {
                throw UserError.Usage($"unit {number}, timeout {seconds}", "a unit is 0 to 255, a timeout 1 to 60", "give one of those");
            }

            var address = new InverterAddress(Endpoint.Parse(parsed.GetRequiredValue(host)), number, parsed.GetValue(rtu));
            return Task.Run(() => Scan(address, seconds * 1000, Screen.For(parsed.InvocationConfiguration.Output), cancellation), CancellationToken.None);
        });
        return new Command("sunspec", "Inverters on Modbus.") { scan };
    }

    private static int Scan(InverterAddress address, int timeout, IAnsiConsole console, CancellationToken cancellation)
    {
        var link = new TcpLink(address.Server.Host, address.Server.Port);
        using CancellationTokenRegistration _ = cancellation.Register(link.Close);
        try
        {
            if (!link.Open())
            {
                throw new UserError($"inverter {address}", "no connection", "check address and port, and that Modbus is switched on");
            }

            var modbus = new ModbusClient(address.IsRtu) { Unit = address.Unit, Timeout = timeout };
            var client = new SunSpecClient(modbus);
            client.Linked(Now());
            while (client.Readings.Time < 0)
            {
                Turn(link, modbus, client.Tick, client.Feed, client.NextDeadline, address, cancellation);
                if (client.NeedsLink)
                {
                    throw new UserError($"inverter {address}", EventText.Status(client.Status), "look at its manual, and at --unit");
                }
            }

            // From here on the Modbus client is asked alone.
            Write(console, client, (at, count) => Read(link, modbus, at, count, address, cancellation));
            return 0;
        }
        finally
        {
            link.Close();
        }
    }

    private static void Write(IAnsiConsole console, SunSpecClient client, Func<int, int, int[]> read)
    {
        int[] Points(int id, int count)
        {
            int at = Enumerable.Range(0, client.Models).FirstOrDefault(i => client.Model(i, 0) == id && client.Model(i, 2) >= count, -1);
            return at < 0 ? [] : read(client.Model(at, 1) + 2, count);
        }

        if (Points(1, 64) is { Length: > 0 } common)
        {
            console.WriteLine($"{Text(common, 0, 16)} {Text(common, 16, 16)}, version {Text(common, 40, 8)}, serial number {Text(common, 48, 16)}");
        }

        var models = new Table().Border(TableBorder.Simple).AddColumns("model", "name", "address", "registers", "the gateway uses it for");
        for (int i = 0; i < client.Models; i++)
        {
            (string name, string use) = Describe(client.Model(i, 0));
            models.AddRow(Number(client.Model(i, 0)), name, Number(client.Model(i, 1)), Number(client.Model(i, 2)), use);
        }

        console.Write(models);
        var values = new Table().Border(TableBorder.Simple).AddColumns("measured", "").HideHeaders();
        SunSpecReadings readings = client.Readings;
        Row("active power", readings.Power, "W");
        Row("reactive power", readings.Reactive, "var");
        Row("frequency", readings.Frequency, "Hz");
        Row("voltage A, B, C", readings.VoltageA, "V", readings.VoltageB, readings.VoltageC);
        Row("current", readings.Current, "A");
        Row("energy", readings.Energy, "Wh");
        values.AddRow("state", string.Create(CultureInfo.InvariantCulture, $"{readings.State}, {(readings.Connected ? "connected" : "not connected")}"));
        if (Points(702, 50) is { Length: > 0 } capacity)
        {
            Row("rated power", Scaled(capacity[0], capacity[43]), "W");
        }
        else if (Points(120, 26) is { Length: > 0 } nameplate)
        {
            Row("rated power", Scaled(nameplate[1], nameplate[2]), "W");
        }

        console.Write(values);

        void Row(string name, double value, string unit, params double[] more) =>
            values.AddRow(name, string.Join(", ", more.Prepend(value).Select(v => double.IsNaN(v) ? "none" : v.ToString("0.###", CultureInfo.InvariantCulture))) + " " + unit);
    }

    private static (string Name, string Use) Describe(int id) => id switch
    {
        1 => ("common", ""),
        101 or 102 or 103 => ("inverter", "measurements"),
        111 or 112 or 113 => ("inverter, floating point", ""),
        120 => ("nameplate", ""),
        121 => ("basic settings", ""),
        122 => ("status", ""),
        123 => ("immediate controls", "limit, power factor, reactive power, connection"),
        >= 124 and <= 145 => ("functions of the older family", ""),
        160 => ("strings", ""),
        701 => ("AC measurement", "measurements"),
        702 => ("capacity", ""),
        703 => ("enter service", "connection"),
        704 => ("AC controls", "limit, power factor, reactive power"),
        705 => ("volt-var", "function and curve"),
        706 => ("volt-watt", "function and curve"),
        711 => ("frequency droop", "function"),
        712 => ("watt-var", "function and curve"),
        >= 707 and <= 710 => ("trip curves", ""),
        713 or 714 => ("storage, DC", ""),
        >= 64000 => ("vendor's own", ""),
        _ => ("", ""),
    };

    private static int[] Read(TcpLink link, ModbusClient modbus, int at, int count, InverterAddress address, CancellationToken cancellation)
    {
        modbus.Reset();
        modbus.Tick(Now());
        modbus.Read(at, count);
        while (modbus.IsBusy)
        {
            Turn(link, modbus, modbus.Tick, (buffer, offset, length) => modbus.Feed(buffer, offset, length), modbus.NextDeadline, address, cancellation);
        }

        return modbus.Status == DerStatus.Ok
            ? [.. Enumerable.Range(0, count).Select(modbus.Register)]
            : throw new UserError($"inverter {address}, register {at}", EventText.Status(modbus.Status), "look at its manual");
    }

    private static void Turn(TcpLink link, ModbusClient modbus, Action<long> tick, Action<byte[], int, int> feed, long deadline, InverterAddress address, CancellationToken cancellation)
    {
        tick(Now());
        byte[] buffer = new byte[300];
        bool sent = modbus.OutputCount == 0 || link.Send(modbus.Output, modbus.OutputOffset, modbus.OutputCount);
        modbus.Consume(modbus.OutputCount);
        int count = sent ? link.Receive(buffer, (int)Math.Clamp(deadline - Now(), 0, 50)) : -1;
        cancellation.ThrowIfCancellationRequested();
        if (count < 0)
        {
            throw new UserError($"inverter {address}", "it closes the connection", "it may take one client only: end the others");
        }

        feed(buffer, 0, count);
    }

    private static long Now() => Environment.TickCount64;

    private static double Scaled(int value, int factor) => value == 0xFFFF ? double.NaN : value * Math.Pow(10, (short)factor == short.MinValue ? 0 : (short)factor);

    private static string Text(int[] registers, int offset, int count) =>
        new string([.. registers.Skip(offset).Take(count).SelectMany(r => new[] { (char)(r >> 8), (char)(r & 0xFF) }).TakeWhile(c => c != '\0').Where(c => c is >= ' ' and <= '~')]).Trim();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
