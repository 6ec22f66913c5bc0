namespace nanoDer.Core
{
    /// <summary>
    /// The time of day, kept by a clock that only goes forward, and how good it is: the quality that IEC 61850-7-2 clause 6.1.2.9 wants
    /// in each timestamp. Times are ticks: 100 ns since the year 1, UTC.
    /// </summary>
    public sealed class DerClock
    {
        /// <summary>Time quality: leap seconds are known.</summary>
        public const int LeapSecondsKnown = 0x80;

        /// <summary>Time quality: the clock has failed; its time is not to be trusted.</summary>
        public const int Failure = 0x40;

        /// <summary>Time quality: the clock is not synchronised.</summary>
        public const int NotSynchronised = 0x20;

        // Accuracy: so many bits of the fraction are right.
        private const int Unspecified = 31;
        private const int Millisecond = 10;

        private const int TicksPerMillisecond = 10000;

        // A crystal gets wrong by a millisecond in so many, at worst.
        private const int Drift = 20000;

        private long _origin;
        private long _doubted;
        private long _set;
        private int _error = -1;
        private bool _failed;

        /// <summary>How long the clock counts as synchronised after it was set, in milliseconds.</summary>
        public int HoldOver = 6 * 3600 * 1000;

        /// <summary>Starts with the time that the board has, which nobody has confirmed.</summary>
        /// <param name="ticks">That time.</param>
        /// <param name="now">Milliseconds of the clock that only goes forward.</param>
        public DerClock(long ticks, long now)
        {
            _origin = ticks - (now * TicksPerMillisecond);
        }

        /// <summary>The time of day.</summary>
        /// <param name="now">Milliseconds of the clock that only goes forward.</param>
        /// <returns>Ticks.</returns>
        public long Ticks(long now)
        {
            return _origin + (now * TicksPerMillisecond);
        }

        /// <summary>The octet of time quality.</summary>
        /// <param name="now">Milliseconds of the clock that only goes forward.</param>
        /// <returns>The octet.</returns>
        [DataPath]
        public int Quality(long now)
        {
            int quality = _failed ? Failure : 0;
            if (_error < 0 || now - _set > HoldOver)
            {
                return quality | NotSynchronised | Unspecified;
            }

            long error = Error(now);
            if (error > 1000)
            {
                return quality | LeapSecondsKnown | Unspecified;
            }

            int bits = 0;
            while (bits < Millisecond && (error << (bits + 1)) <= 1000)
            {
                bits++;
            }

            return quality | LeapSecondsKnown | bits;
        }

        /// <summary>
        /// Sets the clock. A clock that is synchronised does not follow a leap larger than both errors explain before a second answer confirms
        /// it; until then it says that it has failed.
        /// </summary>
        /// <param name="ticks">The time.</param>
        /// <param name="error">How wrong it may be, in milliseconds.</param>
        /// <param name="now">Milliseconds of the clock that only goes forward.</param>
        /// <returns>False when the time was not taken.</returns>
        [DataPath]
        public bool Set(long ticks, int error, long now)
        {
            long origin = ticks - (now * TicksPerMillisecond);
            if (_error >= 0 && IsFar(origin, _origin, Error(now) + error) && (!_failed || IsFar(origin, _doubted, error + 1000)))
            {
                _doubted = origin;
                _failed = true;
                return false;
            }

            _origin = origin;
            _error = error;
            _set = now;
            _failed = false;
            return true;
        }

        private static bool IsFar(long a, long b, long milliseconds)
        {
            long apart = a < b ? b - a : a - b;
            return apart > milliseconds * TicksPerMillisecond;
        }

        private long Error(long now)
        {
            return _error + ((now - _set) / Drift);
        }
    }
}
