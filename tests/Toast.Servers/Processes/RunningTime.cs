using System.Diagnostics;

namespace Toast.Servers;

/// <summary>
/// Measures time in which this process could run. A machine that others share stands still now and then, for seconds; that says nothing of what is measured,
/// and is left out.
/// </summary>
public readonly struct RunningTime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private static readonly Lock Gate = new();

    private static readonly MissedTicks Missed = new(Stopwatch.GetTimestamp(), 2 * Interval.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond);

    private readonly long start;

    static RunningTime() => new Thread(Tick) { IsBackground = true, Name = nameof(RunningTime) }.Start();

    private RunningTime(long start) => this.start = start;

    /// <summary>The time since <see cref="Start"/>, without that in which nothing ran.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start, Now());

    public static RunningTime Start() => new(Now());

    /// <summary>A clock that stands still with the machine.</summary>
    private static long Now()
    {
        lock (Gate)
        {
            long now = Stopwatch.GetTimestamp();
            return now - Missed.Until(now);
        }
    }

    private static void Tick()
    {
        while (true)
        {
            Thread.Sleep(Interval);
            lock (Gate)
            {
                Missed.Tick(Stopwatch.GetTimestamp());
            }
        }
    }
}
