using System.Diagnostics;

namespace Toast.Engine;

/// <summary>
/// Group commit. A write that finds the store idle goes at once; writes that arrive while a flush is on its way form the next flush. There are
/// no timers and no added delay. Writes to one record keep their order and never overlap.
/// </summary>
/// <param name="send">Writes the requests of one flush, no two with the same key; one answer each, in order. Throws if none was written.</param>
/// <param name="opening">Opens the store before the first flush. Until it is open nothing is sent, and writes can still be given up.</param>
/// <param name="concurrency">How many flushes may be on their way.</param>
/// <param name="batchSize">How many records one flush holds at the most.</param>
/// <param name="options">The limits of the queue.</param>
/// <param name="time">The clock of deadlines.</param>
/// <param name="store">The name of the store, for messages.</param>
/// <param name="telemetry">Hears how long the queue is.</param>
internal sealed class WriteQueue(
    Func<IReadOnlyList<SaveRequest>, TimeSpan, ActivityContext, ValueTask<IReadOnlyList<SaveResult>>> send,
    StoreOpening opening, int concurrency, int batchSize, EngineOptions options, TimeProvider time, string store, StoreTelemetry telemetry)
{
    /// <summary>Keeps one flush of large records from holding up small ones for long.</summary>
    private const long MaxFlushBytes = 8 * 1024 * 1024;

    /// <summary>
    /// Above it a flush takes only half of what waits: while the store writes that half, the callers of the half before come back with more, so that
    /// neither the store nor they stand idle.
    /// </summary>
    private const int SplitAbove = 128;

    private readonly Lock gate = new();
    private readonly Dictionary<RecordKey, RecordLine> lines = new(RecordKeyComparer.Instance);
    private readonly Queue<RecordLine> ready = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<WriteGroup>? spareGroups;
    private int lastFlushSize;
    private volatile bool storeWaits;
    private int active;
    private int queuedWrites;
    private long queuedBytes;
    private bool closed;

    public ValueTask<SaveResult> SaveAsync(SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new PendingWrite(request, deadline, ToastTelemetry.Source.HasListeners() ? Activity.Current : null);
        bool startFlush;
        bool afterMany;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(IToast));
            RefuseWhenFull(request);
            queuedWrites++;
            queuedBytes += request.Data.Length;
            telemetry.QueueChanged(1, request.Data.Length);
            Enqueue(write);
            startFlush = active < concurrency && ready.Count > 0;
            active += startFlush ? 1 : 0;
            afterMany = lastFlushSize > 1 && storeWaits;
        }

        if (startFlush && afterMany)
        {
            // The callers of the flush that just ended are about to come back. Standing behind them in the pool's queue, this flush takes them
            // all along; a lone writer pays one hop for it, once.
            ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.FlushUntilEmptyAsync(), this, preferLocal: false);
        }
        else if (startFlush)
        {
            CleanContext.Run(static queue => _ = ((WriteQueue)queue!).FlushUntilEmptyAsync(), this);
        }

        return write.Task.IsCompletedSuccessfully
            ? new ValueTask<SaveResult>(write.Task)
            : new ValueTask<SaveResult>(WaitAsync(write, deadline, cancellationToken));
    }

    /// <summary>Takes no more writes and ends when those taken have ended.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            closed = true;
            if (active == 0 && lines.Count == 0)
            {
                drained.TrySetResult();
            }
        }

        return drained.Task;
    }

    private async Task<SaveResult> WaitAsync(PendingWrite write, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await write.Task.WaitAsync(deadline.Remaining, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (write.Task.IsCompleted)
            {
                // The answer came in the last moment, and is the truth.
                return await write.Task.ConfigureAwait(false);
            }

            throw !Abandon(write) ? BackendFailure.TimedOut(store, write.Request.Key, deadline.Total, sent: true)
                : opening.IsOpen ? BackendFailure.TimedOut(store, write.Request.Key, deadline.Total, sent: false)
                : BackendFailure.NotOpened(store, write.Request.Key, deadline.Total);
        }
        catch (OperationCanceledException) when (!write.Task.IsCompleted)
        {
            Abandon(write);
            throw;
        }
    }

    /// <summary>Gives a write up; true if it had not been sent, so that it never will be.</summary>
    private bool Abandon(PendingWrite write)
    {
        lock (gate)
        {
            if (!write.Sent && !write.Abandoned)
            {
                write.Abandoned = true;
                if (!write.Taken)
                {
                    Leave(write);
                }
            }

            return !write.Sent;
        }
    }

    private async Task FlushUntilEmptyAsync()
    {
        List<WriteGroup> groups = Interlocked.Exchange(ref spareGroups, null) ?? [];
        bool ended = false;
        while (!ended)
        {
            groups.Clear();
            bool isOpen = opening.IsOpen;
            lock (gate)
            {
                Take(groups, isOpen);
                lastFlushSize = groups.Count;
                if (groups.Count == 0)
                {
                    active--;
                    SignalWhenDrained();
                    break;
                }
            }

            ended = await FlushAsync(groups, isOpen).ConfigureAwait(false);
        }
    }

    /// <summary>Sends one flush and tells its callers. True when nothing is left and the flush has given up its place.</summary>
    private async ValueTask<bool> FlushAsync(List<WriteGroup> groups, bool isOpen)
    {
        IReadOnlyList<SaveResult>? results = null;
        Exception? failure = null;
        try
        {
            if (!isOpen)
            {
                await opening.OpenAsync(LongestOf(groups)).ConfigureAwait(false);
                MarkSent(groups);
            }

            ValueTask<IReadOnlyList<SaveResult>> sending = SendAsync(groups);
            storeWaits = !sending.IsCompleted;
            results = await sending.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the store did, the callers of this flush must hear of it and the next flush must start.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        bool ended;
        lock (gate)
        {
            foreach (WriteGroup group in groups)
            {
                Release(group.Line);
            }

            ended = ready.Count == 0;
            if (ended)
            {
                active--;
                SignalWhenDrained();
            }
        }

        for (int i = 0; i < groups.Count; i++)
        {
            WriteGroup group = groups[i];
            SaveResult result = results is null ? default : results[i];
            if (ended && i == groups.Count - 1)
            {
                // Nothing waits for this thread any more, so the last caller may go on right here: one hop less for a lone write.
                groups.Clear();
                Volatile.Write(ref spareGroups, groups);
                Tell(group, result, failure);
                break;
            }

            ThreadPool.UnsafeQueueUserWorkItem(
                static told => told.queue.Tell(told.group, told.result, told.failure), (queue: this, group, result, failure), preferLocal: false);
        }

        return ended;
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

        return send(requests, LongestOf(groups), groups.Count == 1 ? groups[0].Origin : default);
    }

    /// <summary>From here on the outcome is the store's. Whoever gave up before is left out.</summary>
    private void MarkSent(List<WriteGroup> groups)
    {
        lock (gate)
        {
            for (int i = groups.Count - 1; i >= 0; i--)
            {
                if (groups[i].Send() is { } living)
                {
                    groups[i] = living;
                }
                else
                {
                    Release(groups[i].Line);
                    groups.RemoveAt(i);
                }
            }
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

    private void Tell(WriteGroup group, SaveResult result, Exception? failure)
    {
        if (failure is null)
        {
            group.Complete(result);
        }
        else
        {
            group.Fail(failure, store);
        }
    }

    private void Enqueue(PendingWrite write)
    {
        RecordKey key = write.Request.Key;
        if (!lines.TryGetValue(key, out RecordLine? line))
        {
            line = new RecordLine(key);
            lines.Add(key, line);
            ready.Enqueue(line);
        }

        line.Add(write);
    }

    private void Take(List<WriteGroup> groups, bool isOpen)
    {
        long bytes = 0;
        int most = ready.Count < SplitAbove ? batchSize : Math.Min(batchSize, (ready.Count + 1) / 2);
        while (groups.Count < most && bytes < MaxFlushBytes && ready.TryDequeue(out RecordLine? line))
        {
            PendingWrite? oldest = line.TakeGroup();
            if (oldest is null)
            {
                lines.Remove(line.Key);
                continue;
            }

            for (PendingWrite? write = oldest; write is not null; write = write.Newer)
            {
                Leave(write);
                write.Sent = isOpen;
            }

            var group = new WriteGroup(line, oldest);
            groups.Add(group);
            bytes += group.Request.Data.Length;
        }
    }

    private void Release(RecordLine line)
    {
        if (line.IsEmpty)
        {
            lines.Remove(line.Key);
        }
        else
        {
            ready.Enqueue(line);
        }
    }

    private void Leave(PendingWrite write)
    {
        queuedWrites--;
        queuedBytes -= write.Request.Data.Length;
        telemetry.QueueChanged(-1, -write.Request.Data.Length);
    }

    private void SignalWhenDrained()
    {
        if (closed && active == 0 && ready.Count == 0)
        {
            drained.TrySetResult();
        }
    }

    private void RefuseWhenFull(SaveRequest request)
    {
        if (queuedWrites >= options.MaxQueuedWrites || (queuedWrites > 0 && queuedBytes + request.Data.Length > options.MaxQueuedBytes))
        {
            throw new StorageConnectionException(
                ErrorCodes.Busy,
                $"Store {store} has {queuedWrites} writes with {queuedBytes} bytes waiting in this process, the limits are "
                + $"{options.MaxQueuedWrites} and {options.MaxQueuedBytes}. Nothing was written for record {request.Key}. "
                + "Send fewer at a time, or raise MaxQueuedWrites and MaxQueuedBytes.")
            {
                Store = store,
                ClassName = request.Key.ClassName,
                Id = request.Key.Id,
            };
        }
    }
}
