namespace Toast.AspNetCore;

/// <summary>
/// Counts the records of all classes, once for all who want to know, and never so often that counting becomes a load: for each second that it took it rests
/// for twenty.
/// </summary>
internal sealed class Census(TimeProvider time)
{
    private const int RestFactor = 20;

    private static readonly TimeSpan CountLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task<Result>? running;
    private Result? last;

    /// <summary>The latest counts, new ones if they come soon; null if the first are not there yet.</summary>
    public async Task<Result?> AskAsync(IToast toast, CancellationToken cancellationToken)
    {
        Task<Result> counting;
        lock (gate)
        {
            if (running is null || (running.IsCompleted && time.GetElapsedTime(last!.Ended) >= last.Rest))
            {
                running = CountAsync(toast);
            }

            counting = running;
        }

        try
        {
            return await counting.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return Volatile.Read(ref last);
        }
    }

    private async Task<Result> CountAsync(IToast toast)
    {
        // What a count does before its first wait must not be done under the lock.
        await Task.Yield();
        long started = time.GetTimestamp();
        IReadOnlyList<StoreCounts> stores;
        try
        {
            stores = await toast.Records.CountAsync(CountLimit).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, it must not end the counting for good; the page then says that there are no counts.
        catch (Exception)
#pragma warning restore CA1031
        {
            stores = [];
        }

        long ended = time.GetTimestamp();
        TimeSpan rest = RestFactor * time.GetElapsedTime(started, ended);
        var result = new Result(stores, time.GetUtcNow(), ended, rest > ShortestRest ? rest : ShortestRest);
        Volatile.Write(ref last, result);
        return result;
    }

    /// <param name="Stores">What was found.</param>
    /// <param name="Counted">When.</param>
    /// <param name="Ended">The same, by the clock that only goes forward.</param>
    /// <param name="Rest">How long these counts are good enough.</param>
    internal sealed record Result(IReadOnlyList<StoreCounts> Stores, DateTimeOffset Counted, long Ended, TimeSpan Rest);
}
