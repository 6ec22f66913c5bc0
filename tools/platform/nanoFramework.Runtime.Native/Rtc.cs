using System;
using nanoDer.Platform;

namespace nanoFramework.Runtime.Native;

/// <summary>The board's real-time clock.</summary>
public static class Rtc
{
    /// <summary>
    /// Sets the board's clock, to the second. Certificates are verified against it; <see cref="DateTime.UtcNow"/> is .NET's own
    /// and does not follow.
    /// </summary>
    /// <param name="time">UTC.</param>
    /// <returns>True.</returns>
    public static bool SetSystemTime(DateTime time)
    {
        EmulatedBoard.Current.SetClock(new DateTime(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second, DateTimeKind.Utc));
        return true;
    }
}
