namespace nanoDer.Firmware
{
    /// <summary>The inverter behind the gateway.</summary>
    public interface IInverter
    {
        /// <summary>Reads the inverter. It returns at once: a slow link is polled elsewhere and its last values are given.</summary>
        /// <param name="readings">Where the values go.</param>
        /// <returns>False when the inverter does not answer; the readings stay as they were.</returns>
        bool Read(InverterReadings readings);
    }
}
