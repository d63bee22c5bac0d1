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
        ReadOnlyMemory<byte> packed = default;
        try
        {
            packed = await grains.GetGrain<IStoreGrain>(BulkMessages.NextWorker())
                .LoadWarmAsync(new WarmCall { Place = store.Place, ClassName = className, Ids = PackedRecords.PackIds(Array.ConvertAll(loads, load => load.Key)) })
                .WaitAsync(Patience, time).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it was, each load then goes to its grain, which tells what is wrong.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Nothing is packed, so nothing was found.
        }

        int found = 0;
        foreach (WarmLoad load in loads)
        {
            if (!packed.IsEmpty && PackedRecords.Take(ref packed, load.Key) is { } record)
            {
                found++;
                load.Complete(record);
            }
            else
            {
                load.Follow(store.LoadAloneAsync(load.Key, fresh: false, load.Deadline, CancellationToken.None));
            }
        }

        lock (gate)
        {
            hits.Add(loads.Length, found);
        }
    }
}
