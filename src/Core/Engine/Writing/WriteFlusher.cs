namespace Toast.Engine;

/// <summary>Takes what waits, sends it and tells the callers, until nothing waits.</summary>
/// <param name="backlog">The writes that wait.</param>
/// <param name="send">Writes the requests of one flush, no two with the same key; one answer each, in order. Throws if none was written.</param>
/// <param name="opening">Opens the store before the first flush. Until it is open nothing is sent, and writes can still be given up.</param>
/// <param name="store">The name of the store, for messages.</param>
internal sealed class WriteFlusher(
    WriteBacklog backlog,
    Func<IReadOnlyList<SaveRequest>, TimeSpan, CallOrigin, ValueTask<IReadOnlyList<SaveResult>>> send,
    StoreOpening opening,
    string store)
{
    private List<WriteGroup>? spareGroups;
    private volatile bool storeWaits;

    /// <summary>Starts a flush, for which the backlog has given a place.</summary>
    /// <param name="afterMany">True if the flush before it had many callers.</param>
    public void Start(bool afterMany)
    {
        if (afterMany && storeWaits)
        {
            // The callers of the flush that just ended are about to come back. Standing behind them in the pool's queue, this flush takes them
            // all along; a lone writer pays one hop for it, once.
            ThreadPool.UnsafeQueueUserWorkItem(static flusher => _ = flusher.FlushUntilEmptyAsync(), this, preferLocal: false);
        }
        else
        {
            CleanContext.Run(static flusher => _ = ((WriteFlusher)flusher!).FlushUntilEmptyAsync(), this);
        }
    }

    private static TimeSpan LongestOf(List<WriteGroup> groups)
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (WriteGroup group in groups)
        {
            TimeSpan remaining = group.Remaining;
            longest = remaining > longest ? remaining : longest;
        }

        return longest;
    }

    private async Task FlushUntilEmptyAsync()
    {
        List<WriteGroup> groups = Interlocked.Exchange(ref spareGroups, null) ?? [];
        bool ended = false;
        while (!ended)
        {
            groups.Clear();
            bool isOpen = opening.IsOpen;
            ended = !backlog.Take(groups, isOpen, out WriteBatch? batch) || await FlushAsync(groups, batch, isOpen).ConfigureAwait(false);
        }
    }

    /// <summary>Sends one flush and tells its callers. True when nothing is left and the flush has given up its place.</summary>
    private async ValueTask<bool> FlushAsync(List<WriteGroup> groups, WriteBatch? batch, bool isOpen)
    {
        IReadOnlyList<SaveResult>? results = null;
        Exception? failure = null;
        try
        {
            if (!isOpen)
            {
                await opening.OpenAsync(batch?.Deadline.Remaining ?? LongestOf(groups)).ConfigureAwait(false);
                backlog.MarkSent(groups, batch);
            }

            ValueTask<IReadOnlyList<SaveResult>> sending = batch is null ? SendAsync(groups) : SendAsync(batch);
            storeWaits = !sending.IsCompleted;
            results = await sending.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the store did, the callers of this flush must hear of it and the next flush must start.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        bool ended = backlog.Release(groups);
        if (batch is null)
        {
            Tell(groups, results, failure, ended);
        }
        else
        {
            batch.End(results, failure);
        }

        return ended;
    }

    /// <summary>Nothing is sent if its caller gave up while the store was being opened.</summary>
    private ValueTask<IReadOnlyList<SaveResult>> SendAsync(WriteBatch batch) => batch.Sent
        ? send(batch.Requests, batch.Deadline.Remaining, new CallOrigin(batch.Origin?.Context ?? default))
        : new ValueTask<IReadOnlyList<SaveResult>>([]);

    private ValueTask<IReadOnlyList<SaveResult>> SendAsync(List<WriteGroup> groups)
    {
        if (groups.Count == 0)
        {
            return new ValueTask<IReadOnlyList<SaveResult>>([]);
        }

        var requests = new SaveRequest[groups.Count];
        for (int i = 0; i < requests.Length; i++)
        {
            requests[i] = groups[i].Request;
        }

        return send(requests, LongestOf(groups), CallOrigin.Of(groups, static group => group.Origin));
    }

    private void Tell(List<WriteGroup> groups, IReadOnlyList<SaveResult>? results, Exception? failure, bool ended)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            WriteGroup group = groups[i];
            SaveResult result = results is null ? default : results[i];
            if (ended && i == groups.Count - 1)
            {
                // Nothing waits for this thread any more, so the last caller may go on right here: one hop less for a lone write.
                groups.Clear();
                Volatile.Write(ref spareGroups, groups);
                group.End(result, failure, store);
                break;
            }

            ThreadPool.UnsafeQueueUserWorkItem(
                static told => told.group.End(told.result, told.failure, told.store), (group, result, failure, store), preferLocal: false);
        }
    }
}
