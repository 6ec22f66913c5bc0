using System.Globalization;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Natives;

/// <summary>Dates and the clock, which is virtual.</summary>
internal static class TimeNatives
{
    public static void Add(Registrar r)
    {
        r.Of("System.DateTime")
            .Add("FromParts(Int32,Int32,Int32,Int32,Int32,Int32,Int32)", (ref NativeCall c) => c.Result = Value.Long(FromParts(ref c)))
            .Add("DaysInMonth(Int32,Int32)", (ref NativeCall c) => c.Return(DaysInMonth(c.Int(0), c.Int(1))))
            .Add("GetPart(Int64,Int32)", (ref NativeCall c) => c.Return(Part(new DateTime(c[0].N), c.Int(1))))
            .Add("GetUtcNowAsTicks()", (ref NativeCall c) => c.Result = Value.Long(c.Machine.ClockOffset + c.Machine.Scheduler.Now))
            .Add("FormatNative(Int64,String)", (ref NativeCall c) => c.Return(Format(new DateTime(c[0].N, DateTimeKind.Utc), c.TextOrNull(1))));
        r.Of("System.TimeSpan")
            .Add("ToString()", (ref NativeCall c) => c.Return(new TimeSpan(c.Long(0)).ToString("c", CultureInfo.InvariantCulture)));
        r.Of("System.Environment")
            .Add("get_TickCount64()", (ref NativeCall c) => c.Result = Value.Long(c.Machine.Scheduler.Now / 10000));
        r.Of("nanoFramework.Runtime.Native.Rtc")
            .Add("SetTicks(Int64)", (ref NativeCall c) => c.Machine.ClockOffset = c[0].N - c.Machine.Scheduler.Now);
    }

    private static int DaysInMonth(int year, int month) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 ? DateTime.DaysInMonth(year, month) : throw DeviceFault.OutOfRange();

    private static long FromParts(ref NativeCall c)
    {
        if (c.Int(0) is < 1 or > 9999 || c.Int(1) is < 1 or > 12)
        {
            throw DeviceFault.OutOfRange();
        }

        // Days past the end of a month run into the next one.
        return new DateTime(c.Int(0), c.Int(1), 1).AddDays(c.Int(2) - 1).AddHours(c.Int(3)).AddMinutes(c.Int(4)).AddSeconds(c.Int(5)).AddMilliseconds(c.Int(6)).Ticks;
    }

    private static int Part(DateTime date, int part) => part switch
    {
        0 => date.Year,
        1 => date.DayOfYear,
        2 => date.Month,
        _ => date.Day,
    };

    private static string Format(DateTime date, string? format)
    {
        try
        {
            return format is null or "G"
                ? date.ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture)
                : date.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw DeviceFault.Argument();
        }
    }
}
