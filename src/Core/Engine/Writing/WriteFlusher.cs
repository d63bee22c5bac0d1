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
        var together = new List<WriteBatch>();
        bool ended = false;
        while (!ended)
        {
            groups.Clear();
            together.Clear();
            bool isOpen = opening.IsOpen;
            ended = !backlog.Take(groups, together, isOpen) || await FlushAsync(groups, together, isOpen).ConfigureAwait(false);
        }
    }

    /// <summary>Sends one flush and tells its callers. True when nothing is left and the flush has given up its place.</summary>
    private async ValueTask<bool> FlushAsync(List<WriteGroup> groups, List<WriteBatch> together, bool isOpen)
    {
        IReadOnlyList<SaveResult>? results = null;
        Exception? failure = null;
        bool areBatches = together.Count > 0;
        try
        {
            if (!isOpen)
            {
                await opening.OpenAsync(areBatches ? LongestOf(together) : LongestOf(groups)).ConfigureAwait(false);
                backlog.MarkSent(groups, together);
            }

            ValueTask<IReadOnlyList<SaveResult>> sending = areBatches ? SendAsync(together) : SendAsync(groups);
            storeWaits = !sending.IsCompleted;
            results = await sending.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the store did, the callers of this flush must hear of it and the next flush must start.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        bool ended = backlog.Release(groups, areBatches);
        if (areBatches)
        {
            Tell(together, results, failure);
        }
        else
        {
            Tell(groups, results, failure, ended);
        }

        return ended;
    }

    private static TimeSpan LongestOf(List<WriteBatch> together) => together.Count == 0 ? TimeSpan.Zero : together.Max(batch => batch.Deadline.Remaining);

    /// <summary>Nothing is sent if all callers gave up while the store was being opened.</summary>
    private ValueTask<IReadOnlyList<SaveResult>> SendAsync(List<WriteBatch> together) => together.Count == 0
        ? new ValueTask<IReadOnlyList<SaveResult>>([])
        : send(
            RequestsOf(together),
            LongestOf(together),
            CallOrigin.Of(together, static batch => batch.Origin));

    private static IReadOnlyList<SaveRequest> RequestsOf(List<WriteBatch> together)
    {
        if (together.Count == 1)
        {
            return together[0].Requests;
        }

        var requests = new List<SaveRequest>(together.Sum(static batch => batch.Requests.Count));
        foreach (WriteBatch batch in together)
        {
            requests.AddRange(batch.Requests);
        }

        return requests;
    }

    private static void Tell(List<WriteBatch> together, IReadOnlyList<SaveResult>? results, Exception? failure)
    {
        int told = 0;
        foreach (WriteBatch batch in together)
        {
            if (results is null)
            {
                batch.Fail(failure!);
            }
            else
            {
                batch.Complete(together.Count == 1 ? results : Part(results, told, batch.Requests.Count));
                told += batch.Requests.Count;
            }
        }
    }

    private static SaveResult[] Part(IReadOnlyList<SaveResult> results, int start, int count)
    {
        var part = new SaveResult[count];
        for (int i = 0; i < count; i++)
        {
            part[i] = results[start + i];
        }

        return part;
    }

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
