namespace nanoDer.Firmware
{
    /// <summary>What happens when the grid side is gone for long.</summary>
    public sealed class FailSafe
    {
        /// <summary>How long no client may have an association before the default set-points are taken, in milliseconds; 0 is for ever.</summary>
        public int After = 600000;

        /// <summary>How fast power changes, in percent of the rated maximum a second; 0 is at once. Counts for commands as well.</summary>
        public float Ramp = 10;

        /// <summary>Default set-points: in force from the start, and again when the grid side is lost.</summary>
        public InverterSetPoints Defaults = new InverterSetPoints();
    }
}
