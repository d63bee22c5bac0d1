namespace Toast.Sqlite;

/// <summary>Times as the table holds them: microseconds since 1970 in UTC.</summary>
internal static class Microseconds
{
    private const long Epoch = 62_135_596_800_000_000;
    private const long Latest = (3_155_378_975_999_999_999 / TimeSpan.TicksPerMicrosecond) - Epoch;

    /// <summary>Cuts to whole microseconds, towards the past.</summary>
    public static long From(DateTimeOffset time) => (time.UtcTicks / TimeSpan.TicksPerMicrosecond) - Epoch;

    /// <summary>The first whole microsecond at or after the time.</summary>
    public static long AtOrAfter(DateTimeOffset time) => From(time) + (time.UtcTicks % TimeSpan.TicksPerMicrosecond == 0 ? 0 : 1);

    public static DateTimeOffset ToTime(long microseconds) => new((microseconds + Epoch) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static bool IsTime(long microseconds) => microseconds is >= -Epoch and <= Latest;

    /// <summary>A time to live after a time; what lies beyond the calendar ends with it.</summary>
    public static long After(long microseconds, TimeSpan timeToLive)
    {
        long duration = timeToLive.Ticks / TimeSpan.TicksPerMicrosecond;
        return duration >= Latest - microseconds ? Latest : microseconds + duration;
    }
}
