namespace nanoDer.SunSpec
{
    /// <summary>What an inverter has measured last. Generation counts positive. NaN: the device does not have the point.</summary>
    public sealed class SunSpecReadings
    {
        /// <summary>Active power of all phases in W.</summary>
        public float Power;

        /// <summary>Reactive power of all phases in var.</summary>
        public float Reactive;

        /// <summary>Frequency in Hz.</summary>
        public float Frequency;

        /// <summary>Voltage of phase A to neutral in V.</summary>
        public float VoltageA;

        /// <summary>Voltage of phase B to neutral in V.</summary>
        public float VoltageB;

        /// <summary>Voltage of phase C to neutral in V.</summary>
        public float VoltageC;

        /// <summary>Current of all phases in A.</summary>
        public float Current;

        /// <summary>Energy fed in, in Wh; 0 when the device does not count it.</summary>
        public long Energy;

        /// <summary>Operating state: St of models 101 to 103 (1 off … 8 standby), InvSt of model 701 (0 off … 7 standby); 65,535 for none.</summary>
        public int State;

        /// <summary>True while it is connected to the grid.</summary>
        public bool Connected;

        /// <summary>When this was, in milliseconds of the clock given by ticks; negative: never. What is old stays until something new comes.</summary>
        public long Time = -1;
    }
}
