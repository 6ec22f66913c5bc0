namespace nanoDer.SunSpec
{
    /// <summary>What an inverter shall do. A function that is not on is switched off in the device, whoever switched it on.</summary>
    public sealed class SunSpecControls
    {
        /// <summary>False: cease to energise.</summary>
        public bool Connect = true;

        /// <summary>The limit of active power is on.</summary>
        public bool HasLimit;

        /// <summary>Most active power in percent of WMax.</summary>
        public float Limit = 100;

        /// <summary>The fixed power factor is on.</summary>
        public bool HasPowerFactor;

        /// <summary>Power factor; positive feeds reactive power in (over-excited), negative takes it.</summary>
        public float PowerFactor = 1;

        /// <summary>Fixed reactive power is on.</summary>
        public bool HasReactive;

        /// <summary>Reactive power in percent of VArMax, fed in counts positive.</summary>
        public float Reactive;

        /// <summary>Reactive power by voltage is on (model 705).</summary>
        public bool VoltVar;

        /// <summary>Active power by voltage is on (model 706).</summary>
        public bool VoltWatt;

        /// <summary>Reactive power by active power is on (model 712).</summary>
        public bool WattVar;

        /// <summary>Active power by frequency is on (model 711).</summary>
        public bool Droop;
    }
}
