using System.Runtime.CompilerServices;

namespace System
{
    public enum DateTimeKind
    {
        Utc = 1, Local = 2
    }

    public enum DayOfWeek
    {
        Sunday = 0, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday
    }

    /// <summary>A moment in ticks since the year 1, always UTC. The runtime keeps it as a bare number.</summary>
    public struct DateTime
    {
        internal ulong _ticks;
        public static readonly DateTime MinValue = new DateTime(0);
        public static readonly DateTime MaxValue = new DateTime(3155378975999999999);
        public static readonly DateTime UnixEpoch = new DateTime(621355968000000000);

        public DateTime(long ticks)
        {
            if (ticks < 0)
            {
                throw new ArgumentOutOfRangeException();
            }
            _ticks = (ulong)ticks;
        }

        public DateTime(long ticks, DateTimeKind kind) : this(ticks) { }

        public DateTime(int year, int month, int day) : this(year, month, day, 0, 0, 0) { }

        public DateTime(int year, int month, int day, int hour, int minute, int second) : this(year, month, day, hour, minute, second, 0) { }

        public DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond)
        {
            _ticks = (ulong)FromParts(year, month, day, hour, minute, second, millisecond);
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern long FromParts(int year, int month, int day, int hour, int minute, int second, int millisecond);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int DaysInMonth(int year, int month);
        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern int GetPart(long ticks, int part);
        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern long GetUtcNowAsTicks();
        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern string FormatNative(long ticks, string format);

        public static DateTime UtcNow
        {
            get
            {
                return new DateTime(GetUtcNowAsTicks());
            }
        }

        public static DateTime Today
        {
            get
            {
                return UtcNow.Date;
            }
        }

        public long Ticks
        {
            get
            {
                return (long)_ticks;
            }
        }

        public DateTimeKind Kind
        {
            get
            {
                return DateTimeKind.Utc;
            }
        }

        public int Year
        {
            get
            {
                return GetPart(Ticks, 0);
            }
        }

        public int DayOfYear
        {
            get
            {
                return GetPart(Ticks, 1);
            }
        }

        public int Month
        {
            get
            {
                return GetPart(Ticks, 2);
            }
        }

        public int Day
        {
            get
            {
                return GetPart(Ticks, 3);
            }
        }

        public int Hour
        {
            get
            {
                return (int)(Ticks / TimeSpan.TicksPerHour % 24);
            }
        }

        public int Minute
        {
            get
            {
                return (int)(Ticks / TimeSpan.TicksPerMinute % 60);
            }
        }

        public int Second
        {
            get
            {
                return (int)(Ticks / TimeSpan.TicksPerSecond % 60);
            }
        }

        public int Millisecond
        {
            get
            {
                return (int)(Ticks / TimeSpan.TicksPerMillisecond % 1000);
            }
        }

        public DayOfWeek DayOfWeek
        {
            get
            {
                return (DayOfWeek)(int)((Ticks / TimeSpan.TicksPerDay + 1) % 7);
            }
        }

        public DateTime Date
        {
            get
            {
                return new DateTime(Ticks - Ticks % TimeSpan.TicksPerDay);
            }
        }

        public TimeSpan TimeOfDay
        {
            get
            {
                return new TimeSpan(Ticks % TimeSpan.TicksPerDay);
            }
        }

        public DateTime Add(TimeSpan value)
        {
            return new DateTime(Ticks + value._ticks);
        }

        public DateTime AddTicks(long value)
        {
            return new DateTime(Ticks + value);
        }

        public DateTime AddMilliseconds(double value)
        {
            return new DateTime(Ticks + (long)(value * TimeSpan.TicksPerMillisecond));
        }

        public DateTime AddSeconds(double value)
        {
            return new DateTime(Ticks + (long)(value * TimeSpan.TicksPerSecond));
        }

        public DateTime AddMinutes(double value)
        {
            return new DateTime(Ticks + (long)(value * TimeSpan.TicksPerMinute));
        }

        public DateTime AddHours(double value)
        {
            return new DateTime(Ticks + (long)(value * TimeSpan.TicksPerHour));
        }

        public DateTime AddDays(double value)
        {
            return new DateTime(Ticks + (long)(value * TimeSpan.TicksPerDay));
        }

        public TimeSpan Subtract(DateTime value)
        {
            return new TimeSpan(Ticks - value.Ticks);
        }

        public DateTime Subtract(TimeSpan value)
        {
            return new DateTime(Ticks - value._ticks);
        }

        public static int Compare(DateTime t1, DateTime t2)
        {
            return t1._ticks > t2._ticks ? 1 : t1._ticks < t2._ticks ? -1 : 0;
        }

        public int CompareTo(object value)
        {
            if (value == null)
            {
                return 1;
            }
            if (!(value is DateTime))
            {
                throw new ArgumentException();
            }
            return Compare(this, (DateTime)value);
        }

        public override bool Equals(object value)
        {
            return value is DateTime && _ticks == ((DateTime)value)._ticks;
        }

        public static bool Equals(DateTime t1, DateTime t2)
        {
            return t1._ticks == t2._ticks;
        }

        public override int GetHashCode()
        {
            return (int)Ticks ^ (int)(Ticks >> 32);
        }

        public override string ToString()
        {
            return FormatNative(Ticks, null);
        }

        public string ToString(string format)
        {
            return FormatNative(Ticks, format);
        }

        public static DateTime FromUnixTimeSeconds(long seconds)
        {
            return new DateTime(UnixEpoch.Ticks + seconds * TimeSpan.TicksPerSecond);
        }

        public long ToUnixTimeSeconds()
        {
            return (Ticks - UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        }

        public static DateTime operator +(DateTime d, TimeSpan t)
        {
            return new DateTime(d.Ticks + t._ticks);
        }

        public static DateTime operator -(DateTime d, TimeSpan t)
        {
            return new DateTime(d.Ticks - t._ticks);
        }

        public static TimeSpan operator -(DateTime d1, DateTime d2)
        {
            return new TimeSpan(d1.Ticks - d2.Ticks);
        }

        public static bool operator ==(DateTime d1, DateTime d2)
        {
            return d1._ticks == d2._ticks;
        }

        public static bool operator !=(DateTime d1, DateTime d2)
        {
            return d1._ticks != d2._ticks;
        }

        public static bool operator <(DateTime t1, DateTime t2)
        {
            return t1._ticks < t2._ticks;
        }

        public static bool operator <=(DateTime t1, DateTime t2)
        {
            return t1._ticks <= t2._ticks;
        }

        public static bool operator >(DateTime t1, DateTime t2)
        {
            return t1._ticks > t2._ticks;
        }

        public static bool operator >=(DateTime t1, DateTime t2)
        {
            return t1._ticks >= t2._ticks;
        }
    }
}
