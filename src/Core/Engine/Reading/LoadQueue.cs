using System.Diagnostics;

namespace Toast.Engine;

/// <summary>
/// Coalesced loads: a load that finds the store idle goes at once; loads that arrive while others are on their way form the next batch, each key
/// once. A load never joins a read that has already begun, since that read may be older than a write acknowledged in between.
/// </summary>
/// <param name="send">Reads the records of one batch, no two keys the same, in the given time; one answer each, in order.</param>
/// <param name="concurrency">How many batches may be on their way.</param>
/// <param name="batchSize">How many records one batch holds at the most.</param>
/// <param name="options">The limits of the queue.</param>
/// <param name="queue">Counts what waits.</param>
internal sealed class LoadQueue(
    Func<IReadOnlyList<RecordKey>, TimeSpan, CallOrigin, Task<IReadOnlyList<LoadOutcome>>> send, int concurrency, int batchSize, EngineOptions options, QueueLengths queue)
{
    private readonly Lock gate = new();
    private readonly Dictionary<RecordKey, PendingLoad> waitingByKey = new(RecordKeyComparer.Instance);
    private readonly Queue<PendingLoad> waiting = new();
    private int active;

    public Task<StoredRecord?> LoadAsync(RecordKey key, Deadline deadline)
    {
        PendingLoad? load;
        bool start;
        lock (gate)
        {
            if (!waitingByKey.TryGetValue(key, out load))
            {
                RefuseWhenFull(key);
                load = new PendingLoad(key, deadline, ToastTelemetry.Source.HasListeners() ? Activity.Current : null);
                waitingByKey.Add(key, load);
                waiting.Enqueue(load);
                queue.Reads++;
            }

            load.Deadline = load.Deadline.Or(deadline);

            start = active < concurrency;
            active += start ? 1 : 0;
        }

        if (start)
        {
            CleanContext.Run(static queue => _ = ((LoadQueue)queue!).ReadUntilEmptyAsync(), this);
        }

        return load.Task;
    }

    private async Task ReadUntilEmptyAsync()
    {
        var loads = new List<PendingLoad>();
        while (Take(loads))
        {
            IReadOnlyList<LoadOutcome>? outcomes = null;
            Exception? failure = null;
            try
            {
                CallOrigin origin = CallOrigin.Of(loads, static load => load.Origin);
                outcomes = await send(loads.ConvertAll(load => load.Key), loads.Max(load => load.Deadline.Remaining), origin).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever the store did, the callers of this batch must hear of it and the next batch must start.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = e;
            }

            bool ended = GiveUpPlaceIfIdle();
            for (int i = 0; i < loads.Count; i++)
            {
                LoadOutcome outcome = outcomes?[i] ?? default;
                if (ended && i == loads.Count - 1)
                {
                    // Nothing waits for this thread any more, so the last caller may go on right here: one hop less for a lone load.
                    Tell(loads[i], outcome, failure);
                }
                else
                {
                    ThreadPool.UnsafeQueueUserWorkItem(
                        static told => Tell(told.load, told.outcome, told.failure), (load: loads[i], outcome, failure), preferLocal: false);
                }
            }

            if (ended)
            {
                return;
            }
        }
    }

    private static void Tell(PendingLoad load, LoadOutcome outcome, Exception? failure)
    {
        if (failure is null && outcome.Failure is null)
        {
            load.Complete(outcome.Record);
        }
        else
        {
            load.Fail(failure ?? outcome.Failure!);
        }
    }

    private bool Take(List<PendingLoad> loads)
    {
        loads.Clear();
        lock (gate)
        {
            while (loads.Count < batchSize && waiting.TryDequeue(out PendingLoad? load))
            {
                waitingByKey.Remove(load.Key);
                queue.Reads--;
                loads.Add(load);
            }

            if (loads.Count == 0)
            {
                active--;
            }
        }

        return loads.Count > 0;
    }

    private void RefuseWhenFull(RecordKey key)
    {
        if (waiting.Count >= options.MaxQueuedLoads)
        {
            throw new StorageConnectionException(
                ErrorCodes.Busy,
                $"Store {queue.Store} has {waiting.Count} reads waiting in this process, which is the limit. Record {key} was not read. "
                + "Read fewer at a time, or raise MaxQueuedLoads.")
            {
                Store = queue.Store,
                ClassName = key.ClassName,
                Id = key.Id,
            };
        }
    }

    private bool GiveUpPlaceIfIdle()
    {
        lock (gate)
        {
            bool idle = waiting.Count == 0;
            active -= idle ? 1 : 0;
            return idle;
        }
    }
}
