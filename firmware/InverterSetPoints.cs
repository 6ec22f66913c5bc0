namespace nanoDer.Firmware
{
    /// <summary>What the grid side wants of an inverter. Percentages are of the rated maximum; a function that is not on has no effect.</summary>
    public sealed class InverterSetPoints
    {
        /// <summary>False: cease to energise.</summary>
        public bool Connect = true;

        /// <summary>The limit of active power is on (DWMX).</summary>
        public bool HasLimit;

        /// <summary>Most active power in percent.</summary>
        public float Limit = 100;

        /// <summary>The set-point of active power is on (DAGC).</summary>
        public bool HasTarget;

        /// <summary>Active power wanted in percent; what the sun gives is the most that there is.</summary>
        public float Target = 100;

        /// <summary>Fixed reactive power is on (DVAR).</summary>
        public bool HasReactive;

        /// <summary>Reactive power in percent, fed in counts positive.</summary>
        public float Reactive;

        /// <summary>Fixed power factor is on (DFPF).</summary>
        public bool HasPowerFactor;

        /// <summary>Power factor: 0.8 to 1 feeds reactive power in, -1 to -0.8 takes it.</summary>
        public float PowerFactor = 1;

        /// <summary>Reactive power by voltage is on (DVVR), by the curve in the inverter.</summary>
        public bool VoltVar;

        /// <summary>Active power by voltage is on (DVWC).</summary>
        public bool VoltWatt;

        /// <summary>Less active power at high frequency is on (DHFW).</summary>
        public bool HighFrequencyWatt;

        /// <summary>More active power at low frequency is on (DLFW).</summary>
        public bool LowFrequencyWatt;

        internal void Take(InverterSetPoints other)
        {
            Connect = other.Connect;
            HasLimit = other.HasLimit;
            Limit = other.Limit;
            HasTarget = other.HasTarget;
            Target = other.Target;
            HasReactive = other.HasReactive;
            Reactive = other.Reactive;
            HasPowerFactor = other.HasPowerFactor;
            PowerFactor = other.PowerFactor;
            VoltVar = other.VoltVar;
            VoltWatt = other.VoltWatt;
            HighFrequencyWatt = other.HighFrequencyWatt;
            LowFrequencyWatt = other.LowFrequencyWatt;
        }
    }
}
