namespace Toast.Core.Tests.Engine;

/// <summary>A clock that moves when told, and its timers with it.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<SteppedTimer> timers = [];
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate)
        {
            timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan step)
    {
        long reached = Interlocked.Add(ref now, step.Ticks);
        SteppedTimer[] due;
        lock (gate)
        {
            due = [.. timers.Where(timer => timer.Due <= reached)];
        }

        foreach (SteppedTimer timer in due)
        {
            timer.Fire();
        }
    }

    private sealed class SteppedTimer(SteppedTime time, Action callback) : ITimer
    {
        public long Due { get; private set; } = long.MaxValue;

        private TimeSpan Period { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time.GetTimestamp() + dueTime.Ticks;
            Period = period;
            return true;
        }

        public void Fire()
        {
            Due = Period > TimeSpan.Zero ? time.GetTimestamp() + Period.Ticks : long.MaxValue;
            callback();
        }

        public void Dispose()
        {
            Due = long.MaxValue;
            lock (time.gate)
            {
                time.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
