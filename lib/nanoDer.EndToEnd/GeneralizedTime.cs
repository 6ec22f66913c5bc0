using nanoDer.Core;

namespace nanoDer.EndToEnd
{
    /// <summary>The times of tokens, <c>YYYYMMDDhhmmss,sssZ</c> in UTC, without a DateTime: a structure costs heap.</summary>
    internal static class GeneralizedTime
    {
        internal const int Characters = 19;

        private const int MillisecondsOfDay = 86400000;

        /// <summary>Writes a time.</summary>
        /// <param name="time">Milliseconds since 1970, below the year 10,000.</param>
        /// <param name="output">Where it goes.</param>
        internal static void Put(long time, ByteWriter output)
        {
            int day = (int)(time / MillisecondsOfDay);
            int rest = (int)(time - ((long)day * MillisecondsOfDay));

            // Years begin in March, so that the leap day is the last: 1970-01-01 is day 719,468 from 0000-03-01.
            int days = day + 719468;
            int era = days / 146097;
            int dayOfEra = days - (era * 146097);
            int yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
            int dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
            int month = ((5 * dayOfYear) + 2) / 153;
            int year = yearOfEra + (era * 400) + (month > 9 ? 1 : 0);
            PutDigits(year, 1000, output);
            PutDigits(month > 9 ? month - 9 : month + 3, 10, output);
            PutDigits(dayOfYear - (((153 * month) + 2) / 5) + 1, 10, output);
            int seconds = rest / 1000;
            PutDigits(seconds / 3600, 10, output);
            PutDigits(seconds / 60 % 60, 10, output);
            PutDigits(seconds % 60, 10, output);
            output.Put((byte)',');
            PutDigits(rest % 1000, 100, output);
            output.Put((byte)'Z');
        }

        /// <summary>Reads a time.</summary>
        /// <param name="buffer">Buffer with it.</param>
        /// <param name="at">Where it begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>Milliseconds since 1970; -1 when it is none, or before.</returns>
        internal static long Read(byte[] buffer, int at, int count)
        {
            if (count != Characters || buffer[at + 14] != ',' || buffer[at + 18] != 'Z')
            {
                return -1;
            }

            int year = Bytes.ParseDecimal(buffer, at, 4);
            int month = Bytes.ParseDecimal(buffer, at + 4, 2);
            int day = Bytes.ParseDecimal(buffer, at + 6, 2);
            int hour = Bytes.ParseDecimal(buffer, at + 8, 2);
            int minute = Bytes.ParseDecimal(buffer, at + 10, 2);
            int second = Bytes.ParseDecimal(buffer, at + 12, 2);
            int millisecond = Bytes.ParseDecimal(buffer, at + 15, 3);
            bool leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
            int last = month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
            if (year < 1970 || month < 1 || month > 12 || day < 1 || day > last || hour < 0 || hour > 23
                || minute < 0 || minute > 59 || second < 0 || second > 59 || millisecond < 0)
            {
                return -1;
            }

            int y = month > 2 ? year : year - 1;
            int m = month > 2 ? month - 3 : month + 9;
            int days = (y * 365) + (y / 4) - (y / 100) + (y / 400) + (((m * 153) + 2) / 5) + day - 1 - 719468;
            return ((long)days * MillisecondsOfDay) + ((((((hour * 60) + minute) * 60) + second) * 1000) + millisecond);
        }

        private static void PutDigits(int value, int unit, ByteWriter output)
        {
            while (unit > 0)
            {
                output.Put((byte)('0' + (value / unit % 10)));
                unit /= 10;
            }
        }
    }
}
