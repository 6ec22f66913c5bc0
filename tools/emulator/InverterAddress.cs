using System.Globalization;
using nanoDer.Firmware;
using nanoDer.ModbusInverter;
using nanoDer.Tools;

namespace nanoDer.Emulator;

/// <summary>Where a real inverter is: <c>modbus://HOST:PORT/UNIT</c>, or <c>modbus+rtu://…</c> for a serial server that passes frames on as they are.</summary>
/// <param name="Server">Host and TCP port.</param>
/// <param name="Unit">Its Modbus address.</param>
/// <param name="IsRtu">True for the frames of a serial line.</param>
public sealed record InverterAddress(Endpoint Server, int Unit, bool IsRtu)
{
    private const string Tcp = "modbus://";
    private const string Rtu = "modbus+rtu://";

    /// <summary>Reads <paramref name="text"/>; without a unit it is 1.</summary>
    /// <exception cref="UserError">It is written wrongly.</exception>
    public static InverterAddress Parse(string text)
    {
        bool isRtu = text.StartsWith(Rtu, StringComparison.Ordinal);
        if (!isRtu && !text.StartsWith(Tcp, StringComparison.Ordinal))
        {
            throw Bad(text, "it begins otherwise");
        }

        string[] parts = text[(isRtu ? Rtu : Tcp).Length..].Split('/');
        int unit = 1;
        if (parts.Length > 2 || (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out unit) || unit > 255)))
        {
            throw Bad(text, "the unit is not a number from 0 to 255");
        }

        return new InverterAddress(Endpoint.Parse(parts[0]), unit, isRtu);
    }

    /// <summary>An inverter that is not started yet.</summary>
    public SunSpecInverter Create() => new(new TcpLink(Server.Host, Server.Port), IsRtu, Unit, new NanoBoard());

    /// <inheritdoc/>
    public override string ToString() => $"{(IsRtu ? Rtu : Tcp)}{Server}/{Unit}";

    private static UserError Bad(string text, string why)
        => UserError.Usage($"inverter '{text}'", why, "write it as modbus://HOST:PORT/UNIT, for example modbus://192.168.1.20:502/1");
}
