using Toast.Client.Contract;
using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>
/// Loads of many callers at once. The first few go to their grains each for itself; those that come while these are on their way are asked for together, a
/// class at a time, from what the silo's grains remember. What is not remembered there goes to its grain after all. The silo answers from memory alone,
/// so that no record waits for another one's store.
/// </summary>
internal sealed class WarmLoads(GrainRecordStore store, IGrainFactory grains, TimeProvider time)
{
    /// <summary>How many loads go alone at a time: with fewer callers than that, there is nothing to gain.</summary>
    private const int Alone = 8;

    private const int MaxRecords = 256;

    /// <summary>A silo that remembers answers at once; one that does not within this time is not waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private static readonly int MaxMessages = Math.Max(2, Environment.ProcessorCount);

    private readonly Lock gate = new();
    private readonly WarmHits hits = new(time);
    private readonly Queue<WarmLoad> waiting = new();
    private int alone;
    private int messages;

    public Task<StoredRecord?> LoadAsync(RecordKey key, Deadline deadline, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref alone) <= Alone || !hits.IsWorthIt)
        {
            return LoadCountedAsync(key, deadline, cancellationToken);
        }

        Interlocked.Decrement(ref alone);
        var load = new WarmLoad(key, deadline);
        bool start;
        lock (gate)
        {
            waiting.Enqueue(load);
            start = messages < MaxMessages;
            messages += start ? 1 : 0;
        }

        if (start)
        {
            // Callers that come at the same time get into the first message too.
            ThreadPool.UnsafeQueueUserWorkItem(static loads => CleanContext.Run(static loads => _ = ((WarmLoads)loads!).AskUntilEmptyAsync(), loads), this, preferLocal: false);
        }

        return cancellationToken.CanBeCanceled ? load.Task.WaitAsync(cancellationToken) : load.Task;
    }

    private async Task<StoredRecord?> LoadCountedAsync(RecordKey key, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await store.LoadAloneAsync(key, fresh: false, deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref alone);
        }
    }

    private async Task AskUntilEmptyAsync()
    {
        var loads = new List<WarmLoad>();
        while (Take(loads))
        {
            foreach (IGrouping<string, WarmLoad> ofClass in loads.GroupBy(load => load.Key.ClassName, StringComparer.Ordinal))
            {
                await AskAsync(ofClass.Key, [.. ofClass]).ConfigureAwait(false);
            }
        }
    }

    private bool Take(List<WarmLoad> loads)
    {
        loads.Clear();
        lock (gate)
        {
            while (loads.Count < MaxRecords && waiting.TryDequeue(out WarmLoad? load))
            {
                loads.Add(load);
            }

            messages -= loads.Count == 0 ? 1 : 0;
        }

        return loads.Count > 0;
    }

    private async Task AskAsync(string className, WarmLoad[] loads)
    {
        StoredRecord?[] found = await FindAsync(className, loads).ConfigureAwait(false);
        for (int i = 0; i < loads.Length; i++)
        {
            if (found[i] is { } record)
            {
                loads[i].Complete(record);
            }
            else
            {
                loads[i].Follow(store.LoadAloneAsync(loads[i].Key, fresh: false, loads[i].Deadline, CancellationToken.None));
            }
        }

        lock (gate)
        {
            hits.Add(loads.Length, found.Count(record => record is not null));
        }
    }

    private async Task<StoredRecord?[]> FindAsync(string className, WarmLoad[] loads)
    {
        RecordKey[] keys = Array.ConvertAll(loads, load => load.Key);
        TimeSpan shortest = loads.Min(load => load.Deadline.Remaining);
        try
        {
            byte[] packed = await grains.GetGrain<IStoreGrain>(BulkMessages.NextWorker())
                .LoadWarmAsync(new WarmCall { Place = store.Place, ClassName = className, Ids = PackedRecords.PackIds(keys) })
                .WaitAsync(shortest < Patience ? shortest : Patience, time).ConfigureAwait(false);
            return packed.Length == 0 ? new StoredRecord?[loads.Length] : PackedRecords.Unpack(packed, keys);
        }
#pragma warning disable CA1031 // Nothing is hidden: each load then goes to its grain, and its caller hears what is wrong from there.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new StoredRecord?[loads.Length];
        }
    }
}
