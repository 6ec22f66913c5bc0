namespace nanoDer.Iec61850
{
    /// <summary>
    /// Timestamps as IEC 61850-7-2 and MMS have them: 4 octets of seconds since 1970, 3 octets of binary fraction, 1 octet of quality,
    /// held as one number with the first octet the most significant.
    /// </summary>
    public static class UtcTime
    {
        /// <summary>Time quality: the clock is not synchronised, accuracy unspecified.</summary>
        public const int NotSynchronised = 0x3F;

        /// <summary>Time quality: leap seconds known, accuracy about a millisecond (10 bits of the fraction).</summary>
        public const int Millisecond = 0x8A;

        private const long TicksTo1970 = 621355968000000000L;
        private const long TicksPerSecond = 10000000L;

        /// <summary>Makes a timestamp.</summary>
        /// <param name="ticks">Ticks of a DateTime in UTC: 100 ns since the year 1.</param>
        /// <param name="quality">The octet of time quality.</param>
        /// <returns>The timestamp; that of 1970 for a clock before it.</returns>
        public static long FromTicks(long ticks, int quality)
        {
            long since = ticks - TicksTo1970;
            if (since < 0)
            {
                since = 0;
            }

            long seconds = since / TicksPerSecond;
            long fraction = ((since - (seconds * TicksPerSecond)) << 24) / TicksPerSecond;
            return (seconds << 32) | (fraction << 8) | (long)quality;
        }
    }
}
