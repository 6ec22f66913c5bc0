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

        // 1 January 1984 in days since 1970.
        private const long DaysTo1984 = 5113;

        /// <summary>Makes a TimeOfEntry (binary-time: milliseconds of the day, days since 1984) of a timestamp.</summary>
        /// <param name="time">The timestamp.</param>
        /// <returns>Its six octets as a number, first octet the most significant; of a time before 1984 that of its first day.</returns>
        public static long ToEntryTime(long time)
        {
            long seconds = (time >> 32) & 0xFFFFFFFFL;
            long days = seconds / 86400;
            long milliseconds = ((seconds - (days * 86400)) * 1000) + ((((time >> 8) & 0xFFFFFF) * 1000) >> 24);
            return (milliseconds << 16) | (days < DaysTo1984 ? 0 : days - DaysTo1984);
        }

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
