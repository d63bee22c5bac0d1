namespace Toast.Engine;

/// <summary>When a call must have ended. Made once, where the call enters, and passed down.</summary>
internal readonly struct Deadline
{
    private readonly TimeProvider time;
    private readonly long start;

    private Deadline(TimeProvider time, TimeSpan total)
    {
        this.time = time;
        start = time.GetTimestamp();
        Total = total;
    }

    /// <summary>The whole time the call may take.</summary>
    public TimeSpan Total { get; }

    /// <summary>What is left of it; zero when it has passed.</summary>
    public TimeSpan Remaining => RemainingAt(time.GetTimestamp());

    /// <summary>What was left of it at a time stamp of its clock, for whoever asks many at once.</summary>
    public TimeSpan RemainingAt(long now)
    {
        TimeSpan left = Total - time.GetElapsedTime(start, now);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public bool HasPassed => Remaining == TimeSpan.Zero;

    /// <summary>Waits for a task until the deadline.</summary>
    /// <exception cref="TimeoutException">It has passed.</exception>
    public Task WaitAsync(Task task, CancellationToken cancellationToken) => task.WaitAsync(Remaining, time, cancellationToken);

    /// <summary>The later of this and another one.</summary>
    public Deadline Or(Deadline other) => other.Remaining > Remaining ? other : this;

    public static Deadline After(TimeProvider time, TimeSpan total) => new(time, total);
}
