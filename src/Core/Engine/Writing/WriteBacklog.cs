namespace Toast.Engine;

/// <summary>The writes that wait for a store, and the places of the flushes that take them. All of it behind one lock.</summary>
/// <param name="limits">How much may wait.</param>
/// <param name="concurrency">How many flushes of what waits may be on their way.</param>
/// <param name="wholeConcurrency">How many flushes may be on their way if some of them are of a bulk's new records; at least as many.</param>
/// <param name="batchSize">How many records one flush holds at the most.</param>
internal sealed class WriteBacklog(WriteLimits limits, int concurrency, int wholeConcurrency, int batchSize)
{
    /// <summary>Keeps one flush of large records from holding up small ones for long.</summary>
    public const long MaxFlushBytes = 8 * 1024 * 1024;

    /// <summary>
    /// Above it a flush takes only half of what waits: while the store writes that half, the callers of the half before come back with more, so that
    /// neither the store nor they stand idle.
    /// </summary>
    private const int SplitAbove = 128;

    private readonly Lock gate = new();
    private readonly RecordLines lines = new();
    private readonly Queue<WriteBatch> batches = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int lastFlushSize;
    private int active;
    private int activeLines;
    private int gathering;
    private bool batchWasLast;
    private bool closed;

    private bool MayTake => MayTakeBatches || MayTakeLines;

    /// <summary>Asked by a flush that has a place.</summary>
    private bool MayTakeBatches => batches.Count > 0 && (active <= concurrency || NextIsNewOfBulk);

    /// <summary>
    /// Only new records of a bulk may go beyond the usual places. Of single callers, who come back when theirs are written, more flushes at the same time would
    /// only hold fewer each; and writes of records that are there would wait for each other in the store.
    /// </summary>
    private bool NextIsNewOfBulk => batches.TryPeek(out WriteBatch? next) && next is { IsOfBulk: true, AreNew: true };

    private bool MayTakeLines => activeLines < concurrency && lines.ReadyCount >= (gathering > 0 ? batchSize : 1);

