namespace Toast.Servers;

/// <summary>Adds up how late ticks came that should come regularly.</summary>
/// <param name="start">When the first tick came.</param>
/// <param name="allowed">How much time may pass between two of them.</param>
public sealed class MissedTicks(long start, long allowed)
{
    private long last = start;
    private long missed;

    public void Tick(long now) => (missed, last) = (Until(now), now);

    /// <summary>The time missed up to a moment, which is not before the last tick. Never grows faster than time itself.</summary>
    public long Until(long now) => missed + Math.Max(0, now - last - allowed);
}
