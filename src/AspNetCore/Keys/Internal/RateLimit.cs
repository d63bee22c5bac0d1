namespace Toast.AspNetCore;

/// <summary>
/// So many requests a second, evenly, with room for a burst: the generic cell rate algorithm, which keeps one number, the time at which the allowance would
/// be whole again.
/// </summary>
internal sealed class RateLimit
{
    private readonly long interval;
    private readonly long burst;
    private long wholeAt;

    private RateLimit(long interval, long burst, long wholeAt)
    {
        this.interval = interval;
        this.burst = burst;
        this.wholeAt = wholeAt;
    }

    /// <exception cref="ArgumentOutOfRangeException">A figure is out of its range.</exception>
    public static void Check(ApiKeyOptions options)
    {
        if (options.RequestsPerSecond is { } perSecond)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(perSecond, 1, nameof(options));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(perSecond, 1_000_000, nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.Burst, TimeSpan.FromSeconds(1), nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Burst, TimeSpan.FromHours(1), nameof(options));
    }

    /// <summary>A limit; null where there is none. One that was the same before goes on with what is used up.</summary>
    public static RateLimit? Of(int? perSecond, TimeSpan burst, TimeProvider time, RateLimit? before)
    {
        if (perSecond is not { } figure)
        {
            return null;
        }

        long interval = Math.Max(1, time.TimestampFrequency / figure);
        long room = (long)(burst.TotalSeconds * time.TimestampFrequency);
        return before is not null && before.interval == interval && before.burst == room ? before : new RateLimit(interval, room, time.GetTimestamp());
    }

    /// <summary>Takes one request from the allowance.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="wait">If there is none left: how long until there is.</param>
    public bool TryTake(TimeProvider time, out TimeSpan wait)
    {
        while (true)
        {
            long now = time.GetTimestamp();
            long before = Volatile.Read(ref wholeAt);
            long after = Math.Max(before, now) + interval;
            if (after - now > burst)
            {
                wait = TimeSpan.FromSeconds((double)(after - now - burst) / time.TimestampFrequency);
                return false;
            }

            if (Interlocked.CompareExchange(ref wholeAt, after, before) == before)
            {
                wait = TimeSpan.Zero;
                return true;
            }
        }
    }
}