    /// <summary>Lets a write wait; true if a place was free, so that the caller must start a flush.</summary>
    /// <param name="write">The write.</param>
    /// <param name="afterMany">True if the flush before it had many callers, who are about to come back.</param>
    /// <exception cref="StorageConnectionException">Too many wait already (<see cref="ErrorCodes.Busy"/>).</exception>
    public bool Add(PendingWrite write, out bool afterMany)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(IToast));
            limits.Enter(write.Request);
            lines.Add(write);
            bool startFlush = active < concurrency && MayTake;
            active += startFlush ? 1 : 0;
            afterMany = lastFlushSize > 1;
            return startFlush;
        }
    }

    /// <summary>Lets writes wait that go as they came; true if a place was free, so that the caller must start a flush.</summary>
    /// <exception cref="StorageConnectionException">Too many wait already (<see cref="ErrorCodes.Busy"/>).</exception>
    public bool Add(WriteBatch batch)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(IToast));
            limits.Enter(batch);
            batches.Enqueue(batch);
            bool startFlush = active < concurrency || (active < wholeConcurrency && NextIsNewOfBulk);
            active += startFlush ? 1 : 0;
            return startFlush;
        }
    }

    /// <summary>Takes the writes of one flush; false if there are none, and the flush has given up its place.</summary>
    /// <param name="groups">Receives them, one for each record, unless there are batches.</param>
    /// <param name="together">Receives writes that go as they came. They and the others take turns.</param>
    /// <param name="isOpen">True if they are sent at once, so that they can no longer be given up.</param>
    public bool Take(List<WriteGroup> groups, List<WriteBatch> together, bool isOpen)
    {
        lock (gate)
        {
            if (MayTakeBatches && (!batchWasLast || !MayTakeLines))
            {
                TakeBatches(together, isOpen);
            }

            batchWasLast = together.Count > 0;
            if (batchWasLast)
            {
                return true;
            }

            long bytes = 0;
            int most = !MayTakeLines ? 0 : lines.ReadyCount < SplitAbove ? batchSize : Math.Min(batchSize, (lines.ReadyCount + 1) / 2);
            while (groups.Count < most && bytes < MaxFlushBytes && lines.TryTake(out WriteGroup group))
            {
                group.LeaveQueue(limits, isOpen);
                groups.Add(group);
                bytes += group.Request.Data.Length;
            }

            lastFlushSize = groups.Count;
            if (groups.Count == 0)
            {
                EndFlush();
                return false;
            }

            activeLines++;
            return true;
        }
    }

    /// <summary>From here on the outcome is the store's. Whoever gave up before is left out.</summary>
    public void MarkSent(List<WriteGroup> groups, List<WriteBatch> together)
    {
        lock (gate)
        {
            together.RemoveAll(batch => batch.Abandoned);
            together.ForEach(batch => batch.Sent = true);

            for (int i = groups.Count - 1; i >= 0; i--)
            {
                if (groups[i].Send() is { } living)
                {
                    groups[i] = living;
                }
                else
                {
                    lines.Release(groups[i].Line);
                    groups.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>A flush has ended. True if nothing waits for it, and the flush has given up its place.</summary>
    /// <param name="groups">What it took and still holds.</param>
    /// <param name="wereBatches">True if it took batches.</param>
    public bool Release(List<WriteGroup> groups, bool wereBatches)
    {
        lock (gate)
        {
            activeLines -= wereBatches ? 0 : 1;
            foreach (WriteGroup group in groups)
            {
                lines.Release(group.Line);
            }

            bool ended = !MayTake;
            if (ended)
            {
                EndFlush();
            }

            return ended;
        }
    }

    /// <summary>More writes are about to come: until the end, only full flushes are taken.</summary>
    public void BeginGathering()
    {
        lock (gate)
        {
            gathering++;
        }
    }

    /// <summary>The writes have come. How many flushes the caller must start.</summary>
    public int EndGathering()
    {
        lock (gate)
        {
            gathering--;
            int useful = MayTake ? Math.Clamp(concurrency - active, 0, (lines.ReadyCount / SplitAbove) + 1) : 0;
            active += useful;
            return useful;
        }
    }

    /// <summary>Gives a write up; true if it had not been sent, so that it never will be.</summary>
    public bool Abandon<TResult>(QueuedWrite<TResult> write)
    {
        lock (gate)
        {
            if (!write.Sent && !write.Abandoned)
            {
                write.Abandoned = true;
                if (!write.Taken)
                {
                    write.Leave(limits);
                }
            }

            return !write.Sent;
        }
    }

    /// <summary>Takes no more writes and ends when those taken have ended.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            closed = true;
            if (active == 0 && lines.IsEmpty && batches.Count == 0)
            {
                drained.TrySetResult();
            }
        }

        return drained.Task;
    }

    /// <summary>Takes up to half of the batches, so that other flushes have something to do too.</summary>
    private void TakeBatches(List<WriteBatch> together, bool isOpen)
    {
        int most = (batches.Count + 1) / 2;
        int writes = 0;
        long bytes = 0;
        while (together.Count < most && batches.TryPeek(out WriteBatch? batch))
        {
            writes += batch.Requests.Count;
            bytes += batch.Bytes;
            if (together.Count > 0 && (writes > batchSize || bytes > MaxFlushBytes || batch.AreNew != together[0].AreNew))
            {
                return;
            }

            batches.Dequeue();
            if (!batch.Abandoned)
            {
                limits.Leave(batch);
                batch.Taken = true;
                batch.Sent = isOpen;
                together.Add(batch);
            }
        }
    }

    private void EndFlush()
    {
        active--;
        if (closed && active == 0 && lines.ReadyCount == 0 && batches.Count == 0)
        {
            drained.TrySetResult();
        }
    }
}
