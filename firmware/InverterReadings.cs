namespace nanoDer.Firmware
{
    /// <summary>What an inverter measures. Generation counts positive. NaN: it does not measure that, and clients see it as invalid.</summary>
    public sealed class InverterReadings
    {
        /// <summary>Active power of all phases in W.</summary>
        public float ActivePower;

        /// <summary>Reactive power of all phases in var.</summary>
        public float ReactivePower;

        /// <summary>Frequency in Hz.</summary>
        public float Frequency;

        /// <summary>Voltage of phase A to neutral in V.</summary>
        public float VoltageA;

        /// <summary>Voltage of phase B to neutral in V.</summary>
        public float VoltageB;

        /// <summary>Voltage of phase C to neutral in V.</summary>
        public float VoltageC;

        /// <summary>Energy fed in since the meter was installed, in Wh.</summary>
        public long Energy;

        /// <summary>True while it is connected to the grid.</summary>
        public bool Connected;
    }
}
