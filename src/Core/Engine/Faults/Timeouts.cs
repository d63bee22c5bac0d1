namespace Toast.Engine;

/// <summary>Cancellation sources that are used again: nearly every operation ends before its time, and a source that was not cancelled is as good as new.</summary>
internal sealed class Timeouts(TimeProvider time)
{
    private CancellationTokenSource? spare;

    public CancellationTokenSource After(TimeSpan delay)
    {
        CancellationTokenSource? source = Interlocked.Exchange(ref spare, null);
        if (source is null)
        {
            return new CancellationTokenSource(delay, time);
        }

        source.CancelAfter(delay);
        return source;
    }

    /// <summary>Takes a source back. Whoever got its token must be done with it.</summary>
    public void Return(CancellationTokenSource source)
    {
        if (!source.TryReset() || Interlocked.CompareExchange(ref spare, source, null) is not null)
        {
            source.Dispose();
        }
    }
}
