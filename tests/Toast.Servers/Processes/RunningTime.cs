using System.Diagnostics;

namespace Toast.Servers;

/// <summary>
/// Measures time in which this process could run. A machine that others share stands still now and then, for seconds; that says nothing of what is measured,
/// and is left out.
/// </summary>
public readonly struct RunningTime
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private static readonly Lock Gate = new();

    private static long lastTick = Stopwatch.GetTimestamp();
    private static TimeSpan stoodStill;

    private readonly long start;
    private readonly TimeSpan before;

    static RunningTime() => new Thread(Watch) { IsBackground = true, Name = nameof(RunningTime) }.Start();

    private RunningTime(long start, TimeSpan before) => (this.start, this.before) = (start, before);

    /// <summary>The time since <see cref="Start"/>, without that in which nothing ran.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start) - (StoodStill(isTick: false) - before);

    public static RunningTime Start() => new(Stopwatch.GetTimestamp(), StoodStill(isTick: false));

    private static void Watch()
    {
        while (true)
        {
            Thread.Sleep(Tick);
            StoodStill(isTick: true);
        }
    }

    /// <summary>All the time in which ticks failed to come, until now.</summary>
    private static TimeSpan StoodStill(bool isTick)
    {
        lock (Gate)
        {
            TimeSpan late = Stopwatch.GetElapsedTime(lastTick) - Tick;
            TimeSpan total = late > Tick ? stoodStill + late : stoodStill;
            if (isTick)
            {
                (lastTick, stoodStill) = (Stopwatch.GetTimestamp(), total);
            }

            return total;
        }
    }
}
