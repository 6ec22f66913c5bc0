using nanoDer.Core;

namespace nanoDer.Firmware
{
    /// <summary>Statuses of the link to the inverter in words.</summary>
    internal static class InverterText
    {
        private const string Refused = ": the inverter refuses a request; see what its manual says of its registers";

        /// <summary>A line for a status from <see cref="DerStatus.ModbusSilent"/> on.</summary>
        internal static string Of(DerStatus status)
        {
            switch (status)
            {
                case DerStatus.ModbusSilent:
                    return "ModbusSilent: the inverter does not answer; check its link, address and power";
                case DerStatus.ModbusBadAnswer:
                    return "ModbusBadAnswer: the inverter's answer is spoilt; check wiring and speed of the line";
                case DerStatus.ModbusIllegalFunction:
                    return "ModbusIllegalFunction" + Refused;
                case DerStatus.ModbusIllegalAddress:
                    return "ModbusIllegalAddress" + Refused;
                case DerStatus.ModbusIllegalValue:
                    return "ModbusIllegalValue" + Refused;
                case DerStatus.ModbusDeviceFailure:
                    return "ModbusDeviceFailure: the inverter has failed; its display may say why";
                case DerStatus.ModbusBusy:
                    return "ModbusBusy: the inverter is too busy to answer";
                case DerStatus.ModbusNoPath:
                    return "ModbusNoPath: a Modbus gateway does not reach the inverter; check the line behind it and the address";
                case DerStatus.SunSpecNoMap:
                    return "SunSpecNoMap: the inverter has no SunSpec map; switch it on in its settings, or check its address";
                case DerStatus.SunSpecBadMap:
                    return "SunSpecBadMap: the inverter's SunSpec map breaks off, or measures no inverter";
                case DerStatus.SunSpecNotKept:
                    return "SunSpecNotKept: the inverter does not keep what is written; allow control over Modbus in its settings";
                case DerStatus.SunSpecUnsupported:
                    return "SunSpecUnsupported: the inverter does not have what is wanted of it";
                case DerStatus.SunSpecCurveRefused:
                    return "SunSpecCurveRefused: the inverter has not adopted a curve; check its points";
                default:
                    return "status " + ((int)status).ToString() + ": see the list of statuses in nanoDer.Core";
            }
        }
    }
}
