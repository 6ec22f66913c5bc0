using nanoDer.Tools;

namespace nanoDer.Pki;

/// <summary>When a certificate holds, in UTC, to the second.</summary>
public readonly record struct Validity
{
    private const int MostDays = 36_500;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private Validity(DateTimeOffset notBefore, DateTimeOffset notAfter) => (NotBefore, NotAfter) = (notBefore, notAfter);

    /// <summary>The first second.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>The last second.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>
    /// <paramref name="days"/> from <paramref name="notBefore"/> on; without it from five minutes ago,
    /// for peers whose clock is behind.
    /// </summary>
    /// <exception cref="UserError"><paramref name="days"/> is not 1 to 36,500, or the year not 1950 to 2100.</exception>
    public static Validity Days(int days, DateTimeOffset? notBefore = null)
    {
        if (days is < 1 or > MostDays)
        {
            throw UserError.Usage($"validity of {days} days", $"it must be 1 to {MostDays:N0}", "give --days another number");
        }

        if (notBefore is { Year: < 1950 or > 2100 })
        {
            throw UserError.Usage($"validity from {notBefore:yyyy-MM-dd}", "it must start between 1950 and 2100", "give --not-before another date");
        }

        DateTimeOffset start = (notBefore ?? DateTimeOffset.UtcNow - ClockSkew).ToUniversalTime();
        start = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerSecond));
        return new Validity(start, start.AddDays(days));
    }
}
