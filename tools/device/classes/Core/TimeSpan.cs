using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>A length of time in ticks of 100 ns. The runtime keeps it as a bare number.</summary>
    public struct TimeSpan
    {
        internal long _ticks;
        public const long TicksPerMillisecond = 10000;
        public const long TicksPerSecond = 10000000;
        public const long TicksPerMinute = 600000000;
        public const long TicksPerHour = 36000000000;
        public const long TicksPerDay = 864000000000;
        public static readonly TimeSpan Zero = new TimeSpan(0);
        public static readonly TimeSpan MaxValue = new TimeSpan(long.MaxValue);
        public static readonly TimeSpan MinValue = new TimeSpan(long.MinValue);

        public TimeSpan(long ticks)
        {
            _ticks = ticks;
        }

        public TimeSpan(int hours, int minutes, int seconds)
        {
            _ticks = ((hours * 60L + minutes) * 60L + seconds) * TicksPerSecond;
        }

        public TimeSpan(int days, int hours, int minutes, int seconds)
        {
            _ticks = (((days * 24L + hours) * 60L + minutes) * 60L + seconds) * TicksPerSecond;
        }

        public TimeSpan(int days, int hours, int minutes, int seconds, int milliseconds)
        {
            _ticks = (((days * 24L + hours) * 60L + minutes) * 60L + seconds) * TicksPerSecond + milliseconds * TicksPerMillisecond;
        }

        public long Ticks
        {
            get
            {
                return _ticks;
            }
        }

        public int Days
        {
            get
            {
                return (int)(_ticks / TicksPerDay);
            }
        }

        public int Hours
        {
            get
            {
                return (int)(_ticks / TicksPerHour % 24);
            }
        }

        public int Minutes
        {
            get
            {
                return (int)(_ticks / TicksPerMinute % 60);
            }
        }

        public int Seconds
        {
            get
            {
                return (int)(_ticks / TicksPerSecond % 60);
            }
        }

        public int Milliseconds
        {
            get
            {
                return (int)(_ticks / TicksPerMillisecond % 1000);
            }
        }

        public double TotalDays
        {
            get
            {
                return (double)_ticks / TicksPerDay;
            }
        }

        public double TotalHours
        {
            get
            {
                return (double)_ticks / TicksPerHour;
            }
        }

        public double TotalMinutes
        {
            get
            {
                return (double)_ticks / TicksPerMinute;
            }
        }

        public double TotalSeconds
        {
            get
            {
                return (double)_ticks / TicksPerSecond;
            }
        }

        public double TotalMilliseconds
        {
            get
            {
                return (double)_ticks / TicksPerMillisecond;
            }
        }

        public TimeSpan Add(TimeSpan ts)
        {
            return new TimeSpan(_ticks + ts._ticks);
        }

        public TimeSpan Subtract(TimeSpan ts)
        {
            return new TimeSpan(_ticks - ts._ticks);
        }

        public TimeSpan Negate()
        {
            return new TimeSpan(-_ticks);
        }

        public TimeSpan Duration()
        {
            return new TimeSpan(_ticks >= 0 ? _ticks : -_ticks);
        }

        public static int Compare(TimeSpan t1, TimeSpan t2)
        {
            return t1._ticks > t2._ticks ? 1 : t1._ticks < t2._ticks ? -1 : 0;
        }

        public int CompareTo(object value)
        {
            if (value == null)
            {
                return 1;
            }
            if (!(value is TimeSpan))
            {
                throw new ArgumentException();
            }
            return Compare(this, (TimeSpan)value);
        }

        public override bool Equals(object value)
        {
            return value is TimeSpan && _ticks == ((TimeSpan)value)._ticks;
        }

        public static bool Equals(TimeSpan t1, TimeSpan t2)
        {
            return t1._ticks == t2._ticks;
        }

        public override int GetHashCode()
        {
            return (int)_ticks ^ (int)(_ticks >> 32);
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        public override extern string ToString();

        public static TimeSpan FromTicks(long value)
        {
            return new TimeSpan(value);
        }

        public static TimeSpan FromMilliseconds(long value)
        {
            return new TimeSpan(value * TicksPerMillisecond);
        }

        public static TimeSpan FromSeconds(long value)
        {
            return new TimeSpan(value * TicksPerSecond);
        }

        public static TimeSpan FromMinutes(long value)
        {
            return new TimeSpan(value * TicksPerMinute);
        }

        public static TimeSpan FromHours(long value)
        {
            return new TimeSpan(value * TicksPerHour);
        }

        public static TimeSpan FromDays(long value)
        {
            return new TimeSpan(value * TicksPerDay);
        }

        public static TimeSpan operator -(TimeSpan t)
        {
            return new TimeSpan(-t._ticks);
        }

        public static TimeSpan operator -(TimeSpan t1, TimeSpan t2)
        {
            return new TimeSpan(t1._ticks - t2._ticks);
        }

        public static TimeSpan operator +(TimeSpan t)
        {
            return t;
        }

        public static TimeSpan operator +(TimeSpan t1, TimeSpan t2)
        {
            return new TimeSpan(t1._ticks + t2._ticks);
        }

        public static bool operator ==(TimeSpan t1, TimeSpan t2)
        {
            return t1._ticks == t2._ticks;
        }

        public static bool operator !=(TimeSpan t1, TimeSpan t2)
        {
            return t1._ticks != t2._ticks;
        }

        public static bool operator <(TimeSpan t1, TimeSpan t2)
        {
            return t1._ticks < t2._ticks;
        }

        public static bool operator <=(TimeSpan t1, TimeSpan t2)
        {
            return t1._ticks <= t2._ticks;
        }

        public static bool operator >(TimeSpan t1, TimeSpan t2)
        {
            return t1._ticks > t2._ticks;
        }

        public static bool operator >=(TimeSpan t1, TimeSpan t2)
        {
            return t1._ticks >= t2._ticks;
        }
    }
}
