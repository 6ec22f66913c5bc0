namespace nanoDer.Firmware
{
    /// <summary>A place for the OEM's inverter: it never answers, so that all measured values are invalid.</summary>
    internal sealed class NoInverter : IInverter
    {
        /// <inheritdoc/>
        public bool Read(InverterReadings readings)
        {
            return false;
        }

        /// <inheritdoc/>
        public void Apply(InverterSetPoints setPoints)
        {
        }
    }
}
