namespace nanoDer.Firmware
{
    /// <summary>The inverter behind the gateway.</summary>
    public interface IInverter
    {
        /// <summary>Reads the inverter. It returns at once: a slow link is polled elsewhere and its last values are given.</summary>
        /// <param name="readings">Where the values go.</param>
        /// <returns>False when the inverter does not answer; the readings stay as they were.</returns>
        bool Read(InverterReadings readings);

        /// <summary>Tells the inverter what it shall do, each second, changed or not. It returns at once, and only reads the set-points.</summary>
        /// <param name="setPoints">What it shall do from now on.</param>
        void Apply(InverterSetPoints setPoints);
    }
}
